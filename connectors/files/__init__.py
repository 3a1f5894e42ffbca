"""Exported files, CSV and Excel, asked like a database."""
