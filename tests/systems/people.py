"""The people in the real systems: nobody who lives, the same ones every time, with the names and numbers that hurt.

Their numbers are of the ranges that authorities keep for films, where there are any. Each is stored in one of the
spellings people type; a person's place in the list is a part of the number, so that no two are alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

SEED = 20261122
MOST = 1_000

GIVEN = {
    "DE": ("Jürgen", "Käthe", "Björn", "Anke", "Günther", "Lea"),
    "GB": ("Siân", "Oliver", "Imogen", "D'Arcy", "Graham", "Zoë"),
    "US": ("María", "Tyrone", "Lí", "Ashley", "J. R.", "Sofía"),
    "FR": ("Hélène", "François", "Zoé", "Benoît", "Maïté", "Luc"),
    "NG": ("Chinedu", "Ngozi", "Oluwaseun", "Adaeze", "Ífẹ́", "Tunde"),
}
FAMILY = {
    "DE": ("Müller", "Weiß", "Schröder", "von der Ümlaut", "Özdemir", "Vogt"),
    "GB": ("O'Brien", "Llŷr", "Smith-Jones", "O’Neill", "Clarke", "Wye"),
    "US": ("García", "O'Connor", "Nguyễn", "Ramírez", "Lee", "D'Angelo"),
    "FR": ("L'Hôpital", "Lefèvre", "D'Aubigné", "Noël", "Petit", "Muñoz"),
    "NG": ("Okonkwo", "Adéyẹmí", "N'Diaye", "Eze", "Ibrahim", "Balógun"),
}
CITY = {"DE": "Köln", "GB": "York", "US": "New York", "FR": "Besançon", "NG": "Lagos"}
LANGUAGE = {"DE": "de", "GB": "en", "US": "en", "FR": "fr", "NG": "en"}
# The country code, the digits of the national number before a person's own, and how many those are.
_NUMBERS = {"DE": ("49", "3023125", 3), "GB": ("44", "7700900", 3), "US": ("1", "212520", 4), "FR": ("33", "63998", 4)}
_NUMBERS["NG"] = ("234", "803100", 4)
_LOCAL: Mapping[str, Callable[[str], str]] = {
    "DE": lambda nsn: f"0{nsn[:2]} / {nsn[2:]}",
    "GB": lambda nsn: f"0{nsn[:4]} {nsn[4:]}",
    "US": lambda nsn: f"({nsn[:3]}) {nsn[3:6]}-{nsn[6:]}",
    "FR": lambda nsn: " ".join(("0" + nsn)[at : at + 2] for at in range(0, 10, 2)),
    "NG": lambda nsn: f"0{nsn[:3]}-{nsn[3:6]}-{nsn[6:]}",
}
SPELLINGS = ("e164", "local", "idd", "spaced")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a system: `phone` is the number as it is stored there, `spelling` how, `e164` what it is."""

    index: int
    given: str
    family: str
    email: str
    country: str
    city: str
    language: str
    e164: str
    spelling: str
    phone: str

    @property
    def name(self) -> str:
        """Both names."""
        return f"{self.given} {self.family}"


def people(count: int, seed: int = SEED) -> list[Person]:
    """The first so many people: of one seed each list begins like every longer one."""
    assert count <= MOST
    random = Random(seed)
    return [_person(index, random) for index in range(count)]


def _person(index: int, random: Random) -> Person:
    country = tuple(GIVEN)[index % len(GIVEN)]
    given, family = random.choice(GIVEN[country]), random.choice(FAMILY[country])
    code, start, places = _NUMBERS[country]
    nsn = f"{start}{index:0{places}d}"
    # E.164 is twice as frequent as each other spelling; 25 people have every country in every one.
    spelling = ("e164", *SPELLINGS)[index // len(GIVEN) % (len(SPELLINGS) + 1)]
    return Person(
        index=index,
        given=given,
        family=family,
        email=_email(index, family, random),
        country=country,
        city=CITY[country],
        language=LANGUAGE[country],
        e164=f"+{code}{nsn}",
        spelling=spelling,
        phone=spelled(country, f"+{code}{nsn}", spelling),
    )


def spelled(country: str, e164: str, spelling: str) -> str:
    """A number as somebody typed it."""
    code = _NUMBERS[country][0]
    nsn = e164.removeprefix(f"+{code}")
    if spelling == "local":
        return _LOCAL[country](nsn)
    if spelling == "idd":
        return f"00{code}{nsn}"
    return f"+{code} {nsn[:3]} {nsn[3:6]} {nsn[6:]}" if spelling == "spaced" else e164


def _email(index: int, family: str, random: Random) -> str:
    """An address nobody has, now and then with what searches stumble over."""
    plain = "".join(char for char in family.casefold() if char.isascii() and (char.isalpha() or char == "'")) or "x"
    separator = random.choice((".", "_", "+", "%"))
    local = f"{plain}{separator}{index}"
    return f"{local.title() if index % 7 == 0 else local}@example.{random.choice(('com', 'org', 'net'))}"
