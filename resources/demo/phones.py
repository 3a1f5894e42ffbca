"""Phone numbers for made-up people: ranges that reach nobody, written the many ways people write numbers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from random import Random

from resources.demo.words import rows_of


@dataclass(frozen=True, slots=True)
class Number:
    """One number: country code, trunk prefix (may be empty), national significant number and how it is grouped."""

    country: str
    cc: str
    trunk: str
    nsn: str
    kind: str
    local: tuple[str, ...]
    spaced: str

    @property
    def e164(self) -> str:
        """The number in international form without spaces."""
        return f"+{self.cc}{self.nsn}"

    @property
    def tail(self) -> str:
        """The last eight digits, by which systems match callers."""
        return self.nsn[-8:]


def grouped(digits: str, mask: str) -> str:
    """`0701740605` in the mask `###-### ## ##` is `070-174 06 05`. Raises ValueError where they do not fit."""
    if mask.count("#") != len(digits):
        raise ValueError(f"{len(digits)} digits do not fit into {mask!r}")
    rest = iter(digits)
    return "".join(next(rest) if c == "#" else c for c in mask)


def spell(number: Number, rng: Random) -> str:
    """The number as somebody typed it: E.164 twice as likely as local, 00 form or spaced, brackets now and then."""
    way = rng.choices(("e164", "local", "idd", "spaced", "bracketed"), (4, 2, 2, 2, 1))[0]
    if way == "e164":
        return number.e164
    if way == "local":
        return grouped(number.trunk + number.nsn, rng.choice(number.local))
    if way == "idd":
        return f"00{number.cc}{number.nsn}"
    spaced = grouped(number.nsn, number.spaced)
    if way == "spaced" or not number.trunk:
        return f"+{number.cc} {spaced}"
    return f"+{number.cc} ({number.trunk}){spaced}"


class NumberPool:
    """Unused numbers by country; each is given out once."""

    def __init__(self, rng: Random, taken: Collection[str]) -> None:
        self._free: dict[str, list[Number]] = {}
        for row in rows_of("phone_blocks"):
            self._free.setdefault(row["country"], []).extend(_numbers(row, rng))
        for country, numbers in self._free.items():
            free = [number for number in numbers if number.e164 not in taken]
            rng.shuffle(free)
            self._free[country] = free

    def draw(self, country: str) -> Number | None:
        """A fresh number of that country, or None when its ranges are used up."""
        free = self._free[country]
        return free.pop() if free else None


def _numbers(row: dict[str, str], rng: Random) -> list[Number]:
    first, last, width = int(row["first"]), int(row["last"]), len(row["first"])
    return [
        Number(
            country=row["country"],
            cc=row["cc"],
            trunk=row["trunk"],
            nsn=row["prefix"] + str(subscriber).zfill(width),
            kind=row["kind"],
            local=tuple(row["local"].split("|")),
            spaced=row["spaced"],
        )
        for subscriber in sorted(rng.sample(range(first, last + 1), int(row["take"])))
    ]
