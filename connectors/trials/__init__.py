"""Trying a manifest: checks, live trials, recorded answers with nobody in them."""
