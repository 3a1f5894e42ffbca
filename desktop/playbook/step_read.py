"""One step of a guide read from its TOML block: words, question, choices, what is checked and what is done."""

from __future__ import annotations

import re

from desktop.playbook.checks import Named, check_effect
from desktop.playbook.format_guides import CHOICE, MOST_CHOICES, STEP
from desktop.playbook.model import CHECKS, GIVEN, INPUTS, REFUSED, STEP_KINDS, VERIFIED, Choice, Condition, Step
from desktop.playbook.words import MOST_QUESTION, MOST_SAID, MOST_TITLE, check_length, read_words
from desktop.rules.action_read import read_effect
from desktop.rules.actions import Effect
from desktop.rules.nodes import names_in
from desktop.rules.toml_fields import Fields

STEP_ID = re.compile(r"[a-z][a-z0-9_]{0,47}")


def read_step(fields: Fields, book: Named) -> Step:
    """The step of one block; everything wrong with it is noted at its place."""
    fields.only(STEP.names)
    check = fields.choice("check", CHECKS, "") if "check" in fields.raw else ""
    step = Step(
        id=_step_id(fields),
        kind=fields.choice("kind", STEP_KINDS, "say"),
        title=needed(fields, "title", MOST_TITLE),
        say=read_words(fields, "say", book.languages, MOST_SAID),
        question=read_words(fields, "question", book.languages, MOST_QUESTION),
        input=fields.choice("input", INPUTS, "none"),
        choices=_choices(fields),
        required=fields.flag("required", check == "disclosure"),
        when=condition_at(fields, "when"),
        next=fields.text("next") or None,
        label=_short(fields, "label"),
        check=check,
        consent=fields.text("consent").strip(),
        effect=_effect(fields, book),
    )
    _check_asking(fields, step)
    _check_check(fields, step)
    return step


def needed(fields: Fields, key: str, most: int) -> str:
    """A short text that has to be there."""
    text = _short(fields, key, most)
    if not text:
        fields.wrong("ACT002", key, what=key)
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


def _short(fields: Fields, key: str, most: int = MOST_TITLE) -> str:
    text = fields.text(key).strip()
    check_length(fields, key, text, most)
    return text


def _step_id(fields: Fields) -> str:
    step_id = fields.text("id")
    if not step_id:
        fields.wrong("ACT002", "id", what="id")
    elif not STEP_ID.fullmatch(step_id):
        fields.wrong("PBK011", "id", id=step_id)
    return step_id


def _choices(fields: Fields) -> tuple[Choice, ...]:
    choices: dict[str, Choice] = {}
    for entry in fields.entries("choices"):
        entry.only(CHOICE.names)
        choice_id = entry.identifier()
        if choice_id in choices:
            entry.wrong("ACT003", "id", id=choice_id)
        choices[choice_id] = Choice(choice_id, needed(entry, "label", MOST_TITLE), entry.text("next") or None)
    return tuple(choices.values())


def _effect(fields: Fields, book: Named) -> Effect | None:
    if "do" not in fields.raw:
        return None
    effect = read_effect(fields.inside(fields.raw["do"], "do"))
    fields.problems += check_effect(effect, fields.place("do"), book)
    return effect


def _check_asking(fields: Fields, step: Step) -> None:
    if step.input == "choice" and not 1 <= len(step.choices) <= MOST_CHOICES:
        fields.wrong("PBK012", "choices", count=len(step.choices))
    if step.input != "choice" and step.choices:
        fields.wrong("PBK013", "choices")
    if step.kind == "ask" and (step.input == "none" or not step.question):
        fields.wrong("PBK014", "input")
    if step.kind == "say" and not step.say:
        fields.wrong("PBK015", "say")
    if "do" in fields.raw and (step.kind != "do" or step.input != "none"):
        fields.wrong("PBK057", "do")


def _check_check(fields: Fields, step: Step) -> None:
    """Each kind of check has what makes it one."""
    ids = {choice.id for choice in step.choices}
    if step.kind != "check" and (step.check or step.consent):
        fields.wrong("PBK056", "check")
    elif step.check == "identity" and VERIFIED not in ids:
        fields.wrong("PBK053", "choices")
    elif (step.check == "consent") != bool(step.consent) or (step.check == "consent" and not {GIVEN, REFUSED} <= ids):
        fields.wrong("PBK054", "consent" if "consent" in fields.raw else "check")
    elif step.check == "disclosure" and (step.input != "none" or not step.say or not step.required):
        fields.wrong("PBK055", "check")
