"""Callside, the desktop at an agent's side during a call."""
