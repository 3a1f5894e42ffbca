"""What playbook.toml says: name, languages, currency, the order of the call types, reasons for leaving out a step."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.playbook.format import LONGEST_REASON, LONGEST_WORD, MOST_REASONS, MOST_WORDS, PLAYBOOK
from desktop.playbook.model import FactSettings
from desktop.rules.problems import Place, Problem
from desktop.rules.room import NAME
from desktop.rules.schema import Schema
from desktop.rules.toml_fields import Fields
from desktop.rules.toml_read import read_toml

HEAD = "playbook.toml"
_CURRENCY = re.compile("[A-Z]{3}")
_LANGUAGE = re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Head:
    """What playbook.toml says; the defaults stand for what could not be read."""

    name: str = ""
    version: str = ""
    languages: tuple[str, ...] = ("en",)
    currency: str = "EUR"
    default_call_type: str = "general"
    order: tuple[str, ...] = ()
    complaints: tuple[str, ...] = FactSettings().complaints
    skip_reasons: tuple[str, ...] = ()
    default_place: Place = Place(HEAD)


def read_head(files: Mapping[str, str], problems: list[Problem]) -> Head:
    """The head of a playbook; what is wrong with it is noted."""
    text = files.get(HEAD)
    if text is None:
        problems.append(Place(HEAD).problem("PBK001", file=HEAD))
        return Head()
    data, found = read_toml(text, HEAD)
    problems += found
    if data is None:
        return Head()
    fields = Fields.of_file(data, text, HEAD, Schema(), problems)
    fields.of_format(PLAYBOOK)
    name = fields.short("name", NAME)
    for key in ("name", "version"):
        fields.missing(key)
    for key in ("owner", "channel"):
        fields.text(key)
    return Head(
        name=name,
        version=fields.text("version").strip(),
        languages=_languages(fields),
        currency=_currency(fields),
        default_call_type=fields.text("default_call_type", "general"),
        order=short_texts(fields, "call_types"),
        complaints=short_texts(fields, "complaint_categories") or FactSettings().complaints,
        skip_reasons=short_texts(fields, "skip_reasons", LONGEST_REASON, MOST_REASONS),
        default_place=fields.place("default_call_type"),
    )


def _languages(fields: Fields) -> tuple[str, ...]:
    languages = short_texts(fields, "languages") or ("en",)
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            fields.misfit("languages", 'codes such as ["en", "pt-BR"]')
    return languages


def _currency(fields: Fields) -> str:
    currency = fields.text("currency", "EUR")
    if _CURRENCY.fullmatch(currency):
        return currency
    fields.misfit("currency", 'three capitals such as "EUR"')
    return "EUR"


def short_texts(fields: Fields, key: str, longest: int = LONGEST_WORD, most: int = MOST_WORDS) -> tuple[str, ...]:
    """A list of short texts, each once."""
    raw = fields.raw.get(key, [])
    good = isinstance(raw, list) and len(raw) <= most and all(isinstance(w, str) and 0 < len(w) <= longest for w in raw)
    if good and len(set(raw)) == len(raw):
        return tuple(raw)
    expected = f'a list of at most {most} different words such as ["a", "b"], each of at most {longest} characters'
    fields.misfit(key, expected)
    return ()
