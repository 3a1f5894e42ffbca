"""What the tests of calls after a crash share: a playbook, desks one after the other, and what is said on a call."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from connectors.telephony.events import CallEventType
from desktop.call.state import CallState, IdentityStatus, SaveStatus, StepView
from desktop.playbook.loader import load_playbook
from desktop.rules.values import Money
from tests.call.desk_parts import Floor
from tests.call.systems import EVERYTHING, HeldSystem, customer
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


async def choose_from_nobody(floor: Floor) -> None:
    call_id = floor.state().id
    floor.desk.search(call_id, "Ole")
    await floor.until(lambda: floor.state().search.results)
    floor.desk.choose_customer(call_id, "crm:5582")
    await who(floor, "crm:5582")
