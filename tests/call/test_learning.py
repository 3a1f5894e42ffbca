"""Reactions on record and learned from: real calls through the desk, the real store, the shipped playbook."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from connectors.clock import SystemClock
from connectors.telephony.events import CallEventType
from desktop.call.feedback_log import KINDS, feedback_of
from desktop.call.learner import SETTING, JournalReading, Learner
from desktop.call.state import IdentityStatus
from desktop.playbook.loader import load_playbook
from desktop.playbook.model import Playbook
from desktop.rules.actions import Outcome
from desktop.rules.explore import Explorer
from desktop.rules.feedback import Reacted, Record, ShownSet, examples
from desktop.rules.learned import WITHIN, Learned, Tally
from desktop.rules.ope import Logged, logged, ranked_by
from desktop.store.records import JournalEntry
from desktop.store.store import Store
from tests.call.desk_parts import PLAYBOOK, Floor
from tests.call.systems import EVERYTHING, HeldSystem, customer, order

ANI = "+4915120000004"
MARTA = customer("crm", "4471", "Marta Lindqvist", email="marta@example.com")
SHIPPED = load_playbook(PLAYBOOK)
KEY = b"e" * 32


def crm() -> HeldSystem:
    writes = {"interaction.create", "task.create", "case.create"}
    system = HeldSystem("crm", (MARTA,), EVERYTHING | writes)
    system.strategies = dict.fromkeys(writes, "upsert")
    promised = SystemClock().now().date() - timedelta(days=3)
    system.records["orders"] = (replace(order("crm", "o1", "4471", "processing"), promised_on=promised),)
    return system


def with_policy(folder: Path, policy: str) -> Playbook:
    """The shipped playbook under another policy."""
    shutil.copytree(PLAYBOOK, folder)
    (folder / "policy.toml").write_text('format = "callside.policy/1"\n' + policy, encoding="utf-8")
    return load_playbook(folder)


async def call(floor: Floor, number: int) -> str:
    """A caller who asks where a late order is, with cards on the screen."""
    floor.ring(ANI, str(number), queue="Orders DE", data={"ivr_choice": "order"})
    await floor.until(lambda: floor.state(-1).identity.status is IdentityStatus.IDENTIFIED)
    floor.event(CallEventType.ANSWERED, str(number))
    await floor.until(lambda: floor.state(-1).decision is not None and floor.state(-1).decision.actions.shown)
    return floor.state(-1).id


async def react(floor: Floor, call_id: str, reason: str | None = None) -> str:
    """Accept the first card, or decline it for a reason; answers its id."""
    state = floor.desk.call(call_id)
    card = state.decision.actions.ranked[0]
    before = len(state.action_log)
    if reason is None:
        floor.desk.accept(call_id, card.id)
    else:
        floor.desk.decline(call_id, card.id, reason)
    await floor.until(lambda: len(floor.desk.call(call_id).action_log) > before)
    return card.id


async def entries_of(floor: Floor) -> Sequence[JournalEntry]:
    return await floor.db.run(lambda store: store.journal.after(0, KINDS, 10_000))


async def log_of(floor: Floor) -> list[Record]:
    found = [feedback_of(entry) for entry in await entries_of(floor)]
    assert None not in found
    return [record for record in found if record is not None]


@pytest.fixture
async def floor(tmp_path: Path):
    floor = Floor(tmp_path / "profile", crm(), playbook=SHIPPED)
    await floor.learner.load(floor.db)
    yield floor
    await floor.close()


async def test_what_was_shown_and_what_became_of_it_is_on_record(floor: Floor):
    call_id = await call(floor, 1)
    accepted = await react(floor, call_id)
    declined = await react(floor, call_id, "not_interested")
    untold = await react(floor, call_id, "not_offered")
    await floor.desk._sessions[call_id]._log.close()
    log = await log_of(floor)
    sets = {record.decision_id: record for record in log if isinstance(record, ShownSet)}
    reactions = [record for record in log if isinstance(record, Reacted)]
    assert [(r.action_id, r.outcome, r.reason_id) for r in reactions] == [
        (accepted, Outcome.ACCEPTED, ""),
        (declined, Outcome.REJECTED, "not_interested"),
        (untold, Outcome.NOT_OFFERED, "not_offered"),
    ]
    seen: set[str] = set()
    for record in log:  # what a reaction belongs to comes before it
        if isinstance(record, ShownSet):
            seen.add(record.decision_id)
        else:
            assert record.decision_id in seen
    shown = sets[reactions[0].decision_id]
    bundle = SHIPPED.bundle
    assert (shown.bundle_hash, shown.policy_version) == (bundle.hash, bundle.policy.version)
    assert accepted in [card.action_id for card in shown.cards]
    assert [card.slot for card in shown.cards] == list(range(1, len(shown.cards) + 1))
    assert all(card.p == 100_000 for card in shown.cards)  # nothing learned yet: the prior
    assert shown.features["decision.call_type"] == "order_status"
    assert (shown.hold_out, shown.exploring, shown.draw) == (None, False, None)
    assert [(e.action_id, e.accepted) for e in examples(log, WITHIN)] == [(accepted, True), (declined, False)]


async def test_nothing_on_record_tells_who_the_customer_is(floor: Floor):
    call_id = await call(floor, 1)
    await react(floor, call_id)
    records = [entry.data for entry in await entries_of(floor) if entry.kind == "offers.shown"]
    assert records
    text = json.dumps(records)
    for secret in ("Marta", "Lindqvist", "marta@example.com", ANI, ANI[1:], "4471", call_id):
        assert secret not in text


async def test_an_unchanged_set_is_one_record(floor: Floor):
    call_id = await call(floor, 1)
    before = floor.desk.call(call_id).decision
    floor.desk.pin(call_id, frozenset({before.actions.shown[0].id}))
    floor.desk.pin(call_id, frozenset())
    assert floor.desk.call(call_id).decision.decision_id != before.decision_id
    await floor.desk._sessions[call_id]._log.close()
    sets = [record for record in await log_of(floor) if isinstance(record, ShownSet)]
    shown = [tuple(card.action_id for card in record.cards) for record in sets]
    assert all(one != next_ for one, next_ in pairwise(shown))


async def test_an_answer_that_came_after_the_cards_does_not_pass_for_what_they_were_decided_by(floor: Floor):
    call_id = await call(floor, 1)
    rules = floor.desk._sessions[call_id].advice._rules
    before = dict(rules.beliefs.features)
    cards = [entry.id for entry in floor.desk.call(call_id).decision.actions.shown]
    floor.desk.answer_step(call_id, "tracking", "moving")
    await floor.until(lambda: rules.beliefs.features.get("answers.tracking") == "moving")
    assert [entry.id for entry in floor.desk.call(call_id).decision.actions.shown] == cards
    card = await react(floor, call_id)
    (example,) = examples(await log_of(floor), WITHIN)
    assert example.action_id == card
    assert dict(example.shown.features) == before
    assert "answers.tracking" not in example.shown.features


async def test_a_reaction_is_learned_at_once_but_not_by_the_call_that_brought_it(floor: Floor):
    call_id = await call(floor, 1)
    rules = floor.desk._sessions[call_id].advice._rules
    frozen = floor.learner.learning()
    card = await react(floor, call_id)
    assert frozen.events == 0
    assert rules._learning is frozen
    assert floor.learner.learning().tallies == {_group(card): Tally(1, 1)}
    why = floor.desk.explain(call_id, card)
    assert why is not None
    assert why.chance == ()
    floor.event(CallEventType.ENDED, "1")
    second = await call(floor, 2)
    shown = floor.desk.call(second).decision.actions.shown[0]
    assert floor.desk.explain(second, shown.id).chance[0] == "Only 1 call to learn from so far"


def _group(action_id: str) -> str:
    action = SHIPPED.bundle.catalogue.actions[action_id]
    return action.group or action.id


async def test_the_next_start_has_learned_what_this_one_did(tmp_path: Path, floor: Floor):
    for number in range(4):
        call_id = await call(floor, number)
        await react(floor, call_id, None if number % 2 else "not_interested")
        await floor.desk._sessions[call_id]._log.close()
        floor.event(CallEventType.ENDED, str(number))
    again = Learner(SHIPPED, KEY)
    await again.load(floor.db)
    assert again._learned.state() == floor.learner._learned.state()
    assert again.learning().events == 4
    saved = await floor.db.run(lambda store: store.settings.get(SETTING))
    assert Learned.from_state(saved["state"]).state() == again._learned.state()
    third = Learner(SHIPPED, KEY)
    await third.load(floor.db)
    assert third._learned.state() == again._learned.state()


async def test_an_erased_customer_leaves_nothing_to_learn_from(floor: Floor):
    call_id = await call(floor, 1)
    await react(floor, call_id)
    await floor.desk._sessions[call_id]._log.close()
    await floor.db.run(lambda store: store.erase("crm:4471"))
    assert [feedback_of(entry) for entry in await entries_of(floor)] == [None] * len(await entries_of(floor))
    again = Learner(SHIPPED, KEY)
    await again.load(floor.db)
    assert again.learning().events == 0


# -- exploration and hold-out -----------------------------------------------------------------------------------------

TRIES = 'version = "try"\nslots = 2\nepsilon = "0.9"\nexplore_k = 3\n'


async def test_exploring_is_on_record_with_its_exact_chance_and_can_be_replayed(tmp_path: Path):
    playbook = with_policy(tmp_path / "playbook", TRIES)
    floor = Floor(tmp_path / "profile", crm(), playbook=playbook)
    await floor.learner.load(floor.db)
    explored = 0
    for number in range(6):
        call_id = await call(floor, number)
        decision = floor.desk.call(call_id).decision
        assert decision.draw is not None
        assert decision.draw == Explorer(KEY, playbook.name, playbook.bundle.policy).draw(
            call_id, 2, decision.draw.choices
        )
        if decision.draw.explored:
            explored += 1
            why = floor.desk.explain(call_id, decision.draw.chosen)
            assert why.drawn.startswith("Shown by chance, to learn what customers want")
        floor.desk.decline(call_id, decision.draw.chosen, "not_interested")
        await floor.desk._sessions[call_id]._log.close()
        floor.event(CallEventType.ENDED, str(number))
    assert explored
    log = await log_of(floor)
    assert all(record.exploring for record in log if isinstance(record, ShownSet))
    rows = logged(examples(log, WITHIN), ranked_by(lambda case: 1.0, playbook.bundle.policy))
    assert len(rows) == 6
    assert all(isinstance(row, Logged) and row.propensity >= 0.02 for row in rows)
    await floor.close()


async def test_a_customer_held_out_sees_no_cards_and_that_is_on_record(tmp_path: Path):
    playbook = with_policy(tmp_path / "playbook", 'version = "held"\nholdout_percent = 50\n')
    arms = {}
    for first in range(256):
        explorer = Explorer(bytes([first]) * 32, playbook.name, playbook.bundle.policy)
        arms.setdefault(explorer.hold_out("", "crm:4471").held_out, bytes([first]) * 32)
    for held_out, key in arms.items():
        floor = Floor(tmp_path / f"profile-{held_out}", crm(), playbook=playbook, key=key)
        floor.ring(ANI, "1", queue="Orders DE", data={"ivr_choice": "order"})
        await floor.until(
            lambda floor=floor: floor.state().decision and floor.state().decision.hold_out.unit.value == "customer"
        )
        await floor.desk._sessions[floor.state().id]._log.close()
        sets = [record for record in await log_of(floor) if isinstance(record, ShownSet)]
        assert sets[-1].hold_out == floor.state().decision.hold_out
        assert sets[-1].hold_out.held_out is held_out
        if held_out:
            assert all(entry.mandatory for entry in floor.state().decision.actions.shown)
        await floor.close()


def test_without_a_key_nobody_is_experimented_on(tmp_path: Path):
    playbook = with_policy(tmp_path / "playbook", TRIES + "holdout_percent = 10\n")
    assert Learner(playbook, None).explorer is None
    assert Learner(playbook, KEY).explorer is not None
    assert Learner(SHIPPED, KEY).explorer is None
    assert (
        Learner(playbook, KEY).tag("call") == Learner(playbook, KEY).tag("call") != Learner(playbook, None).tag("call")
    )


# -- reading the journal ----------------------------------------------------------------------------------------------


def _write(store: Store, first: int, count: int) -> None:
    """Calls on record: two cards shown, the first one answered."""
    now = SystemClock().now()
    rows: list[JournalEntry] = []
    for number in range(first, first + count):
        at = now + timedelta(minutes=number)
        decision = f"{number:016x}"
        data = {
            "format": "callside.feedback/1",
            "kind": "shown",
            "decision": decision,
            "at": at.isoformat(),
            "interaction": "ab" * 8,
            "bundle": "cd" * 32,
            "policy": "1",
            "cards": [{"action": name, "slot": i, "p": None, "mandatory": False} for i, name in enumerate("ab", 1)],
            "features": {"decision.call_type": "x" if number % 3 else "y"},
            "hold_out": None,
            "exploring": False,
            "draw": None,
        }
        rows.append(JournalEntry("call", "offers.shown", at, data))
        answer = {"action": "a", "outcome": "accepted" if number % 5 == 0 else "rejected", "decision": decision}
        rows.append(JournalEntry("call", "action.accepted", at + timedelta(seconds=1), answer))
    store.journal.append_all(rows)


def _read(store: Store) -> JournalReading:
    reading = JournalReading.begun(store)
    while reading.next_page(store):
        pass
    reading.put_down(store)
    return reading


@pytest.fixture
def store(tmp_path: Path):
    from tests.store.kit import opened

    store = opened(tmp_path / "profile", SystemClock().now)
    yield store
    store.close()


def test_a_journal_is_read_on_where_the_last_reading_ended(store: Store):
    _write(store, 0, 150)
    first = _read(store)
    assert first.learned.total == Tally(150, 30)
    begin = store.settings.get(SETTING)["begin"]
    assert 1 < begin <= first.seq or first.seq == 0
    _write(store, 150, 333)
    later, scratch = _read(store), JournalReading(Learned(), 0, 1)
    while scratch.next_page(store):
        pass
    assert later.seq > 0
    assert later.learned.total == Tally(483, 97)
    assert later.learned.state() == scratch.learned.state()


def test_an_answer_after_the_restart_finds_the_set_from_before_it(store: Store):
    _write(store, 0, 2)
    entries = store.journal.after(0, KINDS, 10)
    _read(store)
    late = replace(entries[-1], data={**entries[-1].data, "action": "b"}, at=entries[-1].at + timedelta(minutes=5))
    again = replace(late, data=entries[-1].data)
    store.journal.append_all([late, again])  # another card of that set, and the one answered before
    assert _read(store).learned.total == Tally(3, 1)


@pytest.mark.parametrize(
    "saved",
    [
        "nonsense",
        {},
        {"seq": 10, "begin": 1, "state": {}},
        {"seq": "10", "begin": 1, "state": Learned().state()},
        {"seq": 10, "begin": 99, "state": Learned().state()},
        {"seq": 10, "begin": 0, "state": Learned().state()},
        {"seq": 10_000, "begin": 1, "state": Learned().state()},
    ],
)
def test_what_was_put_down_and_cannot_be_used_is_learned_again(store: Store, saved):
    _write(store, 0, 20)
    store.settings.set(SETTING, saved)
    assert _read(store).learned.total == Tally(20, 4)


def test_nothing_new_is_not_put_down_again(store: Store):
    _write(store, 0, 3)
    _read(store)
    store.settings.set(SETTING, {**store.settings.get(SETTING), "mark": True})
    _read(store)
    assert store.settings.get(SETTING)["mark"] is True


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("offers.shown", {}),
        ("offers.shown", {"format": "callside.feedback/1", "kind": "shown"}),
        ("action.accepted", {"action": "a", "outcome": "accepted"}),
        ("action.accepted", {"action": "a", "outcome": "nonsense", "decision": "ab"}),
        ("action.accepted", {"action": 5, "outcome": "accepted", "decision": "ab"}),
        ("action.shown", {"action": "a", "outcome": "shown", "decision": "ab"}),
        ("call.began", {"decision": "ab"}),
    ],
)
def test_an_entry_of_another_kind_is_no_feedback(kind: str, data):
    assert feedback_of(JournalEntry("call", kind, SystemClock().now(), data)) is None


def test_ids_on_record_are_never_taken_for_card_numbers(store: Store):
    number = "4111111111111111"
    data = {"decision": number, "bundle": number, "interaction": number, "note": number}
    store.journal.append("call", "offers.shown", SystemClock().now(), data)
    kept = store.journal.of_call("call")[0].data
    assert (kept["decision"], kept["bundle"], kept["interaction"]) == (number,) * 3
    assert kept["note"] != number
