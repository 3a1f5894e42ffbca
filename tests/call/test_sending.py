"""What finishing would send is said before: exactly what then lies in the outbox."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from connectors.telephony.events import CallEventType
from desktop.call.aiming import Aim
from desktop.call.sending import sends
from desktop.call.state import SurveyOffer, WrapUpView
from desktop.playbook.loader import load_playbook
from desktop.playbook.texts import plain
from tests.call.desk_parts import Floor
from tests.call.systems import EVERYTHING, HeldSystem
from tests.call.test_deeds import GENERAL, HEAD, MARTA, WRITES, finish, talking
from tests.playbook.folders import write


def floor_of(tmp_path: Path, *systems: HeldSystem) -> Floor:
    book = write(tmp_path / "book", {"playbook.toml": HEAD, "call_types/general.toml": GENERAL})
    return Floor(tmp_path / "profile", *systems, playbook=load_playbook(book))


async def test_finishing_sends_what_was_shown_and_where(tmp_path: Path):
    crm = HeldSystem("crm", (MARTA,), EVERYTHING | {"interaction.create"})
    desk = HeldSystem("desk", (), WRITES)
    floor = floor_of(tmp_path, crm, desk)
    await floor.desk.start()
    call_id = await talking(floor)
    floor.desk.answer_step(call_id, "news", "given")
    floor.desk.add_follow_up(call_id, "Call back about the router", date(2031, 5, 17))
    await floor.until(lambda: floor.state().wrap_up.follow_ups)
    assert floor.state().sends == ()  # not before the call has ended: everything may still change
    floor.event(CallEventType.ENDED, reason="normal")
    floor.desk.set_disposition(call_id, "done")
    await floor.until(lambda: floor.state().sends and floor.state().sends[0].params.get("outcome"))
    shown = floor.state().sends
    assert [(effect.name, dict(effect.params)) for effect in shown] == [
        ("crm:interaction.create", {"subject": "General", "outcome": "Done"}),
        ("desk:task.create", {"text": "Call back about the router", "due_on": "17 May 2031"}),
        ("desk:consent.create", {"name": "marketing", "given": "yes"}),
    ]
    await finish(floor, call_id)
    rows = await floor.db.run(lambda store: store.outbox.list())
    assert [f"{row.connector}:{row.operation}" for row in rows] == [effect.name for effect in shown]
    assert (rows[0].payload["subject"], rows[0].payload["outcome"]) == ("General", "Done")
    assert (rows[1].payload["text"], rows[1].payload["due_on"]) == ("Call back about the router", date(2031, 5, 17))
    assert (rows[2].payload["consent"], rows[2].payload["given"]) == ("marketing", True)
    await floor.close()


async def test_where_no_system_takes_it_nothing_is_said_to_be_sent(tmp_path: Path):
    floor = floor_of(tmp_path, HeldSystem("crm", (MARTA,), EVERYTHING))
    await floor.desk.start()
    call_id = await talking(floor)
    floor.event(CallEventType.ENDED, reason="normal")
    floor.desk.set_disposition(call_id, "done")
    await floor.until(lambda: floor.state().wrap_up.disposition == "done")
    assert floor.state().sends == ()
    await floor.close()


def test_an_invitation_is_sent_unless_the_agent_has_taken_it_off():
    aim = Aim([HeldSystem("voice", (), frozenset({"survey.create"}))])
    offered = SurveyOffer("after_call", "nps", "email", "How was it?", "ann@example.com")
    (effect,) = sends(aim, WrapUpView(survey=offered), "", (), plain)
    assert (effect.name, dict(effect.params)) == (
        "voice:survey.create",
        {"question": "How was it?", "to": "ann@example.com"},
    )
    for other in (None, SurveyOffer(reason="asked"), SurveyOffer("after_call", on=False)):
        assert sends(aim, WrapUpView(survey=other), "", (), plain) == ()
