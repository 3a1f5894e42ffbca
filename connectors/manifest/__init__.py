"""The manifest of a connector: what it may say. Data, never code."""
