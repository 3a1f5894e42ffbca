"""One call's life: identifying the caller, gathering facts, walking the guide, wrapping up."""
