"""The word lists the demo company is written with, read from the files in `data/`."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Product:
    """Something the shop sells; the price is in euro cents."""

    sku: str
    name: str
    category: str
    price_minor: int
    weight: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A subscription; the fee is in euro cents a month, the term in months."""

    code: str
    name: str
    kind: str
    monthly_minor: int
    months: int
    weight: int


@dataclass(frozen=True, slots=True)
class Topic:
    """What a contact can be about; `needs` says what it must refer to, or is empty.

    `human`, `bot` and `notice` hold (subject, summary, outcome) with placeholders, by who it was with.
    """

    id: str
    queue: str
    weight: int
    needs: str
    human: tuple[tuple[str, str, str], ...]
    bot: tuple[tuple[str, str, str], ...]
    notice: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CaseKind:
    """What a case can be about; `days` is the promised time to an answer."""

    category: str
    queue: str
    weight: int
    about: str
    days: int
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """How people in one country are called, where they live and what they pay with."""

    code: str
    language: str
    currency: str
    female: tuple[str, ...]
    male: tuple[str, ...]
    family: tuple[str, ...]
    street: str
    streets: tuple[str, ...]
    cities: tuple[tuple[str, str, str], ...]
    mail: tuple[str, ...]
    company_form: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """A parcel service, the shape of its tracking numbers (# = digit) and where they are looked up."""

    name: str
    tracking: str
    link: str


@dataclass(frozen=True, slots=True)
class Payee:
    """Somebody who is paid from an account, and between which amounts, in euro cents."""

    name: str
    kind: str
    low_minor: int
    high_minor: int
    weight: int


@dataclass(frozen=True, slots=True)
class Words:
    """Every list; `comments` is keyed by (topic, band, language), `agents` by team."""

    countries: Mapping[str, Country]
    products: tuple[Product, ...]
    plans: tuple[Plan, ...]
    topics: tuple[Topic, ...]
    cases: tuple[CaseKind, ...]
    comments: Mapping[tuple[str, str, str], tuple[str, ...]]
    agents: Mapping[str, tuple[str, ...]]
    carriers: tuple[Carrier, ...]
    trades: tuple[str, ...]
    payees: tuple[Payee, ...]


def data_text(*path: str) -> str:
    """The text of a file that ships with the demo company."""
    return files("resources.demo").joinpath(*path).read_text(encoding="utf-8")


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of `data/<name>.csv` by column name."""
    return list(csv.DictReader(data_text("data", f"{name}.csv").splitlines()))


def toml_names(folder: str) -> tuple[str, ...]:
    """The names of the TOML files in a folder of `data/`, without their ending."""
    names = (entry.name for entry in files("resources.demo").joinpath("data", folder).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def toml_of(name: str) -> dict[str, Any]:
    """The content of `data/<name>.toml`."""
    return tomllib.loads(data_text("data", f"{name}.toml"))


def minor(price: str) -> int:
    """`39.90` as 3990."""
    whole, _, cents = price.partition(".")
    return int(whole) * 100 + int(cents.ljust(2, "0")[:2] or 0)


def load_words() -> Words:
    """Read all lists."""
    return Words(
        countries=_countries(),
        products=tuple(
            Product(row["sku"], row["name"], row["category"], minor(row["price"]), int(row["weight"]))
            for row in rows_of("products")
        ),
        plans=tuple(
            Plan(r["code"], r["name"], r["kind"], minor(r["monthly"]), int(r["months"]), int(r["weight"]))
            for r in rows_of("plans")
        ),
        topics=tuple(Topic(**_tuples(t)) for t in toml_of("topics")["topic"]),
        cases=tuple(CaseKind(**_tuples(k)) for k in toml_of("cases")["kind"]),
        comments=_grouped(((r["topic"], r["band"], r["lang"]), r["text"]) for r in rows_of("comments")),
        agents=_grouped((r["team"], r["name"]) for r in rows_of("agents")),
        carriers=tuple(Carrier(r["name"], r["tracking"], r["link"]) for r in rows_of("carriers")),
        trades=tuple(row["trade"] for row in rows_of("trades")),
        payees=tuple(
            Payee(r["payee"], r["kind"], minor(r["low"]), minor(r["high"]), int(r["weight"])) for r in rows_of("payees")
        ),
    )


def _countries() -> dict[str, Country]:
    names, places = toml_of("names"), toml_of("places")
    found = {}
    for code, place in places.items():
        cities = tuple((city, region, mask) for city, region, mask in place["cities"])
        found[code] = Country(code=code, **{**_tuples(names[code]), **_tuples(place), "cities": cities})
    return found


def _tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def _grouped(pairs: Iterable[tuple[Key, str]]) -> dict[Key, tuple[str, ...]]:
    groups: dict[Key, list[str]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
