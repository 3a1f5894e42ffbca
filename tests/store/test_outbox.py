"""The outbox: in order, once, and never lost without somebody saying so."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from connectors.connector import Written
from desktop.store.errors import KeyTaken, StoreError, Unknown
from desktop.store.records import OutboxRow, RemoteId, RowState
from desktop.store.replies import Outcome, confirmed
from desktop.store.store import Store
from tests.store.kit import NOW, Clock, draft, promise

PENDING, INFLIGHT, DONE, DEAD, UNKNOWN = RowState
SHARED_FOLDER = Path("nowhere")  # a store in memory needs none


def _states(store: Store) -> dict[str, str]:
    return {row.key: row.state.value for row in store.outbox.list(RowState)}


def _claim(store: Store, clock: Clock, connector: str = "crm") -> OutboxRow | None:
    return store.outbox.claim(connector, clock.at)


def _finish(store: Store, clock: Clock, state: RowState, connector: str = "crm") -> str:
    row = _claim(store, clock, connector)
    assert row is not None
    store.outbox.settle(row.key, Outcome(state, clock.at, None if state is DONE else "rejected"))
    return row.key


# -- claiming ----------------------------------------------------------------------------------------------


def test_a_row_goes_out_as_it_came_in(store: Store, clock: Clock) -> None:
    promise(store, draft(text="hello\0", at=NOW, due_on=NOW.date(), urgent=True, n=1.5, nothing=None))
    row = _claim(store, clock)
    assert row is not None
    assert row.payload == {
        "text": "hello\ufffd", "at": NOW, "due_on": NOW.date(), "urgent": True, "n": 1.5, "nothing": None
    }  # fmt: skip
    assert (row.state, row.attempts, row.first_try_at, row.call_id) == (INFLIGHT, 1, NOW, "call-1")
    assert _claim(store, clock) is None
    assert store.outbox.get(row.key).state is INFLIGHT


def test_writes_to_one_entity_keep_their_order_and_others_overtake(store: Store, clock: Clock) -> None:
    promise(
        store,
        draft(number=0, entity="customer:crm:1"),
        draft(number=1, entity="customer:crm:1"),
        draft(number=2, entity="customer:crm:2"),
    )
    first = _claim(store, clock)
    assert first is not None
    assert first.key.endswith(":0")
    store.outbox.settle(first.key, Outcome(PENDING, clock.at + timedelta(seconds=60), "server"))
    assert _finish(store, clock, DONE).endswith(":2")
    assert _claim(store, clock) is None
    clock.move(seconds=60)
    assert _finish(store, clock, DONE).endswith(":0")
    assert _finish(store, clock, DONE).endswith(":1")


@pytest.mark.parametrize("state", [DEAD, UNKNOWN])
@pytest.mark.parametrize(
    ("operation", "entity", "held"),
    [
        ("customer.create", "customer:crm:new", True),
        ("note.create", "customer:crm:new", False),
        ("case.create", "customer:crm:new", False),
        ("case.create", "case:crm:1", True),
        ("customer.create", "no colon", False),
    ],
)
def test_only_a_failed_create_of_the_entity_itself_holds_its_later_rows(
    store: Store, clock: Clock, state: RowState, operation: str, entity: str, held: bool
) -> None:
    promise(
        store, draft(operation=operation, entity=entity), draft("call-2", entity=entity), draft("call-3", entity="x:y")
    )
    _finish(store, clock, state)
    if not held:
        assert _finish(store, clock, DONE).startswith("call-2")
    assert _finish(store, clock, DONE).startswith("call-3")
    assert _claim(store, clock) is None
    if held:
        assert store.outbox.next_due("crm", clock.at) is None
        store.outbox.drop(f"call-1:{operation}:0", "found another way", clock.at)
        assert _finish(store, clock, DONE).startswith("call-2")


def test_each_connector_has_its_own_rows(store: Store, clock: Clock) -> None:
    promise(store, draft(), draft(number=1, connector="shop", entity="customer:shop:7"))
    row = _claim(store, clock, "shop")
    assert row is not None
    assert row.connector == "shop"
    assert store.outbox.next_due("shop", clock.at) is None
    assert store.outbox.next_due("crm", clock.at) == clock.at


def test_a_key_is_promised_once(store: Store) -> None:
    promise(store, draft(text="first"))
    promise(store, draft(text="first"))
    with pytest.raises(KeyTaken):
        promise(store, draft(text="second"))
    assert [row.payload["text"] for row in store.outbox.list()] == ["first"]


def test_a_probe_takes_the_row_whose_turn_comes_first(store: Store, clock: Clock) -> None:
    promise(store, draft("poisoned", entity="a:b"), draft("good", entity="c:d"))
    poisoned = _claim(store, clock)
    good = _claim(store, clock)
    assert poisoned is not None
    assert good is not None
    store.outbox.settle(poisoned.key, Outcome(PENDING, clock.at + timedelta(seconds=200), "server"))
    store.outbox.settle(good.key, Outcome(PENDING, clock.at + timedelta(seconds=100), "server"))
    probe = store.outbox.claim("crm", clock.at, probe=True)
    assert probe is not None
    assert probe.call_id == "good"


@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([DONE, DEAD, UNKNOWN, PENDING])), max_size=12),
    st.randoms(),
)
def test_no_history_breaks_the_order_of_an_entity(history: list[tuple[str, RowState]], rng: random.Random) -> None:
    from desktop.store.keys import NoKeys
    from desktop.store.store import open_store

    clock = Clock()
    store = open_store(SHARED_FOLDER, NoKeys(holds_notes=True), clock)
    promise(store, *(draft("c", number, entity=f"customer:{name}") for number, (name, _) in enumerate(history)))
    outcomes = {f"c:note.create:{number}": state for number, (_, state) in enumerate(history)}
    sent: list[OutboxRow] = []
    on_the_way: list[OutboxRow] = []
    for _ in range(6 * len(history)):
        row = store.outbox.claim("crm", clock.at, probe=rng.random() < 0.3)
        if row is not None:
            sent.append(row)
            on_the_way.append(row)
        if on_the_way and (row is None or rng.random() < 0.5):
            done = on_the_way.pop(rng.randrange(len(on_the_way)))
            state = outcomes[done.key] if done.attempts < 3 else DONE
            store.outbox.settle(done.key, Outcome(state, clock.at + timedelta(seconds=rng.choice((0, 5)))))
        clock.move(seconds=rng.choice((0, 6)))
    for name in "abc":
        firsts = list(dict.fromkeys(row.seq for row in sent if row.entity == f"customer:{name}"))
        assert firsts == sorted(firsts)
    store.close()


def test_a_payload_of_another_version_needs_a_person_and_stops_nobody(store: Store, clock: Clock) -> None:
    promise(store, draft(), draft("call-2", entity="x:y"))
    update = text("update outbox set payload = :body where idem_key like 'call-1:%'")
    store._database.write(lambda connection: connection.execute(update, {"body": '{"$":"Novelty"}'}))
    assert _finish(store, clock, DONE).startswith("call-2")
    (row,) = store.outbox.list()
    assert (row.state, row.last_error, row.readable, row.payload) == (DEAD, "unreadable", False, {})
    assert store.outbox.retry(row.key, clock.at, {"text": "typed anew"}).endswith(":1")
    assert _finish(store, clock, DONE).endswith(":1")


# -- ids that another write brings ------------------------------------------------------------------------


def test_a_write_may_wait_for_the_id_of_another(store: Store, clock: Clock) -> None:
    entity = "customer:callside:new"
    create = draft(operation="customer.create", entity=entity, name="Zoë")
    promise(store, create, draft("call-2", entity=entity, customer_id=RemoteId(create.key), text="hi"))
    row = _claim(store, clock)
    assert row is not None
    assert _claim(store, clock) is None
    store.outbox.settle(row.key, confirmed(Written("9001"), clock.at))
    note = _claim(store, clock)
    assert note is not None
    assert note.payload == {"customer_id": "9001", "text": "hi"}


def test_a_write_in_another_queue_waits_too(store: Store, clock: Clock) -> None:
    create = draft(operation="customer.create", entity="customer:crm:new")
    promise(store, create, draft("call-2", connector="shop", entity="x:y", customer_id=RemoteId(create.key)))
    assert _claim(store, clock, "shop") is None
    waiting = store.outbox.get("call-2:note.create:0")
    assert (waiting.state, waiting.last_error, waiting.attempts) == (PENDING, "id_missing", 0)
    assert waiting.next_at > clock.at
    row = _claim(store, clock)
    assert row is not None
    store.outbox.settle(row.key, confirmed(Written("9001"), clock.at))
    clock.move(seconds=30)
    note = _claim(store, clock, "shop")
    assert note is not None
    assert note.payload == {"customer_id": "9001"}


@pytest.mark.parametrize("how", ["dropped", "without an id"])
def test_a_write_whose_id_will_never_come_needs_a_person(store: Store, clock: Clock, how: str) -> None:
    create = draft(operation="customer.create", entity="customer:crm:new")
    promise(store, create, draft("call-2", entity="x:y", customer_id=RemoteId(create.key)))
    if how == "dropped":
        store.outbox.drop(create.key, "a duplicate", clock.at)
    else:
        row = _claim(store, clock)
        assert row is not None
        store.outbox.settle(row.key, confirmed(Written(None), clock.at))
    assert _claim(store, clock) is None
    assert store.outbox.get("call-2:note.create:0").state is DEAD


# -- the start ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("strategy", "state"), [("upsert", PENDING), ("key", PENDING), ("search", PENDING), ("none", UNKNOWN)]
)
def test_what_was_on_its_way_at_the_last_end(store: Store, clock: Clock, strategy: str, state: RowState) -> None:
    promise(store, draft(strategy=strategy))
    assert _claim(store, clock) is not None
    clock.move(hours=1)
    store.outbox.recover(clock.at)
    (row,) = store.outbox.list()
    assert row.state is state
    if state is PENDING:
        assert row.next_at == clock.at
        again = _claim(store, clock)
        assert again is not None
        assert (again.attempts, again.first_try_at) == (2, NOW)
    else:
        assert row.last_error == "interrupted"
        assert [one.kind for one in store.journal.of_call("call-1")] == ["write.unknown"]


@pytest.mark.parametrize(("error", "longest"), [("server", 300), ("rate_limited: 3600", 3600)])
def test_a_clock_that_ran_ahead_freezes_nothing(store: Store, clock: Clock, error: str, longest: int) -> None:
    promise(store, draft())
    clock.move(days=30)
    row = _claim(store, clock)
    assert row is not None
    store.outbox.settle(row.key, Outcome(PENDING, clock.at + timedelta(seconds=120), error))
    clock.move(days=-30)
    due = store.outbox.next_due("crm", clock.at)
    assert due == clock.at + timedelta(seconds=longest)
    store.outbox.recover(clock.at)
    assert store.outbox.next_due("crm", clock.at) == due
    clock.move(seconds=longest)
    assert _claim(store, clock) is not None


def test_a_clock_behind_keeps_earned_delays(store: Store, clock: Clock) -> None:
    promise(store, draft())
    row = _claim(store, clock)
    assert row is not None
    store.outbox.settle(row.key, Outcome(PENDING, clock.at + timedelta(seconds=200), "server"))
    assert store.outbox.next_due("crm", clock.at) == clock.at + timedelta(seconds=200)


def test_when_a_system_is_back_its_rows_are_due_soon_and_not_at_once(store: Store, clock: Clock) -> None:
    promise(
        store,
        *(draft("c", number, entity=f"a:{number}") for number in range(20)),
        draft(connector="shop", entity="s:1"),
    )
    far = clock.at + timedelta(seconds=250)
    for connector in ["crm"] * 20 + ["shop"]:
        row = _claim(store, clock, connector)
        assert row is not None
        store.outbox.settle(row.key, Outcome(PENDING, far, "server"))
    store.outbox.make_due("crm", clock.at, 5.0, random.Random(1))
    due = [row.next_at for row in store.outbox.list() if row.connector == "crm"]
    assert all(clock.at <= at <= clock.at + timedelta(seconds=5) for at in due)
    assert len(set(due)) > 10
    assert store.outbox.next_due("shop", clock.at) == far
    store.outbox.make_due("nobody", clock.at, 5.0, random.Random(1))


# -- people ------------------------------------------------------------------------------------------------


def test_counts(store: Store, clock: Clock) -> None:
    promise(store, *(draft("c", number, entity=f"a:{number}") for number in range(6)))
    for state in (DONE, DEAD, UNKNOWN, UNKNOWN):
        _finish(store, clock, state)
    _claim(store, clock)
    counts = store.outbox.counts()
    assert (counts.pending, counts.needs_you) == (2, 3)


def test_sending_again_what_was_refused_edited_gets_a_new_key_and_keeps_its_place(store: Store, clock: Clock) -> None:
    promise(store, draft(text="bad"), draft(number=1, text="taken"))
    key = _finish(store, clock, DEAD)
    seq = store.outbox.get(key).seq
    new = store.outbox.retry(key, clock.at, {"text": "good"})
    assert new == "call-1:note.create:2"
    row = _claim(store, clock)
    assert row is not None
    assert (row.key, row.seq, row.payload, row.attempts) == (new, seq, {"text": "good"}, 1)


def test_sending_again_what_is_unknown_keeps_its_key(store: Store, clock: Clock) -> None:
    promise(store, draft(strategy="none"))
    key = _finish(store, clock, UNKNOWN)
    assert store.outbox.retry(key, clock.at, {"text": "edited"}) == key
    assert store.outbox.retry(key, clock.at) == key
    row = _claim(store, clock)
    assert row is not None
    assert (row.key, row.attempts, row.payload) == (key, 1, {"text": "edited"})


def test_giving_up_is_journaled_with_its_reason(store: Store, clock: Clock) -> None:
    promise(store, draft())
    key = _finish(store, clock, DEAD)
    store.outbox.drop(key, "written by hand: in the CRM", clock.at)
    assert store.outbox.list() == ()
    told = store.journal.of_call("call-1")
    assert [(one.kind, one.data["why"]) for one in told] == [
        ("write.dead", "rejected"),
        ("write.dropped", "written by hand: in the CRM"),
    ]


def test_a_wish_to_send_again_is_heard_until_it_was_tried(store: Store, clock: Clock) -> None:
    promise(store, draft())
    before = clock.at - timedelta(seconds=1)
    assert not store.outbox.retried("crm", before)
    row = _claim(store, clock)
    assert row is not None
    store.outbox.settle(row.key, Outcome(PENDING, clock.at, "auth: expired", counted=False))
    assert not store.outbox.retried("crm", before)
    store.outbox.retry(row.key, clock.at)
    assert store.outbox.retried("crm", before)
    assert not store.outbox.retried("crm", clock.at)
    assert not store.outbox.retried("shop", before)
    assert _claim(store, clock) is not None
    assert not store.outbox.retried("crm", before)


@pytest.mark.parametrize("state", [DONE, INFLIGHT])
def test_what_is_done_or_on_its_way_is_nobodys_to_change(store: Store, clock: Clock, state: RowState) -> None:
    promise(store, draft())
    row = _claim(store, clock)
    assert row is not None
    if state is DONE:
        store.outbox.settle(row.key, Outcome(DONE, clock.at))
    with pytest.raises(Unknown):
        store.outbox.drop(row.key, "no", clock.at)
    with pytest.raises(Unknown):
        store.outbox.retry(row.key, clock.at)
    for missing in (
        store.outbox.get,
        lambda key: store.outbox.drop(key, "", NOW),
        lambda key: store.outbox.retry(key, NOW),
    ):
        with pytest.raises(Unknown):
            missing("no such key")


def test_settling_twice_changes_nothing(store: Store, clock: Clock) -> None:
    promise(store, draft())
    row = _claim(store, clock)
    assert row is not None
    store.outbox.settle(row.key, confirmed(Written("1"), clock.at))
    store.outbox.settle(row.key, Outcome(DEAD, clock.at, "late"))
    found = store.outbox.get(row.key)
    assert (found.state, found.remote_id, found.done_at) == (DONE, "1", clock.at)


@pytest.mark.parametrize("statement", ["update outbox set state = 'gone'", "update outbox set strategy = 'hope'"])
def test_no_other_state_can_be_written(store: Store, statement: str) -> None:
    promise(store, draft())
    with pytest.raises(StoreError):
        store._database.write(lambda connection: connection.execute(text(statement)))


def test_an_idempotency_key_is_not_used_past_its_window(store: Store, clock: Clock) -> None:
    promise(store, draft(strategy="key"), draft("call-2", strategy="key", entity="x:y"))
    first = _claim(store, clock)
    second = _claim(store, clock)
    assert first is not None
    assert second is not None
    store.outbox.settle(first.key, Outcome(PENDING, clock.at, "server"))
    # Nothing went out at all: its window has not begun.
    store.outbox.settle(second.key, Outcome(PENDING, clock.at, "network", counted=False))
    clock.move(hours=24, seconds=1)
    row = _claim(store, clock)
    assert row is not None
    assert row.key == second.key
    assert (store.outbox.get(first.key).state, store.outbox.get(first.key).last_error) == (UNKNOWN, "key_expired")
    store.outbox.retry(first.key, clock.at)
    assert _claim(store, clock) is not None


def test_ten_thousand_waiting_rows_are_no_burden(store: Store, clock: Clock) -> None:
    """The partial indexes carry every look for work: none scans the table."""
    from desktop.store import outbox_rows

    for statement in (outbox_rows._NEXT, outbox_rows._DUE, outbox_rows._DUE_NOW, outbox_rows._PROBE):
        values = {"connector": "crm", "now": 0.0} if ":now" in statement.text else {"connector": "crm"}
        plan = text(f"explain query plan {statement.text}").bindparams(**values)
        steps = store._database.read(lambda connection, plan=plan: [row.detail for row in connection.execute(plan)])
        for index in ("ob_due", "ob_live", "ob_stuck"):
            assert any(index in step for step in steps), steps
    plan = text(f"explain query plan {outbox_rows._RETRIED.text}").bindparams(connector="crm", since=0.0, why="")
    (step,) = store._database.read(lambda connection: [row.detail for row in connection.execute(plan)])
    assert "USING INDEX ob_due" in step
    for statement, index in ((outbox_rows._WAITING, "ob_live"), (outbox_rows._STUCK, "ob_stuck")):
        plan = text(f"explain query plan {statement.text}")
        (step,) = store._database.read(lambda connection, plan=plan: [row.detail for row in connection.execute(plan)])
        assert f"USING INDEX {index}" in step
