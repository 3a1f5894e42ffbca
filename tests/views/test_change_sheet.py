"""What one system says is copied to another: from the header's menu or the palette, seen before it is sent."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt

from connectors.records import Address
from desktop.call.deed_views import ChangeView
from desktop.call.state import Phase
from tests.views import samples
from tests.views.conftest import press, show_call

TIER = ChangeView("shop", "segment", "Silver", "Gold", "crm", MappingProxyType({"segment": "Gold"}))
MAIL = ChangeView("crm", "emails", None, ("a@x.com", "b@x.com"), "shop", MappingProxyType({"email": "a@x.com"}))
CTRL = Qt.KeyboardModifier.ControlModifier


def call(*changes: ChangeView, **more: object):
    return replace(samples.talking(), changes=changes, **more)


def told(window) -> dict[str, str]:
    rows = [row for row in window.change_sheet.steps._rows if not row.box.isHidden()]
    return {row.name.text(): row.value.text() for row in rows}


def menu_of(window) -> dict[str, bool]:
    menu = window.workspace.header.values_menu()
    found = {action.text(): action.isEnabled() for action in menu.actions() if not action.isSeparator()}
    menu.deleteLater()
    return found


def chosen(window, start: str) -> None:
    menu = window.workspace.header.values_menu()
    next(action for action in menu.actions() if action.text().startswith(start)).trigger()
    menu.deleteLater()


def test_the_menu_offers_each_value_to_the_systems_that_can_take_it(window, desk):
    show_call(window, desk, call(TIER, replace(TIER, system="crm", new="Silver", promised=True)))
    found = menu_of(window)
    assert found["Copy to Orders: Gold"]
    assert found["Copied to CRM: Silver"] is False


def test_enter_sends_exactly_what_was_shown(window, desk):
    show_call(window, desk, call(TIER))
    notes = window.workspace.wrap_up.notes
    notes.setFocus()
    chosen(window, "Copy to Orders")
    assert window.change_sheet.isVisible()
    assert window.change_sheet.accessibleName() == "Change in Orders"
    assert told(window) == {"Field": "Segment", "Now": "Silver", "Then": "Gold", "As in": "CRM"}
    desk.wishes.clear()
    press(window, Qt.Key.Key_Return)
    assert ("change", "call-1", TIER, "Segment in Orders: Gold") in desk.wishes
    assert window.change_sheet.isHidden()
    assert window.focusWidget() is notes


def test_escape_sends_nothing(window, desk):
    show_call(window, desk, call(TIER))
    chosen(window, "Copy to Orders")
    press(window, Qt.Key.Key_Escape)
    assert window.change_sheet.isHidden()
    assert "change" not in {wish[0] for wish in desk.wishes}


@pytest.mark.parametrize(
    "after",
    [
        call(),
        call(replace(TIER, old="Bronze")),
        call(replace(TIER, promised=True)),
        call(TIER, id="another"),
        replace(samples.unknown(), changes=(TIER,)),
    ],
)
def test_it_closes_when_it_is_no_longer_what_it_says(window, desk, after):
    show_call(window, desk, call(TIER))
    chosen(window, "Copy to Orders")
    show_call(window, desk, after)
    assert window.change_sheet.isHidden()


def test_it_stays_while_the_call_goes_on(window, desk):
    show_call(window, desk, call(TIER))
    chosen(window, "Copy to Orders")
    show_call(window, desk, call(TIER, phase=Phase.WRAP_UP))
    assert window.change_sheet.isVisible()


def test_the_palette_knows_it_too(window, desk):
    show_call(window, desk, call(MAIL))
    press(window, Qt.Key.Key_K, CTRL)
    window.palette_sheet.field.setText("copy to")
    titles = [entry.title for entry in window.palette_sheet.model.entries]
    assert titles == ["Copy to CRM: a@x.com", "Search in all systems"]
    press(window, Qt.Key.Key_Return)
    assert window.change_sheet.accessibleName() == "Change in CRM"
    assert told(window) == {"Field": "E-mail", "Now": "empty", "Then": "a@x.com", "As in": "Orders"}


def test_a_ringing_call_is_answered_first(window, desk):
    show_call(window, desk, call(TIER, phase=Phase.RINGING))
    assert menu_of(window)["Copy to Orders: Gold"] is False
    press(window, Qt.Key.Key_K, CTRL)
    window.palette_sheet.field.setText("copy to")
    assert [entry.title for entry in window.palette_sheet.model.entries] == ["Search in all systems"]


def test_values_read_as_people_write_them(window, desk):
    road = Address("Road 2", "41119", "Göteborg", "Västra")
    address = ChangeView("crm", "address", None, road, "shop", MappingProxyType({"street": "Road 2"}))
    show_call(window, desk, call(address, replace(TIER, field="language", old="de", new="en-GB")))
    window.show_change(address)
    assert told(window)["Then"] == "Road 2, 41119 Göteborg, Västra"
    window.show_change(replace(TIER, field="language", old="de", new="en-GB"))
    assert told(window)["Now"] == "German"


def test_what_was_copied_is_no_disagreement_any_more(window, desk):
    segment = {"segment": samples.DISAGREE["segment"]}
    person = replace(samples.talking().identity, customer=samples.merged(samples.marta(), values=segment))
    header = window.workspace.header
    show_call(window, desk, call(TIER, identity=person))
    assert (header.values.isVisible(), header.values.label) == (True, "2 values")
    show_call(window, desk, call(replace(TIER, promised=True), identity=person))
    assert not header.values.isVisible()
    show_call(window, desk, call(TIER, identity=person))
    assert header.values.isVisible()
    show_call(window, desk, call(replace(TIER, promised=True)))
    assert header.values.isVisible(), "they still disagree on the address"
