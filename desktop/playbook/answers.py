"""The facts a guide's answers become: answers.<step>, declared from the steps of all call types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desktop.playbook.catalogue import BuiltIn
from desktop.playbook.model import INPUTS
from desktop.playbook.step_read import STEP_ID
from desktop.rules.problems import Place, Problem
from desktop.rules.toml_fields import ID
from desktop.rules.toml_read import Table, TomlPlaces

TYPES: Mapping[str, str] = {
    "none": "bool",
    "choice": "enum",
    "text": "text",
    "number": "decimal",
    "date": "date",
    "money": "money",
}


@dataclass(slots=True)
class _Answer:
    """One step name with what all the call types that use it say about it."""

    input: str
    label: str
    file: str
    choices: dict[str, str] = field(default_factory=dict)


class AnswerFacts:
    """Collects the steps of all call types; two that share a name share one fact and must agree about it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._answers: dict[str, _Answer] = {}

    def add(self, file: str, text: str, data: Table) -> None:
        """Take in the steps of one parsed call type; what is not a step is the reader's to say."""
        places = TomlPlaces(text, file)
        for index, raw in enumerate(_tables(data.get("step"))):
            step_id = raw.get("id")
            if isinstance(step_id, str) and STEP_ID.fullmatch(step_id) and raw.get("input", "none") in INPUTS:
                self._step(raw, places.at("step", index, "input", rule_id=step_id), file)
                answer = self._answers[step_id]
                for choice in _tables(raw.get("choices")):
                    self._choice(answer, choice, places.at("step", index, "choices", rule_id=step_id), file)

    def _step(self, raw: Table, place: Place, file: str) -> None:
        step_id, kind = raw["id"], str(raw.get("input", "none"))
        words = raw.get("label") or raw.get("title") or step_id.replace("_", " ")
        label = words.strip() if isinstance(words, str) else step_id
        answer = self._answers.setdefault(step_id, _Answer(kind, label, file))
        if answer.input != kind:
            other = _kind(answer.input)
            self.problems.append(place.problem("PBK018", id=step_id, kind=_kind(kind), other=other, where=answer.file))

    def _choice(self, answer: _Answer, choice: Table, place: Place, file: str) -> None:
        choice_id, label = choice.get("id"), choice.get("label")
        if not isinstance(choice_id, str) or not isinstance(label, str) or not ID.fullmatch(choice_id):
            return
        known = answer.choices.setdefault(choice_id, label)
        if known != label and file != answer.file:
            self.problems.append(place.problem("PBK019", id=choice_id, label=label, other=known, where=answer.file))

    def facts(self) -> tuple[BuiltIn, ...]:
        """The facts, by name."""
        return tuple(
            BuiltIn(
                name=f"answers.{step_id}",
                type=TYPES[answer.input],
                label=answer.label,
                source="guide",
                members=tuple(answer.choices.items()),
                changeable="agent",
                known_at="during",
            )
            for step_id, answer in sorted(self._answers.items())
            if answer.input != "choice" or answer.choices
        )


def _tables(raw: object) -> Iterable[Table]:
    return [entry for entry in raw if isinstance(entry, dict)] if isinstance(raw, list) else []


def _kind(kind: str) -> str:
    return "nothing" if kind == "none" else f"a {kind}"
