"""Promises: due by day, kept, tried, reopened, carried along; and the calls they were made in, as recorded."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.store.engine import Database
from desktop.store.errors import StoreError
from desktop.store.journal import Kind
from desktop.store.keys import NoKeys
from desktop.store.records import MISSED_CALL, DraftRecord, JournalEntry, Promise
from desktop.store.store import Store, open_store
from tests.store.kit import NOW, customer, opened, wrap_up

TODAY = date(2026, 3, 29)


def _call(store: Store, call: str, *follow_ups: tuple[str, date], **more: object) -> None:
    store.finish_call(wrap_up(call, follow_ups=follow_ups, ani="+4915120000000", **more), [], [])


def _due(store: Store, days: int = 0) -> list[tuple[str, str]]:
    return [(one.call_id, one.text) for one in store.promises.due(TODAY + timedelta(days=days))]


def test_the_longest_overdue_first(store: Store) -> None:
    _call(store, "a", ("today", TODAY), ("next week", TODAY + timedelta(days=7)))
    _call(store, "b", ("last week", TODAY - timedelta(days=7)), ("too", TODAY))
    assert _due(store) == [("b", "last week"), ("a", "today"), ("b", "too")]
    assert len(_due(store, days=7)) == 4


def test_a_promise_names_whom_it_was_given_to(store: Store) -> None:
    store.cache.put(customer())
    _call(store, "a", ("call back", TODAY))
    (promise,) = store.promises.due(TODAY)
    assert (promise.name, promise.number, promise.customer_key) == ("Zoë Ångström", "+4915120000000", "crm:42")
    store.cache.forget("crm:42")
    assert store.promises.due(TODAY)[0].name is None


def test_kept_reopened_and_tried(store: Store) -> None:
    _call(store, "a", ("first", TODAY), ("second", TODAY))
    store.promises.kept("a", 0, NOW)
    assert _due(store) == [("a", "second")]
    store.promises.reopen("a", 0)
    store.promises.tried("a", 1, NOW)
    assert [one.tried_at for one in store.promises.due(TODAY)] == [None, NOW]


def test_a_promise_holds_no_card_number(store: Store) -> None:
    _call(store, "a", ("charge 4111 1111 1111 1111", TODAY))
    assert "1111 1111" not in store.promises.due(TODAY)[0].text


def test_what_was_promised_in_memory_is_carried_to_the_disk(tmp_path: Path) -> None:
    memory = open_store(tmp_path / "none", NoKeys(holds_notes=True))
    _call(memory, "a", ("call back", TODAY))
    disk = opened(tmp_path / "disk")
    disk.adopt(memory)
    assert _due(disk) == [("a", "call back")]
    disk.close()


def test_promises_of_before_the_upgrade_are_there(tmp_path: Path) -> None:
    """What a file of the first revision holds: the wrap-ups alone."""
    store = opened(tmp_path)
    _call(store, "a", ("call back", TODAY), ("write", TODAY + timedelta(days=1)))
    _call(store, "b")
    before = [(one.call_id, one.n, one.text, one.due_on, one.number) for one in store.promises.due(date.max)]
    _back_to_first(store._database)
    store.close()
    store = opened(tmp_path)
    assert [(one.call_id, one.n, one.text, one.due_on, one.number) for one in store.promises.due(date.max)] == before
    assert len(before) == 2
    store.close()


def _back_to_first(database: Database) -> None:
    tables = ("cache_words", "cache_spellings", "cache_people", "promises", "synced", "sync_states")

    def back(connection) -> None:
        for table in tables:
            connection.execute(text(f"drop table {table}"))
        connection.execute(text("update alembic_version set version_num = '0001'"))

    database.write(back)
    with pytest.raises(StoreError):
        database.read(lambda connection: connection.exec_driver_sql("select * from promises"))


def test_the_calls_finished_last(store: Store) -> None:
    store.cache.put(customer())
    for number in range(4):
        _call(store, f"call-{number}", finished_at=NOW + timedelta(minutes=number))
    last = store.wrap_ups.last(3)
    assert [(past.record.call_id, past.name) for past in last] == [
        ("call-3", "Zoë Ångström"),
        ("call-2", "Zoë Ångström"),
        ("call-1", "Zoë Ångström"),
    ]
    store._database.write(lambda c: c.execute(text("update wrap_ups set body = '[1' where call_id = 'call-3'")))
    assert len(store.wrap_ups.last(3)) == 2


def _missed(store: Store, call: str, number: str | None, key: str | None = None, minutes: int = 0) -> None:
    at = NOW + timedelta(minutes=minutes)
    missed = Promise(call, MISSED_CALL, "", TODAY, key, number, at)
    store.leave_call(JournalEntry(call, Kind.CALL_NOT_ANSWERED, at, {}, key), missed)


def _open_missed(store: Store) -> list[str]:
    return [one.call_id for one in store.promises.due(TODAY) if one.is_missed_call]


def test_a_missed_call_is_to_be_returned_once_however_often_they_called(store: Store) -> None:
    _missed(store, "a", "+4915120000001")
    _missed(store, "b", "+4915120000002")
    _missed(store, "c", "+4915120000001", minutes=5)
    assert _open_missed(store) == ["b", "c"]
    store.promises.kept("b", MISSED_CALL, NOW)
    assert _open_missed(store) == ["c"]


def test_two_withheld_numbers_are_not_one_caller(store: Store) -> None:
    _missed(store, "a", None, "crm:1")
    _missed(store, "b", None, "crm:2")
    assert _open_missed(store) == ["a", "b"]


def test_behind_one_number_each_person_is_called_back(store: Store) -> None:
    for call, key in (("a", "crm:1"), ("b", "crm:2"), ("c", None)):
        _missed(store, call, "+4915120000000", key)
    assert _open_missed(store) == ["c"]
    _missed(store, "d", "+4915120000001", "crm:1")
    _missed(store, "e", "+4915120000001", "crm:2")
    assert _open_missed(store) == ["c", "d", "e"]


def test_whoever_has_been_spoken_with_need_not_be_called_back(store: Store) -> None:
    _missed(store, "a", "+4915120000000")
    _missed(store, "b", "+4915120000009", "crm:42")
    _call(store, "c", ("a promise", TODAY), answered_at=None)
    assert _open_missed(store) == ["a", "b"]
    _call(store, "d", answered_at=NOW, customer_key="crm:42")
    assert _open_missed(store) == []
    assert _due(store) == [("c", "a promise")]


def test_a_call_that_nobody_took_leaves_no_draft_and_its_end_in_the_journal(store: Store) -> None:
    store.drafts.save(DraftRecord("a"))
    _missed(store, "a", "+4915120000000")
    assert store.drafts.get("a") is None
    assert [entry.kind for entry in store.journal.of_call("a")] == ["call.not_answered"]
