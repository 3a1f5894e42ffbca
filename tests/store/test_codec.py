"""The codec gives back what it was given, and survives what it was not."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from types import MappingProxyType
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors import records
from connectors.merge import FieldValue, MergedCustomer
from desktop.store.codec import CodecError, clean_text, decode, encode, to_json
from desktop.store.records import DraftRecord, RemoteId, WrapUpRecord

clean = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"))
decimals = st.decimals(allow_nan=False)
zones = st.sampled_from([UTC, timezone(timedelta(hours=-3, minutes=-30)), timezone(timedelta(hours=14))])
instants = st.datetimes(timezones=zones)
scalars = st.one_of(clean, st.integers(), st.booleans(), decimals, st.dates(), instants)

_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "str": clean,
    "int": st.integers(),
    "bool": st.booleans(),
    "date": st.dates(),
    "datetime": instants,
    "Decimal": decimals,
    "Any": st.one_of(scalars, st.tuples(clean, clean)),
    "object": st.one_of(scalars, st.tuples(clean, clean)),
    "tuple[str, ...]": st.lists(clean, max_size=3).map(tuple),
    "tuple[str, date | None]": st.tuples(clean, st.none() | st.dates()),
    "tuple[tuple[str, date], ...]": st.lists(st.tuples(clean, st.dates()), max_size=3).map(tuple),
    "Mapping[str, str]": st.dictionaries(clean, clean, max_size=3),
    "Mapping[str, Scalar | Money | None]": st.dictionaries(
        clean, st.none() | scalars | st.builds(records.Money, decimals, clean), max_size=3
    ),
    "Mapping[str, tuple[str, ...]]": st.dictionaries(clean, st.lists(clean, max_size=3).map(tuple), max_size=3),
    "Mapping[str, Scalar | None]": st.dictionaries(clean, st.none() | scalars, max_size=3),
    "Mapping[str, DraftValue]": st.dictionaries(clean, st.none() | scalars, max_size=3),
    "Mapping[str, KeptAnswer]": st.dictionaries(
        clean,
        st.dictionaries(clean, st.none() | scalars | st.builds(records.Money, decimals, clean), max_size=3),
        max_size=3,
    ),
    "Literal['live', 'cache']": st.sampled_from(["live", "cache"]),
}


def _of(cls: Any) -> st.SearchStrategy[Any]:
    """Any record of a class, drawn from what its fields are declared as."""
    return st.builds(cls, **{field.name: _field(str(field.type)) for field in dataclasses.fields(cls)})


def _field(declared: str) -> st.SearchStrategy[Any]:
    if declared.endswith(" | None") and declared not in _FIELDS:
        return st.none() | _field(declared.removesuffix(" | None"))
    if declared.startswith("tuple[") and declared not in _FIELDS:
        inner = declared.removeprefix("tuple[").removesuffix(", ...]")
        return st.lists(_field(inner), max_size=2).map(tuple)
    if declared == "Mapping[str, tuple[FieldValue, ...]]":
        return st.dictionaries(clean, st.lists(_of(FieldValue), max_size=2).map(tuple), max_size=2)
    return _FIELDS[declared] if declared in _FIELDS else st.deferred(lambda: _of(getattr(records, declared)))


@pytest.mark.parametrize("cls", [*get_args(records.Record), MergedCustomer, WrapUpRecord, DraftRecord])
def test_every_record_comes_back_as_it_was(cls: Any) -> None:
    @given(_of(cls))
    def law(record: Any) -> None:
        assert decode(encode(record)) == record

    law()


@given(
    st.dictionaries(
        st.sampled_from(["$", "k", "v", "m", "a"]) | clean,
        st.none() | scalars | st.floats(allow_nan=False, allow_infinity=False),
    )
)
def test_no_key_of_a_mapping_passes_for_a_tag(fields: dict[str, Any]) -> None:
    found = decode(encode(fields))
    assert found == fields
    assert isinstance(found, MappingProxyType)


def test_an_exact_amount_stays_exact() -> None:
    money = records.Money(Decimal("0.10"), "KWD")
    assert str(decode(encode(money)).amount) == "0.10"


def test_a_day_stays_a_day_and_an_instant_an_instant() -> None:
    days = (date(1970, 1, 1), datetime(1970, 1, 1, tzinfo=UTC))
    found = decode(encode(days))
    assert [type(item) for item in found] == [date, datetime]


@given(st.text(st.sampled_from("\0\ud800\udfffa\U0001f600") | st.characters()))
def test_any_text_can_be_written(text: str) -> None:
    found = decode(encode(text))
    assert found == clean_text(text)
    assert "\0" not in found
    found.encode("utf-8")


def test_what_cannot_be_written_becomes_a_visible_mark() -> None:
    assert clean_text("a\0b\ud83d\ude00c\udc00d\ufeff") == "a\ufffdb😀c\ufffdd\ufeff"


@pytest.mark.parametrize("value", [object(), {"a": {1, 2}}, float("nan"), float("inf"), Decimal, b"bytes"])
def test_what_is_no_data_is_refused(value: object) -> None:
    with pytest.raises(CodecError):
        encode(value)


def test_a_stranger_with_the_name_of_a_record_is_refused() -> None:
    @dataclasses.dataclass(frozen=True)
    class Money:
        amount: Decimal

    with pytest.raises(CodecError):
        encode(Money(Decimal(1)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{}",
        '{"$":"Nothing"}',
        '{"$":[]}',
        '{"$":"n","v":"x"}',
        '{"$":"Money"}',
        '{"$":"m","k":["a"],"v":[]}',
        "[" * 100_000,
    ],
)
def test_what_is_not_ours_is_refused(text: str) -> None:
    with pytest.raises(CodecError):
        decode(text)


def test_a_newer_program_may_have_written_fields_we_do_not_know() -> None:
    raw = json.loads(encode(records.Money(Decimal(3), "EUR"))) | {"minor_units": 2}
    assert decode(json.dumps(raw)) == records.Money(Decimal(3), "EUR")


def test_the_id_of_another_write_survives() -> None:
    assert decode(encode({"customer_id": RemoteId("call:customer.create:0")})) == {
        "customer_id": RemoteId("call:customer.create:0")
    }


def test_plain_json_stays_readable_to_sql() -> None:
    assert json.loads(to_json({"a": (1, "x\0"), "b": {"c": None}})) == {"a": [1, "x\ufffd"], "b": {"c": None}}
    with pytest.raises(CodecError):
        to_json({"a": Decimal(1)})  # type: ignore[dict-item]
