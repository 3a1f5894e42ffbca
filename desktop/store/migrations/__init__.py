"""The store's schema, step by step. A step only adds: the program before it must still open the file."""
