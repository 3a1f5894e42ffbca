"""From the bytes of an answer to plain values: JSON, XML, CSV. Pure, bounded, nothing evaluated."""
