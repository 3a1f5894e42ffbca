"""Benchmarks: every figure is printed beside its yardstick of the same run. `make bench` runs them all."""
