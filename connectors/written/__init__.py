"""Connectors written in Python: installed packages, found by entry point and held to the same rules."""
