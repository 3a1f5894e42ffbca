"""The search over the cached customers: what the index finds is what reading through all of them would find."""

from __future__ import annotations

import random
import string
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from connectors.records import Address, Case, Interaction, Order
from desktop.store.records import CachedCustomer
from desktop.store.search_words import WordKind, is_near, readings, spellings, words_of
from desktop.store.store import Store
from tests.store.kit import NOW, customer

REGION = "DE"
NAMES = [
    "Marta",
    "Måns",
    "Zoë",
    "Jürgen",
    "Juergen",
    "Weiß",
    "Weiss",
    "Søren",
    "Soren",
    "Łukasz",
    "Ng",
    "O'Neill",
    "Li",
]
FAMILIES = ["Lindqvist", "Lindgren", "Müller", "Mueller", "Großmann", "Østergård", "Li", "Anderson", "Andersen"]


def _many(count: int, seed: int = 7) -> list[CachedCustomer]:
    rng = random.Random(seed)
    return [
        customer(
            str(1000 + at),
            f"{rng.choice(NAMES)} {rng.choice(FAMILIES)}",
            f"+49151{rng.randrange(10**8):08}",
            f"{rng.choice(NAMES).lower()}{at}@example{rng.randrange(3)}.com",
            NOW + timedelta(seconds=at),
        )
        for at in range(count)
    ]


def _scan(people: list[CachedCustomer], query: str) -> set[str]:
    """Everybody who has, for every word of one reading, a word that begins with it."""
    found = set()
    for cached in people:
        words = words_of(cached)
        if any(all(any(word.startswith(term) for word in words) for term in way) for way in readings(query, REGION)):
            found.add(cached.merged.key)
    return found


def _found(store: Store, query: str, limit: int = 20) -> list[str]:
    return [hit.key for hit in store.cache.search(query, limit, REGION)]


def _as_typed(store: Store, query: str) -> set[str]:
    return {hit.key for hit in store.cache.search(query, 10_000, REGION) if not hit.near}


def test_the_index_finds_what_a_scan_finds(store: Store) -> None:
    people = _many(300)
    for cached in people:
        store.cache.put(cached)
    rng = random.Random(3)
    sources = [*NAMES, *FAMILIES, "example1.com", "marta1", "1512", "+49 151 2", "1001", "0151"]
    found = 0
    for _ in range(150):
        parts = [rng.choice(sources) for _ in range(rng.randrange(1, 4))]
        query = " ".join(part[: rng.randrange(1, len(part) + 1)] for part in parts)
        wanted = _scan(people, query)
        assert _as_typed(store, query) == wanted, query
        found += bool(wanted)
    assert found > 30


class _Shared:
    """A store of many customers; its looks say nothing of them."""

    def __init__(self, store: Store, people: list[CachedCustomer]) -> None:
        self.store, self.people = store, people


@settings(max_examples=60, deadline=None)
@given(query=st.text(st.sampled_from(string.ascii_letters + string.digits + " .@+-ßøéü"), max_size=24))
def test_whatever_is_typed_finds_what_a_scan_finds(shared: _Shared, query: str) -> None:
    assert _as_typed(shared.store, query) == _scan(shared.people, query)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory):
    from tests.store.kit import opened

    store, people = opened(tmp_path_factory.mktemp("search")), _many(120, seed=11)
    for cached in people:
        store.cache.put(cached)
    yield _Shared(store, people)
    store.close()


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Jürgen Großmann", "grossmann"),
        ("Jürgen Großmann", "GROẞMANN jürgen"),
        ("Jürgen Großmann", "juergen"),
        ("Søren Østergård", "soren ostergard"),
        ("Søren Østergård", "Østerg"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Nguyễn Thị Minh Khai", "khai nguyen"),
        ("Jean-Luc O’Neill", "oneill jean luc"),
        ("Ng", "ng"),
        ("Мария Иванова", "иван"),
        ("李 小龙", "李"),
    ],
)
def test_a_name_in_any_spelling(store: Store, name: str, query: str) -> None:
    store.cache.put(customer("1", name, "+4915120000001", "someone@example.org"))
    store.cache.put(customer("2", "Other Person", "+33612000001", "someone@else.fr"))
    assert _found(store, query) == ["crm:1"]


@pytest.mark.parametrize(
    "query", ["lindqvits", "lidnqvist", "lindqvis t", "lindkvist", "llindqvist", "martha lindqvist", "lindqvst ma"]
)
def test_a_slip_of_the_finger(store: Store, query: str) -> None:
    store.cache.put(customer("1", "Marta Lindqvist", "+4915120000001", "m@example.org"))
    store.cache.put(customer("2", "Other Person", "+33612000001", "someone@else.fr"))
    if query == "lindqvis t":
        assert _found(store, query) == []
    else:
        (hit,) = store.cache.search(query)
        assert (hit.key, hit.near) == ("crm:1", True)


def test_as_typed_comes_before_nearly_so(store: Store) -> None:
    store.cache.put(customer("1", "Ann Andersen", "+4915120000001", "a@example.org"))
    store.cache.put(customer("2", "Ben Anderson", "+4915120000002", "b@example.org"))
    assert [(hit.key, hit.near) for hit in store.cache.search("anderson")] == [("crm:2", False), ("crm:1", True)]


def test_a_whole_word_comes_before_a_beginning_and_the_last_seen_first(store: Store) -> None:
    for at, name in enumerate(("Ann Lindqvist", "Ann Lind", "Bo Lind", "Bo Lindgren")):
        store.cache.put(customer(str(at), name, None, f"{at}@example.org", NOW + timedelta(seconds=at)))
    assert _found(store, "lind") == ["crm:2", "crm:1", "crm:3", "crm:0"]


def test_a_wrong_digit_is_another_number(store: Store) -> None:
    store.cache.put(customer("4711", "Ann Lee", "+4915120000001"))
    assert _found(store, "4712") == []
    assert _found(store, "0151 20000002") == []


@pytest.mark.parametrize(
    "query",
    ["+49 (0) 151 20000001", "0049151 2000", "0151/2000-0001", "15120", "0001", "20000001", "tel 151", "٠١٥١ ٢٠٠٠٠٠٠١"],
)
def test_a_number_in_any_spelling(store: Store, query: str) -> None:
    store.cache.put(customer("7", "Ann Lee", "+4915120000001"))
    store.cache.put(customer("8", "Bo Lee", "+33612009999"))
    assert _found(store, query)[:1] == ([] if query == "tel 151" else ["crm:7"])


def test_by_what_somebody_was_found(store: Store) -> None:
    put = customer("C-0042", "Ann Lee", "+4915120000001", "ann@example.org")
    origin = put.merged.customer.provenance
    order = Order("9f", origin, number="SO-2024-00815")
    case = Case("77", origin, number="CAS-3001")
    call = Interaction("1", origin, at=NOW - timedelta(days=3))
    row = replace(put.merged.customer, address=Address(city="Köln"))
    merged = replace(put.merged, customer=row)
    store.cache.put(replace(put, merged=merged, parts={"orders": (order,), "cases": (case,), "interactions": (call,)}))
    kinds = {
        "ann": WordKind.NAME,
        "ann@ex": WordKind.EMAIL,
        "example.org": WordKind.EMAIL,
        "0151 2000": WordKind.NUMBER,
        "c-0042": WordKind.CUSTOMER,
        "SO-2024-00815": WordKind.ORDER,
        "so2024": WordKind.ORDER,
        "202400815": WordKind.ORDER,
        "lee so-2024": WordKind.NAME,
        "CAS 3001": WordKind.CASE,
    }
    found = {query: [hit.by for hit in store.cache.search(query, region=REGION)] for query in kinds}
    assert found == {query: [kind] for query, kind in kinds.items()}
    (hit,) = store.cache.search("ann")
    assert (hit.name, hit.city, hit.last_contact, hit.phones) == ("Ann Lee", "Köln", call.at, ("+4915120000001",))


@pytest.mark.parametrize(
    "query",
    [
        "x" * 10_000,
        "marta " * 2_000,
        "😀😀",
        "\u202eevil\u2066",
        'NEAR("a" OR b) AND NOT c*',
        '"; drop table cache_words; --',
        "%_%",
        "...---...",
        "@@@",
        "\0\ud800\udfff",
        "~",
        "~1000",
        "\U0010ffff",
        "9" * 5_000,
        "İıſK",
    ],
)
def test_hostile_text_is_only_text(store: Store, query: str) -> None:
    store.cache.put(customer())
    assert store.cache.search(query, region=REGION) in ((), store.cache.search("zoe"))
    assert _found(store, "zoe") == ["crm:42"]


def test_what_an_older_program_put_is_indexed_later(store: Store) -> None:
    for number in range(25):
        store.cache.put(customer(str(number), f"Ann Number{number}", None, f"{number}@example.org"))
    store._database.write(lambda c: c.execute(text("delete from cache_people where key <> 'crm:3'")))
    store._database.write(lambda c: c.execute(text("update cache_customers set body = '[' where key = 'crm:4'")))
    assert _found(store, "ann") == ["crm:3"]
    rounds = [store.cache.index_more(10) for _ in range(4)]
    assert rounds == [10, 10, 4, 0]
    assert len(_found(store, "ann", 50)) == 24


def test_a_customer_put_again_is_found_by_what_they_are_called_now(store: Store) -> None:
    store.cache.put(customer(name="Ann Lee"))
    store.cache.put(customer(name="Ann Wong"))
    assert _found(store, "lee") == []
    assert _found(store, "wong") == ["crm:42"]


def test_spellings_leave_out_one_letter_of_the_beginning() -> None:
    assert spellings("anna") == {"anna", "nna", "ana", "ann"}
    assert spellings("lindqvist") >= {"lindqvi", "indqvi", "lindqv"}
    assert spellings("ann") == spellings("anna1") == set()


@pytest.mark.parametrize(
    ("term", "word", "near"),
    [
        ("jonson", "johnson", True),
        ("jonsno", "jonson", True),
        ("anna", "hanna", True),
        ("anna", "annabella", False),
        ("lindqu", "lindqvist", True),
        ("xindqvistt", "lindqvist", True),
        ("xxndqvist", "lindqvist", True),
        ("xxxdqvist", "lindqvist", False),
        ("anna", "otto", False),
    ],
)
def test_near(term: str, word: str, near: bool) -> None:
    assert is_near(term, word) is near
