"""How a connection signs in, and what it keeps of that."""
