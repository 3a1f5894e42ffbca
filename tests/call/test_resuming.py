"""After a crash: the guide goes on where it was, and nobody inherits what another person was checked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from connectors.merge import MergedCustomer
from connectors.telephony.events import CallEventType, PhoneCommand
from desktop.call.state import CallState, Disposition, IdentityStatus, Phase, SaveStatus, StepStatus, StepView
from desktop.call.tasks import Tasks
from desktop.call.walking import Walking
from desktop.call.wrap_up import LATEST_S, DraftOwner, WrapUp
from desktop.playbook.loader import load_playbook
from desktop.playbook.texts import plain
from desktop.rules.values import Money
from desktop.store.records import DraftRecord
from tests.call.desk_parts import Floor
from tests.call.systems import EVERYTHING, HeldSystem, customer
from tests.call.virtual_time import InlineDb, VirtualClock, in_virtual_time
from tests.playbook.folders import GOOD, write

MARTA = replace(customer("crm", "4471", "Marta Lindqvist", email="marta@example.com"), language="en")
OLE = replace(customer("crm", "5582", "Ole Berg", "+4915120000009", "ole@example.com"), language="en")
WRITES = {"interaction.create", "note.create", "consent.create"}
HEAD = GOOD["playbook.toml"] + 'skip_reasons = ["Already known", "No time"]\n'
CHECKS = """\
[[step]]
id = "who"
kind = "check"
check = "identity"
title = "Check who it is"
say = "Your birthday, please?"
input = "choice"
choices = [{ id = "verified", label = "Matches" }, { id = "other", label = "Does not match" }]
[[step]]
id = "recorded"
kind = "check"
check = "disclosure"
title = "Say that we record"
say = "This call is recorded."
[[step]]
id = "news"
kind = "check"
check = "consent"
consent = "marketing"
title = "Ask for the newsletter"
question = "May we write?"
input = "choice"
choices = [{ id = "given", label = "Yes, gladly" }, { id = "refused", label = "No" }]
"""
QUESTIONS = """\
[[step]]
id = "topic"
kind = "ask"
title = "Topic"
question = "What is it about?"
input = "choice"
choices = [{ id = "late", label = "A late order" }, { id = "broken", label = "Something broken" }]
[[step]]
id = "said"
kind = "ask"
title = "In their words"
question = "What happened?"
input = "text"
[[step]]
id = "count"
kind = "ask"
title = "How many"
question = "How many pieces?"
input = "number"
[[step]]
id = "worth"
kind = "ask"
title = "Worth"
question = "What was it worth?"
input = "money"
[[step]]
id = "since"
kind = "ask"
title = "Since when"
question = "Since when?"
input = "date"
[[step]]
id = "keep"
kind = "do"
title = "Write it down"
do = { kind = "connector", operation = "note.create", params = { text = "Spoke with {customer.name}" } }
[[step]]
id = "close"
kind = "say"
title = "Say goodbye"
say = "Goodbye."
"""
ENDS = """\
[[disposition]]
id = "done"
path = ["Order", "Done"]
[[disposition]]
id = "late"
path = ["Order", "Late"]
suggest_when = 'answers.topic = "late"'
"""
HELP = 'format = "callside.call_type/1"\ntitle = "Help"\n' + CHECKS + QUESTIONS + ENDS
FILES = {
    "playbook.toml": HEAD.replace('["order"]', '["order", "help"]'),
    "tables/call_type.csv": GOOD["tables/call_type.csv"].replace("order|general", "order|help|general"),
    "call_types/help.toml": HELP,
}


def system() -> HeldSystem:
    found = HeldSystem("crm", (MARTA, OLE), EVERYTHING | WRITES)
    found.strategies = dict.fromkeys(WRITES, "upsert")
    return found


class Desks:
    """One desk after the other on one profile, each begun after the one before was cut off."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._past: list[Floor] = []
        self.floor: Floor | None = None
        write(folder / "book", FILES)

    def change(self, file: str, old: str, new: str) -> None:
        """The supervisors change the playbook."""
        path = self._folder / "book" / file
        before = path.read_text()
        assert old in before
        path.write_text(before.replace(old, new))

    async def open(self) -> Floor:
        self.floor = Floor(self._folder / "profile", system(), playbook=load_playbook(self._folder / "book"))
        await self.floor.desk.start()
        return self.floor

    async def crash(self) -> Floor:
        """No goodbye: nothing more of the desk before is written, as when it is killed."""
        assert self.floor is not None
        self.floor.desk._closing = True
        self.floor.db.close()
        self.floor.tasks.cancel()
        for session in self.floor.desk._sessions.values():
            session._closed = True
            session.wrap_up._stop_timer()
        self._past.append(self.floor)
        return await self.open()

    async def close(self) -> None:
        assert self.floor is not None
        await self.floor.close()


@pytest.fixture
async def desks(tmp_path: Path) -> AsyncIterator[Desks]:
    found = Desks(tmp_path)
    await found.open()
    yield found
    await found.close()


async def talking(floor: Floor, ani: str | None = "+4915120000004") -> str:
    floor.ring(ani)
    await floor.until(lambda: floor.state().identity.status is not IdentityStatus.LOOKING and floor.state().guide.steps)
    floor.event(CallEventType.ANSWERED)
    await floor.until(lambda: floor.state().info.answered_at)
    floor.desk.switch_call_type(floor.state().id, "help")
    return floor.state().id


async def saved(floor: Floor) -> None:
    await floor.until(lambda: floor.state().wrap_up.save is SaveStatus.SAVED)


async def who(floor: Floor, key: str | None) -> CallState:
    """The call when it is this person's, and the guide is there."""

    def fits() -> bool:
        person = floor.state().identity.customer
        return (person.key if person else None) == key and bool(floor.state().guide.steps)

    await floor.until(fits)
    return floor.state()


def step(floor: Floor, step_id: str) -> StepView:
    return next(step for step in floor.state().guide.steps if step.id == step_id)


def given(floor: Floor) -> dict[str, object]:
    return dict(floor.desk._sessions[floor.state().id].advice.guide.given())


async def choose(floor: Floor, name: str, key: str) -> None:
    call_id = floor.state().id
    floor.desk.not_this_person(call_id)
    await who(floor, None)
    floor.desk.search(call_id, name)
    await floor.until(lambda: any(hit.customer.key == key for hit in floor.state().search.results))
    floor.desk.choose_customer(call_id, key)
    await who(floor, key)


CHECKED = {"who": "verified", "recorded": "", "news": "given"}
ASKED = {"topic": "late", "said": "fell off the van", "count": "2.5", "worth": "1234.50", "since": "2026-04-01"}
KEPT = {
    "topic": "late",
    "said": "fell off the van",
    "count": Decimal("2.5"),
    "worth": Money(Decimal("1234.50"), "EUR"),
    "since": date(2026, 4, 1),
}


def answer(floor: Floor, answers: dict[str, str]) -> None:
    for step_id, value in answers.items():
        floor.desk.answer_step(floor.state().id, step_id, value)


async def test_the_guide_goes_on_where_it_was(desks: Desks):
    floor = desks.floor
    call_id = await talking(floor)
    answer(floor, CHECKED | ASKED)
    floor.desk.skip(call_id, "No time")
    floor.desk.set_disposition(call_id, "done")
    await saved(floor)
    floor = await desks.crash()
    state = await who(floor, "crm:4471")
    await floor.until(lambda: floor.state().verified)
    assert state.guide.call_type == "help"
    skipped = {"keep": None}
    assert given(floor) == {"who": "verified", "recorded": True, "news": "given"} | KEPT | skipped
    assert [type(value) for value in given(floor).values()] == [
        str,
        bool,
        str,
        str,
        str,
        Decimal,
        Money,
        date,
        type(None),
    ]
    assert (step(floor, "keep").status, step(floor, "keep").reason) == (StepStatus.SKIPPED, "No time")
    assert floor.state().guide.steps[floor.state().guide.current].id == "close"
    assert floor.state().wrap_up.disposition == "done", "picked, though the answers would decide another"
    assert floor.state().wrap_up.notes == ""
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None)
    rows = await floor.db.run(lambda store: store.outbox.list())
    consents = [row.payload for row in rows if row.operation == "consent.create"]
    assert [(each["consent"], each["given"], each["customer_id"]) for each in consents] == [("marketing", True, "4471")]
    assert await floor.db.run(lambda store: store.drafts.open()) == (), "gone with the commit"
    floor = await desks.crash()
    assert floor.desk.state.tabs == ()


async def test_the_agent_goes_back_and_stands_there_again(desks: Desks):
    floor = desks.floor
    call_id = await talking(floor)
    answer(floor, CHECKED | ASKED)
    floor.desk.go_to_step(call_id, "said")
    await saved(floor)
    floor = await desks.crash()
    await who(floor, "crm:4471")
    assert floor.state().guide.steps[floor.state().guide.current].id == "said"
    assert step(floor, "said").answer == "fell off the van"
    answer(floor, {"said": "fell off the roof"})
    await saved(floor)
    floor = await desks.crash()
    await who(floor, "crm:4471")
    assert given(floor)["said"] == "fell off the roof"
    assert given(floor)["news"] == "given", "a second crash takes nothing either"


async def test_a_disposition_that_the_answers_decided_follows_them_after_a_crash(desks: Desks):
    floor = desks.floor
    await talking(floor)
    answer(floor, ASKED)
    await floor.until(lambda: floor.state().wrap_up.disposition == "late")
    await saved(floor)
    floor = await desks.crash()
    await who(floor, "crm:4471")
    await floor.until(lambda: floor.state().wrap_up.disposition == "late")
    answer(floor, {"topic": "broken"})
    await floor.until(lambda: floor.state().wrap_up.disposition is None)


async def test_a_call_type_chosen_by_hand_is_kept_though_nothing_was_typed(desks: Desks):
    floor = desks.floor
    await talking(floor)
    await saved(floor)
    floor = await desks.crash()
    state = await who(floor, "crm:4471")
    assert state.guide.call_type == "help"


async def test_a_call_in_which_nothing_was_done_leaves_nothing(desks: Desks):
    floor = desks.floor
    floor.ring()
    await who(floor, "crm:4471")
    floor = await desks.crash()
    assert floor.desk.state.tabs == ()


async def test_a_deed_is_not_done_twice_though_the_draft_knew_nothing_of_it(desks: Desks):
    floor = desks.floor
    call_id = await talking(floor)
    floor.desk.set_notes(call_id, "before")
    await saved(floor)
    floor.desk.answer_step(call_id, "keep", "")
    await floor.until(lambda: step(floor, "keep").effect is None)
    floor = await desks.crash()
    await who(floor, "crm:4471")
    await floor.until(lambda: step(floor, "keep").effect is None)
    assert step(floor, "keep").status is StepStatus.DONE


# Another person


async def as_ole(floor: Floor) -> str:
    """A call from Marta's number in which Ole is on the line; nothing keeps him for the next start but the draft."""
    call_id = await talking(floor)
    await choose(floor, "Ole", "crm:5582")
    answer(floor, CHECKED | ASKED | {"keep": ""})
    await floor.until(lambda: step(floor, "keep").effect is None and floor.state().verified)
    await saved(floor)
    return call_id


def never_verified(floor: Floor, key: str | None) -> bool:
    """That no picture of this call said that this person is verified."""
    people = [
        (state.identity.customer.key if state.identity.customer else None, state.verified) for state in seen(floor)
    ]
    return (key, True) not in people


def seen(floor: Floor) -> list[CallState]:
    return floor.watcher.calls


async def test_another_person_inherits_no_check_and_no_deed(desks: Desks):
    await as_ole(desks.floor)
    floor = await desks.crash()
    await who(floor, "crm:4471")  # the number tells of Marta
    assert never_verified(floor, "crm:4471")
    assert {name: given(floor).get(name) for name in CHECKED} == dict.fromkeys(CHECKED)
    assert given(floor) == KEPT | {"keep": True}, "what was said of the call itself stays, as the notes do"
    await floor.until(lambda: step(floor, "keep").effect is not None)
    await choose(floor, "Ole", "crm:5582")
    await floor.until(lambda: floor.state().verified and step(floor, "keep").effect is None)
    assert given(floor) == {"who": "verified", "recorded": True, "news": "given"} | KEPT | {"keep": True}
    assert never_verified(floor, "crm:4471")
    assert never_verified(floor, None)


async def test_checks_stay_on_the_disk_until_it_is_clear_who_it_is(desks: Desks):
    call_id = await as_ole(desks.floor)
    floor = desks.floor
    floor.desk._sessions[call_id].wrap_up.flush()
    (before,) = await floor.db.run(lambda store: store.drafts.open())
    assert before.customer_key == "crm:5582"
    playbook = floor.desk._context.playbook
    guide = Walking(playbook, plain, lambda kind, data: None)
    assert guide.restore(before) == ()
    guide.answer("who", "other")  # of somebody nobody knows yet
    kept = guide.kept(None).answers
    assert {name: kept[name]["value"] for name in CHECKED} == {"who": "verified", "recorded": True, "news": "given"}
    ole = MergedCustomer("crm:5582", OLE, {"crm": "5582"}, {})
    marta = MergedCustomer("crm:4471", MARTA, {"crm": "4471"}, {})
    assert "recorded" not in guide.kept(ole).answers, "not yet followed: nobody's"
    guide.follow(marta)
    assert not kept_checks(guide, marta) - {"who"}
    guide.follow(None)
    assert kept_checks(guide, None) == set()
    guide.follow(ole)
    assert kept_checks(guide, ole) == set(CHECKED)


def kept_checks(guide: Walking, person: MergedCustomer | None) -> set[str]:
    return guide.kept(person).answers.keys() & CHECKED.keys()


async def test_somebody_nobody_knew_is_not_taken_for_the_owner_of_the_number(desks: Desks):
    floor = desks.floor
    call_id = await talking(floor)
    floor.desk.not_this_person(call_id)
    await who(floor, None)
    answer(floor, CHECKED | ASKED)
    await saved(floor)
    floor = await desks.crash()
    await who(floor, "crm:4471")  # found by the number once more
    assert never_verified(floor, "crm:4471")
    assert given(floor) == KEPT


async def test_a_caller_without_a_number_stays_checked(desks: Desks):
    floor = desks.floor
    await talking(floor, ani=None)
    answer(floor, CHECKED)
    await saved(floor)
    floor = await desks.crash()
    await floor.until(lambda: floor.state().verified)
    assert floor.state().identity.customer is None
    answer(floor, {"who": "other"})
    await choose_from_nobody(floor)
    assert given(floor)["who"] == "other", "asked again since: that is this person's"
    assert "news" not in given(floor)


async def choose_from_nobody(floor: Floor) -> None:
    call_id = floor.state().id
    floor.desk.search(call_id, "Ole")
    await floor.until(lambda: floor.state().search.results)
    floor.desk.choose_customer(call_id, "crm:5582")
    await who(floor, "crm:5582")


async def test_a_check_taken_back_with_its_person_is_not_back_after_a_crash(desks: Desks):
    floor = desks.floor
    call_id = await talking(floor)
    answer(floor, CHECKED)
    await saved(floor)
    floor.desk.not_this_person(call_id)
    await saved(floor)
    (draft,) = await floor.db.run(lambda store: store.drafts.open())
    assert draft.customer_key is None
    assert set(draft.answers) == {"recorded"}, "heard by whoever is on the line"
    floor = await desks.crash()
    await who(floor, "crm:4471")
    assert given(floor) == {}


async def test_a_draft_is_renamed_when_it_becomes_clear_who_it_is(desks: Desks):
    floor = desks.floor
    await talking(floor, ani=None)
    answer(floor, ASKED)
    await saved(floor)
    await choose_from_nobody(floor)
    await saved(floor)
    (draft,) = await floor.db.run(lambda store: store.drafts.open())
    assert draft.customer_key == "crm:5582"


# Still on the phone


async def interrupted(desks: Desks) -> tuple[Floor, str]:
    """A call on the line of a phone, cut off in the middle of its guide."""
    call_id = await talking(desks.floor)
    answer(desks.floor, CHECKED | {"topic": "late"})
    await saved(desks.floor)
    floor = await desks.crash()
    await who(floor, "crm:4471")
    assert floor.state().phase is Phase.WRAP_UP
    return floor, call_id


@pytest.mark.parametrize(
    ("kind", "found", "phase"),
    [
        (CallEventType.RINGING, True, Phase.TALKING),
        (CallEventType.ANSWERED, True, Phase.TALKING),
        (CallEventType.HELD, False, Phase.HELD),
        (CallEventType.UPDATED, False, Phase.TALKING),
    ],
)
async def test_a_call_that_is_still_on_the_phone_goes_on(desks: Desks, kind, found, phase):
    floor, call_id = await interrupted(desks)
    answered_at = floor.state().info.answered_at
    floor.event(kind, ani="+4915120000004", found=found)
    await floor.until(lambda: floor.state().phase is phase)
    assert [tab.call_id for tab in floor.desk.state.tabs] == [call_id]
    state = floor.state()
    assert (state.info.source, state.info.answered_at, state.info.ended_at) == ("phone", answered_at, None)
    assert PhoneCommand.HANG_UP in state.info.commands
    assert state.guide.steps[state.guide.current].id == "said"
    answer(floor, {"said": "fell off the van"})
    floor.event(CallEventType.ENDED, reason="normal")
    await floor.until(lambda: floor.state().phase is Phase.WRAP_UP)
    floor.desk.set_disposition(call_id, "done")
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None)
    (written,) = [row for row in await floor.db.run(lambda store: store.outbox.list()) if "outcome" in row.payload]
    assert written.payload["outcome"] == "Order › Done"


@pytest.mark.parametrize(
    "event",
    [
        {"kind": CallEventType.RINGING, "ani": "+4915120000004"},  # the phone counts from one again
        {"kind": CallEventType.ANSWERED, "ani": "+4915120000004", "call_id": "2"},
        {"kind": CallEventType.ANSWERED, "ani": "+4915120000009", "found": True},
    ],
)
async def test_another_call_of_the_phone_is_another(desks: Desks, event):
    floor, call_id = await interrupted(desks)
    floor.event(**event)
    await floor.until(lambda: len(floor.desk.state.tabs) == 2 and floor.state(1).guide.steps)
    assert floor.state(0).id == call_id
    assert floor.state(0).phase is Phase.WRAP_UP
    assert all(step.answer is None for step in floor.state(1).guide.steps)
    assert not floor.state(1).verified


# Another playbook


CHANGES: dict[str, tuple[str, Callable[[Desks], None], str]] = {
    "the step is gone": (
        "said",
        lambda desks: desks.change("call_types/help.toml", 'id = "said"', 'id = "told"'),
        "What happened? fell off the van",
    ),
    "the choice is gone": (
        "topic",
        lambda desks: desks.change("call_types/help.toml", '{ id = "late", label = "A late order" }, ', ""),
        "What is it about? A late order",
    ),
    "the answer is of another type": (
        "count",
        lambda desks: desks.change("call_types/help.toml", 'input = "number"', 'input = "text"'),
        "How many pieces? 2.5",
    ),
    "amounts are in another currency": (
        "worth",
        lambda desks: desks.change("playbook.toml", '"EUR"', '"SEK"'),
        "What was it worth? 1,234.50 EUR",
    ),
    "the identity check asks for something else": (
        "who",
        lambda desks: desks.change("call_types/help.toml", "Your birthday", "Your PIN"),
        "Check who it is: Matches",
    ),
    "the consent is for something else": (
        "news",
        lambda desks: desks.change("call_types/help.toml", 'consent = "marketing"', 'consent = "survey"'),
        "May we write? Yes, gladly",
    ),
    "other words are to be read out": (
        "recorded",
        lambda desks: desks.change("call_types/help.toml", "This call is", "This call and your screen are"),
        "Say that we record: ✓",
    ),
}


async def noted(floor: Floor, line: str) -> None:
    await floor.until(lambda: line in floor.state().wrap_up.notes)


@pytest.mark.parametrize("change", CHANGES)
async def test_what_a_changed_playbook_has_no_step_for_is_in_the_notes(desks: Desks, change: str):
    step_id, changed, line = CHANGES[change]
    floor = desks.floor
    call_id = await talking(floor)
    answer(floor, CHECKED | ASKED)
    floor.desk.set_notes(call_id, "half a sent")
    await saved(floor)
    if step_id == "topic":
        desks.change("call_types/help.toml", """suggest_when = 'answers.topic = "late"'\n""", "")
    changed(desks)
    for _ in range(2):  # and a second crash neither loses nor doubles it
        floor = await desks.crash()
        await who(floor, "crm:4471")
        await noted(floor, line)
        assert step_id not in given(floor), "never applied"
        assert given(floor).keys() == (CHECKED | ASKED).keys() - {step_id}
        assert floor.state().wrap_up.notes == f"half a sent\n{line}"
        await saved(floor)
    floor.desk.set_disposition(call_id, "done")
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None or floor.state().wrap_up.problem)
    floor.desk.finish(call_id)  # told once that something is to be read out
    await floor.until(lambda: floor.desk.call(call_id) is None)
    (summary,) = [
        row.payload["summary"]
        for row in await floor.db.run(lambda store: store.outbox.list())
        if "summary" in row.payload
    ]
    assert summary == f"half a sent\n{line}"


async def test_the_line_about_a_check_waits_for_its_person_too(desks: Desks):
    await as_ole(desks.floor)
    desks.change("call_types/help.toml", "Your birthday", "Your PIN")
    floor = await desks.crash()
    await who(floor, "crm:4471")
    assert "Matches" not in floor.state().wrap_up.notes
    await choose(floor, "Ole", "crm:5582")
    await floor.until(lambda: floor.state().wrap_up.notes == "Check who it is: Matches")
    assert not floor.state().verified


async def test_a_call_type_that_is_gone_leaves_its_answers_in_the_notes(desks: Desks):
    floor = desks.floor
    call_id = await talking(floor)
    answer(floor, ASKED)
    floor.desk.set_disposition(call_id, "late")
    await saved(floor)
    desks.change("playbook.toml", '"order", "help"', '"order"')
    desks.change("tables/call_type.csv", "order|help|general", "order|general")
    (desks._folder / "book/call_types/help.toml").unlink()
    floor = await desks.crash()
    await who(floor, "crm:4471")
    await floor.until(lambda: "Order › Late" in floor.state().wrap_up.notes)
    assert floor.state().wrap_up.notes.splitlines() == [
        "What is it about? A late order",
        "What happened? fell off the van",
        "How many pieces? 2.5",
        "What was it worth? 1,234.50 EUR",
        "Since when? 1 April 2026",
        "Order › Late",
    ]
    assert given(floor) == {}
    assert floor.state().wrap_up.disposition is None


async def test_notes_as_long_as_they_may_be_still_take_what_was_answered(desks: Desks):
    floor = desks.floor
    call_id = await talking(floor)
    answer(floor, {"said": "fell off the van"})
    floor.desk.set_notes(call_id, "x" * 100_000)
    await saved(floor)
    desks.change("call_types/help.toml", 'id = "said"', 'id = "told"')
    floor = await desks.crash()
    await who(floor, "crm:4471")
    line = "What happened? fell off the van"
    await floor.until(lambda: floor.state().wrap_up.notes.endswith(line))
    floor.desk.set_notes(call_id, floor.state().wrap_up.notes.replace("x", "y", 1))
    assert floor.state().wrap_up.notes.endswith(line)


# Another format, a full disk


async def put(floor: Floor, draft: DraftRecord) -> None:
    await floor.db.run(lambda store: store.drafts.save(draft))


async def test_a_draft_of_an_older_format_is_shown_as_before(desks: Desks):
    floor = desks.floor
    old = DraftRecord(
        "call-of-old",
        notes="typed",
        disposition="done",
        ani="+4915120000004",
        customer_key="crm:4471",
        call_type="help",
        started_at=floor.desk._context.clock.now(),
    )
    await put(floor, old)
    floor = await desks.crash()
    await who(floor, "crm:4471")
    state = floor.state()
    assert (state.wrap_up.notes, state.wrap_up.disposition, state.guide.call_type) == ("typed", "done", "help")
    assert given(floor) == {}
    assert state.wrap_up.dispositions[0] == Disposition("done", ("Order", "Done"))


async def test_a_disposition_of_an_older_format_that_is_gone_is_in_the_notes(desks: Desks):
    await put(desks.floor, DraftRecord("call-of-old", disposition="left", call_type="help"))
    floor = await desks.crash()
    await floor.until(lambda: floor.state().wrap_up.notes == "left")


async def test_answers_in_a_form_nobody_writes_any_more_are_in_the_notes(desks: Desks):
    answers = {"topic": {"value": "late"}, "who": {"value": "verified"}, "said": {"value": "fell", "question": "And?"}}
    await put(desks.floor, DraftRecord("call-of-old", call_type="help", answers=answers))
    floor = await desks.crash()
    await floor.until(lambda: floor.state().wrap_up.notes == "topic: late\nwho: verified\nAnd? fell")
    assert given(floor) == {}
    assert not floor.state().verified


def test_whatever_is_kept_with_a_call_is_on_the_disk_within_a_second_however_busy_the_agent_is():
    clock, saved_at = VirtualClock(), []
    drafts = SimpleNamespace(save=lambda draft: saved_at.append(clock.monotonic()))
    context = SimpleNamespace(
        db=InlineDb(SimpleNamespace(drafts=drafts)),
        tasks=Tasks(lambda error: None),
        clock=clock,
        store_mode="keyring",
        keeps_notes=True,
        store_problem=None,
    )

    async def busy() -> list[float]:
        owner = DraftOwner("call-1", None, None, None, None, clock.now())
        wrap_up = WrapUp(context, lambda: owner, lambda: None)
        kept_at = []
        for _ in range(60):
            kept_at.append(clock.monotonic())
            wrap_up.keep()
            await asyncio.sleep(0.15)
        await asyncio.sleep(1)
        return kept_at

    waits = [min(saved for saved in saved_at if saved >= kept) - kept for kept in in_virtual_time(busy())]
    assert max(waits) <= LATEST_S
    assert len(saved_at) <= 10, "and not with every answer"


async def test_on_a_full_disk_the_last_answers_that_were_saved_come_back(desks: Desks):
    floor = desks.floor
    call_id = await talking(floor)
    answer(floor, {"who": "verified", "topic": "late"})
    await saved(floor)

    def fill(store) -> None:
        store._database.pragma(f"max_page_count = {store._database.pragma('page_count')[0]}")

    await floor.db.run(fill)
    answer(floor, {"said": "it all went wrong " * 20})
    floor.desk.set_notes(call_id, "x" * 90_000)
    await floor.until(lambda: floor.state().wrap_up.problem == "disk_full")
    assert floor.state().wrap_up.save is SaveStatus.FAILED
    assert given(floor)["said"], "what could not be saved is still there to go on with"
    floor = await desks.crash()
    await who(floor, "crm:4471")
    assert given(floor) == {"who": "verified", "topic": "late"}


async def test_nothing_of_a_guide_is_readable_on_the_disk(desks: Desks, tmp_path: Path):
    floor = desks.floor
    await talking(floor)
    answer(floor, ASKED | {"said": "Kanarienvogel im Keller"})
    await saved(floor)
    await desks.crash()
    files = [path for path in (tmp_path / "profile").rglob("*") if path.is_file()]
    assert files
    assert not any(b"Kanarienvogel" in path.read_bytes() for path in files)
