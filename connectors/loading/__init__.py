"""Reading a manifest's file: everything that is wrong with it, at once and with its line."""
