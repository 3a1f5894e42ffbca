"""Our small widgets: names, geometry that holds still, hostile texts, right to left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.views.keys import Keymap
from desktop.views.theme.tokens import THEMES
from desktop.views.widgets.avatar import Avatar, initials
from desktop.views.widgets.buttons import _SHAPES, Button, Chip, IconButton
from desktop.views.widgets.fields import LineField
from desktop.views.widgets.focus import chain
from desktop.views.widgets.labels import IconLabel, KeyCap, Tag
from desktop.views.widgets.meter import Steps
from desktop.views.widgets.skeleton import paint_skeleton
from desktop.views.widgets.tile import ScoreTile, TileState, TileValue
from tests.views.conftest import settle
from tests.views.samples import HOSTILE


@pytest.fixture
def window(look):
    widget = QWidget()
    look.dress(widget)
    yield widget
    look.undress(widget)


def painted(widget: QWidget) -> set[str]:
    """The colors on a widget's picture."""
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Marta Lindqvist", "ML"),
        ("Anna Maria van der Berg", "AB"),
        ("cher", "C"),
        ("🎉 Party", "P"),
        ("🎉", ""),
        ("", ""),
        (None, ""),
        ("(Dr.) 42 éva", "DÉ"),
        ("محمد علي", "م\u200cع"),
        ("李 明", "李明"),
        ("\u202e\x00<b>", "B"),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


@given(st.text(alphabet=st.characters(), max_size=80))
def test_initials_are_short_letters_whatever_comes(name):
    found = initials(name)
    assert len(found) <= 5
    assert found == "" or any(char.isalpha() for char in found)


def test_avatars_paint_every_name(look, window):
    avatar = Avatar(look, 52, window)
    window.show()
    for name in [*HOSTILE, None]:
        avatar.set_name(name)
        assert look.tokens.accent_soft.lower() in painted(avatar)


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_every_kind_of_button_paints_its_label_in_every_theme(theme, look, window, qapp):
    look.set_theme(theme)
    buttons = [Button(look, "AT&T <b>", kind, icon="phone", key="F2", parent=window) for kind in _SHAPES]
    window.show()
    qapp.processEvents()
    for button in buttons:
        assert button.accessibleName() == "AT&T <b>"
        assert button.sizeHint().height() >= look.px(24)
        assert len(painted(button)) > 2


def test_ampersands_make_no_mnemonic(look, window, qapp):
    button = Button(look, "&Accept AT&T", parent=window)
    window.show()
    qapp.processEvents()
    assert button.shortcut().isEmpty()
    assert button.label == "&Accept AT&T"


def test_a_disabled_button_says_why(look, window):
    button = Button(look, "Waive fee", parent=window)
    button.set_ready(False, "No invoice yet")
    assert not button.isEnabled()
    assert (button.toolTip(), button.accessibleDescription()) == ("No invoice yet", "No invoice yet")
    button.set_ready(True)
    assert (button.isEnabled(), button.toolTip()) == (True, "")


def test_a_button_with_reserved_room_does_not_move(look, window, qapp):
    button = Button(look, "Mute", "bar", icon="mic", key="F6", parent=window)
    button.reserve(("Mute", "Unmute"), ("Unmuting…",))
    widths = set()
    for label, busy in (("Mute", False), ("Unmute", False), ("Unmuting…", True)):
        button.set_label(label)
        button.leave_out_key(busy)
        widths.add(button.sizeHint().width())
    assert len(widths) == 1
    del qapp


def test_an_icon_only_button_keeps_its_name(look, window):
    button = Button(look, "Mute", "bar", icon="mic", key="F6", parent=window)
    wide = button.sizeHint().width()
    button.set_icon_only(True)
    assert button.sizeHint().width() < wide
    assert (button.accessibleName(), button.toolTip()) == ("Mute", "Mute (F6)")


def test_icon_buttons_are_big_enough_and_named(look, window, qapp):
    button = IconButton(look, "x", "Close", key="Esc", parent=window)
    window.show()
    qapp.processEvents()
    assert min(button.width(), button.height()) >= 24
    assert (button.accessibleName(), button.toolTip()) == ("Close", "Close (Esc)")


def test_buttons_do_not_take_the_focus_from_what_is_typed(look, window, qapp):
    field = LineField(look, "Number", parent=window)
    button = Button(look, "Accept", parent=window)
    button.move(0, 200)
    window.resize(300, 300)
    window.show()
    window.activateWindow()
    qapp.processEvents()
    field.setFocus()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.focusWidget() is field


def test_chips_know_that_they_are_on(look, window):
    chip = Chip(look, "Fee waived", parent=window)
    chip.click()
    assert chip.isChecked()


@pytest.mark.parametrize("state", list(TileState))
def test_tiles_keep_their_place_whatever_they_hold(state, look, window, qapp):
    tile = ScoreTile(look, "Last NPS", TileValue(TileState.KNOWN, "10", "of 10", "−10", age="· 23 h"), window)
    before = tile.sizeHint()
    tile.set_value(TileValue(state, "6", "of 10", "−3", "bad", "· 2 min", "no answer"))
    tile.set_waited(True)
    window.show()
    qapp.processEvents()
    assert tile.sizeHint() == before
    assert len(painted(tile)) > 2


def test_tile_states_look_different_without_color(look, window, qapp):
    pictures = set()
    for state in (TileState.PENDING, TileState.KNOWN, TileState.NONE, TileState.FAILED):
        tile = ScoreTile(look, "NPS", TileValue(TileState.KNOWN, "100 of 10"), window)
        word = {TileState.NONE: "none", TileState.FAILED: "no answer"}.get(state, "")
        tile.set_value(TileValue(state, "6", "of 10", word=word))
        tile.set_waited(True)
        tile.resize(tile.sizeHint())
        gray = tile.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        pictures.add(bytes(gray.constBits()))
    assert len(pictures) == 4
    del qapp


def test_tiles_say_what_they_show(look, window):
    tile = ScoreTile(look, "Last NPS", TileValue(TileState.KNOWN, "10"), window)
    tile.set_value(TileValue(TileState.KNOWN, "6", "of 10", sentence="Last NPS: 6 of 10\nFeedback"))
    assert tile.text() == "Last NPS: 6 of 10\nFeedback"
    assert tile.toolTip() == tile.text()


def test_tiles_mirror(look, window, qapp):
    tile = ScoreTile(look, "NPS", TileValue(TileState.KNOWN, "1000000"), window)
    tile.set_value(TileValue(TileState.KNOWN, "6"))
    tile.resize(tile.sizeHint())
    tile.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    image = tile.grab().toImage()
    line = look.color("line").name()
    assert image.pixelColor(image.width() - 1, image.height() // 2).name() == line
    del qapp


def test_steps_keep_their_sentence(look, window, qapp):
    steps = Steps(look, window)
    steps.set_states(("done", "current", "next", "skipped"), "Step 2 of 4")
    window.show()
    qapp.processEvents()
    steps.resize(100, 6)
    assert steps.text() == "Step 2 of 4"
    assert {look.color(name).name() for name in ("good", "accent_text", "line2")} <= painted(steps)


def test_tags_and_caps_never_stretch(look, window, qapp):
    tag, cap = Tag(look, "Gold", "gold", window), KeyCap(look, "Ctrl K", parent=window)
    window.show()
    qapp.processEvents()
    assert tag.sizePolicy().horizontalPolicy() == tag.sizePolicy().Policy.Maximum
    assert cap.minimumSizeHint() == cap.sizeHint()
    cap.setText("")
    assert cap.isHidden()


def test_icon_labels_change_icon_and_tone(look, window, qapp):
    label = IconLabel(look, "phone", "good", 16, window)
    window.show()
    qapp.processEvents()
    first = label.grab().toImage()
    label.set_icon("mic", "bad")
    assert label.grab().toImage() != first


def test_fields_are_named_and_as_high_as_the_density_asks(look, window):
    field = LineField(look, "Name", "Hint", parent=window)
    assert (field.accessibleName(), field.placeholderText(), field.height()) == ("Name", "Hint", 32)
    look.set_density(130)
    assert field.height() == look.px(32)
    look.set_density(100)


def test_tab_reaches_what_may_be_shown_and_nothing_else(look, window):
    buttons = [Button(look, str(n), parent=window) for n in range(3)]
    buttons[1].hide()
    IconLabel(look, "phone", "good", 16, window)
    assert chain(window) == buttons


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("height", [32, 52])
def test_skeletons_stay_inside_their_row(rtl, height, look, qapp):
    del qapp
    image = QImage(300, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    rect = QRect(20, 10, 260, height)
    paint_skeleton(painter, look, rect, 1, disc=height == 52, rtl=rtl)
    painter.end()
    inked = [(x, y) for x in range(300) for y in range(100) if image.pixelColor(x, y).name() != "#ffffff"]
    assert inked
    assert all(rect.contains(x, y) for x, y in inked)


def test_widgets_follow_theme_and_density_and_go_away(look, window, qapp):
    tag = Tag(look, "Gold", "gold", window)
    avatar = Avatar(look, 52, window)
    look.set_density(130)
    assert (tag.height(), avatar.width()) == (look.px(20), look.px(52))
    for widget in (tag, avatar):
        widget.setParent(None)
        widget.deleteLater()
    settle(qapp)
    look.set_theme("dark")


def test_a_button_tells_its_keys_beside_its_name(look):
    keymap = Keymap()
    button = Button(look, "Finish", key=keymap.caption("finish"))
    assert (button.accessibleName(), button.accessibleDescription()) == ("Finish", "Ctrl+Return")
    button.set_ready(False, "Not yet")
    assert button.accessibleDescription() == "Not yet"
    button.set_ready(True)
    button.set_key("Esc")
    assert button.accessibleDescription() == "Esc"
    icon = IconButton(look, "x", "Refresh", key=keymap.caption("refresh"))
    assert (icon.accessibleName(), icon.accessibleDescription()) == ("Refresh", "F5")
    keymap.remap("refresh", "Ctrl+R")
    icon.show_keys_again(keymap.caption)
    assert (icon.accessibleDescription(), icon.toolTip()) == ("Ctrl+R", "Refresh (Ctrl R)")
