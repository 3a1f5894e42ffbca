"""What the screen may know about a call: frozen pictures of one moment, handed out by the call session.

Views read these and nothing else. A part that did not change keeps its identity (`is`), so a view compares
parts by identity and touches only what is new. No sentences here: codes and data, which the views word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.call.desk_state import DeskState as DeskState
from desktop.call.desk_state import IdentityStatus as IdentityStatus
from desktop.call.desk_state import OutboxCount as OutboxCount
from desktop.call.desk_state import Phase as Phase
from desktop.call.desk_state import SourceView as SourceView
from desktop.call.desk_state import Tab as Tab
from desktop.call.desk_state import Trouble as Trouble
from desktop.call.letter import LettersView

if TYPE_CHECKING:
    from decimal import Decimal

    from connectors.merge import MergedCustomer
    from connectors.records import Money, Record
    from connectors.telephony.events import PhoneCommand
    from desktop.call.deed_views import ChangeView, MacroView, UndoView
    from desktop.call.journey import Touchpoint
    from desktop.playbook.panel_read import PanelSpec
    from desktop.rules.session import Decision, FilledEffect
    from desktop.store.records import Promise

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NO_PANELS: Mapping[str, PanelSpec] = MappingProxyType({})


class PartStatus(StrEnum):
    """How far one kind of record has come: idle = nobody to ask about yet, waiting, live, cached, failed, absent."""

    IDLE = "idle"
    WAITING = "waiting"
    LIVE = "live"
    CACHED = "cached"
    FAILED = "failed"
    NOT_OFFERED = "not_offered"


@dataclass(frozen=True, slots=True)
class Part:
    """All records of one kind on this call, newest first; `as_of` is when cached rows were fetched.

    `slow` says that a source is past its verdict (2 s); what is known stays shown.
    """

    status: PartStatus = PartStatus.IDLE
    rows: tuple[Record, ...] = ()
    systems: tuple[str, ...] = ()
    as_of: datetime | None = None
    trouble: Trouble | None = None
    slow: bool = False
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several customers it may be, with what tells them apart."""

    customer: MergedCustomer
    city: str | None = None
    last_contact: datetime | None = None
    open_orders: int | None = None
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Identity:
    """The customer, or the choice, or why none; `how`: ani, agent, instead, cache, id; `cached_at`: cache only."""

    status: IdentityStatus = IdentityStatus.LOOKING
    customer: MergedCustomer | None = None
    candidates: tuple[Candidate, ...] = ()
    how: tuple[str, ...] = ()
    cached_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The latest answer on one survey scale and the change against the one before."""

    metric: str
    value: Decimal
    scale_min: Decimal | None
    scale_max: Decimal | None
    at: datetime | None
    change: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """The figures of the customer header; None is "none on file" only where its part has arrived."""

    lifetime_value: Money | None = None
    nps: Score | None = None
    csat: Score | None = None
    ces: Score | None = None
    open_orders: int | None = None
    late_orders: int | None = None
    open_cases: int | None = None
    churn_risk: Decimal | None = None
    contacts_30d: int | None = None


class TimelineGroup(StrEnum):
    """The filters of the timeline."""

    LIVE = "live"
    CALLS = "calls"
    DIGITAL = "digital"
    ORDERS = "orders"
    CASES = "cases"
    FEEDBACK = "feedback"


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One row of the timeline; `record` is None for the live row on top."""

    at: datetime
    group: TimelineGroup
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class CallTypeOption:
    """A call type the agent can switch to."""

    id: str
    title: str
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer the agent can pick in a guide step."""

    id: str
    label: str


class StepStatus(StrEnum):
    """Where a guide step stands."""

    DONE = "done"
    SKIPPED = "skipped"
    CURRENT = "current"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class StepView:
    """One guide step as shown; `say` is filled with facts, a missing fact stays visible as a gap.

    `input` is none, choice, text, number, date or money; `gaps` names the facts still missing in `say`. `check` is
    identity, consent, disclosure or empty; `effect` is what doing the step does, None once it is done; `reason` is why
    a skipped one was skipped.
    """

    id: str
    kind: str
    title: str
    status: StepStatus
    say: str = ""
    question: str = ""
    input: str = "none"
    choices: tuple[Choice, ...] = ()
    answer: str | None = None
    reason: str = ""
    required: bool = False
    gaps: tuple[str, ...] = ()
    check: str = ""
    effect: FilledEffect | None = None


@dataclass(frozen=True, slots=True)
class GuideView:
    """The guide of the current call type; `current` indexes `steps`, len(steps) when done.

    `problem` is a code when the last answer was refused: not_a_number, not_a_date, not_an_amount, empty, required,
    or when a step could not be done: facts_missing, no_system, no_phone, not_saved. `skip_reasons` are those
    to choose from when a step is left out; none where it needs none.
    """

    call_type: str | None = None
    title: str = ""
    version: str = ""
    steps: tuple[StepView, ...] = ()
    current: int = 0
    problem: str | None = None
    skip_reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disposition:
    """A leaf of the disposition tree: `path` are the words from the root to the leaf, as the agent reads them.

    `written` are the playbook's, where these differ.
    """

    id: str
    path: tuple[str, ...]
    written: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The path in one line, as other systems and records have it, whatever the agent's language."""
        return " › ".join(self.written or self.path)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A promise to the customer, due on a day."""

    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class SurveyOffer:
    """The survey a customer is invited to, `on` until the agent takes it off; or the reason why to none, as a code.

    `reason` is no_consent, consent_unknown, asked (`days` ago), no_address (for `channel`), no_system, none_fits,
    history_unknown, or empty where there is one. `why_not` is what the agent gave as the reason for taking it off,
    one of `reasons` where the playbook has some.
    """

    id: str = ""
    metric: str = ""
    channel: str = ""
    question: str = ""
    to: str = ""
    language: str = ""
    reason: str = ""
    days: int = 0
    on: bool = True
    why_not: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether it is clear what becomes of it: it is sent, taken off for a reason, or there is none to send."""
        return bool(self.reason) or self.on or bool(self.why_not)


class SaveStatus(StrEnum):
    """What can honestly be said about what the agent typed: saved means committed to disk."""

    EMPTY = "empty"
    DRAFT = "draft"
    SAVED = "saved"
    SAVING = "saving"
    HELD = "held"
    FAILED = "failed"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class WrapUpView:
    """The wrap-up as it grows during the call.

    `problem` is a code: disposition_missing, notes_missing, follow_up_missing, survey_missing (why nobody is invited),
    answer_missing, disclosure_missing, unsent_missing (a letter), unadded_missing (a follow-up that is typed), on_call
    (end the call first), disk_full, store_locked, store_failed, read_only.
    `missing` names required fields, `missing_step` the step of the guide whose answer or reading out is missing, or
    the letter that was not sent. `goal_s` is the after-call goal in seconds. `notes` is authoritative only when
    `notes_revision` rises (a restored draft); otherwise the editor holds the newer text. `promising` is what is typed
    as a follow-up and not added, with its day where that is one.
    """

    dispositions: tuple[Disposition, ...] = ()
    suggested: tuple[str, ...] = ()
    disposition: str | None = None
    notes: str = ""
    notes_revision: int = 0
    follow_ups: tuple[FollowUp, ...] = ()
    suggested_follow_up: FollowUp | None = None
    save: SaveStatus = SaveStatus.EMPTY
    saved_at: datetime | None = None
    problem: str | None = None
    missing: tuple[str, ...] = ()
    missing_step: str = ""
    goal_s: int | None = None
    survey: SurveyOffer | None = None
    promising: tuple[str, date | None] | None = None


@dataclass(frozen=True, slots=True)
class CallInfo:
    """What telephony told about the call, with its times (UTC).

    `ani` is E.164 when it is a number, else as given; `waited_s` from the queue's data when known.
    `commands` are the phone commands that make sense now, `pending` the one that was sent and not yet confirmed.
    `trouble` is a code when a command failed: not_connected, timeout, refused, unknown_call, unsupported, failed.
    `by_hand` where the phone only announces calls, and the agent tells what becomes of them.
    """

    channel: str
    direction: str
    ani: str | None
    ani_display: str
    ani_name: str | None
    country: str | None
    withheld: bool
    dnis: str | None
    queue: str | None
    source: str
    started_at: datetime
    answered_at: datetime | None = None
    held_since: datetime | None = None
    ended_at: datetime | None = None
    end_reason: str | None = None
    waited_s: int | None = None
    muted: bool = False
    commands: frozenset[PhoneCommand] = frozenset()
    pending: PhoneCommand | None = None
    trouble: str | None = None
    by_hand: bool = False
    data: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search of an unknown caller's panel: status is idle, asking, done or failed.

    `create_problem` is a code: name_missing, phone_invalid, email_invalid, contact_missing, not_offered.
    """

    text: str = ""
    status: str = "idle"
    results: tuple[Candidate, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    create_problem: str | None = None


@dataclass(frozen=True, slots=True)
class ActionNote:
    """What became of an action in this call: accepted, declined, done, undone or failed.

    `reason`: the label of why it was declined; of a failed one facts_missing, no_system, no_phone, already_sent (it
    could not be taken back), or None: not saved.
    """

    action_id: str
    title: str
    outcome: str
    reason: str | None = None


class ArticleFit(StrEnum):
    """How near an article is to what is being talked about, the nearest first."""

    STEP = "step"
    CALL_TYPE = "call_type"
    GENERAL = "general"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article of the playbook in the language of the call; `body` is Markdown as it was written."""

    id: str
    title: str
    body: str
    tags: tuple[str, ...] = ()
    fit: ArticleFit = ArticleFit.OTHER


@dataclass(frozen=True, slots=True)
class PanelsView:
    """What panels show besides records; `specs` is what the playbook says of its panels, by id.

    `articles` are all of the playbook's, the nearest first; `journey` is filled while its panel is among those pushed.
    """

    specs: Mapping[str, PanelSpec] = field(default_factory=lambda: _NO_PANELS)
    articles: tuple[ArticleView, ...] = ()
    journey: tuple[Touchpoint, ...] = ()


@dataclass(frozen=True, slots=True)
class CallState:
    """One call at one moment, whole; `verified`: somebody, or the phone menu, checked that it is this customer.

    `promise` is what the agent has called about.
    """

    id: str
    phase: Phase
    info: CallInfo
    identity: Identity = Identity()
    profile: Profile = Profile()
    sources: tuple[SourceView, ...] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)
    timeline: tuple[TimelineItem, ...] = ()
    decision: Decision | None = None
    call_types: tuple[CallTypeOption, ...] = ()
    guide: GuideView = GuideView()
    wrap_up: WrapUpView = WrapUpView()
    letters: LettersView = LettersView()
    search: SearchView = SearchView()
    verified: bool = False
    action_log: tuple[ActionNote, ...] = ()
    panels: PanelsView = PanelsView()
    promise: Promise | None = None
    undo: UndoView | None = None
    changes: tuple[ChangeView, ...] = ()
    macros: tuple[MacroView, ...] = ()
    sends: tuple[FilledEffect, ...] = ()


def told(part: Part, sources: Sequence[SourceView]) -> Part:
    """A part that nobody could be asked for, as its systems failed to say who the customer is: failed, with why."""
    asked = [view for view in sources if view.name in part.systems] if part.status is PartStatus.IDLE else []
    trouble = next((view.trouble for view in asked if view.status == "failed"), None)
    if trouble is None or any(view.status in ("asking", "slow") for view in asked):
        return part
    return replace(part, status=PartStatus.FAILED, trouble=trouble)
