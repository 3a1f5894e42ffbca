"""Mutation testing: changes each function of the decision engine a little and asks whether a test notices it."""
