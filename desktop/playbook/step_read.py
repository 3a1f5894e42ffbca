"""One step of a guide read from its TOML block: words, question, choices, what is checked and what is done."""

from __future__ import annotations

import re

from desktop.playbook.checks import Named, check_effect
from desktop.playbook.format_guides import CHOICE, MOST_CHOICES, STEP
from desktop.playbook.model import CHECKS, GIVEN, INPUTS, REFUSED, STEP_KINDS, VERIFIED, Choice, Condition, Step
from desktop.playbook.words import read_words
from desktop.rules.action_read import read_effect
from desktop.rules.actions import Effect
from desktop.rules.nodes import names_in
from desktop.rules.problems import Place
from desktop.rules.room import BUTTON, FACT_LABEL, QUESTION, SAID, Room
from desktop.rules.room import STEP as STEP_TITLE
from desktop.rules.toml_fields import Fields

STEP_ID = re.compile(r"[a-z][a-z0-9_]{0,47}")


def read_step(fields: Fields, book: Named) -> Step:
    """The step of one block; everything wrong with it is noted at its place."""
    fields.only(STEP.names)
    check = fields.choice("check", CHECKS, "") if "check" in fields.raw else ""
    step = Step(
        id=_step_id(fields),
        kind=fields.choice("kind", STEP_KINDS, "say"),
        title=needed(fields, "title", STEP_TITLE),
        say=read_words(fields, "say", book.languages, SAID),
        question=read_words(fields, "question", book.languages, QUESTION),
        input=fields.choice("input", INPUTS, "none"),
        choices=_choices(fields),
        required=fields.flag("required", check == "disclosure"),
        when=condition_at(fields, "when"),
        next=fields.text("next") or None,
        label=fields.short("label", FACT_LABEL),
        check=check,
        consent=fields.text("consent").strip(),
        effect=_effect(fields, book),
    )
    _check_asking(fields, step)
    _check_check(fields, step)
    return step


def needed(fields: Fields, key: str, room: Room) -> str:
    """A short text that has to be there."""
    text = fields.short(key, room)
    if not text:
        fields.missing(key)
    return text


def condition_at(fields: Fields, key: str) -> Condition | None:
    """A condition over facts; what the rules decide is not asked for in a guide."""
    node = fields.condition(key)
    if node is None:
        return None
    for name in sorted(set(names_in(node))):
        if name.startswith("decision."):
            fields.wrong("PBK022", key, name=name)
    return Condition(str(fields.raw[key]), node)


def _step_id(fields: Fields) -> str:
    step_id = fields.text("id")
    if not step_id:
        fields.missing("id")
    elif not STEP_ID.fullmatch(step_id):
        fields.wrong("PBK011", "id", id=step_id)
    return step_id


def _choices(fields: Fields) -> tuple[Choice, ...]:
    choices: dict[str, Choice] = {}
    places: dict[str, Place] = {}
    for entry in fields.entries("choices"):
        entry.only(CHOICE.names)
        choice_id = entry.identifier()
        if choice_id in choices:
            entry.again("id", choice_id, places[choice_id])
        places.setdefault(choice_id, entry.place("id"))
        choices[choice_id] = Choice(choice_id, needed(entry, "label", BUTTON), entry.text("next") or None)
    return tuple(choices.values())


def _effect(fields: Fields, book: Named) -> Effect | None:
    if "do" not in fields.raw:
        return None
    inner = fields.inside(fields.raw["do"], "do")
    effect = read_effect(inner, book.languages)
    fields.problems += check_effect(effect, inner.place, book)
    return effect


def _check_asking(fields: Fields, step: Step) -> None:
    """What a kind of step and a kind of answer need; of what cannot be read that has been said already."""
    raw = fields.raw
    if raw.get("input", "none") in INPUTS and isinstance(raw.get("choices", []), list):
        if step.input == "choice" and not 1 <= len(step.choices) <= MOST_CHOICES:
            few = 'Write choices = [{ id = "…", label = "…" }]'
            mend = "Join some of them, or ask in two steps" if step.choices else few
            fields.wrong("PBK012", "choices", count=len(step.choices), write=mend)
        if step.input != "choice" and step.choices:
            fields.wrong("PBK013", "choices")
    if step.kind == "ask":
        lacks = {
            'question = "…"': raw.get("question", "") == "",
            'input = "choice"': raw.get("input", "none") == "none",
        }
        write = [words for words, lack in lacks.items() if lack]
        if write:
            what = " and no ".join(words.split()[0] for words in write)
            fields.wrong("PBK014", write[0].split()[0], what=what, write=" and ".join(write))
    if raw.get("kind", "say") == "say" and raw.get("say", "") == "":
        fields.wrong("PBK015", "say")
    if "do" in raw and (raw.get("kind") != "do" or step.input != "none"):
        fields.wrong("PBK057", "do")


def _check_check(fields: Fields, step: Step) -> None:
    """Each kind of check has what makes it one."""
    ids = {choice.id for choice in step.choices}
    if _kind_of(fields) != "check" and (step.check or step.consent):
        fields.wrong("PBK056", "check" if "check" in fields.raw else "consent")
    elif step.check == "identity" and VERIFIED not in ids:
        fields.wrong("PBK053", "choices")
    elif (step.check == "consent") != bool(step.consent) or (step.check == "consent" and not {GIVEN, REFUSED} <= ids):
        fields.wrong("PBK054", "consent" if "consent" in fields.raw else "check")
    elif step.check == "disclosure" and (step.input != "none" or not step.say or not step.required):
        fields.wrong("PBK055", "check")


def _kind_of(fields: Fields) -> object:
    """The kind as it is written; one that is none is said to be wrong by itself."""
    kind = fields.raw.get("kind", STEP_KINDS[0])
    return kind if kind in STEP_KINDS else "check"
