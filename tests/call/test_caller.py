"""Who is on the line: the wrong customer is never shown, whatever order the answers come in."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from connectors.clock import SystemClock
from connectors.connector import Page
from connectors.errors import AuthError, Unavailable
from connectors.merge import merge_customers
from connectors.phones import parse_number
from desktop.call.caller import Caller, Systems
from desktop.call.gather import Clue
from desktop.call.state import IdentityStatus, PartStatus
from desktop.call.writes import new_customer
from desktop.store.records import CachedCustomer
from tests.call.systems import NOW, HeldSystem, SameLoop, customer, interaction, order

NUMBER = "+4915120000004"
MARTA = customer("crm", "4471", "Marta Lindqvist", email="marta@example.com")
MARTA_SHOP = customer("shop", "s-9", "Marta Lindqvist", email="marta@example.com")
PER = customer("crm", "4472", "Per Lindqvist", email="per@example.com")
STRANGER = customer("shop", "s-1", "Bob Stranger", email="bob@example.com")


class Desk:
    """A caller with its systems, and the pictures the screen would have had."""

    def __init__(self, *systems: HeldSystem) -> None:
        self.changes = 0
        self.shown: list[str | None] = []
        self.caller = Caller(Systems(SameLoop(), systems, SystemClock(), "DE"), self._changed)

    def _changed(self) -> None:
        self.changes += 1
        person = self.caller.identity.customer
        self.shown.append(person.customer.name if person else None)

    def ring(self, number: str = NUMBER) -> None:
        self.caller.find(Clue(parse_number(number, "DE")), "ani")

    async def settle(self) -> None:
        for _ in range(30):
            await asyncio.sleep(0)

    @property
    def status(self) -> IdentityStatus:
        return self.caller.identity.status

    @property
    def name(self) -> str | None:
        return self.shown[-1] if self.shown else None

    def part(self, kind: str):
        return self.caller.parts.view()[kind]


def cached(*people, parts=None) -> CachedCustomer:
    merged = merge_customers({person.provenance.system: person for person in people}, ("crm", "shop"))
    return CachedCustomer(merged, parts or {}, NOW)


async def test_one_match_everywhere_is_identified_and_everything_is_asked():
    crm, shop = HeldSystem("crm", (MARTA,)), HeldSystem("shop", (MARTA_SHOP,))
    crm.records["interactions"] = (interaction("crm", "i1", "4471"),)
    shop.records["orders"] = (order("shop", "o1", "s-9"),)
    desk = Desk(crm, shop)
    desk.ring()
    await desk.settle()
    assert desk.status is IdentityStatus.IDENTIFIED
    assert desk.caller.identity.customer.ids == {"crm": "4471", "shop": "s-9"}
    assert [row.id for row in desk.part("orders").rows] == ["o1"]
    assert desk.part("interactions").status is PartStatus.LIVE


async def test_the_first_system_of_the_site_is_shown_before_a_slow_one_has_answered():
    crm, shop = HeldSystem("crm", (MARTA,)), HeldSystem("shop", (MARTA_SHOP,))
    shop.hold("customer.find_by_phone")
    desk = Desk(crm, shop)
    desk.ring()
    await desk.settle()
    assert desk.name == "Marta Lindqvist"
    assert desk.part("orders").status is PartStatus.WAITING


async def test_another_system_alone_does_not_name_the_caller_before_all_have_answered():
    crm, shop = HeldSystem("crm", (MARTA, PER)), HeldSystem("shop", (MARTA_SHOP,))
    crm.hold("customer.find_by_phone")
    desk = Desk(crm, shop)
    desk.ring()
    await desk.settle()
    assert desk.status is IdentityStatus.LOOKING
    crm.open("customer.find_by_phone")
    await desk.settle()
    assert desk.status is IdentityStatus.CHOOSE
    assert set(desk.shown) == {None}


async def test_a_household_number_is_a_choice_with_nothing_preselected():
    desk = Desk(HeldSystem("crm", (MARTA, PER)))
    desk.ring()
    await desk.settle()
    assert desk.status is IdentityStatus.CHOOSE
    assert desk.caller.identity.customer is None
    assert {c.customer.customer.name for c in desk.caller.identity.candidates} == {"Marta Lindqvist", "Per Lindqvist"}
    assert desk.part("orders").status is PartStatus.IDLE


async def test_two_systems_that_name_two_people_are_a_choice_and_records_leave_the_screen():
    crm, shop = HeldSystem("crm", (MARTA,)), HeldSystem("shop", (STRANGER,))
    crm.records["interactions"] = (interaction("crm", "i1", "4471"),)
    shop.hold("customer.find_by_phone")
    desk = Desk(crm, shop)
    desk.ring()
    await desk.settle()
    assert desk.name == "Marta Lindqvist"
    shop.open("customer.find_by_phone")
    await desk.settle()
    assert desk.status is IdentityStatus.CHOOSE
    assert desk.part("interactions").rows == ()


async def test_a_number_that_only_resembles_is_never_selected_by_itself():
    class Vague(HeldSystem):
        async def find_by_phone(self, query):
            return Page((), possible=self.people)

    desk = Desk(Vague("crm", (MARTA,)))
    desk.ring()
    await desk.settle()
    assert desk.status is IdentityStatus.CHOOSE
    assert [c.exact for c in desk.caller.identity.candidates] == [False]


async def test_nobody_is_unknown():
    desk = Desk(HeldSystem("crm"), HeldSystem("shop"))
    desk.ring()
    await desk.settle()
    assert desk.status is IdentityStatus.UNKNOWN


async def test_the_cache_paints_at_once_and_says_its_age():
    crm = HeldSystem("crm", (MARTA,))
    crm.hold("customer.find_by_phone")
    desk = Desk(crm)
    desk.ring()
    desk.caller.remembered((cached(MARTA, parts={"interactions": (interaction("crm", "i0", "4471"),)}),))
    assert desk.name == "Marta Lindqvist"
    assert desk.caller.identity.cached_at == NOW
    assert desk.part("interactions").status is PartStatus.CACHED
    crm.open("customer.find_by_phone")
    await desk.settle()
    assert desk.caller.identity.cached_at is None
    assert desk.part("interactions").status is PartStatus.LIVE


async def test_a_number_that_has_changed_hands_shows_the_new_owner_only():
    crm = HeldSystem("crm", (PER,))
    crm.hold("customer.find_by_phone")
    desk = Desk(crm)
    desk.ring()
    desk.caller.remembered((cached(MARTA, parts={"interactions": (interaction("crm", "i0", "4471"),)}),))
    assert desk.name == "Marta Lindqvist"
    crm.open("customer.find_by_phone")
    await desk.settle()
    assert desk.name == "Per Lindqvist"
    assert all(row.customer_id == "4472" for row in desk.part("interactions").rows)


async def test_a_number_that_nobody_has_any_more_leaves_the_screen():
    desk = Desk(HeldSystem("crm"))
    desk.caller._findings.asked = {"crm"}
    desk.caller.remembered((cached(MARTA),))
    desk.ring()
    await desk.settle()
    assert desk.status is IdentityStatus.UNKNOWN


async def test_a_dead_source_leaves_the_cached_customer_with_its_age():
    crm = HeldSystem("crm", (MARTA,))
    crm.errors["customer.find_by_phone"] = Unavailable("crm", "network")
    crm.errors["interactions.list"] = Unavailable("crm", "network")
    desk = Desk(crm)
    desk.ring()
    desk.caller.remembered((cached(MARTA, parts={"interactions": (interaction("crm", "i0", "4471"),)}),))
    await desk.settle()
    assert desk.name == "Marta Lindqvist"
    assert desk.caller.identity.cached_at == NOW
    part = desk.part("interactions")
    assert (part.status, part.trouble.code, len(part.rows)) == (PartStatus.CACHED, "network", 1)
    assert desk.caller.sources["crm"].status == "failed"


async def test_a_dead_source_is_said_in_its_own_place_and_nowhere_else():
    crm, shop = HeldSystem("crm", (MARTA,)), HeldSystem("shop", (MARTA_SHOP,))
    shop.errors["orders.list"] = Unavailable("shop", "timeout")
    crm_only = replace(MARTA)
    crm.people = (crm_only,)
    crm.operations = crm.operations - {"orders.list"}
    desk = Desk(crm, shop)
    desk.ring()
    await desk.settle()
    assert desk.part("orders").status is PartStatus.FAILED
    assert desk.part("orders").trouble.code == "timeout"
    assert desk.part("interactions").status is PartStatus.LIVE


async def test_a_connector_with_a_bug_is_one_dead_panel():
    class Buggy(HeldSystem):
        async def list(self, kind, customer_id, limit=20, since=None):
            raise ZeroDivisionError

    desk = Desk(Buggy("crm", (MARTA,)))
    desk.ring()
    await desk.settle()
    assert desk.part("orders").trouble.code == "bad_payload"


async def test_a_system_asked_by_email_is_linked_only_to_the_same_person():
    liar = customer("voice", "v1", "Somebody Else", phone="+4930111111", email=None)

    class Liar(HeldSystem):
        async def find_by_email(self, email):
            return Page((liar,))

    voice = Liar("voice", operations=frozenset({"customer.find_by_email", "orders.list"}))
    voice.records["orders"] = (order("voice", "x", "v1"),)
    desk = Desk(HeldSystem("crm", (MARTA,), frozenset({"customer.find_by_phone"})), voice)
    desk.ring()
    await desk.settle()
    assert "voice" not in desk.caller.identity.customer.ids
    assert desk.part("orders").rows == ()


async def test_an_id_of_one_system_is_never_tried_as_an_id_of_another():
    shop = HeldSystem("shop", (customer("shop", "77", "Marta Lindqvist"),))
    crm = HeldSystem("crm", (customer("crm", "77", "Marta Lindqvist", phone="+49300000001"),))
    desk = Desk(crm, shop)
    desk.ring()
    await desk.settle()
    assert desk.caller.identity.customer.ids == {"shop": "77"}
    assert not [argument for operation, argument in crm.asked if operation == "customer.find_by_id"]


async def test_not_this_person_takes_everything_away_and_late_answers_bring_nothing_back():
    crm = HeldSystem("crm", (MARTA,))
    crm.records["interactions"] = (interaction("crm", "i1", "4471"),)
    crm.hold("interactions.list")
    desk = Desk(crm)
    desk.ring()
    await desk.settle()
    desk.caller.not_this_person()
    crm.open("interactions.list")
    await desk.settle()
    assert desk.status is IdentityStatus.UNKNOWN
    assert desk.caller.identity.customer is None
    assert desk.part("interactions").rows == ()


async def test_choosing_one_of_several_reads_that_one_and_later_answers_do_not_change_it():
    crm, shop = HeldSystem("crm", (MARTA, PER)), HeldSystem("shop", (STRANGER,))
    crm.records["interactions"] = (interaction("crm", "i1", "4471"), interaction("crm", "i2", "4472"))
    shop.hold("customer.find_by_phone")
    desk = Desk(crm, shop)
    desk.ring()
    await desk.settle()
    key = next(c.customer.key for c in desk.caller.identity.candidates if c.customer.customer.name == "Per Lindqvist")
    assert desk.caller.choose(key)
    shop.open("customer.find_by_phone")
    await desk.settle()
    assert desk.name == "Per Lindqvist"
    assert [row.id for row in desk.part("interactions").rows] == ["i2"]
    assert not desk.caller.choose("nobody")


async def test_candidates_are_told_apart_by_last_contact_and_open_orders():
    crm = HeldSystem("crm", (MARTA, PER))
    crm.records["interactions"] = (interaction("crm", "i1", "4471"),)
    crm.records["orders"] = (order("crm", "o1", "4472"), order("crm", "o2", "4472", "completed"))
    desk = Desk(crm)
    desk.ring()
    await desk.settle()
    by_name = {c.customer.customer.name: c for c in desk.caller.identity.candidates}
    assert by_name["Marta Lindqvist"].last_contact == NOW
    assert by_name["Per Lindqvist"].open_orders == 1


async def test_a_search_finds_by_name_and_says_which_source_could_not_answer():
    crm, shop = HeldSystem("crm", (MARTA, PER)), HeldSystem("shop")
    shop.errors["customer.search"] = Unavailable("shop", "network")
    desk = Desk(crm, shop)
    desk.caller.find(None, "ani")
    desk.caller.look_for("lindqvist")
    await desk.settle()
    search = desk.caller.search
    assert search.status == "done"
    assert len(search.results) == 2
    assert [trouble.system for trouble in search.troubles] == ["shop"]
    assert desk.caller.choose(search.results[0].customer.key)
    await desk.settle()
    assert desk.status is IdentityStatus.IDENTIFIED


async def test_a_newer_search_makes_an_older_one_speechless():
    crm = HeldSystem("crm", (MARTA, PER))
    crm.hold("customer.search")
    desk = Desk(crm)
    desk.caller.look_for("marta")
    await desk.settle()
    gate = crm.gates.pop("customer.search")
    desk.caller.look_for("per")
    await desk.settle()
    gate.set()
    await desk.settle()
    assert [c.customer.customer.name for c in desk.caller.search.results] == ["Per Lindqvist"]


@pytest.mark.parametrize("number", ["", "reception", "12", "x" * 100_000])
async def test_what_is_no_number_is_not_looked_up(number: str):
    crm = HeldSystem("crm", (MARTA,))
    desk = Desk(crm)
    desk.caller.find(Clue(parse_number(number, "DE")) if parse_number(number, "DE") else None, "ani")
    await desk.settle()
    assert desk.status is IdentityStatus.UNKNOWN
    assert crm.asked == []


async def test_an_answer_about_an_id_no_longer_in_force_is_not_shown():
    crm = HeldSystem("crm", (MARTA,))
    shop = HeldSystem("shop", (customer("shop", "s-9", "Marta Lindqvist", "+49000000001", "marta@example.com"),))
    shop.records["orders"] = (order("shop", "theirs", "s-77"), order("shop", "hers", "s-9"))
    late, held = asyncio.Event(), shop.list

    async def listed(kind, customer_id, limit=20, since=None):
        if customer_id == "s-77":
            await late.wait()
        return await held(kind, customer_id, limit, since)

    shop.list = listed
    desk = Desk(crm, shop)
    desk.ring()
    desk.caller.remembered((cached(MARTA, customer("shop", "s-77", "Marta Lindqvist", email="marta@example.com")),))
    await desk.settle()
    late.set()
    await desk.settle()
    assert desk.caller.identity.customer.ids["shop"] == "s-9"
    assert [row.id for row in desk.part("orders").rows] == ["hers"]


async def test_open_orders_are_counted_once_however_often_somebody_looks():
    crm = HeldSystem("crm", (MARTA, PER))
    crm.records["orders"] = (order("crm", "o1", "4471"),)
    desk = Desk(crm)
    desk.ring()
    await desk.settle()
    desk.caller.look_for("Marta")
    await desk.settle()
    [found] = desk.caller.search.results
    assert found.open_orders == 1
    assert {c.open_orders for c in desk.caller.identity.candidates} == {0, 1}


async def test_what_one_linked_system_said_survives_the_next():
    one = customer("one", "a1", "Marta Lindqvist", "+49000000001", "marta@example.com")
    two = customer("two", "b1", "Marta Lindqvist", "+49000000002", "marta@example.com")
    first, second = HeldSystem("one", (replace(one, tier="Gold"),)), HeldSystem("two", (two,))
    second.hold("customer.find_by_email")
    desk = Desk(HeldSystem("crm", (MARTA,)), first, second)
    desk.ring()
    await desk.settle()
    second.open("customer.find_by_email")
    await desk.settle()
    person = desk.caller.identity.customer
    assert person.ids.keys() == {"crm", "one", "two"}
    assert person.customer.tier == "Gold"


async def test_after_a_new_customer_no_panel_waits_for_a_system_that_was_told_to_stop():
    shop = HeldSystem("shop")
    shop.hold("customer.find_by_phone")
    desk = Desk(HeldSystem("crm"), shop)
    desk.ring()
    await desk.settle()
    desk.caller.not_this_person()
    desk.caller.adopt(new_customer("k", "Anna", None, "anna@example.com", NOW))
    await desk.settle()
    assert desk.part("orders").status is PartStatus.LIVE


async def test_a_search_result_grows_with_each_system_that_knows_the_person():
    crm, shop = HeldSystem("crm", (MARTA,)), HeldSystem("shop", (MARTA_SHOP,))
    shop.hold("customer.search")
    desk = Desk(crm, shop)
    desk.caller.look_for("Marta")
    await desk.settle()
    shop.open("customer.search")
    await desk.settle()
    assert desk.caller.search.results[0].customer.ids == {"crm": "4471", "shop": "s-9"}


async def test_a_source_whose_questions_were_taken_back_is_not_shown_as_asking():
    crm, shop = HeldSystem("crm", (MARTA,)), HeldSystem("shop", (STRANGER,))
    crm.hold("orders.list")
    desk = Desk(crm, shop)
    desk.ring()
    await desk.settle()
    assert desk.status is IdentityStatus.CHOOSE
    assert {source.status for source in desk.caller.sources.values()} == {"ok"}
    desk.caller.not_this_person()
    assert "asking" not in {source.status for source in desk.caller.sources.values()}


async def test_the_cache_does_not_name_a_person_whom_a_quick_system_contradicts():
    crm, shop = HeldSystem("crm", (PER,)), HeldSystem("shop", (STRANGER,))
    crm.hold("customer.find_by_phone")
    desk = Desk(crm, shop)
    desk.ring()
    await desk.settle()
    desk.caller.remembered((cached(MARTA),))
    await desk.settle()
    assert desk.caller.identity.customer is None


async def test_a_sign_in_that_failed_is_said_where_the_system_is_shown():
    desk = Desk(HeldSystem("crm", (MARTA,)), HeldSystem("shop", (MARTA_SHOP,)))
    desk.ring()
    await desk.settle()
    before = desk.changes
    desk.caller.not_signed_in("shop", AuthError("shop", "the sign-in was refused: access_denied"))
    source = desk.caller.sources["shop"]
    assert (source.status, source.trouble.code) == ("failed", "sign_in")
    assert source.trouble.detail == "the sign-in was refused: access_denied"
    assert desk.caller.sources["crm"].status == "ok"
    assert desk.changes == before + 1


async def test_who_was_signed_out_when_the_phone_rang_says_who_it_is_after_the_sign_in():
    crm, shop = HeldSystem("crm", (MARTA,)), HeldSystem("shop")
    crm.errors["customer.find_by_phone"] = AuthError("crm", "nobody has signed in")
    crm.records["interactions"] = (interaction("crm", "i1", "4471"),)
    desk = Desk(crm, shop)
    desk.ring()
    await desk.settle()
    assert desk.status is IdentityStatus.UNKNOWN
    assert desk.caller.sources["crm"].trouble.code == "auth"
    crm.errors.clear()
    desk.caller.refresh("crm")
    await desk.settle()
    assert desk.name == "Marta Lindqvist"
    assert [row.id for row in desk.part("interactions").rows] == ["i1"]
    assert [asked for asked, _ in shop.asked].count("customer.find_by_phone") == 1


async def test_an_agent_who_has_said_who_it_is_is_not_overruled_by_a_second_question():
    crm, shop = HeldSystem("crm", (MARTA,)), HeldSystem("shop")
    crm.errors["customer.find_by_phone"] = AuthError("crm")
    desk = Desk(crm, shop)
    desk.ring()
    await desk.settle()
    desk.caller.not_this_person()
    crm.errors.clear()
    desk.caller.refresh(None)
    await desk.settle()
    assert desk.status is IdentityStatus.UNKNOWN
    assert [asked for asked, _ in crm.asked if "phone" in asked] == ["customer.find_by_phone"]
