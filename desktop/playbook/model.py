"""A playbook in memory: call types with their guides and wrap-ups beside the rules' own bundle. Frozen, no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.playbook.words import NOTHING_SAID, Words
from desktop.rules.actions import Effect
from desktop.rules.kleene import Truth, truth
from desktop.rules.nodes import Node
from desktop.rules.seen import SeenFacts

if TYPE_CHECKING:
    from desktop.playbook.derived_read import Derived
    from desktop.playbook.panel_read import PanelSpec
    from desktop.playbook.quick_read import Macro, QuickText
    from desktop.playbook.survey_read import Surveys
    from desktop.playbook.text_read import Article, Text
    from desktop.rules.bundle import Bundle
    from desktop.rules.reader import Forms

STEP_KINDS = ("say", "ask", "check", "do")
INPUTS = ("none", "choice", "text", "number", "date", "money")
CHECKS = ("identity", "consent", "disclosure")
END = "end"
"""As the `next` of a step or a choice: the guide is over."""
VERIFIED = "verified"
"""The choice of an identity check that says: this is the customer."""
GIVEN, REFUSED = "given", "refused"
"""The two choices every question for consent has."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of the rules' language, parsed and checked against the facts of its playbook."""

    text: str
    node: Node

    def verdict(self, facts: SeenFacts) -> Truth:
        """True, false or unknown over the facts as the logic sees them."""
        return truth(self.node, facts)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to pick; `next` is the step it leads to, None for the usual one."""

    id: str
    label: str
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a guide: words to say, a question, something to check or to do.

    `next` is a later step or END, None for the one that follows in the file. A step whose `when` is false is left out.
    `label` names the answer where it is spoken of later. `check` is one of CHECKS or empty, `consent` what a consent
    is for, `effect` what a "do" step does when it is done.
    """

    id: str
    kind: str
    title: str
    say: Words = NOTHING_SAID
    question: Words = NOTHING_SAID
    input: str = "none"
    choices: tuple[Choice, ...] = ()
    required: bool = False
    when: Condition | None = None
    next: str | None = None
    label: str = ""
    check: str = ""
    consent: str = ""
    effect: Effect | None = None

    def choice(self, choice_id: object) -> Choice | None:
        """The choice with this id."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)

    def leads_to(self, answer: object) -> str | None:
        """The step that follows an answer, None for the one that follows in the file."""
        choice = self.choice(answer)
        return choice.next if choice is not None and choice.next is not None else self.next


@dataclass(frozen=True, slots=True)
class Disposition:
    """One way a call can end: a leaf of the tree, `path` are the words from the root to it.

    `require` is what finishing with it needs: notes, follow_up, or answers.<step>.
    """

    id: str
    path: tuple[str, ...]
    suggest_when: Condition | None = None
    require: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A promise worth making: its text with placeholders, and in how many days it falls due."""

    text: str
    due_in_days: int
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class CallType:
    """One kind of call: its guide, how it can end and what its wrap-up needs.

    `goal_s` is the after-call goal in seconds; `currency` is what a money answer is in.
    """

    id: str
    title: str
    version: str
    guide: tuple[Step, ...]
    dispositions: tuple[Disposition, ...]
    follow_ups: tuple[FollowUp, ...] = ()
    goal_s: int | None = None
    require_notes: bool = False
    currency: str = "EUR"

    def step(self, step_id: str) -> Step | None:
        """The step with this id."""
        return next((step for step in self.guide if step.id == step_id), None)


@dataclass(frozen=True, slots=True)
class FactSettings:
    """What a playbook says about the facts themselves.

    `declared` are all names it may speak of; `complaints` are the words in a case's category that make it a complaint.
    `identity_steps` are those whose answer says who is on the line, `consent_steps` map a step to the consent it asks.
    """

    declared: frozenset[str] = frozenset()
    complaints: tuple[str, ...] = ("complaint",)
    identity_steps: frozenset[str] = frozenset()
    consent_steps: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Playbook:
    """Everything supervisors author, ready to run: call types in the order of the playbook's list."""

    name: str
    version: str
    languages: tuple[str, ...]
    currency: str
    bundle: Bundle
    call_types: Mapping[str, CallType] = field(default_factory=lambda: MappingProxyType({}))
    default_call_type: str = "general"
    facts: FactSettings = FactSettings()
    skip_reasons: tuple[str, ...] = ()
    derived: tuple[Derived, ...] = ()
    panels: Mapping[str, PanelSpec] = field(default_factory=lambda: MappingProxyType({}))
    texts: Mapping[str, Text] = field(default_factory=lambda: MappingProxyType({}))
    articles: tuple[Article, ...] = ()
    surveys: Surveys | None = None
    quick_texts: tuple[QuickText, ...] = ()
    macros: Mapping[str, Macro] = field(default_factory=lambda: MappingProxyType({}))
    words: Mapping[str, Mapping[str, Forms]] = field(default_factory=lambda: MappingProxyType({}))
