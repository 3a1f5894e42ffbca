"""The commands, one module each; they read, ask the rooms below and print."""
