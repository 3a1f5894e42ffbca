"""Where a write goes is said before it is done, and so is that the system then writes to the customer itself."""

from __future__ import annotations

from pathlib import Path

from desktop.call.aiming import Aim
from desktop.playbook.loader import load_playbook
from desktop.rules.decision import FilledEffect
from tests.call.desk_parts import Floor
from tests.call.systems import EVERYTHING, HeldSystem
from tests.call.test_deeds import HEAD, MARTA, step, talking
from tests.playbook.folders import write

ACTION = """\
format = "callside.actions/1"
[[action]]
id = "complain"
title = "Open a case"
effects = [{ kind = "connector", operation = "case.create", params = { subject = "Router" } }]
[[action]]
id = "remember"
title = "Write a note"
effects = [{ kind = "connector", operation = "note.create", params = { text = "Called" } }]
"""
GUIDE = """\
format = "callside.call_type/1"
title = "General"
[[step]]
id = "open"
kind = "do"
title = "Open a case"
do = { kind = "connector", operation = "case.create", params = { subject = "Router" } }
[[disposition]]
id = "done"
path = ["Done"]
"""


def systems() -> tuple[HeldSystem, HeldSystem]:
    crm = HeldSystem("crm", (MARTA,), EVERYTHING | {"note.create"})
    desk = HeldSystem("desk", (), EVERYTHING | {"note.create", "case.create"})
    desk.notifying = frozenset({"case.create"})  # type: ignore[attr-defined]
    return crm, desk


async def test_a_card_says_where_it_writes_and_asks_before_a_system_mails_the_customer(tmp_path: Path):
    files = {"playbook.toml": HEAD, "call_types/general.toml": GUIDE, "actions/act.toml": ACTION}
    floor = Floor(tmp_path / "profile", *systems(), playbook=load_playbook(write(tmp_path / "book", files)))
    await floor.desk.start()
    call_id = await talking(floor)
    await floor.until(lambda: floor.state().decision and len(floor.state().decision.actions.shown) == 2)
    shown = {entry.id: entry.effects[0] for entry in floor.state().decision.actions.shown}
    told = {name: (effect.name, effect.confirm, effect.notifies) for name, effect in shown.items()}
    assert told == {
        "complain": ("desk:case.create", True, True),
        "remember": ("crm:note.create", False, False),
    }
    effect = step(floor.state(), "open").effect
    assert (effect.name, effect.confirm, effect.notifies) == ("desk:case.create", True, True)
    # What has not changed is the same object, so that no card is painted anew.
    advice = floor.desk._sessions[call_id].advice
    one, other = (advice.aim.decision(advice._rules.decision).actions.shown for _ in range(2))
    assert all(first is second for first, second in zip(one, other, strict=True))
    floor.desk.accept(call_id, "complain")
    await floor.until(lambda: floor.state().action_log)
    (row,) = await floor.db.run(lambda store: store.outbox.list())
    assert (row.connector, row.operation) == ("desk", "case.create")
    await floor.close()


def test_what_cannot_be_said_stays_as_it_is():
    aim = Aim(systems())
    for effect in (
        FilledEffect("note", params={"text": "x"}),
        FilledEffect("connector", "survey.create"),
        FilledEffect("connector", "crm:note.create"),
        FilledEffect("connector", "customer.update"),
    ):
        assert aim.effect(effect) is effect
    assert aim.effect(FilledEffect("connector", "desk:case.create")).notifies
