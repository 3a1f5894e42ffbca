"""The guarded HTTP client: what it trusts, which proxy it takes, what an answer means."""
