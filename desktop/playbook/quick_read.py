"""Quick texts and macros, read from quick_texts.toml and macros.toml."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from desktop.playbook.checks import Named, call_types_of, check_effect
from desktop.playbook.format_guides import LATEST_DUE
from desktop.playbook.format_quick import (
    LONGEST_ABBR,
    MACRO,
    MACRO_KINDS,
    MACRO_STEP,
    MACROS,
    MOST_STEPS,
    QUICK_TEXT,
    QUICK_TEXTS,
)
from desktop.playbook.model import Condition
from desktop.playbook.step_read import condition_at
from desktop.playbook.text_read import ALSO_THERE
from desktop.playbook.words import Words, read_words
from desktop.rules.action_read import read_effect
from desktop.rules.actions import Effect
from desktop.rules.format import FileFormat
from desktop.rules.format_actions import EFFECT
from desktop.rules.problems import Place, Problem
from desktop.rules.room import MACRO as MACRO_TITLE
from desktop.rules.room import QUICK, Room
from desktop.rules.schema import Schema
from desktop.rules.toml_fields import Fields
from desktop.rules.toml_read import Table

QUICK_FILE, MACROS_FILE = QUICK_TEXTS.path, MACROS.path
ABBR = re.compile(rf"[^\W_][\w-]{{0,{LONGEST_ABBR - 1}}}")
"""Letters of any script, digits, _ and -; upper and lower case are one."""


@dataclass(frozen=True, slots=True)
class QuickText:
    """A short text; `call_types` it comes first in, none for all of them."""

    abbr: str
    text: Words
    call_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Macro:
    """Several effects in one go; `call_types` it is for, none for all of them."""

    id: str
    title: Words
    steps: tuple[Effect, ...]
    call_types: tuple[str, ...] = ()
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class QuickReader:
    """Reads either file; everything wrong is noted. `dispositions` are those of each call type."""

    schema: Schema
    problems: list[Problem]
    book: Named
    dispositions: Mapping[str, Collection[str]]

    def texts(self, text: str, data: Table) -> tuple[QuickText, ...]:
        """All quick texts, in the order of the file; an abbreviation stands for one of them."""
        found: dict[str, QuickText] = {}
        places: dict[str, Place] = {}
        for fields in self._blocks(text, data, QUICK_TEXTS, "quick_text"):
            fields.only(QUICK_TEXT.names)
            abbr = self._abbr(fields)
            words = self._words(fields, "text", QUICK, ALSO_THERE)
            if abbr in found:
                fields.again("abbr", abbr, places[abbr])
            places.setdefault(abbr, fields.place("abbr"))
            found.setdefault(abbr, QuickText(abbr, words, call_types_of(fields, self.book.call_types)))
        return tuple(found.values())

    def macros(self, text: str, data: Table) -> tuple[Macro, ...]:
        """All macros, in the order of the file."""
        found: dict[str, Macro] = {}
        places: dict[str, Place] = {}
        for fields in self._blocks(text, data, MACROS, "macro"):
            fields.only(MACRO.names)
            call_types = call_types_of(fields, self.book.call_types)
            macro = Macro(
                fields.identifier(),
                self._words(fields, "title", MACRO_TITLE),
                self._steps(fields, call_types),
                call_types,
                condition_at(fields, "when"),
            )
            if macro.id in found:
                fields.again("id", macro.id, places[macro.id])
            places.setdefault(macro.id, fields.place("id"))
            found.setdefault(macro.id, macro)
        return tuple(found.values())

    def _blocks(self, text: str, data: Table, kind: FileFormat, name: str) -> Iterator[Fields]:
        top = Fields.of_file(data, text, kind.path, self.schema, self.problems)
        top.of_format(kind)
        blocks = data.get(name, [])
        if not isinstance(blocks, list) or not all(isinstance(raw, dict) for raw in blocks):
            top.misfit(name, f"written as [[{name}]]")
            return
        for index, raw in enumerate(blocks):
            yield top.entry(name, index, raw)

    def _abbr(self, fields: Fields) -> str:
        abbr = fields.text("abbr").casefold()
        if not abbr:
            fields.missing("abbr")
        elif not ABBR.fullmatch(abbr):
            fields.misfit("abbr", f"at most {LONGEST_ABBR} letters, digits, _ and -, such as thx")
        return abbr

    def _words(self, fields: Fields, key: str, room: Room, also: tuple[str, ...] = ()) -> Words:
        words = read_words(fields, key, self.book.languages, room, also)
        if not words and fields.raw.get(key, "") == "":
            fields.missing(key)
        return words

    def _steps(self, fields: Fields, call_types: tuple[str, ...]) -> tuple[Effect, ...]:
        raw = fields.raw.get("step", [])
        if not isinstance(raw, list) or not 1 <= len(raw) <= MOST_STEPS:
            fields.misfit("step", f"1 to {MOST_STEPS} blocks [[macro.step]]")
            return ()
        return tuple(self._step(entry, call_types) for entry in fields.entries("step"))

    def _step(self, entry: Fields, call_types: tuple[str, ...]) -> Effect:
        entry.only(MACRO_STEP.names)
        kind = entry.choice("kind", MACRO_KINDS, "") if "kind" in entry.raw else ""
        raw = {key: value for key, value in entry.raw.items() if key in EFFECT.names}
        effect = replace(read_effect(replace(entry, raw=raw), self.book.languages), confirm=False)
        if kind == "disposition":
            effect = Effect(kind, entry.text("disposition"), False, effect.params)
            self._check_disposition(entry, effect.name, call_types)
        elif kind == "follow_up":
            self._check_follow_up(entry, effect)
        elif kind:
            self.problems.extend(check_effect(effect, entry.place, self.book))
        return effect

    def _check_disposition(self, entry: Fields, name: str, call_types: tuple[str, ...]) -> None:
        """It must be there in every call type in which the macro is offered, or it would be skipped."""
        for kind in call_types or self.dispositions:
            known = self.dispositions.get(kind)
            if known is not None and name not in known:
                what = f"disposition of call_types/{kind}.toml"
                entry.stranger("PBK084", "disposition", name, known, name=name, what=what)
                return

    def _check_follow_up(self, entry: Fields, effect: Effect) -> None:
        days = effect.params.get("due_in_days", "")
        if not effect.params.get("text"):
            entry.missing("params.text", 'params.text = "…"')
        elif not (days.isascii() and days.isdigit() and int(days) <= LATEST_DUE):
            entry.misfit("params", f"with due_in_days from 0 to {LATEST_DUE:,}")
