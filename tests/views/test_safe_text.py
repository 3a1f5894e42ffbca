"""Hostile text: never markup, never reversed, never slow, always visible."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from desktop.views.safe_text import (
    ElidedLabel,
    SafeLabel,
    button_text,
    cap,
    cell,
    clean,
    directed,
    first_seen,
    isolate,
    plain,
    set_tip,
    shown,
    tip_text,
)
from desktop.views.widgets.card import at_end, at_start
from tests.views.conftest import show_at
from tests.views.samples import HOSTILE

CONTROLS = "\x00\x07\x1b\x7f\x85\u061c\u200e\u200f\u202a\u202e\u2066\u2069\ud800\udfff"


def test_clean_marks_what_could_deceive_and_keeps_the_rest():
    assert clean(CONTROLS) == "\ufffd" * len(CONTROLS)
    assert clean("a\nb\tc Ω 🎉 عربى") == "a\nb\tc Ω 🎉 عربى"
    assert clean(None) == ""
    assert clean(42) == "42"


@given(st.text(alphabet=st.characters(), max_size=200))
def test_clean_is_stable_encodable_and_keeps_the_length(text):
    once = clean(text)
    assert clean(once) == once
    assert len(once) == len(text)
    once.encode("utf-8")
    assert not any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in once)


@given(st.text(alphabet=st.characters(), max_size=300), st.integers(1, 50))
def test_cap_never_exceeds_its_limit(text, limit):
    assert len(cap(text, limit)) <= limit
    assert len(shown(text, limit)) <= limit


@given(st.text(alphabet=st.characters(), max_size=300))
def test_cells_are_one_short_line(text):
    assert not set("\n\t") & set(cell(text))
    assert len(cell(text)) <= 200


@given(st.text(alphabet=st.characters(), max_size=60))
def test_isolates_are_balanced_whatever_is_inside(text):
    wrapped = isolate(text)
    assert wrapped.count("\u2068") == wrapped.count("\u2069") == (1 if text else 0)
    assert plain(wrapped) == clean(text)


@given(st.text(alphabet=st.characters(), max_size=60))
def test_tooltips_cannot_open_a_tag(text):
    assert not GuiQt.mightBeRichText(tip_text(text))


def test_labels_show_hostile_text_as_text(qapp):
    del qapp
    label = SafeLabel()
    for text in HOSTILE:
        label.setText(text)
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert len(label.text()) <= 2000
        label.text().encode("utf-8")
        label.grab()


def test_the_format_of_a_label_cannot_be_changed(qapp):
    del qapp
    label = SafeLabel("x")
    with pytest.raises(TypeError):
        label.setTextFormat(Qt.TextFormat.RichText)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_ten_million_characters_do_not_reach_the_layout(qapp):
    del qapp
    label = SafeLabel("x" * 10_000_000, wrap=True)
    assert len(label.text()) == 2000


def test_labels_keep_our_isolates_and_close_what_is_open(qapp):
    del qapp
    label = SafeLabel(f"{isolate('Ann')} called")
    assert label.text() == "\u2068Ann\u2069 called"
    label.setText("\u2069\u2069 \u2068\u2068open")
    assert label.text() == " \u2068\u2068open\u2069\u2069"


def test_the_guard_makes_every_guessing_label_plain(qapp):
    window = QWidget()
    guessing = QLabel("<b>x</b>", window)
    asked = QLabel("<b>x</b>", window)
    asked.setTextFormat(Qt.TextFormat.RichText)
    window.show()
    box = QMessageBox(window)
    box.setText("<img src=file:///etc/passwd>")
    box.show()
    qapp.processEvents()
    assert guessing.textFormat() == Qt.TextFormat.PlainText
    assert asked.textFormat() == Qt.TextFormat.RichText
    assert all(label.textFormat() != Qt.TextFormat.AutoText for label in box.findChildren(QLabel))
    box.close()


def test_elided_labels_cut_what_is_shown_and_keep_what_is_said(qapp):
    label = ElidedLabel("A long line about Marta Lindqvist & <b>others</b>", role="meta")
    label.resize(80, 20)
    label.show()
    qapp.processEvents()
    assert label.is_elided()
    assert label.text().endswith("<b>others</b>")
    assert "Marta" in label.toolTip()
    assert not GuiQt.mightBeRichText(label.toolTip())
    label.resize(900, 20)
    qapp.processEvents()
    assert not label.is_elided()
    assert label.toolTip() == ""


def test_a_tooltip_of_its_own_stays_under_the_cut_text(qapp):
    label = ElidedLabel("Short")
    label.set_tip("CRM, 2 min")
    label.resize(300, 20)
    label.show()
    qapp.processEvents()
    assert label.toolTip() == "CRM, 2 min"


def test_set_tip_cleans(qapp):
    del qapp
    widget = QWidget()
    set_tip(widget, "<img src=x>\x00")
    assert widget.toolTip() == "\u2039img src=x>\ufffd"


def test_ampersands_survive_buttons():
    assert button_text("AT&T") == "AT&&T"


def test_a_shorter_wording_is_shown_where_the_text_does_not_fit(look):
    label = ElidedLabel("Complaint C-20418 is still open (CRM)", role="meta")
    look.dress(label)
    label.set_brief("Complaint C-20418 is still open")
    show_at(label, 400, 20)
    show_at(label, label.fontMetrics().horizontalAdvance(label.text()) + 4, 20)
    assert label.line_shown() == label.text()
    show_at(label, label.width() - 12, 20)
    assert (label.line_shown(), label.is_elided()) == ("Complaint C-20418 is still open", False)
    assert label.toolTip() != ""
    show_at(label, 40, 20)
    assert label.is_elided()
    look.undress(label)


def test_of_several_shorter_wordings_the_longest_that_fits_is_shown(look):
    whole, brief, least = "Complaint C-20418 is open (CRM, 2 min ago)", "Complaint C-20418 is open (CRM)", "Open"
    label = ElidedLabel(whole, role="meta", middle=True)
    look.dress(label)
    label.set_brief(brief, "", least)
    for text in (whole, brief, least):
        show_at(label, label.fontMetrics().horizontalAdvance(text) + 2, 20)
        assert (label.line_shown(), label.is_elided()) == (text, False)
    show_at(label, 8, 20)
    assert (label.line_shown(), label.is_elided()) == (least, True)
    assert label.toolTip() == whole
    look.undress(label)


def test_a_name_in_which_there_is_nothing_to_see_is_none():
    assert first_seen("  \u00a0\u200b", None, " Holm AB") == " Holm AB"
    assert first_seen("", None, "\u2060") == ""


@pytest.mark.parametrize("amount", ["١٢٬٤٨٠ €", "٣٨٪", "−٣", "٠٠:٤٢"])
def test_an_amount_in_arabic_digits_is_read_from_the_right(amount):
    assert directed(amount, mirrored=True) == f"\u2067{amount}\u2069"
    assert plain(directed(amount, mirrored=True)) == directed(amount, mirrored=False) == amount


@pytest.mark.parametrize("text", ["+46 70 174 06 05", "3 bikes?", "CSAT ٢", "من ٥", "Marta"])
def test_what_has_a_side_of_its_own_or_latin_digits_keeps_it(text):
    assert directed(text, mirrored=True) == f"\u2068{text}\u2069"


def test_a_letter_and_three_dots_are_not_shown(qapp):
    label = ElidedLabel("Billing dispute")
    pictures = {}
    for width in (label.fontMetrics().horizontalAdvance("B…") + 4, 200):
        show_at(label, width, 20)
        image = label.grab().toImage()
        pictures[width] = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
        assert label.is_elided() == (width < 200)
    narrow, wide = pictures.values()
    assert (len(narrow), len(wide) > 1) == (1, True)


@pytest.mark.parametrize(
    ("direction", "start", "end"),
    [
        (Qt.LayoutDirection.LeftToRight, (7, 0, 0, 0), (0, 0, 7, 0)),
        (Qt.LayoutDirection.RightToLeft, (0, 0, 7, 0), (7, 0, 0, 0)),
    ],
)
def test_margins_of_a_line_are_mirrored_with_it(qtbot, direction, start, end):
    line = QWidget()
    qtbot.addWidget(line)
    line.setLayoutDirection(direction)
    assert (at_start(line, 7), at_end(line, 7)) == (start, end)
