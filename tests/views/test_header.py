"""The customer header: who is on the line, and what is known, none, waited for or failed."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from connectors.records import Money, Phone
from desktop.call.state import Identity, IdentityStatus, Part, PartStatus, Trouble
from desktop.views.agent.header import Header
from desktop.views.agent.header_values import HeaderWords
from desktop.views.agent.layout_class import layout_class
from desktop.views.safe_text import plain
from desktop.views.widgets.tile import TileState
from tests.views import samples
from tests.views.conftest import PATIENT_MS, gone, show_at


@pytest.fixture
def header(context, look):
    found = Header(context)
    look.dress(found)
    found.set_layout(layout_class(1440, 900, 100))
    yield found
    gone(found, look)


def words(context):
    return HeaderWords(context.formats)


def test_who_it_is(header):
    header.show_call(samples.talking())
    show_at(header, 1440, 84)
    assert plain(header.name.text()) == "Marta Lindqvist"
    assert plain(header.segment.text()) == "Gold"
    assert header.verified.text() == "Verified · ANI + PIN"
    line = plain(header.line.text())
    for part in ("Customer since Mar 2016", "No. 4471 0932", "Swedish", "+46 70 555 01 42", "marta.l@example.com"):
        assert part in line
    assert not header.dated.isVisible()


@pytest.mark.parametrize(
    ("how", "data", "said"),
    [
        (("ani",), {"pin": "verified"}, "Verified · ANI + PIN"),
        (("ani",), {}, "Matched · ANI"),
        (("id",), {}, "Matched · customer number"),
        (("agent",), {"pin": "verified"}, "Chosen by you · not verified"),
        (("ani", "cache"), {"voice": "Verified"}, "Verified · ANI + VOICE"),
    ],
)
def test_how_the_caller_was_recognized(how, data, said, context):
    call = samples.talking(info=samples.info(data=MappingProxyType(data)))
    call = replace(call, identity=replace(call.identity, how=how))
    assert words(context).identity(call, samples.NOW).verified == said


@pytest.mark.parametrize(
    ("state", "name", "tag"),
    [
        (samples.unknown(), "Unknown caller", "Not identified"),
        (samples.unknown(withheld=True), "Number withheld", "Not identified"),
        (samples.choose(), "3 possible customers", "Choose"),
        (samples.talking(identity=Identity(IdentityStatus.LOOKING)), "+46 70 555 01 42", "Looking up"),
    ],
)
def test_who_it_may_be(state, name, tag, header):
    header.show_call(state)
    assert plain(header.name.text()) == name
    assert header.verified.text() == tag
    assert header.not_this.isHidden()


def test_unknown_callers_show_number_country_and_what_the_phone_says(context):
    call = samples.unknown()
    call = replace(call, info=replace(call.info, ani_name="J. Maier"))
    line = plain(words(context).identity(call, samples.NOW).facts)
    assert line == "+49 40 555012  ·  Germany  ·  says: J. Maier"


def test_no_name_on_file_is_said(context):
    nobody = replace(samples.marta(), name=None, organization=None)
    call = samples.talking(identity=Identity(IdentityStatus.IDENTIFIED, samples.merged(nobody)))
    text = words(context).identity(call, samples.NOW)
    assert (text.name, text.avatar) == ("No name on file", None)


def test_figures_name_their_scale_and_change(context):
    tiles = words(context).tiles(samples.talking(), samples.NOW)
    assert (tiles["value"].value, tiles["value"].age) == ("€12,480", "")
    assert (tiles["nps"].value, tiles["nps"].scale, tiles["nps"].change) == ("6", "of 10", "−3")
    assert tiles["nps"].change_tone == "bad"
    assert (tiles["csat"].value, tiles["csat"].scale) == ("4.1", "of 5")
    assert (tiles["orders"].value, tiles["orders"].change) == ("2", "1 late")
    assert tiles["churn"].value == "38%"


def test_what_waits_is_not_what_is_missing(context):
    tiles = words(context).tiles(samples.loading(), samples.NOW)
    assert {name: tiles[name].state for name in ("nps", "orders")} == {
        "nps": TileState.PENDING,
        "orders": TileState.PENDING,
    }
    assert tiles["nps"].sentence == "Last NPS: waiting for Feedback"
    none = samples.talking(profile=replace(samples.PROFILE, nps=None))
    assert words(context).tiles(none, samples.NOW)["nps"].state is TileState.NONE


def test_what_failed_says_whose_fault_it_is(context):
    tiles = words(context).tiles(samples.failed_source(), samples.NOW)
    assert (tiles["nps"].state, tiles["nps"].word) == (TileState.FAILED, "no answer")
    assert tiles["nps"].sentence == "Last NPS: Feedback, no answer"
    assert tiles["orders"].state is TileState.KNOWN


def test_what_no_system_offers_is_said(context):
    call = samples.talking(
        profile=replace(samples.PROFILE, nps=None), parts=samples.parts(feedback=Part(PartStatus.NOT_OFFERED))
    )
    assert words(context).tiles(call, samples.NOW)["nps"].sentence == "Last NPS: no system offers this"


def test_what_is_not_live_is_dated_at_once(header, context):
    tiles = words(context).tiles(samples.cached(), samples.NOW)
    assert {tile.age for tile in tiles.values()} == {"· 3 h"}
    header.show_call(samples.cached())
    assert header.dated.text() == "Saved copy, 3 h"
    header.show_call(samples.talking())
    assert header.dated.text() == ""


def test_ages_of_live_figures_come_on_demand(header):
    header.show_call(samples.talking())
    assert header.tiles["nps"].value.age == ""
    header.set_ages_shown(True)
    assert header.tiles["nps"].value.age == "· now"
    header.set_ages_shown(False)
    assert header.tiles["nps"].value.age == ""


def test_disagreements_list_system_and_age(header, context):
    header.show_call(samples.talking())
    assert header.values.label == "2 values"
    found = words(context).disagreements(
        samples.talking().identity.customer, {"crm": "CRM", "shop": "Orders"}, samples.NOW
    )
    assert found[0] == ["Segment", "Gold · CRM · 40 days", "Silver · Orders · 3 days"]
    assert found[1][2] == "Kungsgatan 12, 411 19 Göteborg · Orders · 3 days"
    menu = header.values_menu()
    assert menu is not None
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts[:2] == ["Segment", "Gold · CRM · 40 days"]
    menu.actions()[2].trigger()
    menu.deleteLater()


def test_money_and_days_are_written_as_people_do(context):
    values = {
        "lifetime_value": (
            samples.FieldValue("crm", Money(Decimal("10.5"), "EUR"), samples.NOW),
            samples.FieldValue("shop", None, samples.NOW - timedelta(days=2)),
        )
    }
    customer = samples.merged(samples.marta(), values=values)
    found = words(context).disagreements(customer, {}, samples.NOW)
    assert found == [["Lifetime value", "€10.50 · crm · just now", "empty · shop · 2 days"]]


def test_not_this_person_asks_the_desk(header, context, desk):
    header.show_call(samples.talking())
    header.not_this.click()
    context.keymap.run("not_this_person")
    assert desk.wishes == [("not_this_person", "call-1")] * 2
    header.show_call(samples.unknown())
    context.keymap.run("not_this_person")
    assert len(desk.wishes) == 2


def test_clearing_leaves_nothing_of_the_customer(header, qapp):
    header.show_call(samples.talking())
    show_at(header, 1440, 84)
    header.clear()
    qapp.processEvents()
    said = " ".join(label.text() + label.toolTip() + label.accessibleName() for label in header.findChildren(QLabel))
    for secret in ("Marta", "12,480", "marta.l", "4471", "Gold"):
        assert secret not in said
    assert header.values.isHidden()


def test_hostile_names_stay_text(header):
    for name in samples.HOSTILE:
        header.show_call(samples.hostile_names(name))
        show_at(header, 1440, 84)
        for label in header.findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText
            label.text().encode("utf-8")
        assert header.name.width() >= min(120, header.name.sizeHint().width())
        assert header.tiles["churn"].geometry().right() < 1440


@pytest.mark.parametrize("width", [617, 960, 1120, 1280, 1440, 1920, 2560])
@pytest.mark.parametrize("density", [100, 115, 130])
def test_nothing_moves_from_loading_to_full(width, density, context, look):
    look.set_density(density)
    header = Header(context)
    look.dress(header)
    width = max(width, look.px(600))  # below that the page scrolls
    header.set_layout(layout_class(width, 900, density))

    def places():
        pinned = [header.name, header.segment, *[tile for tile in header.tiles.values() if tile.isVisible()]]
        return [(part.x(), part.y(), part.width() if part in header.tiles.values() else 0) for part in pinned]

    header.show_call(samples.loading())
    show_at(header, width, header.height())
    loading = places()
    header.show_call(samples.talking())
    show_at(header, width, header.height())
    assert places() == loading
    look.undress(header)


def test_placeholders_wait_a_moment_before_they_show(header, qtbot):
    header.show_call(samples.loading())
    show_at(header, 1440, 84)
    first = header.tiles["nps"].grab().toImage()
    qtbot.waitUntil(lambda: header.tiles["nps"].grab().toImage() != first, timeout=PATIENT_MS)


def test_the_same_state_again_changes_no_text(header, monkeypatch):
    state = samples.talking()
    header.show_call(state)
    painted = []
    monkeypatch.setattr(QLabel, "setText", lambda self, text: painted.append(text))
    header.show_call(replace(state))
    assert painted == []


def test_the_pixels_follow_a_synchronous_repaint(header):
    show_at(header, 1440, 84)
    header.show_call(samples.talking())
    header.repaint()
    assert header.painted_version == header.version


@pytest.mark.parametrize(
    ("tier", "segment", "said", "tone"),
    [
        ("Gold", "Consumer", "Gold", "gold"),
        ("platinum", "Small business", "Platinum", "gold"),
        ("Silver", "Consumer", "Silver", "plain"),
        (None, "Consumer", "Consumer", "accent"),
        ("", "Small business", "Small business", "accent"),
        (None, None, "", "accent"),
    ],
)
def test_the_tier_matters_more_than_the_segment(tier, segment, said, tone, context):
    person = replace(samples.marta(), tier=tier, segment=segment)
    state = samples.talking()
    merged = replace(state.identity.customer, customer=person)
    text = words(context).identity(replace(state, identity=replace(state.identity, customer=merged)), context.now())
    assert (plain(text.segment), text.segment_tone) == (said, tone)


@pytest.mark.parametrize("name", ["Bo", "Lou Reyes", "Marta Lindqvist", "Eleanor Clarke-Pemberton"])
def test_tags_follow_the_name_at_once_and_the_button_follows_the_tags(name, header):
    state = samples.talking()
    merged = replace(state.identity.customer, customer=replace(samples.marta(), name=name))
    header.show_call(replace(state, identity=replace(state.identity, customer=merged)))
    show_at(header, 1440, 84)
    row = [header.name, header.segment, header.verified, header.not_this]
    gaps = [right.x() - left.geometry().right() - 1 for left, right in itertools.pairwise(row)]
    assert gaps == [8, 8, 8]


def test_a_number_from_a_system_is_written_as_people_read_it(context):
    person = replace(samples.marta(), phones=(Phone("+492214710318", "+492214710318"),))
    state = samples.talking()
    merged = replace(state.identity.customer, customer=person)
    withheld = replace(state.info, ani=None, ani_display="")
    state = replace(state, info=withheld, identity=replace(state.identity, customer=merged))
    assert "+49 221 4710318" in plain(words(context).identity(state, context.now()).contact)


@pytest.mark.parametrize(("number", "shown"), [("44710932", True), ("6c262a8b581a48c2:customer.create:0", False)])
def test_a_key_of_a_program_is_not_a_customer_number(number, shown, context):
    state = samples.talking()
    merged = replace(state.identity.customer, customer=replace(samples.marta(), id=number))
    text = words(context).identity(replace(state, identity=replace(state.identity, customer=merged)), context.now())
    assert (number in plain(text.facts)) == shown
    assert ("No." in text.facts) == shown


def test_figures_wait_for_a_system_that_still_looks_for_the_customer(context):
    idle = samples.parts(orders=Part(systems=("shop",)))
    state = samples.talking(parts=idle, profile=replace(samples.PROFILE, open_orders=None))
    asked = tuple(replace(view, status="asking", latency_ms=None) for view in samples.SOURCES)
    found = words(context).tiles(replace(state, sources=asked), samples.NOW)["orders"]
    assert (found.state, found.sentence) == (TileState.PENDING, "Open orders: waiting for Orders")
    assert words(context).tiles(state, samples.NOW)["orders"].state is TileState.EMPTY
    trouble = Trouble("shop", "Orders", "busy", samples.NOW)
    gone = tuple(replace(view, status="failed", trouble=replace(trouble, system=view.name)) for view in samples.SOURCES)
    found = words(context).tiles(replace(state, sources=gone), samples.NOW)["orders"]
    assert (found.state, found.word) == (TileState.FAILED, "busy")


def test_the_tags_follow_a_short_name_at_once_whoever_was_there_before(header):
    header.set_layout(layout_class(1440, 900, 100))
    show_at(header, 1440, 84)
    call = samples.talking()
    merged = call.identity.customer
    gaps = set()
    for name in ("Marta Lindqvist", "Lou Reyes", "Li Wu"):
        person = replace(merged, customer=replace(merged.customer, name=name))
        header.show_call(replace(call, identity=replace(call.identity, customer=person)))
        QApplication.processEvents()
        gaps.add(header.segment.x() - header.name.geometry().right())
    assert len(gaps) == 1
    assert header.name.width() < 100
