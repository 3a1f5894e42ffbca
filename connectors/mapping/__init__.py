"""From the rows of an answer to the values of records. Pure."""
