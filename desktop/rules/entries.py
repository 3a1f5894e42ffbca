"""Entries of actions that are made only when somebody looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar, overload

from desktop.rules.columns import lowest_first

Entry = TypeVar("Entry")


class Entries(Sequence[Entry], Generic[Entry]):
    """A list by the numbers of its actions: first those of `head`, then those of the bit set, best first.

    Thousands of actions may be held back by one missing fact, of which a window shows the first.
    """

    __slots__ = ("_bits", "_head", "_made", "_make", "_numbers", "_order")

    def __init__(
        self, make: Callable[[int], Entry], numbers: Mapping[str, int], bits: int, head: Sequence[int] = ()
    ) -> None:
        """`make` gives the entry of a number, `numbers` the number of an action's id."""
        self._make = make
        self._numbers = numbers
        self._head = tuple(head)
        self._bits = bits
        for number in self._head:
            self._bits &= ~(1 << number)
        self._order: list[int] | None = None
        self._made: dict[int, Entry] = {}

    def __len__(self) -> int:
        """How many there are; none is made for it."""
        return len(self._head) + self._bits.bit_count()

    def __iter__(self) -> Iterator[Entry]:
        """Each entry, made when its turn comes."""
        yield from map(self._of, self._head)
        yield from map(self._of, lowest_first(self._bits))

    @overload
    def __getitem__(self, at: int) -> Entry: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Entry]: ...

    def __getitem__(self, at: int | slice) -> Entry | Sequence[Entry]:
        """The entry at a place, or those of a slice."""
        if self._order is None:
            self._order = [*self._head, *lowest_first(self._bits)]
        found = self._order[at]
        return self._of(found) if isinstance(found, int) else tuple(map(self._of, found))

    def __eq__(self, other: object) -> bool:
        """Equal to every sequence of the same entries."""
        return isinstance(other, Sequence) and len(self) == len(other) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        """That of the entries as a tuple."""
        return hash(tuple(self))

    def __repr__(self) -> str:
        """The entries as a tuple."""
        return repr(tuple(self))

    def find(self, action_id: str) -> Entry | None:
        """The entry of an action, if it is on the list; no other is made."""
        number = self._numbers.get(action_id)
        if number is None or not (self._bits >> number & 1 or number in self._head):
            return None
        return self._of(number)

    def _of(self, number: int) -> Entry:
        held = self._made.get(number)
        if held is None:
            held = self._made[number] = self._make(number)
        return held
