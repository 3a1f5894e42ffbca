"""The house rules that no ready-made linter knows, checked on the syntax tree."""
