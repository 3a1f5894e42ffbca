"""The local store: journal, cache, outbox, drafts."""
