"""Who belongs together, and what is shown of them. The wrong customer on screen is the worst bug there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.connector import Page
from connectors.merge import group_matches, merge_customers
from connectors.people import fold_name
from connectors.records import Address, Customer, Money, Phone, Provenance

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOME = Phone("0151 20000004", "+4915120000004")
WORK = Phone("030 1234567", "+49301234567")


def person(system, number, name=None, email=None, phone=HOME, **more):
    extra = MappingProxyType(more.pop("extra", {}))
    return Customer(
        id=str(number),
        provenance=Provenance(system, str(number), AT),
        name=name,
        emails=(email,) if email else (),
        phones=(phone,) if phone else (),
        extra=extra,
        **more,
    )


def groups(*rows):
    pages = {}
    for row in rows:
        pages.setdefault(row.provenance.system, []).append(row)
    found = group_matches({system: Page(tuple(rows)) for system, rows in pages.items()})
    return {frozenset(f"{row.provenance.system}:{row.id}" for row in group) for group in found}


def one_person(*rows):
    return len(groups(*rows)) == 1


class TestOnePerson:
    def test_same_email_in_another_case(self):
        assert one_person(person("crm", 1, "Ann Lee", "Ann@X.com"), person("shop", 77, "Ann Lee", "ann@x.com "))

    def test_same_number_and_name(self):
        assert one_person(person("crm", 1, "Ann Lee"), person("shop", 77, "LEE, Ann"))

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Zoë Müller", "Zoe Mueller"),
            ("José Núñez", "Jose\u0301 Nun\u0303ez"),
            ("Sinéad O'Brien", "Sinead O’Brien"),
            ("Dr. Ann Lee", "Ann Lee"),
            ("Søren Ærø", "Soren Aero"),
            ("Nguyễn Văn An", "An Van Nguyen"),
            ("Anne-Marie Duval", "Anne Marie Duval"),
        ],
    )
    def test_spellings_of_one_name(self, one, other):
        assert one_person(person("crm", 1, one), person("shop", 2, other))

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Ann Lee", "A. Lee"),
            ("Alexander Berg", "Alex Berg"),
            ("Anna Schmidt", "Anna Weber"),
            ("Ann Mary Lee", "Ann Lee"),
            ("Ann Lee", None),
            (None, None),
            ("Lee", "Ann Lee"),
        ],
    )
    def test_names_that_may_be_one_person_with_one_email(self, one, other):
        rows = person("crm", 1, one, "ann@x.com"), person("shop", 2, other, "ann@x.com", phone=None)
        assert one_person(*rows)

    def test_a_customer_number_both_carry(self):
        rows = (
            person("crm", 1, "Ann Lee", "a@x.com", extra={"customer_number": "K-100"}),
            person("shop", 2, "Anne Lee", "b@x.com", WORK, extra={"customer_number": "k-100 "}),
        )
        assert one_person(*rows)

    def test_one_system_names_the_other_ones_id(self):
        assert one_person(person("crm", 9, phone=None), person("shop", 2, phone=None, extra={"crm_id": 9}))

    def test_a_company_and_its_contact(self):
        rows = (
            person("crm", 1, "Ann Lee", "ann@acme.com", organization="Acme Ltd."),
            person("shop", 2, "ACME Ltd", "ann@acme.com"),
        )
        assert one_person(*rows)

    def test_three_systems_meet_through_one(self):
        rows = (
            person("crm", 1, "Ann Lee", "ann@x.com", extra={"customer_no": "7"}),
            person("shop", 2, "Ann Lee", "other@x.com"),
            person("voice", 3, None, None, None, extra={"customer_no": "7"}),
        )
        assert one_person(*rows)


class TestStrangers:
    def test_equal_ids_mean_nothing(self):
        assert not one_person(person("crm", 17, "Ann Lee"), person("shop", 17, "Bob Ray", phone=WORK))
        assert not one_person(person("crm", 17, phone=None), person("shop", 17, phone=None))

    def test_a_household_has_one_number(self):
        assert not one_person(person("crm", 1, "Ann Lee"), person("shop", 2, "Bob Lee"))

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("John Lee", "Mary Lee"),
            ("Martin Berg", "Martina Berg"),
            ("Gabriele Rossi", "Gabriela Rossi"),
            ("John Smith", "John Smith Jr"),
            ("J. Lee", "Mary Lee"),
        ],
    )
    def test_a_household_may_share_its_mailbox_too(self, one, other):
        assert not one_person(person("crm", 1, one, "lee@x.com"), person("shop", 2, other, "lee@x.com"))

    def test_father_and_son_of_one_name(self):
        rows = (
            person("crm", 1, "John Lee", "lee@x.com", birthday=date(1950, 1, 1)),
            person("shop", 2, "John Lee", "lee@x.com", birthday=date(1980, 1, 1)),
        )
        assert not one_person(*rows)

    def test_two_rows_of_one_system_are_two_persons(self):
        assert len(groups(person("crm", 1, "Ann Lee", "a@x.com"), person("crm", 2, "Ann Lee", "a@x.com"))) == 2

    def test_a_mailbox_nobody_reads_is_no_sign(self):
        for mailbox in ("noreply@shop.com", "none@none.com", "unknown@x.org"):
            assert not one_person(person("crm", 1, None, mailbox, None), person("shop", 2, None, mailbox, None))

    def test_some_id_in_common_is_no_customer_number(self):
        rows = person("crm", 1, extra={"branch_id": "7"}, phone=None), person("shop", 2, extra={"branch_id": "7"})
        assert not one_person(*rows)

    @pytest.mark.parametrize("blank", ["", "0", " ", "NULL", "none", 0, True])
    def test_an_empty_customer_number_is_none(self, blank):
        rows = (
            person("crm", 1, extra={"customer_number": blank}, phone=None),
            person("shop", 2, extra={"customer_number": blank}, phone=None),
        )
        assert not one_person(*rows)

    def test_a_reused_customer_number_does_not_join_people_with_nothing_in_common(self):
        rows = (
            person("crm", 1, "Ann Lee", extra={"customer_number": "5"}),
            person("shop", 2, "Bob Ray", extra={"customer_number": "5"}),
        )
        assert not one_person(*rows)

    def test_the_same_number_without_names_is_no_person(self):
        assert not one_person(person("crm", 1), person("shop", 2))


class TestDoubt:
    def test_a_row_that_fits_two_is_left_alone(self):
        rows = (
            person("crm", 1, "John Lee", "lee@x.com"),
            person("crm", 2, "Mary Lee", "lee@x.com"),
            person("voice", 3, None, "lee@x.com", None),
        )
        assert groups(*rows) == {frozenset({"crm:1"}), frozenset({"crm:2"}), frozenset({"voice:3"})}

    def test_a_name_settles_which_of_two(self):
        rows = (
            person("crm", 1, "John Lee", "lee@x.com"),
            person("crm", 2, "Mary Lee", "lee@x.com"),
            person("shop", 3, "Mary Lee", "lee@x.com"),
        )
        assert groups(*rows) == {frozenset({"crm:1"}), frozenset({"crm:2", "shop:3"})}

    def test_an_initial_settles_it_where_only_one_has_it(self):
        rows = (
            person("crm", 1, "John Lee", "lee@x.com"),
            person("crm", 2, "Mary Lee", "lee@x.com"),
            person("shop", 3, "M. Lee", "lee@x.com"),
        )
        assert groups(*rows) == {frozenset({"crm:1"}), frozenset({"crm:2", "shop:3"})}

    def test_a_third_system_does_not_bridge_two_people(self):
        rows = (
            person("crm", 1, "John Lee", "lee@x.com"),
            person("voice", 3, None, "lee@x.com", None),
            person("shop", 2, "Mary Lee", "lee@x.com"),
        )
        found = groups(*rows)
        assert not any({"crm:1", "shop:2"} <= group for group in found)

    def test_two_rows_of_one_system_do_not_meet_through_another(self):
        rows = (
            person("crm", 1, "Ann Lee", "a@x.com"),
            person("shop", 2, "Ann Lee", "a@x.com", extra={"customer_no": "7"}),
            person("crm", 3, "Ann Lee", None, WORK, extra={"customer_no": "7"}),
        )
        assert not any({"crm:1", "crm:3"} <= group for group in groups(*rows))


names = st.sampled_from([None, "Ann Lee", "Bob Lee", "A. Lee", "Ann Ray", "Lee", "Ann Lee Jr", "Zoë Müller"])
emails = st.sampled_from([None, "a@x.com", "A@x.com", "lee@x.com"])
numbers = st.sampled_from([None, HOME, WORK])
rows = st.builds(
    person,
    st.sampled_from(["crm", "shop", "voice"]),
    st.integers(1, 5),
    names,
    emails,
    numbers,
    birthday=st.sampled_from([None, None, date(1980, 1, 1), date(1950, 1, 1)]),
    extra=st.sampled_from([{}, {}, {"customer_number": "7"}, {"customer_number": "8"}]),
)


def distinct(people):
    return list({(row.provenance.system, row.id): row for row in people}.values())


@settings(max_examples=300)
@given(st.lists(rows, max_size=7).map(distinct), st.randoms())
def test_groups_are_a_partition_whatever_the_order(people, random):
    found = groups(*people)
    members = [member for group in found for member in group]
    assert sorted(members) == sorted(f"{row.provenance.system}:{row.id}" for row in people)
    for group in found:
        systems = [member.partition(":")[0] for member in group]
        assert len(set(systems)) == len(systems)
    random.shuffle(people)
    assert groups(*people) == found


@given(st.lists(rows, min_size=1, max_size=5))
def test_merging_keeps_every_id_and_invents_nothing(people):
    found = {row.provenance.system: row for row in people}
    merged = merge_customers(found, ["crm", "shop"])
    assert merged.ids == {system: row.id for system, row in found.items()}
    for field in ("name", "birthday"):
        said = {getattr(row, field) for row in found.values()} - {None}
        assert getattr(merged.customer, field) in (said or {None})
    assert {p.e164 for p in merged.customer.phones} == {p.e164 for row in found.values() for p in row.phones}
    assert all(len(values) >= 2 for values in merged.values.values())


class TestMerging:
    def test_the_first_system_in_the_order_wins_and_the_others_fill(self):
        crm = person("crm", 6, "Ann Lee", "ann@x.com", tier="Gold")
        shop = person("shop", 77, "Ann Lee", "ANN@x.com", WORK, segment="VIP", language="de", tags=("new",))
        merged = merge_customers({"shop": shop, "crm": crm}, ["crm", "shop"])
        assert merged.key == "crm:6"
        assert dict(merged.ids) == {"crm": "6", "shop": "77"}
        customer = merged.customer
        assert (customer.id, customer.tier, customer.segment, customer.language) == ("6", "Gold", "VIP", "de")
        assert customer.phones == (HOME, WORK)
        assert customer.emails == ("ann@x.com",)
        assert customer.tags == ("new",)
        assert dict(merged.values) == {}

    def test_disagreement_keeps_both_values_with_system_and_age(self):
        crm = person("crm", 6, "Ann Lee", address=Address(city="Ulm"), lifetime_value=Money(Decimal("5.0"), "EUR"))
        old = datetime(2020, 1, 1, tzinfo=UTC)
        shop = person("shop", 7, "Ann Ray", address=Address(city="Bonn"), lifetime_value=Money(Decimal(5), "EUR"))
        shop = replace(shop, provenance=replace(shop.provenance, as_of=old))
        merged = merge_customers({"crm": crm, "shop": shop}, ["crm", "shop"])
        assert merged.customer.name == "Ann Lee"
        assert [(item.system, item.value, item.at) for item in merged.values["name"]] == [
            ("crm", "Ann Lee", AT),
            ("shop", "Ann Ray", old),
        ]
        assert set(merged.values) == {"name", "address"}

    def test_spelling_is_no_disagreement(self):
        crm, shop = person("crm", 1, "Zoë Müller", tier="Gold"), person("shop", 2, "ZOE MUELLER", tier="gold ")
        assert dict(merge_customers({"crm": crm, "shop": shop}, ["crm"]).values) == {}

    def test_a_name_is_not_put_together_from_two_people(self):
        crm = person("crm", 1, "Ann Lee")
        shop = person("shop", 2, "Anna Ray", given_name="Anna", family_name="Ray")
        merged = merge_customers({"crm": crm, "shop": shop}, ["crm", "shop"]).customer
        assert (merged.name, merged.given_name, merged.family_name) == ("Ann Lee", None, None)
        shop = person("shop", 2, "Lee, Ann", given_name="Ann", family_name="Lee")
        merged = merge_customers({"crm": crm, "shop": shop}, ["crm", "shop"]).customer
        assert (merged.name, merged.given_name, merged.family_name) == ("Ann Lee", "Ann", "Lee")

    def test_extra_values_are_merged_one_by_one(self):
        crm, shop = person("crm", 1, extra={"risk": 3, "plan": None}), person("shop", 2, extra={"risk": 4, "plan": "L"})
        merged = merge_customers({"crm": crm, "shop": shop}, ["crm", "shop"])
        assert dict(merged.customer.extra) == {"risk": 3, "plan": "L"}
        assert [item.value for item in merged.values["extra.risk"]] == [3, 4]

    def test_who_said_what_is_kept(self):
        crm, shop = person("crm", 1, language="sv", tags=("vip",)), person("shop", 2, language="sv", segment="Gold")
        said = merge_customers({"shop": shop, "crm": crm}, ["crm", "shop"]).said_by
        assert (said["language"], said["segment"], said["tags"]) == (("crm", "shop"), ("shop",), ("crm",))
        assert "birthday" not in said

    def test_consents_nobody_knows_stay_unknown(self):
        crm, shop = person("crm", 1, consents=None), person("shop", 2, consents=())
        assert merge_customers({"crm": crm}, []).customer.consents is None
        assert merge_customers({"crm": crm, "shop": shop}, []).customer.consents == ()

    def test_a_system_the_order_does_not_name_comes_last(self):
        a, b = person("alpha", 1, "Ann"), person("beta", 2, "Bob")
        assert merge_customers({"alpha": a, "beta": b}, ["beta"]).key == "beta:2"
        assert merge_customers({"alpha": a, "beta": b}, []).key == "alpha:1"

    def test_nobody_cannot_be_merged(self):
        with pytest.raises(ValueError, match="nobody"):
            merge_customers({}, ["crm"])


@given(st.text(max_size=40))
def test_any_name_is_folded_without_a_crash(name):
    assert fold_name(name.upper()) == fold_name(name.upper())
    assert all(word for word in fold_name(name))
