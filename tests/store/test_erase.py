"""Erased is gone from the files; expired leaves; unsent never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from desktop.store.engine import Database
from desktop.store.erase import Trace
from desktop.store.keys import Keys, StoreMode
from desktop.store.migrate import migrate
from desktop.store.opening import Opened
from desktop.store.records import DraftRecord, JournalEntry, RowState
from desktop.store.replies import Outcome
from desktop.store.retention import Retention
from desktop.store.space import Space
from desktop.store.store import Store
from tests.store.kit import NOW, Clock, customer, draft, entry, opened, wrap_up

CANARY = "Canary-Zeisig"


def _everywhere(store: Store, unsent: bool = False) -> None:
    """One customer in every table, the words in every column that can hold words; one more customer beside."""
    for key, call, word in (("crm:43", "call-2", "Sparrow"), ("crm:42", "call-1", CANARY)):
        number = key.removeprefix("crm:")
        store.cache.put(customer(number, f"{word} Smith", f"+49151200000{number}", f"{word}@example.com"))
        entries = [entry(call, "action.shown", word=word, action="save", minutes=7)]
        entries = [type(one)(one.call_id, one.kind, one.at, one.data, key) for one in entries]
        row = draft(call, entity=f"customer:{key}", text=word * 50)
        promised = ((f"Call {word}", NOW.date() + timedelta(days=2)),)
        store.finish_call(wrap_up(call, word * 100, customer_key=key, follow_ups=promised), [row], entries)
        store.drafts.save(DraftRecord(f"{call}-next", notes=word, customer_key=key))
        if not (unsent and key == "crm:42"):
            claimed = store.outbox.claim("crm", NOW)
            assert claimed is not None
            store.outbox.settle(claimed.key, Outcome(RowState.DONE, NOW, remote_id="1"))


def _files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def _unkeyed(folder: Path, clock: Clock) -> Store:
    """The same store without encryption: what is left over in a cipher cannot be seen by looking for it."""
    database = Database(folder / "plain.db", None, Space(folder))
    migrate(database)
    return Store(Opened(database), Keys(StoreMode.DEMO, bytes(32)), clock)


def test_erasing_leaves_no_byte_behind(tmp_path: Path, clock: Clock) -> None:
    store = _unkeyed(tmp_path, clock)
    _everywhere(store)
    assert CANARY.encode() in _files(tmp_path)
    receipt = store.erase("crm:42")
    assert (receipt.unsent, receipt.clean) == (0, True)
    assert receipt.rows == {
        "synced": 0,
        "cache": 1,
        "wrap_ups": 1,
        "promises": 1,
        "drafts": 1,
        "outbox": 1,
        "journal": 2,
    }
    left = _files(tmp_path)
    for spelling in (CANARY, CANARY.casefold(), "crm:42"):
        assert spelling.encode() not in left
    assert b"Sparrow" in left
    store.close()
    assert CANARY.encode() not in _files(tmp_path)


def test_no_word_to_find_them_by_is_left_but_those_of_others(store: Store) -> None:
    store.cache.put(customer("1", "Maria Zeisig", "+4915120000001", "maria@example.com"))
    store.cache.put(customer("2", "Maria Sparrow", "+4915120000002", "sparrow@example.org"))
    before = _index(store)
    store.cache.put(customer("3", "Maria Canary", "+4915120000003", "canary@example.net"))
    assert store.cache.search("canray")[0].key == "crm:3"
    store.erase("crm:3")
    assert _index(store) == before
    assert store.cache.search("canary") == ()
    assert {hit.key for hit in store.cache.search("mraia")} == {"crm:1", "crm:2"}


def _index(store: Store) -> dict[str, list[object]]:
    tables = ("cache_people", "cache_words", "cache_spellings")
    return {
        table: sorted(
            map(tuple, store._database.read(lambda c, table=table: c.execute(text(f"select * from {table}")).all()))
        )
        for table in tables
    }


def test_the_figures_of_past_weeks_stay(store: Store) -> None:
    _everywhere(store)
    before = store.journal.day_totals(NOW - timedelta(1), NOW + timedelta(1))
    store.erase("crm:42")
    shown = [one for one in store.journal.of_call("call-1") if one.kind == "action.shown"]
    assert [(one.data, one.customer_key) for one in shown] == [({"action": "save"}, None)]
    assert store.journal.contact_events("crm:42", NOW - timedelta(1)) == ()
    assert len(store.journal.contact_events("crm:43", NOW - timedelta(1))) == 1
    assert before.calls == 2
    assert store.audit.verify().rows == 1


def test_a_reader_in_the_way_is_told_and_the_next_try_cleans_up(tmp_path: Path, clock: Clock) -> None:
    store = _unkeyed(tmp_path, clock)
    _everywhere(store)
    reader = Database(tmp_path / "plain.db", None)

    def hold(connection: Connection) -> None:
        connection.execute(text("select count(*) from wrap_ups")).scalar()
        store._database.pragma("busy_timeout = 1")
        assert not store.erase("crm:42").clean

    reader.read(hold)
    assert CANARY.encode() in _files(tmp_path)
    again = store.erase("crm:42")
    assert again.clean
    assert CANARY.encode() not in _files(tmp_path)
    reader.close()
    store.close()


def test_unsent_work_is_kept_and_counted(store: Store) -> None:
    _everywhere(store, unsent=True)
    receipt = store.erase("crm:42")
    assert receipt.unsent == 1
    assert [row.call_id for row in store.outbox.list()] == ["call-1"]


def test_erasing_nobody(store: Store) -> None:
    receipt = store.erase("crm:nobody")
    assert set(receipt.rows.values()) == {0}


def _sent(store: Store) -> None:
    store._database.write(lambda connection: connection.execute(text("update outbox set state = 'done', done_at = 1")))


def _switched(store: Store) -> None:
    """The agent saw crm:42 first, and then served crm:43."""
    seen = JournalEntry("call-5", "customer.shown", NOW, {"word": "seen"}, "crm:42")
    served = JournalEntry("call-5", "action.shown", NOW, {"word": "served"}, "crm:43")
    writes = [draft("call-5", entity="customer:crm:43", text="Ben"), draft("call-5", 1, entity="call:call-5")]
    store.finish_call(wrap_up("call-5", "Ben's notes", customer_key="crm:43"), writes, [seen, served])
    _sent(store)


def test_another_customer_of_the_same_call_stays(store: Store) -> None:
    _switched(store)
    receipt = store.erase("crm:42")
    assert {name: count for name, count in receipt.rows.items() if count} == {"journal": 1}
    lines = [(line.customer_key, dict(line.data)) for line in store.journal.of_call("call-5")]
    assert (None, {}) in lines
    assert ("crm:43", {"word": "served"}) in lines
    assert store.wrap_ups.last(1)[0].record.notes == "Ben's notes"
    rows = store.erase("crm:43").rows
    assert (rows["wrap_ups"], rows["outbox"], rows["journal"]) == (1, 2, 2)


def test_a_write_from_before_the_caller_was_known_goes_with_them(store: Store) -> None:
    writes = [draft(entity="call:call-1"), draft(number=1, entity="customer:desk:7")]
    store.finish_call(wrap_up(), writes, [entry()])
    _sent(store)
    known = customer("42")
    store.cache.put(replace(known, merged=replace(known.merged, ids={"crm": "42", "desk": "7"})))
    assert store.erase("crm:42").rows["outbox"] == 2


def test_whom_the_agent_created_is_found_by_the_id_their_system_gave(store: Store) -> None:
    made = draft(operation="customer.create", entity="customer:callside:new", name="Zeisig")
    store.finish_call(wrap_up(customer_key="callside:new"), [made], [])
    claimed = store.outbox.claim("crm", NOW)
    assert claimed is not None
    store.outbox.settle(claimed.key, Outcome(RowState.DONE, NOW, remote_id="42"))
    rows = store.erase("crm:42").rows
    assert (rows["outbox"], rows["wrap_ups"]) == (1, 1)


NUMBER = "+4915120000099"


def _unnamed(store: Store, call: str, notes: str, ani: str | None = None) -> None:
    """A call whose caller nobody identified."""
    promised = (("Call back", NOW.date()),)
    record = wrap_up(call, notes, customer_key=None, ani=ani, follow_ups=promised)
    rang = JournalEntry(call, "call.started", NOW, {"number": ani, "queue": "sales"})
    store.finish_call(record, [draft(call, entity=f"call:{call}", summary=notes, ani=ani)], [rang])
    store.drafts.save(DraftRecord(f"{call}-next", notes=notes, ani=ani))
    _sent(store)


def test_what_a_caller_said_whom_nobody_identified_is_found_by_number_and_address(store: Store) -> None:
    _unnamed(store, "call-1", "Dora rang", NUMBER)
    _unnamed(store, "call-2", "Write to\nDora@Example.com.")
    _unnamed(store, "call-3", f"Not {NUMBER}9 nor eudora@example.com nor dora@example.com.au", NUMBER + "8")
    for trace in (Trace(number=NUMBER), Trace(email="dora@example.com")):
        rows = store.erase_unnamed(trace).rows
        counts = {"wrap_ups": 1, "promises": 1, "drafts": 1, "outbox": 1, "journal": 1}
        assert {name: count for name, count in rows.items() if count} == counts
        assert not any(store.erase_unnamed(trace).rows.values())
    assert [past.record.call_id for past in store.wrap_ups.last(9)] == ["call-3"]
    assert [dict(line.data) for line in store.journal.of_call("call-1")] == [{"queue": "sales"}]


def test_a_nameless_wrap_up_of_a_call_that_showed_another_first(store: Store) -> None:
    _unnamed(store, "call-1", "Dora rang", NUMBER)
    store.journal.append("call-1", "customer.shown", NOW, {"word": "Ann"}, "crm:42")
    rows = store.erase_unnamed(Trace(number=NUMBER)).rows
    assert (rows["wrap_ups"], rows["promises"], rows["outbox"], rows["journal"]) == (1, 1, 1, 1)
    assert [line.customer_key for line in store.journal.of_call("call-1")].count("crm:42") == 1


def test_a_number_of_several_people_says_nothing_of_whose_a_nameless_call_was(store: Store) -> None:
    _unnamed(store, "call-1", "Somebody rang", NUMBER)
    store.cache.put(customer("42", "Ann", NUMBER, "ann@example.com"))
    store.cache.put(customer("43", "Ben", NUMBER, "ben@example.com"))
    assert store.erase("crm:42").rows["wrap_ups"] == 0
    assert store.erase("crm:43").rows["wrap_ups"] == 1


def test_the_journals_guard_is_closed_again(store: Store) -> None:
    from desktop.store.errors import StoreError

    _everywhere(store)
    store.erase("crm:42")
    with pytest.raises(StoreError):
        store._database.write(lambda connection: connection.execute(text("delete from journal")))


def test_each_kind_leaves_after_its_time(store: Store, clock: Clock) -> None:
    _everywhere(store)
    counts = [("outbox", 2), ("cache_customers", 2), ("wrap_ups", 2), ("journal", 4)]

    def rows(table: str) -> int:
        return store._database.read(lambda c: c.execute(text(f"select count(*) from {table}")).scalar())

    assert [(table, rows(table)) for table, _ in counts] == counts
    clock.move(days=7, seconds=1)
    assert store.housekeep() == 2
    assert rows("outbox") == 0
    clock.move(days=23)
    assert store.housekeep() == 4
    assert (rows("cache_customers"), rows("wrap_ups"), rows("journal")) == (0, 0, 4)
    clock.move(days=3)
    assert store.housekeep() == 2
    assert rows("promises") == 0
    clock.move(days=368)
    assert store.housekeep() == 4
    assert rows("journal") == 0
    assert store.housekeep() == 0


def test_unsent_work_never_expires(store: Store, clock: Clock) -> None:
    store.finish_call(wrap_up("call-1"), [draft("call-1")], [])
    store.finish_call(wrap_up("call-10"), [], [])
    clock.move(days=1000)
    store.housekeep()
    assert store.outbox.counts().pending == 1
    assert store.finish_call(wrap_up("call-1"), [], []).again
    assert not store.finish_call(wrap_up("call-10"), [], []).again


def test_a_policy_may_shorten_the_cache_and_never_lengthen_it(store: Store, clock: Clock) -> None:
    store.cache.put(customer())
    clock.move(days=2)
    assert store.housekeep(Retention(cache=timedelta(days=3))) == 0
    clock.move(days=29)
    assert store.housekeep(Retention(cache=timedelta(days=365))) == 1


def test_what_is_past_its_time_leaves_at_the_start(tmp_path: Path, clock: Clock) -> None:
    store = opened(tmp_path, clock)
    store.cache.put(customer())
    store.close()
    clock.move(days=31)
    store = opened(tmp_path, clock)
    assert store._database.read(lambda c: c.execute(text("select count(*) from cache_customers")).scalar()) == 0
    store.close()


def test_no_word_is_readable_in_any_file(tmp_path: Path) -> None:
    """Fifty canaries through every door, looked for in every file while the store is open and when it is closed."""
    store = opened(tmp_path)
    canaries = [f"canary{number:02}-{CANARY}" for number in range(50)]
    for number, word in enumerate(canaries):
        call = f"call-{word}"
        store.cache.put(customer(str(number), word, f"+4915120000{number:03}", f"{word}@example.com"))
        store.drafts.save(DraftRecord(f"draft-{word}", notes=word))
        store.finish_call(wrap_up(call, word), [draft(call, text=word)], [entry(call, word=word)])
        store.settings.set(word, word)
        store.secrets.set(word, word)
        store.audit.append(word, NOW, {"word": word})
    names = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert {"callside.db", "callside.db-wal", "callside.db-shm", "reserve"} <= names
    for _ in range(2):
        found = _files(tmp_path)
        assert len(found) > 300_000
        for spelling in ("canary", CANARY, CANARY.casefold()):
            assert spelling.encode() not in found
            assert spelling.encode("utf-16-le") not in found
        store.close()
