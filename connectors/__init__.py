"""Connectors: records, and how Callside reaches the systems that hold them."""
