"""The journal is only added to; so is the audit log, which also shows where somebody changed it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from desktop.store.codec import CodecError
from desktop.store.errors import StoreError
from desktop.store.store import Store
from tests.store.kit import NOW, entry, wrap_up


def _sql(store: Store, statement: str) -> None:
    store._database.write(lambda connection: connection.execute(text(statement)))


def test_entries_come_back_in_order(store: Store) -> None:
    store.journal.append("call-1", "call.ringing", NOW, {"queue": "billing", "waited_s": 3})
    store.journal.append_all([entry(at=NOW - timedelta(1)), entry("call-2"), entry(kind="late")])
    found = store.journal.of_call("call-1")
    assert [one.kind for one in found] == ["call.ringing", "call.finished", "late"]
    assert (found[0].at, found[0].data, found[0].customer_key) == (NOW, {"queue": "billing", "waited_s": 3}, None)
    assert store.journal.of_call("nobody") == ()
    store.journal.append_all([])


@pytest.mark.parametrize(
    "statement", ["delete from journal", "update journal set kind = 'x'", "update journal set at = 0"]
)
def test_nobody_changes_the_journal(store: Store, statement: str) -> None:
    store.journal.append_all([entry()])
    with pytest.raises(StoreError):
        _sql(store, statement)
    assert len(store.journal.of_call("call-1")) == 1


def test_what_the_contact_policy_needs(store: Store) -> None:
    store.journal.append_all(
        [
            entry(kind="action.shown", at=NOW - timedelta(days=40), action="old"),
            entry(kind="action.declined", at=NOW, action="b", reason="price"),
            entry(kind="action.shown", at=NOW - timedelta(days=1), action="b"),
            entry(kind="call.finished", at=NOW),
            entry(kind="actions", at=NOW),
        ]
    )
    store.journal.append("call-1", "action.shown", NOW, {"action": "c"}, customer_key="crm:43")
    found = store.journal.contact_events("crm:42", NOW - timedelta(days=30))
    assert [(one.kind, one.data["action"]) for one in found] == [("action.shown", "b"), ("action.declined", "b")]


def test_a_span_of_time(store: Store) -> None:
    store.journal.append_all([entry(kind=str(day), at=NOW + timedelta(days=day)) for day in range(4)])
    start, end = NOW + timedelta(days=1), NOW + timedelta(days=3)
    assert [one.kind for one in store.journal.between(start, end)] == ["1", "2"]
    assert [one.kind for one in store.journal.between(start, end, {"2", "3"})] == ["2"]


def test_the_totals_of_a_day(store: Store) -> None:
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    calls = {
        "yesterday": midnight - timedelta(microseconds=1),
        "first": midnight,
        "second": midnight + timedelta(hours=23),
        "tomorrow": midnight + timedelta(days=1),
    }
    for call, at in calls.items():
        store.finish_call(wrap_up(call, finished_at=at, answered_at=at - timedelta(seconds=90.4)), [], [])
    store.finish_call(wrap_up("backwards", finished_at=midnight, answered_at=midnight + timedelta(hours=1)), [], [])
    totals = store.journal.day_totals(midnight, midnight + timedelta(days=1))
    assert (totals.calls, totals.handled_s) == (3, 180)
    assert store.journal.day_totals(midnight + timedelta(days=9), midnight + timedelta(days=10)).calls == 0


def test_card_numbers_and_unwritable_text_stay_out(store: Store) -> None:
    store.journal.append("c\0", "answer\ud800", NOW, {"value": "4111 1111 1111 1111", "nested": {"text": "a\0"}})
    (found,) = store.journal.of_call("c\0")
    assert found.kind == "answer\ufffd"
    assert found.data == {"value": "•••• •••• •••• 1111", "nested": {"text": "a\ufffd"}}


def test_what_is_not_plain_data_is_refused_whole(store: Store) -> None:
    with pytest.raises(CodecError):
        store.journal.append_all([entry(), entry(at=NOW, value=object())])
    assert store.journal.of_call("call-1") == ()


# -- the audit log -----------------------------------------------------------------------------------------


@pytest.fixture
def audited(store: Store) -> Store:
    for number in range(10):
        store.audit.append("outbox.dropped", NOW, {"number": number, "who": store.audit.pseudonym("crm:42")})
    return store


def test_an_untouched_chain_holds(audited: Store) -> None:
    chain = audited.audit.verify()
    assert (chain.rows, chain.broken_at) == (10, None)


@pytest.mark.parametrize("statement", ["delete from audit where seq = 3", "update audit set data = '{}' where seq = 3"])
def test_nobody_changes_the_audit_log(audited: Store, statement: str) -> None:
    with pytest.raises(StoreError):
        _sql(audited, statement)
    assert audited.audit.verify().rows == 10


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("update audit set data = '{}' where seq = 3", 3),
        ("update audit set at = at + 1 where seq = 3", 3),
        ("delete from audit where seq = 3", 4),
        ("update audit set seq = case seq when 5 then -6 else -5 end where seq in (5, 6)", -6),
        ("update audit set hash = (select hash from audit where seq = 1) where seq = 2", 2),
    ],
)
def test_whoever_gets_around_that_is_found_at_the_row(audited: Store, statement: str, broken_at: int) -> None:
    for trigger in ("audit_keeps_rows", "audit_keeps_words"):
        _sql(audited, f"drop trigger {trigger}")
    _sql(audited, statement)
    assert audited.audit.verify().broken_at == broken_at


def test_a_cut_tail_shows_against_a_head_told_to_somebody_else(audited: Store) -> None:
    head = audited.audit.verify().head
    _sql(audited, "drop trigger audit_keeps_rows")
    _sql(audited, "delete from audit where seq > 8")
    chain = audited.audit.verify()
    assert chain.broken_at is None
    assert chain.head != head


def test_a_pseudonym_says_nothing_and_stays(audited: Store) -> None:
    alias = audited.audit.pseudonym("crm:42")
    assert alias == audited.audit.pseudonym("crm:42") != audited.audit.pseudonym("crm:43")
    assert "42" not in alias or len(alias) == 16
