"""The cache finds a customer by what a call brings, and forgets after thirty days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from connectors.merge import merge_customers
from connectors.records import Phone
from desktop.store.space import LOW_BYTES
from desktop.store.store import Store
from tests.store.kit import NOW, Clock, customer

TABLES = (
    "cache_customers",
    "cache_numbers",
    "cache_emails",
    "cache_ids",
    "cache_people",
    "cache_words",
    "cache_spellings",
)


def _keys(found) -> list[str]:
    return [cached.merged.key for cached in found]


def test_a_customer_comes_back_whole_and_says_it_is_from_the_cache(store: Store) -> None:
    put = customer()
    assert store.cache.put(put)
    (found,) = store.cache.find_by_phone("+4915120000000")
    origin = replace(put.merged.customer.provenance, source="cache")
    assert found.merged == replace(put.merged, customer=replace(put.merged.customer, provenance=origin))
    assert found.parts["orders"] == (replace(put.parts["orders"][0], provenance=origin),)
    assert found.fetched_at == NOW
    assert set(found.parts) == {"orders", "cases"}


def test_every_way_to_find_somebody(store: Store) -> None:
    store.cache.put(customer())
    assert _keys(store.cache.find_by_phone("+4915120000000")) == ["crm:42"]
    assert store.cache.find_by_phone("+4915120000001") == ()
    assert _keys(store.cache.find_by_email("zoe@EXAMPLE.com ")) == ["crm:42"]
    assert store.cache.find_by_email("zoe@example.org") == ()
    assert store.cache.get("crm:42") is not None
    assert store.cache.get("crm:43") is None
    assert store.cache.find_by_id("crm", "42") is not None
    assert store.cache.find_by_id("shop", "42") is None


def test_a_household_shares_a_number_and_the_last_one_seen_comes_first(store: Store) -> None:
    store.cache.put(customer("1", "Ann Lee", email="ann@example.com"))
    store.cache.put(customer("2", "Bob Lee", email="bob@example.com", at=NOW + timedelta(seconds=1)))
    assert _keys(store.cache.find_by_phone("+4915120000000")) == ["crm:2", "crm:1"]


def test_a_customer_put_again_replaces_what_was_known(store: Store) -> None:
    store.cache.put(customer(email="old@example.com"))
    store.cache.put(customer(email="new@example.com", e164="+4915120000009"))
    assert store.cache.find_by_email("old@example.com") == ()
    assert store.cache.find_by_phone("+4915120000000") == ()
    assert len(store.cache.search("ångström")) == 1


def test_a_person_whose_key_changed_is_still_one(store: Store) -> None:
    """Another system knows them too and leads: the key of the merged customer is another."""
    crm = customer("42")
    store.cache.put(crm)
    shop = customer("7", system="shop")
    both = merge_customers({"shop": shop.merged.customer, "crm": crm.merged.customer}, ("shop", "crm"))
    store.cache.put(replace(shop, merged=both))
    assert _keys(store.cache.find_by_phone("+4915120000000")) == ["shop:7"]
    assert store.cache.get("crm:42") is None


@pytest.mark.parametrize(
    "query",
    [
        "zoë",
        "ZOE",
        "angstrom zoe",
        "Ångström",
        "zoe@example",
        "example.com",
        "+49 151 2000 0000",
        "0151 20000000",
        "0049 151 20000000",
        "20000000",
        "(0151) 2000-0000",
        "42",
    ],
)
def test_searching_finds(store: Store, query: str) -> None:
    store.cache.put(customer())
    store.cache.put(customer("77", "Other Person", "+33612000001", "someone@else.fr"))
    assert [hit.key for hit in store.cache.search(query, region="DE")] == ["crm:42"]


@pytest.mark.parametrize(
    "query", ["", "   ", "zoe nobody", "%", "_", "99999999", "' or 1=1 --", "\0", "\ud800", "a" * 10_000]
)
def test_searching_does_not_find(store: Store, query: str) -> None:
    store.cache.put(customer())
    assert store.cache.search(query) == ()


def test_a_search_is_limited(store: Store) -> None:
    for number in range(5):
        store.cache.put(customer(str(number), email=f"{number}@example.com", e164=None))
    assert len(store.cache.search("zoe", limit=3)) == 3


def test_a_number_nobody_could_parse_is_found_by_searching(store: Store) -> None:
    store.cache.put(customer(e164=None, name="Pbx User"))
    assert len(store.cache.search("pbx")) == 1


def test_thirty_days_and_not_a_second_more(store: Store, clock: Clock) -> None:
    store.cache.put(customer())
    clock.move(days=30)
    assert store.cache.get("crm:42") is not None
    clock.move(seconds=1)
    assert store.cache.get("crm:42") is None
    assert store.cache.find_by_phone("+4915120000000") == ()
    assert store.cache.search("zoe") == ()


def test_forgetting(store: Store) -> None:
    store.cache.put(customer())
    assert store.cache.forget("crm:42")
    assert not store.cache.forget("crm:42")
    assert store.cache.find_by_phone("+4915120000000") == ()
    left = store._database.read(
        lambda connection: [connection.execute(text(f"select count(*) from {table}")).scalar() for table in TABLES]
    )
    assert left == [0] * len(TABLES)


def test_copies_give_way_to_notes_when_room_is_short(store: Store) -> None:
    space = store._database.space
    assert space is not None
    space._free = lambda folder: LOW_BYTES - 1
    assert not store.cache.put(customer())
    assert store.cache.get("crm:42") is None
    assert store.problem == "low_space"
    space._free = lambda folder: LOW_BYTES
    assert store.cache.put(customer())


def test_what_another_version_wrote_unreadably_is_as_good_as_none(store: Store) -> None:
    store.cache.put(customer())
    update = text("update cache_customers set body = :body")
    for body in ("nonsense", '{"$":"Novelty"}', "[]", "[1,2,3]", '"text"'):
        store._database.write(lambda connection, body=body: connection.execute(update, {"body": body}))
        assert store.cache.get("crm:42") is None


def test_hostile_names_come_back_as_they_are_but_for_what_cannot_be_written(store: Store) -> None:
    name = "<img src=file:///etc/passwd> \u202eRTL \0 \ud800 " + "x" * 100_000
    store.cache.put(customer(name=name))
    (hit,) = store.cache.search("<img")
    found = store.cache.get(hit.key)
    assert found is not None
    assert found.merged.customer.name == name.replace("\0", "\ufffd").replace("\ud800", "\ufffd")


def test_two_phones_with_one_number(store: Store) -> None:
    cached = customer()
    phones = (Phone("a", "+4915120000000"), Phone("b", "+4915120000000"))
    row = replace(cached.merged.customer, phones=phones, emails=("a@b.c", "A@B.C"))
    store.cache.put(replace(cached, merged=replace(cached.merged, customer=row)))
    assert len(store.cache.find_by_phone("+4915120000000")) == 1
