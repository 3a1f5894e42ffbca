"""Finishing a call: all of it or nothing, once, and never a card number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from connectors.records import Money
from desktop.store.errors import DiskFull, KeyTaken
from desktop.store.records import DraftRecord, OutboxDraft
from desktop.store.store import Store
from tests.store.kit import NOW, Clock, draft, entry, opened, wrap_up

CARD = "4111 1111 1111 1111"
BARE = CARD.replace(" ", "")
MASKED = "•••• •••• •••• 1111"


def _all_text(store: Store) -> str:
    tables = ("wrap_ups", "drafts", "outbox", "journal", "settings", "audit", "cache_customers")
    rows = [
        store._database.read(lambda connection, table=table: connection.execute(text(f"select * from {table}")).all())
        for table in tables
    ]
    return repr(rows)


def test_everything_of_a_call_is_written_at_once(store: Store) -> None:
    store.drafts.save(DraftRecord("call-1", notes="half"))
    done = store.finish_call(wrap_up(), [draft(), draft(operation="task.create")], [entry(disposition="solved")])
    assert done.keys == ("call-1:note.create:0", "call-1:task.create:0")
    assert not done.again
    assert [row.operation for row in store.outbox.list()] == ["note.create", "task.create"]
    assert [one.data for one in store.journal.of_call("call-1")] == [{"disposition": "solved"}]
    assert store.drafts.open() == ()


def test_a_call_is_finished_once(store: Store) -> None:
    store.finish_call(wrap_up(), [draft()], [entry()])
    again = store.finish_call(wrap_up(notes="other"), [draft(), draft(number=1)], [entry()])
    assert again.again
    assert len(store.outbox.list()) == 1
    assert len(store.journal.of_call("call-1")) == 1
    assert "other" not in _all_text(store)


def test_the_same_write_promised_again_is_one_write(store: Store) -> None:
    store.promise([draft(text="4111 1111 1111 1111")], [])
    store.promise([draft(text="4111 1111 1111 1111"), draft(number=1)], [])
    assert [row.key for row in store.outbox.list()] == ["call-1:note.create:0", "call-1:note.create:1"]


@pytest.mark.parametrize(
    "other",
    [
        draft(text="something else"),
        draft(entity="customer:crm:43"),
        draft(connector="shop"),
        replace(draft(operation="task.create"), key=draft().key),
    ],
)
def test_another_write_under_a_key_that_is_taken_is_refused_aloud(store: Store, other: OutboxDraft) -> None:
    store.promise([draft()], [])
    before = _all_text(store)
    with pytest.raises(KeyTaken):
        store.promise([draft(number=1), other], [entry()])
    with pytest.raises(KeyTaken):
        store.finish_call(wrap_up(), [other], [entry()])
    with pytest.raises(KeyTaken):
        store.promise([draft("call-2"), replace(draft("call-2"), payload={"text": "not this"})], [])
    assert _all_text(store) == before


def test_a_late_draft_does_not_bring_a_finished_call_back(store: Store) -> None:
    store.finish_call(wrap_up(), [], [])
    store.drafts.save(DraftRecord("call-1", notes="typed before, written after"))
    assert store.drafts.open() == ()


@pytest.mark.parametrize(
    "broken",
    [
        lambda store: store.finish_call(wrap_up(), [draft(), replace(draft(number=1), strategy="hope")], [entry()]),
        lambda store: store.finish_call(wrap_up(), [draft()], [entry(value=object())]),
        lambda store: store.finish_call(wrap_up(), [draft(text=object())], [entry()]),
        lambda store: store.promise([draft(), draft(number=1, text=object())], [entry()]),
    ],
)
def test_nothing_of_a_call_is_written_when_something_cannot_be(store: Store, broken: Callable[[Store], object]) -> None:
    store.drafts.save(DraftRecord("call-1", notes="half"))
    with pytest.raises(ValueError):
        broken(store)
    assert store.outbox.list() == ()
    assert store.journal.of_call("call-1") == ()
    assert len(store.drafts.open()) == 1
    assert not store.finish_call(wrap_up(), [], []).again


def test_a_full_disk_writes_all_of_a_call_or_nothing(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store._database.pragma("max_page_count = 60")
    saved = []
    with pytest.raises(DiskFull):
        for number in range(1000):
            call = f"call-{number}"
            store.drafts.save(DraftRecord(call, notes="half"))
            store.finish_call(wrap_up(call, "x" * 900), [draft(call)], [entry(call)])
            saved.append(call)
    assert saved
    assert store.problem == "disk_full"
    assert [row.call_id for row in store.outbox.list()] == saved
    assert all(len(store.journal.of_call(call)) == 1 for call in saved)
    store.close()
    again = opened(tmp_path)
    assert [row.call_id for row in again.outbox.list()] == saved
    again.close()


def test_no_card_number_reaches_any_table(store: Store) -> None:
    store.drafts.save(
        DraftRecord(
            "call-1",
            f"card {CARD}",
            None,
            ((f"ask {CARD}", date(2026, 4, 1)),),
            answers={
                "card_number": {"value": CARD, "question": f"Is it {CARD}?"},
                "number": {"value": Decimal(BARE), "words": f"{int(BARE):,}"},
                "amount": {"value": Money(Decimal(BARE), "EUR"), "words": BARE},
                "day": {"value": date(2026, 4, 1), "words": "1 April"},
            },
        )
    )
    assert CARD not in _all_text(store)
    assert BARE not in _all_text(store)
    kept = store.drafts.open()[0]
    assert kept.notes == "card •••• •••• •••• 1111"
    assert kept.answers["card_number"] == {"value": MASKED, "question": f"Is it {MASKED}?", "words": ""}
    assert kept.answers["number"] == {"value": "••••••••••••1111", "words": ""}
    assert kept.answers["amount"] == {"value": "••••••••••••1111 EUR", "words": ""}
    assert kept.answers["day"] == {"value": date(2026, 4, 1), "words": "1 April"}
    record = wrap_up(notes=f"paid with {CARD}", follow_ups=((f"call about {CARD}", date(2026, 4, 1)),))
    done = store.finish_call(record, [draft(text=CARD, customer_id="4111111111111111")], [entry(value=CARD)])
    assert done.masked == 4
    assert CARD not in _all_text(store)
    (row,) = store.outbox.list()
    assert row.payload == {"text": "•••• •••• •••• 1111", "customer_id": "4111111111111111"}
    store.outbox.retry(row.key, NOW, {"text": f"again {CARD}"})
    store.outbox.drop(row.key, f"wrong: {CARD}", NOW)
    assert CARD not in _all_text(store)
    assert store.promise([draft("call-2", text=CARD)], []) == 1


# -- drafts ------------------------------------------------------------------------------------------------


OLDER = """{"$":"DraftRecord","call_id":"call-1","notes":"typed","disposition":"done",\
"customer_key":"crm:42","call_type":"order","started_at":"2026-04-01T08:00:00+00:00"}"""
NEWER = OLDER[:-1] + ',"of_a_later_version":{"$":"m","k":["a"],"v":[1]}}'


@pytest.mark.parametrize("body", [OLDER, NEWER])
def test_a_draft_of_another_version_is_read_as_far_as_it_is_known(store: Store, body: str) -> None:
    insert = text("insert into drafts (call_id, customer_key, saved_at, body) values ('call-1', 'crm:42', 0, :body)")
    store._database.write(lambda connection: connection.execute(insert, {"body": body}))
    started = datetime(2026, 4, 1, 8, tzinfo=UTC)
    known = DraftRecord(
        "call-1", "typed", "done", customer_key="crm:42", call_type="order", started_at=started, picked=None, answers={}
    )
    assert store.drafts.open() == (known,)


def test_drafts_come_back_as_they_were_the_oldest_first(store: Store, clock: Clock) -> None:
    first = DraftRecord(
        "call-1",
        notes="Zoë said\nshe'll call",
        disposition="callback",
        follow_ups=(("ring back", date(2026, 4, 1)),),
        ani="+4915120000000",
        customer_key="crm:42",
        customer_name="Zoë",
        call_type="order_status",
        started_at=NOW - timedelta(minutes=3),
        updated_at=NOW,
        answers={"reason": {"value": "late", "input": "choice"}, "since": {"value": date(2026, 3, 1)}},
        step="since",
        step_before="reason",
        picked=True,
        disposition_words="Order › Call back",
        answered_at=NOW - timedelta(minutes=2),
    )
    store.drafts.save(first)
    clock.move(seconds=1)
    store.drafts.save(DraftRecord("call-2"))
    assert store.drafts.get("call-1") == first
    assert [one.call_id for one in store.drafts.open()] == ["call-1", "call-2"]
    clock.move(seconds=1)
    store.drafts.save(replace(first, notes="more"))
    assert [(one.call_id, one.notes) for one in store.drafts.open()] == [("call-2", ""), ("call-1", "more")]
    store.drafts.drop("call-1")
    assert store.drafts.get("call-1") is None


def test_a_draft_nobody_can_read_is_left_out(store: Store) -> None:
    store.drafts.save(DraftRecord("call-1"))
    store.drafts.save(DraftRecord("call-2"))
    update = text("update drafts set body = :body where call_id = 'call-1'")
    for body in ("nonsense", '{"$":"Money","amount":"1","currency":"EUR"}'):
        store._database.write(lambda connection, body=body: connection.execute(update, {"body": body}))
        assert [one.call_id for one in store.drafts.open()] == ["call-2"]


# -- settings and secrets ----------------------------------------------------------------------------------


def test_settings(store: Store) -> None:
    assert store.settings.get("theme", "light") == "light"
    store.settings.set("theme", "dark")
    store.settings.set("theme", {"name": "dark", "sizes": [1, 2.5, None]})
    assert store.settings.get("theme") == {"name": "dark", "sizes": [1, 2.5, None]}
    store.settings.forget("theme")
    assert store.settings.get("theme") is None


def test_secrets_are_sealed_once_more_and_bound_to_their_name(store: Store) -> None:
    from desktop.store.errors import Damaged

    store.secrets.set("crm-token", "geheim")
    store.secrets.set("crm-token", "geheim!")
    store.secrets.set("shop-token", "x")
    assert store.secrets.get("crm-token") == "geheim!"
    assert store.secrets.get("nothing") is None
    assert store.secrets.names() == ("crm-token", "shop-token")
    sealed = store._database.read(
        lambda connection: connection.execute(text("select value from secrets")).scalars().all()
    )
    assert all(value[:1] == b"\x01" and b"geheim" not in value for value in sealed)
    swap = text(
        "update secrets set value = (select value from secrets where name = 'crm-token') where name = 'shop-token'"
    )
    store._database.write(lambda connection: connection.execute(swap))
    with pytest.raises(Damaged):
        store.secrets.get("shop-token")
    store.secrets.forget("crm-token")
    assert store.secrets.get("crm-token") is None
