"""What colleagues read of a playbook, in their language: the texts there are for it, words/<language>.toml, and ours.

What is said to customers stands in its languages where it is written. What agents read in reasons and alerts is in the
language of the window: `resources/words` has it for the engine's own phrases and for the facts that are built in, a
playbook for its own words. Both map a text to the same in another language, with plural forms where there are several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.playbook.catalogue import CATALOGUE
from desktop.playbook.checks import SHOWN
from desktop.playbook.format import WORDS
from desktop.rules.bundle import Bundle
from desktop.rules.misfits import stranger
from desktop.rules.nodes import Node, names_in
from desktop.rules.problems import Problem, Severity, clip, errors, some
from desktop.rules.reader import CATEGORIES, PLACE, PLAIN, Forms, Reader, Show
from desktop.rules.room import BRANCH, BUTTON, FACT, FACT_LABEL, GROUP, PICKED, REASON, STEP, UNIT, Room
from desktop.rules.schema import FactDef, Schema
from desktop.rules.spoken import LANGUAGE
from desktop.rules.toml_fields import Fields
from desktop.rules.toml_read import read_toml
from desktop.rules.values import TEXT

if TYPE_CHECKING:
    from desktop.playbook.model import CallType, Playbook
    from desktop.playbook.texts import Show as Write
    from desktop.playbook.words import Words
    from desktop.rules.values import Type, Value

FOLDER = "words/"
OURS = Path(__file__).parents[2] / "resources" / "words"
MOST_TOLD = 3
_COUNTED = UNIT._replace(most=FACT + UNIT.most + 1)
_BUILT_IN = frozenset(
    text
    for fact in CATALOGUE
    for text in (fact.label, fact.say, f"{{n}} {fact.unit}" if fact.unit else "", *(words for _, words in fact.members))
    if text
)
ByText = Mapping[str, Forms]


def texts_of(bundle: Bundle) -> dict[str, Room]:
    """The texts that colleagues read, and the room there is for each: of facts that rules ask for, and of tables."""
    asked = {name for node in _conditions(bundle) for name in names_in(node)}
    found: dict[str, Room] = {}
    for name in sorted(asked & bundle.schema.facts.keys()):
        found |= _of_fact(bundle.schema.facts[name])
    for table_id, output, room in SHOWN:
        table = bundle.table(table_id)
        if table is not None and output in table.output_names:
            index = table.output_names.index(output)
            rows = [row.outputs for row in table.rows] + ([table.default] if table.default else [])
            found |= {text: room for row in rows if isinstance(text := row[index], str) and text}
    found |= {group.label: GROUP for group in bundle.catalogue.groups.values()}
    return found


def texts_of_calls(call_types: Iterable[CallType], skip_reasons: Iterable[str] = ()) -> dict[str, Room]:
    """The texts of call types that agents read and nobody says: what they, their steps, answers and ends are called."""
    found: dict[str, Room] = dict.fromkeys(skip_reasons, BUTTON)
    for kind in call_types:
        found[kind.title] = PICKED
        found |= dict.fromkeys((word for leaf in kind.dispositions for word in leaf.path), BRANCH)
        for step in kind.guide:
            found |= {step.title: STEP} | {choice.label: BUTTON for choice in step.choices}
    return found


def _of_fact(fact: FactDef) -> dict[str, Room]:
    texts = {fact.label: FACT_LABEL, **{member.label: BUTTON for member in fact.type.members}}
    texts |= {fact.say: REASON} if fact.say else {}
    return texts | ({f"{{n}} {fact.unit}": _COUNTED} if fact.unit else {})


def _conditions(bundle: Bundle) -> Iterator[Node]:
    for table in bundle.tables:
        yield from (row.condition for row in table.rows)
    for action in bundle.catalogue.actions.values():
        yield from action.gates.values()
        yield from (weight.when for weight in action.context_weights)
        if action.value_expr is not None:
            yield action.value_expr
    for group in bundle.catalogue.groups.values():
        yield from group.gates.values()


def read_words(
    files: Mapping[str, str], bundle: Bundle, problems: list[Problem], more: Mapping[str, Room] | None = None
) -> dict[str, ByText]:
    """The words of a playbook by language; what no text reads and what has no words is noted.

    `more` are texts that agents read besides those of the rules.
    """
    # Where a text is broken or its file is gone, its words would look like a stranger's.
    whole = not errors(problems)
    texts = {**(more or {}), **texts_of(bundle)}
    every = texts | {text: room for fact in bundle.schema.facts.values() for text, room in _of_fact(fact).items()}
    found: dict[str, ByText] = {}
    for file in sorted(name for name in files if name.startswith(FOLDER)):
        data, faults = read_toml(files[file], file)
        problems += faults
        top = Fields.of_file(data or {}, files[file], file, bundle.schema, problems)
        language = file.removeprefix(FOLDER).removesuffix(".toml")
        if not LANGUAGE.fullmatch(language):
            top.wrong("PBK085", None)
            continue
        if faults:
            continue
        before = len(problems)
        top.of_format(WORDS)
        words = found[language] = _read(top, every, whole=whole)
        lacking = [text for text in texts if text not in words and text not in _BUILT_IN]
        # a line that is not worded as its text is would be told twice
        if whole and lacking and len(problems) == before:
            told = {"count": some(len(lacking), "text"), "language": language, "texts": _quoted(lacking)}
            problems.append(top.place("words").warning("PBK088", **told))
    return found


def _quoted(texts: Sequence[str]) -> str:
    return ", ".join(f'"{clip(text, 60)}"' for text in texts[:MOST_TOLD])


def _read(top: Fields, every: Mapping[str, Room], *, whole: bool) -> dict[str, Forms]:
    inner = top.inside(top.raw.get("words", {}), "words")
    words: dict[str, Forms] = {}
    for text, raw in inner.raw.items():
        forms = inner.inside(raw, text) if isinstance(raw, dict) else None
        if text not in every and not whole:
            continue
        if text not in every:
            problem = stranger(inner.place(text), "PBK087", text, every, text=clip(text, 60))
            inner.problems.append(replace(problem, severity=Severity.WARNING))
        elif forms is None:
            words[text] = _one(inner, text, text, every[text], whole=True)
        else:
            forms.only(CATEGORIES)
            if "other" not in forms.raw:
                forms.missing("other")
            words[text] = {
                key: _one(forms, key, text, every[text], whole=key == "other") for key in forms.raw if key in CATEGORIES
            }
    return words


def _one(fields: Fields, key: str, text: str, room: Room, *, whole: bool) -> str:
    """One form: it names what the text names, though a form for one need not name its number."""
    said = fields.text(key)
    fields.fits(key, said, room, clip(text, 40))
    found, wanted = _places(said), _places(text)
    if not found <= wanted or (whole and found != wanted):
        names = (", ".join(sorted(each)) or "nothing" for each in (found, wanted))
        fields.wrong("PBK086", key, **dict(zip(("found", "wanted"), names, strict=True)))
    return said


def _places(text: str) -> frozenset[str]:
    return frozenset(PLACE.findall(text))


@cache
def our_words(language: str) -> ByText:
    """The engine's phrases and the texts of the built-in facts in a language; none where we do not have it."""
    file = OURS / f"{language}.toml"
    if not file.is_file():
        return {}
    data, _ = read_toml(file.read_text(encoding="utf-8"), file.name)
    words: ByText = (data or {}).get("words", {})
    return words


def reader_of(playbook: Playbook, language: str, show: Callable[..., str] | None) -> Reader:
    """Who reads a playbook's reasons in the window's language, a tag such as de-AT; values are written by `show`."""
    base = language.replace("_", "-").partition("-")[0].lower()
    own = playbook.words.get(language) or playbook.words.get(base) or {}
    shown: Show | None = show
    if base == PLAIN.language:
        return Reader(base, own, shown) if own or shown else PLAIN
    return Reader(base, {**our_words(base), **own}, shown)


def show_of(playbook: Playbook, language: str, write: Write) -> Write:
    """Writes values for who reads a language: "yes", answers and lengths of time in its words, the rest by `write`."""
    reader = reader_of(playbook, language, write)

    def show(value: Value, type_: Type | None = None) -> str:
        if isinstance(value, bool | timedelta) or (type_ is not None and type_.members):
            return reader.say(value, type_ or TEXT)
        return write(value, type_)

    return show


def colleague(reader: Reader, words: Words) -> str:
    """A text in languages as the reader reads it: in theirs where it is there, else the first one's words for it."""
    said = words.by_language
    mine = next(
        (text for language, text in said.items() if language.partition("-")[0].lower() == reader.language), None
    )
    return mine if mine is not None else reader.own(words.in_language(""))


def schema_in(playbook: Playbook, language: str) -> Schema:
    """The facts of a playbook as a text in a language names those it lacks."""
    if language == playbook.languages[0]:
        return playbook.bundle.schema
    reader = reader_of(playbook, language, None)

    def inner(label: str) -> str:
        own = reader.own(label)
        return reader.inner(own) if own != label else label.lower()

    return replace(playbook.bundle.schema, inner=inner)
