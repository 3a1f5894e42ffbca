"""KPIs and outcomes computed from the journal."""
