"""What is known of each kind of record, system by system, reads as one part that tells the truth."""

from __future__ import annotations

from connectors.connector import Page
from connectors.records import Provenance, Row
from desktop.call.parts import Parts
from desktop.call.state import PartStatus, Trouble
from tests.call.systems import NOW, interaction, order

OFFERED = {
    "crm": frozenset({"interactions.list", "orders.list"}),
    "shop": frozenset({"orders.list"}),
    "voice": frozenset({"customer.find_by_phone"}),
}
ROW = Row("c1", Provenance("core", "c1", NOW), "1")
DOWN = Trouble("shop", "Shop", "network", NOW)


def status(parts: Parts, kind: str) -> PartStatus:
    return parts.view()[kind].status


def test_before_anybody_is_known_parts_are_idle_and_what_nobody_offers_says_so():
    parts = Parts(OFFERED)
    assert status(parts, "orders") is PartStatus.IDLE
    assert status(parts, "feedback") is PartStatus.NOT_OFFERED


def test_a_part_is_live_only_when_every_system_has_answered():
    parts = Parts(OFFERED)
    parts.asking("crm", ("orders",))
    parts.answered("crm", "orders", Page((order("crm", "1", "a"),)))
    assert status(parts, "orders") is PartStatus.WAITING
    parts.answered("shop", "orders", Page(()))
    assert status(parts, "orders") is PartStatus.LIVE
    assert len(parts.view()["orders"].rows) == 1


def test_a_failed_system_leaves_the_rows_of_the_others_and_says_what_is_wrong():
    parts = Parts(OFFERED)
    parts.answered("crm", "orders", Page((order("crm", "1", "a"),)))
    parts.failed("shop", "orders", DOWN)
    part = parts.view()["orders"]
    assert (part.status, part.trouble, len(part.rows)) == (PartStatus.FAILED, DOWN, 1)


def test_the_cache_stays_dated_until_the_live_answer_and_survives_a_failure():
    parts = Parts(OFFERED)
    parts.cached({"orders": (order("shop", "1", "a"),), "interactions": ()}, NOW)
    assert (status(parts, "orders"), parts.view()["orders"].as_of) == (PartStatus.CACHED, NOW)
    parts.failed("shop", "orders", DOWN)
    assert len(parts.view()["orders"].rows) == 1
    parts.answered("crm", "orders", Page(()))
    parts.answered("shop", "orders", Page((order("shop", "2", "a"),)))
    assert [row.id for row in parts.view()["orders"].rows] == ["2"]
    assert parts.view()["orders"].as_of is None


def test_an_unchanged_part_is_the_same_object():
    parts = Parts(OFFERED)
    parts.answered("crm", "interactions", Page((interaction("crm", "1", "a"),)))
    before = parts.view()["interactions"]
    parts.answered("shop", "orders", Page(()))
    assert parts.view()["interactions"] is before


def test_a_system_that_does_not_know_the_person_has_answered():
    parts = Parts(OFFERED)
    parts.answered("crm", "orders", Page(()))
    parts.unknown_there("shop")
    assert status(parts, "orders") is PartStatus.LIVE


def test_complete_means_every_answer_of_every_system_is_there():
    parts = Parts(OFFERED)
    assert not parts.complete()
    parts.asking("crm", ("orders", "interactions"))
    parts.answered("crm", "orders", Page(()))
    parts.answered("crm", "interactions", Page(()))
    assert not parts.complete(), "nobody has asked the shop yet"
    parts.unknown_there("shop")
    assert parts.complete()
    assert parts.settled()


def test_what_a_system_could_not_tell_is_not_kept_as_nothing():
    parts = Parts(OFFERED)
    parts.answered("crm", "orders", Page(()))
    parts.answered("crm", "interactions", Page((interaction("crm", "1", "a"),)))
    assert not parts.settled()
    parts.unreachable("shop", DOWN)
    assert (parts.settled(), parts.complete()) == (True, False)
    assert parts.rows().keys() == {"interactions"}


def test_clearing_forgets_everything():
    parts = Parts(OFFERED)
    parts.answered("crm", "orders", Page((order("crm", "1", "a"),)))
    parts.clear()
    assert all(part.rows == () for part in parts.view().values())


def test_a_table_of_the_sites_own_is_a_part_like_any_other():
    parts = Parts({"core": frozenset({"cards.list"}), "shop": frozenset({"orders.list"})})
    assert status(parts, "cards") is PartStatus.IDLE
    parts.cached({"cards": (ROW,), "boats": (ROW,)}, NOW)
    assert (status(parts, "cards"), parts.view()["cards"].rows) == (PartStatus.CACHED, (ROW,))
    assert "boats" not in parts.view()
    parts.answered("core", "cards", Page((ROW, ROW)))
    assert (status(parts, "cards"), len(parts.rows()["cards"])) == (PartStatus.LIVE, 2)
    parts.clear()
    assert parts.view()["cards"].rows == ()
