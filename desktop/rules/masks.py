"""The masks of a column, one big integer per bucket; wide columns keep only some of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

CHECKPOINT = 64
RECENT = 128
BYTES_PER_CHANGE = 200


@dataclass(frozen=True, slots=True)
class MaskStore:
    """Masks by bucket: all of them, or every 64th with the changes in between."""

    full: tuple[int, ...]
    count: int
    toggles: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    recent: dict[int, int] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, count: int, toggles: Mapping[int, int], budget: int) -> MaskStore:
        """Masks from the rows that change at each bucket; over `budget` bytes they are lazy."""
        width = max((rows.bit_length() for rows in toggles.values()), default=0) // 8 + 1
        lazy = count * width > budget
        masks, running = [], 0
        for bucket in range(count):
            running ^= toggles.get(bucket, 0)
            if not lazy or bucket % CHECKPOINT == 0:
                masks.append(running)
        # without the zeros below: a number as wide as all rows for each of very many buckets is what must not be kept
        changes = {bucket: _shifted(rows) for bucket, rows in toggles.items()} if lazy else {}
        return cls(tuple(masks), count, changes)

    @property
    def is_lazy(self) -> bool:
        """Whether masks are rebuilt when asked for."""
        return len(self.full) < self.count

    def at(self, bucket: int) -> int:
        """The mask of a bucket."""
        if not self.is_lazy:
            return self.full[bucket]
        held = self.recent.get(bucket)
        if held is not None:
            return held
        start = bucket - bucket % CHECKPOINT
        mask = self.full[bucket // CHECKPOINT]
        for step in range(start + 1, bucket + 1):
            shift, rows = self.toggles.get(step, (0, 0))
            mask ^= rows << shift
        if len(self.recent) >= RECENT:
            del self.recent[next(iter(self.recent))]
        self.recent[bucket] = mask
        return mask

    def size(self) -> int:
        """About how many bytes the masks take."""
        masks = sum(mask.bit_length() for mask in self.full) // 8
        return masks + sum(BYTES_PER_CHANGE + rows.bit_length() // 8 for _, rows in self.toggles.values())


def _shifted(rows: int) -> tuple[int, int]:
    """(how far, what) to shift to the left for these rows."""
    shift = max(0, (rows & -rows).bit_length() - 1)
    return shift, rows >> shift
