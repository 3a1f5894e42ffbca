"""What is held may be taken back whole, until a system has been given any of it; then it is sent like everything."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.store.keys import NoKeys
from desktop.store.records import OutboxDraft, RowState
from desktop.store.replies import Outcome
from desktop.store.store import Store, open_store
from tests.store.kit import NOW, Clock, draft, entry, opened, wrap_up

ROOT = Path(__file__).parents[2]
HOLD_S = 5.0


def hold(store: Store, *drafts: OutboxDraft) -> list[str]:
    store.promise(drafts, [entry("call-1", kind="action.accepted")], HOLD_S)
    return [each.key for each in drafts]


def left(store: Store) -> list[str]:
    return [row.key for row in store.outbox.list(RowState)]


def kinds(store: Store) -> list[str]:
    return [each.kind for each in store.journal.of_call("call-1")]


def test_what_is_held_is_not_sent_before_its_time(store: Store, clock: Clock) -> None:
    (key,) = hold(store, draft())
    assert store.outbox.next_due("crm", clock.at) == clock.at + timedelta(seconds=HOLD_S)
    assert store.outbox.claim("crm", clock.at) is None
    clock.move(seconds=HOLD_S)
    assert store.outbox.claim("crm", clock.at).key == key


def test_a_probe_does_not_send_what_is_held_but_anything_else(store: Store, clock: Clock) -> None:
    hold(store, draft(number=1))
    assert store.outbox.next_due("crm", clock.at, probe=True) == clock.at + timedelta(seconds=HOLD_S)
    assert store.outbox.claim("crm", clock.at, probe=True) is None
    store.promise([draft(number=2, entity="customer:crm:2")], ())
    assert store.outbox.next_due("crm", clock.at, probe=True) == clock.at
    assert store.outbox.claim("crm", clock.at, probe=True).key == draft(number=2).key


def test_a_system_that_is_back_does_not_get_what_is_held(store: Store, clock: Clock) -> None:
    hold(store, draft())
    store.outbox.make_due("crm", clock.at, 0.0, random.Random(1))
    assert store.outbox.claim("crm", clock.at) is None
    clock.move(seconds=HOLD_S)
    assert store.outbox.claim("crm", clock.at) is not None


def test_later_writes_for_the_same_customer_wait_behind_it(store: Store, clock: Clock) -> None:
    first, second = draft(number=1, entity="customer:crm:1"), draft(number=2, entity="customer:crm:1")
    keys = hold(store, first)
    store.promise([second], ())
    assert store.outbox.claim("crm", clock.at) is None
    assert store.take_back(keys, ())
    assert store.outbox.claim("crm", clock.at).key == second.key


def test_taking_back_is_journaled_and_leaves_nothing_to_send(store: Store, clock: Clock) -> None:
    keys = hold(store, draft(number=1), draft(number=2))
    assert store.outbox.can_take_back(keys)
    assert store.take_back(keys, [entry("call-1", kind="action.undone")])
    assert left(store) == []
    assert kinds(store) == ["action.accepted", "write.dropped", "write.dropped", "action.undone"]
    assert store.journal.of_call("call-1")[1].data["why"] == "undone"


def test_a_deed_of_which_a_part_was_sent_stays_whole(store: Store, clock: Clock) -> None:
    keys = hold(store, draft(number=1), draft(number=2, entity="customer:crm:2"))
    clock.move(seconds=HOLD_S)
    assert store.outbox.claim("crm", clock.at) is not None
    assert not store.outbox.can_take_back(keys)
    assert not store.take_back(keys, [entry("call-1", kind="action.undone")])
    assert sorted(left(store)) == sorted(keys)
    assert kinds(store) == ["action.accepted"]


@pytest.mark.parametrize("error", ["network", "server"])
def test_what_was_tried_once_may_have_arrived(store: Store, clock: Clock, error: str) -> None:
    keys = hold(store, draft())
    clock.move(seconds=HOLD_S)
    row = store.outbox.claim("crm", clock.at)
    store.outbox.settle(row.key, Outcome(RowState.PENDING, clock.at, error))
    assert not store.take_back(keys, ())
    store.outbox.retry(row.key, clock.at)
    assert not store.take_back(keys, ())


def test_what_a_system_never_took_in_can_still_be_taken_back(store: Store, clock: Clock) -> None:
    keys = hold(store, draft())
    clock.move(seconds=HOLD_S)
    row = store.outbox.claim("crm", clock.at)
    store.outbox.settle(row.key, Outcome(RowState.PENDING, clock.at, "signed_out", counted=False))
    assert store.take_back(keys, ())


def test_a_finished_call_holds_nothing_back(store: Store, clock: Clock) -> None:
    keys = hold(store, draft())
    other = draft("call-10", entity="customer:crm:9")
    store.promise([other], (), HOLD_S)
    store.finish_call(wrap_up("call-1", finished_at=clock.at), [], [])
    assert store.outbox.claim("crm", clock.at).key == keys[0]
    assert store.outbox.claim("crm", clock.at) is None


def test_a_clock_that_was_put_back_does_not_hold_it_for_long(store: Store, clock: Clock) -> None:
    hold(store, draft())
    clock.move(days=-30)
    assert store.outbox.next_due("crm", clock.at) - clock.at <= timedelta(seconds=300)


@given(st.lists(st.sampled_from(["hold", "undo", "send", "wait", "probe", "back"]), max_size=40), st.randoms())
@settings(max_examples=60, deadline=None)
def test_nothing_is_both_sent_and_taken_back(moves: list[str], rng: random.Random) -> None:
    clock = Clock(NOW)
    store = open_store(Path("nowhere"), NoKeys(holds_notes=True), clock)
    held: list[str] = []
    sent, undone, promised = set(), set(), set()
    for number, move in enumerate(moves):
        if move == "hold":
            one = draft(number=number, entity=f"customer:crm:{number % 3}")
            store.promise([one], (), HOLD_S)
            held.append(one.key)
            promised.add(one.key)
        elif move == "undo" and held:
            key = rng.choice(held)
            if store.take_back([key], ()):
                assert key not in sent
                assert key not in undone
                undone.add(key)
        elif move in ("send", "probe"):
            row = store.outbox.claim("crm", clock.at, probe=move == "probe")
            if row is not None:
                assert row.key not in undone
                assert clock.at >= row.created + timedelta(seconds=HOLD_S)
                sent.add(row.key)
                store.outbox.settle(row.key, Outcome(RowState.DONE, clock.at, None, remote_id="1"))
        elif move == "wait":
            clock.move(seconds=rng.uniform(0, 2 * HOLD_S))
        elif move == "back":
            store.outbox.make_due("crm", clock.at, 0.0, rng)
    clock.move(seconds=600)
    while (row := store.outbox.claim("crm", clock.at)) is not None:
        sent.add(row.key)
        store.outbox.settle(row.key, Outcome(RowState.DONE, clock.at, None, remote_id="1"))
    store.close()
    assert sent | undone == promised
    assert not sent & undone


@pytest.mark.skipif(not hasattr(os, "kill") or os.name == "nt", reason="kill -9")
def test_what_was_undone_is_never_sent_whenever_the_program_dies(tmp_path: Path) -> None:
    rng, said = random.Random(20260329), []
    for number in range(6):
        code = [sys.executable, "-m", "tests.store.killed_undoing", str(tmp_path), str(number)]
        with subprocess.Popen(code, stdout=subprocess.PIPE, text=True, cwd=ROOT) as worker:
            assert worker.stdout is not None
            lines = [worker.stdout.readline().split() for _ in range(rng.randint(1, 25))]
            worker.send_signal(signal.SIGKILL)
            said += [*lines, *(line.split() for line in worker.stdout if line.endswith("\n"))]
    clock = Clock(datetime.now(UTC) + timedelta(hours=2))
    store = opened(tmp_path, clock)
    told = {word: {name for first, name in said if first == word} for word in ("promised", "undoing", "undone")}
    undone = {each.call_id for each in store.journal.after(0, ("action.undone",), 10_000)}
    sent = set()
    while (row := store.outbox.claim("crm", clock.at)) is not None:
        sent.add(row.call_id)
        store.outbox.settle(row.key, Outcome(RowState.DONE, clock.at, None, remote_id="1"))
    assert len(told["undone"]) > 5
    assert told["undone"] <= undone
    assert told["promised"] - told["undoing"] <= sent
    assert not sent & undone
    store.close()
