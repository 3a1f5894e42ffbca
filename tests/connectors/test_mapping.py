"""Rows as records: garbage costs one field, never the record; nobody is never somebody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.errors import BadPayload
from connectors.mapping.expressions import Locale
from connectors.mapping.rows import Mapper
from connectors.mapping.shapes import SHAPES
from connectors.records import Address, InvoiceLine, Money, OrderLine, OrderReturn, Payment, Phone, Shipment, Status

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
LOCALE = Locale("DE", UTC, "EUR", {"state": {"done": "completed", "odd": "nonsense"}})


def mapped(kind, fields, rows, *, columns=False, locale=LOCALE):
    return Mapper("crm", kind, fields, locale, columns=columns).map(rows, AT)


def customer(fields, row):
    (record,) = mapped("customer", fields, [row]).records
    return record


def test_a_customer():
    record = customer(
        {
            "id": "no",
            "name": "full",
            "phones": "[{raw: tel, kind: 'mobile'}]",
            "emails": "[mail]",
            "language": "lang",
            "country": "land",
            "address": {"street": "road", "city": "town"},
            "since": "since",
            "birthday": "born",
            "lifetime_value": "money(value, 'SEK')",
            "consents": {"email": "c1", "phone": "c2"},
            "refused": {"email": "c1", "phone": "c2", "survey": "nobody_asked"},
            "tags": "tags",
            "extra": {"churn": "churn", "plan": "plan"},
            "link": "url",
            "as_of": "changed",
        },
        {
            "no": 6,
            "full": " Ann Lee ",
            "tel": "0151 / 20000004",
            "mail": " Ann@X.com",
            "lang": "de_DE.UTF-8",
            "land": "de",
            "road": "Weg 1",
            "town": "Ulm",
            "since": "2020-02-03",
            "born": "1970-01-01",
            "value": "12.5",
            "c1": 1,
            "c2": 0,
            "tags": ["vip", "vip", None],
            "churn": 0.25,
            "plan": None,
            "url": "https://crm.example.com/6",
            "changed": "2026-11-20T10:00:00Z",
        },
    )
    assert record.id == "6"
    assert record.name == "Ann Lee"
    assert record.phones == (Phone("0151 / 20000004", "+4915120000004", "mobile"),)
    assert record.emails == ("Ann@X.com",)
    assert (record.language, record.country) == ("de-DE", "DE")
    assert record.address == Address(street="Weg 1", city="Ulm")
    assert (record.since, record.birthday) == (date(2020, 2, 3), date(1970, 1, 1))
    assert record.lifetime_value == Money(Decimal("12.50"), "SEK")
    assert (record.consents, record.refused, record.tags) == (("email",), ("phone",), ("vip",))
    assert dict(record.extra) == {"churn": Decimal("0.25"), "plan": None}
    origin = record.provenance
    assert (origin.system, origin.id, origin.fetched_at, origin.link) == ("crm", "6", AT, "https://crm.example.com/6")
    assert origin.as_of == datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert origin.missing == ()


def test_an_order_with_lines_and_parcels():
    (order,) = mapped(
        "orders",
        {
            "number": "no",
            "status": "lookup(state, 'state')",
            "fulfillment": "sent",
            "total": "money(sum, cur, 'minor')",
            "lines": "lines[].{sku: sku, name: title, quantity: n, unit_price: money(each, 'EUR', 'minor')}",
            "shipments": "parcels[].{carrier: by, status: state, link: url, promised_on: day}",
        },
        {
            "id": "7",
            "no": 1001,
            "state": "done",
            "sent": "Shipped",
            "sum": 5280,
            "cur": "EUR",
            "lines": [{"sku": "A", "title": "Cable", "n": "2", "each": 250}, {"sku": None}, {"sku": "B"}],
            "parcels": [{"by": "DHL", "state": "delivered", "url": "javascript:alert(1)", "day": "2026-11-22"}, {}],
        },
    ).records
    assert order.status == Status("completed", "done")
    assert order.fulfillment == Status("shipped", "Shipped")
    assert order.total == Money(Decimal("52.80"), "EUR")
    assert order.lines == (
        OrderLine("Cable", "A", Decimal(2), Decimal("2.50")),
        OrderLine("B", "B"),
    )
    assert order.shipments == (
        Shipment("DHL", status=Status("delivered", "delivered"), promised_on=date(2026, 11, 22)),
    )


def test_words_nobody_knows_are_other_and_keep_their_label():
    orders = mapped("orders", {"status": "lookup(s, 'state')"}, [{"id": 1, "s": "new"}, {"id": 2, "s": "odd"}]).records
    assert [order.status for order in orders] == [Status("other", "new"), Status("other", "odd")]
    (feedback,) = mapped("feedback", {"metric": "m"}, [{"id": 1, "m": "stars"}]).records
    assert feedback.metric == "other"
    (invoice,) = mapped(
        "invoices", {"lines": "[{name: 'Fee', status: lookup(s, 'state')}]"}, [{"id": 1, "s": "odd"}]
    ).records
    assert invoice.lines == (InvoiceLine("Fee", status=Status("nonsense", "odd")),)


@pytest.mark.parametrize("number", [None, "", " ", 0, "0", "null", "None", [], {}, "x" * 400])
def test_nobody_is_never_a_customer(number):
    result = mapped("customer", {"name": "name"}, [{"id": number, "name": "Guest"}])
    assert (result.records, result.nobody) == ((), 1)


def test_garbage_costs_one_field():
    result = mapped(
        "orders",
        {"total": "money(t, 'EUR')", "placed_at": "time(at)", "number": "no", "lines": "lines"},
        [
            {"id": 1, "t": "lots", "at": "2026-11-21T10:00:00Z", "no": "A", "lines": []},
            {"id": 2, "t": "5", "at": "soon", "no": "B", "lines": "none"},
        ],
    )
    first, second = result.records
    assert (first.total, first.number, first.provenance.missing) == (None, "A", ("total",))
    assert (second.total, second.number) == (Money(Decimal("5.00"), "EUR"), "B")
    assert second.provenance.missing == ("placed_at", "lines")
    assert set(result.unreadable) == {"total", "placed_at", "lines"}


@pytest.mark.parametrize("rows", ["text", 5, [1, 2], ["a"], [[{"id": 1}]]])
def test_an_answer_without_records_is_one_error(rows):
    with pytest.raises(BadPayload) as caught:
        mapped("customer", {"name": "name"}, rows)
    assert caught.value.field == "records"


def test_a_renamed_id_is_an_error_and_no_empty_answer():
    with pytest.raises(BadPayload) as caught:
        mapped("customer", {"name": "name"}, [{"ID": 1, "name": "Ann"}])
    assert caught.value.field == "id"


def test_a_renamed_column_is_named():
    result = mapped("customer", {"name": "name", "segment": "segment"}, [{"id": 1, "name": "Ann"}], columns=True)
    assert result.records[0].provenance.missing == ("segment",)
    assert mapped("customer", {"segment": "segment"}, [{"id": 1}]).records[0].provenance.missing == ()


def test_no_rows_and_one_row():
    assert mapped("customer", {}, None).records == ()
    assert mapped("customer", {}, []).records == ()
    assert len(mapped("customer", {}, {"id": 1}).records) == 1


def test_rows_of_one_id_are_one_record():
    rows = [
        {"id": 1, "name": None, "tel": "0151 20000004", "c": 1},
        {"id": 2, "name": "Bob", "tel": "0151 20000005", "c": 2},
        {"id": 1, "name": "Ann", "tel": "0151 20000006", "c": None},
        {"id": 1, "name": "Other", "tel": "+4915120000004", "c": 3},
    ]
    ann, bob = mapped("customer", {"name": "name", "phones": "tel", "extra": {"c": "c"}}, rows).records
    assert (ann.name, bob.name) == ("Ann", "Bob")
    assert [phone.raw for phone in ann.phones] == ["0151 20000004", "0151 20000006", "+4915120000004"]
    assert dict(ann.extra) == {"c": 1}


def test_equal_lines_of_a_join_are_all_kept():
    rows = [{"id": 1, "line": "Cable"}, {"id": 1, "line": "Cable"}, {"id": 1, "line": None}]
    (order,) = mapped("orders", {"lines": "[{name: line}]"}, rows).records
    assert [line.name for line in order.lines] == ["Cable", "Cable"]


def test_numbers_are_read_with_the_customers_country():
    record = customer({"country": "c", "phones": "tel"}, {"id": 1, "c": "US", "tel": "(212) 520-0003; 0151 / 20000004"})
    assert [phone.e164 for phone in record.phones] == ["+12125200003", "+4915120000004"]


def test_a_name_is_put_together_from_its_parts():
    assert customer({"given_name": "g", "family_name": "f"}, {"id": 1, "g": "Ann", "f": "Lee"}).name == "Ann Lee"
    assert customer({"organization": "o"}, {"id": 1, "o": "Acme"}).name == "Acme"


def test_only_addresses_that_can_be_written_to_are_kept():
    record = customer({"emails": "m"}, {"id": 1, "m": ["a@x.com", "A@x.com", "nobody", "", None, "a@b@c", 7]})
    assert record.emails == ("a@x.com", "A@x.com")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("language", "German (Germany)"),
        ("country", "Germany"),
        ("birthday", "soon"),
        ("address", "Weg 1"),
        ("extra", [1]),
        ("link", "http://x.com"),
        ("link", "https://x.com/<script>"),
        ("link", "file:///etc/passwd"),
        ("as_of", "today"),
        ("name", {"a": 1}),
    ],
)
def test_what_is_no_such_thing_is_named(field, value):
    assert customer({field: "v"}, {"id": 1, "v": value}).provenance.missing == (field,)


def test_hostile_text_is_kept_short_and_storable():
    record = customer({"name": "n"}, {"id": 1, "n": "<img src=file:///etc/passwd>\x00\ud800" + "x" * 10_000_000})
    assert record.name.startswith("<img src=file:///etc/passwd>\ufffd\ufffd")
    assert len(record.name) == 1_001


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("kind", sorted(SHAPES))
@settings(max_examples=25)
@given(data=st.data())
def test_any_row_is_mapped_to_a_record_of_its_kind(kind, data):
    fields = {name: "v" if index % 2 else f"{name}_" for index, name in enumerate(SHAPES[kind].fields)}
    row = {"id": 1, "v": data.draw(json_values)} | {f"{name}_": data.draw(json_values) for name in fields}
    (record,) = mapped(kind, fields, [row]).records
    assert isinstance(record, SHAPES[kind].make)
    for name in set(record.provenance.missing) - {"name"}:  # a name may still be put together from its parts
        default = getattr(SHAPES[kind].make(id="1", provenance=record.provenance), name)
        assert getattr(record, name) == default


RETURN = {"id": "1", "no": "R-1", "state": "received", "day": "2026-11-02", "back": "9.50", "how": "card"}


def test_returns_and_payments():
    (order,) = mapped("orders", {"returns": "[{number: no, status: state, on: day, amount: back}]"}, [RETURN]).records
    assert order.returns == (OrderReturn("R-1", None, Status("other", "received"), date(2026, 11, 2), Decimal("9.5")),)
    (bill,) = mapped("invoices", {"payments": "[{on: day, amount: back, method: how}]"}, [RETURN]).records
    assert bill.payments == (Payment(date(2026, 11, 2), Decimal("9.5"), "card"),)
    (bare,) = mapped("orders", {"returns": "[{number: nothing, on: nothing}]"}, [RETURN]).records
    assert bare.returns == ()


@pytest.mark.parametrize(
    ("owners", "owner"),
    [(["7", "9"], "9"), (["7", None], "7"), (["7", "8"], "7"), ([None, None], None), ([], None), ("7", "7"), (9, "9")],
)
def test_of_several_whose_record_it_is_the_one_asked_for_counts(owners, owner):
    rows = [{"id": 1, "of": owners}]
    (record,) = Mapper("crm", "cases", {"customer_id": "of"}, LOCALE).map(rows, AT, None, "9").records
    assert record.customer_id == owner
