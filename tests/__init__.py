"""The tests mirror the packages; tests/house is about the house itself."""
