"""One module a step; revisions are numbers with leading zeros, in order."""
