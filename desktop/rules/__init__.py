"""The decision engine: pure functions over facts, standard library only."""
