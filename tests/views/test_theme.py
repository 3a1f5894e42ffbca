"""Tokens, contrast, sheet, icons, fonts: computed, not believed."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPalette, QRawFont
from PySide6.QtWidgets import QApplication, QLabel, QWidget

import desktop.views
from desktop.views.language import CATALOGS, LANGUAGES
from desktop.views.theme import tokens as t
from desktop.views.theme.icons import DIRECTIONAL, NAMES, Icons
from desktop.views.theme.look import Look
from desktop.views.theme.sheet import _CONTROLS, _FRAMES, LABEL_TONES, TAG_TONES, _values, set_property, sheet_of
from tests.views.conftest import PATIENT_MS

GROUNDS = ("surface", "sunken", "bg", "accent_soft")
BAR_GROUNDS = ("bar", "bar_button", "bar_hold")
SOFT = {"good", "warn", "bad", "violet", "gold"}
THEMES = list(t.THEMES.values())
NAMED = [theme.name for theme in THEMES]


def pairs(theme: t.Tokens) -> list[tuple[str, str, float]]:
    """Every pair of tokens that meets on screen, with the contrast it needs."""
    found = [(ink, ground, 4.5) for ink in ("text", "text2", "text3") for ground in GROUNDS]
    found += [("accent_text", ground, 4.5) for ground in GROUNDS]
    found += [(ink, f"{tone}_soft", 4.5) for tone in SOFT for ink in ("text", "text2", tone)]
    found += [(tone, ground, 4.5) for tone in SOFT for ground in ("surface", "sunken", "bg")]
    found += [("on_accent", fill, 4.5) for fill in ("accent", "accent_hover", "accent_press")]
    found += [("on_end", fill, 4.5) for fill in ("end", "end_hover")]
    found += [("bar_text", ground, 4.5) for ground in ("bar", "bar_button", "bar_button_hover", "bar_hold")]
    found += [("bar_text2", ground, 4.5) for ground in ("bar", "bar_button", "bar_hold")]
    found += [("live_text", "bar_button", 4.5), ("bar_warn", "bar", 4.5), ("bar_warn", "bar_button", 4.5)]
    found += [("focus", ground, 3.0) for ground in GROUNDS]
    found += [("control", ground, 3.0) for ground in GROUNDS]
    found += [("accent", ground, 3.0) for ground in ("surface", "bg")]
    found += [("bar_focus", ground, 3.0) for ground in ("bar", "bar_button", "bar_hold")]
    found += [(f"series{n}", ground, 3.0) for n in range(1, 5) for ground in ("surface", "sunken")]
    return found


@pytest.mark.parametrize("theme", THEMES, ids=NAMED)
def test_every_pair_of_tokens_that_meets_has_its_contrast(theme):
    low = [
        (ink, ground, round(t.contrast(getattr(theme, ink), getattr(theme, ground)), 2), need)
        for ink, ground, need in pairs(theme)
        if t.contrast(getattr(theme, ink), getattr(theme, ground)) < need
    ]
    assert low == []


@pytest.mark.parametrize("theme", [theme for theme in THEMES if theme.strong], ids=lambda theme: theme.name)
def test_high_contrast_texts_reach_seven(theme):
    colors = _values(theme, 100)
    every = {(ink, ground) for ink, ground, need in pairs(theme) if need == 4.5}
    every |= {(ink, ground) for _, ink, ground in sheet_pairs()}
    low = {pair: t.contrast(*(colors[name] for name in pair)) for pair in every}
    assert {pair: round(ratio, 2) for pair, ratio in low.items() if ratio < 7} == {}


def rules() -> dict[str, dict[str, str]]:
    """The sheet's own rules as selector to properties, each color by the name of its token."""
    found: dict[str, dict[str, str]] = {}
    values = {name: name for name in re.findall(r"{(\w+)}", _FRAMES + _CONTROLS)}
    for selectors, body in re.findall(r"([^{}]+){([^}]*)}", (_FRAMES + _CONTROLS).format(**values)):
        for selector in selectors.split(","):
            properties = (part.partition(":") for part in body.split(";") if part.strip())
            kept = found.setdefault(" ".join(selector.split()), {})
            kept |= {name.strip(): value.strip() for name, _, value in properties}
    return found


def sheet_pairs() -> list[tuple[str, str, str]]:
    """Every text color of the sheet with each ground it can stand on, as (selector, ink, ground)."""
    fields, found = {*t.Tokens.__dataclass_fields__, "pressed"}, []
    every = rules()
    for selector, own in every.items():
        if "::separator" in selector:
            continue
        base = every.get(re.sub(r":[a-z-]+$", "", selector), {})
        general = every.get(re.sub(r"[\[:].*", "", selector), {})
        merged = {**general, **base, **own}
        ground = merged.get("background", "transparent")
        under = BAR_GROUNDS if re.search(r'"(bar|end|search)', selector) else GROUNDS
        for ink in (merged.get("color", ""), merged.get("placeholder-text-color", "")):
            if ink in fields:
                found += [(selector, ink, each) for each in ([ground] if ground in fields else under)]
        if "selection-color" in merged:
            found.append((selector, merged["selection-color"], merged["selection-background-color"]))
    return found


@pytest.mark.parametrize("theme", THEMES, ids=NAMED)
def test_every_text_of_the_sheet_has_its_contrast_on_its_ground(theme):
    colors = _values(theme, 100)
    found = {each: t.contrast(colors[each[1]], colors[each[2]]) for each in sheet_pairs()}
    assert len(found) > 60
    assert {each: round(ratio, 2) for each, ratio in found.items() if ratio < 4.5} == {}


def test_every_color_that_is_painted_is_among_the_pairs():
    """What delegates and painted widgets ask for by name: an ink or a ground that no pair knows is not checked."""
    fields = {name for name in t.Tokens.__dataclass_fields__ if name not in ("name", "dark", "strong")}
    known = {name for pair in pairs(t.LIGHT) for name in pair[:2]}
    known |= {name for _, *pair in sheet_pairs() for name in pair}
    asked = set()
    for file in Path(desktop.views.__file__).parent.rglob("*.py"):
        if file.parent.name != "theme":
            asked |= fields & set(re.findall(r'"([a-z_0-9]+)"', file.read_text(encoding="utf-8")))
    assert asked - known == {"line", "line2", "bar_line"}, "hairlines alone may be faint: they are decoration"


def test_contrast_agrees_with_the_published_examples():
    assert t.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert t.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert t.contrast("#2B50D8", "#FFFFFF") == pytest.approx(6.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=NAMED)
@pytest.mark.parametrize("density", t.DENSITIES)
def test_the_sheet_is_complete_and_small(theme, density):
    sheet = sheet_of(theme, density)
    assert not re.search(r"None|\{\{|\}\}", sheet)
    assert sheet.count("{") == sheet.count("}")
    assert len(sheet) < 16_000
    colors = set(re.findall(r"#[0-9A-Fa-f]{6}", sheet))
    own = {getattr(theme, name) for name in theme.__dataclass_fields__ if isinstance(getattr(theme, name), str)}
    assert colors <= own


def test_density_rounds_every_type_size_as_designed():
    body = [t.scaled(t.TYPE["body"].size, density) for density in t.DENSITIES]
    assert body == [14, 16, 18]


def test_tones_name_tokens():
    fields = set(t.Tokens.__dataclass_fields__)
    assert set(LABEL_TONES.values()) <= fields
    assert {name for pair in TAG_TONES.values() for name in pair} <= fields


def test_say_text_is_heavier_on_dark():
    assert t.type_role("say", t.LIGHT).weight == 400
    assert t.type_role("say", t.DARK).weight == 500


def test_the_look_dresses_windows_and_switches_them(look, qapp):
    window = QWidget()
    label = QLabel("x", window)
    label.setProperty("tone", "bad")
    look.dress(window)
    window.show()
    qapp.processEvents()
    assert ink(label) == t.LIGHT.bad
    look.set_theme("dark")
    assert ink(label) == t.DARK.bad
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == t.DARK.bg
    set_property(label, "tone", "good")
    assert ink(label) == t.DARK.good
    look.undress(window)


@pytest.fixture
def hidden(look, qapp):
    """A label in a branch that was seen before and is hidden now, in a window that is shown."""
    window = QWidget()
    branch = QWidget(window)
    label = QLabel("x", branch)
    label.setProperty("tone", "bad")
    look.dress(window)
    window.show()
    qapp.processEvents()
    branch.hide()
    yield label
    look.undress(window)


def ink(label):
    """The color a label is written in."""
    return label.palette().color(label.foregroundRole()).name().upper()


def test_what_is_hidden_wears_another_theme_when_it_is_shown_and_not_later(look, hidden):
    look.set_theme("dark")
    assert ink(hidden) == t.LIGHT.bad
    hidden.parentWidget().show()
    assert ink(hidden) == t.DARK.bad


def test_what_stays_hidden_is_dressed_in_its_turn(look, hidden, qtbot):
    look.set_theme("dark")
    qtbot.waitUntil(lambda: ink(hidden) == t.DARK.bad, timeout=PATIENT_MS)
    look.set_theme("light")
    look.set_theme("dark-contrast")
    assert ink(hidden) == t.THEMES["dark-contrast"].bad


def test_what_is_deleted_before_its_turn_is_left_alone(look, hidden, qapp):
    window = hidden.window()
    seen = QLabel("y", window)
    seen.setProperty("tone", "bad")
    seen.show()
    look.set_theme("dark")
    hidden.parentWidget().deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    look.set_theme("light")
    assert ink(seen) == t.LIGHT.bad


def test_from_light_to_dark_nobody_measures_again(look):
    heard = []
    look.reshaped.connect(lambda: heard.append((look.tokens.name, look.density)))
    look.set_theme("dark")
    assert heard == []
    look.set_density(115)
    look.set_theme("dark-contrast")
    assert heard == [("dark", 115), ("dark-contrast", 115)]


def test_density_changes_fonts_and_measures(look):
    heard = []
    look.changed.connect(lambda: heard.append(look.density))
    assert look.font("body").pixelSize() == 14
    look.set_density(130)
    assert (look.font("body").pixelSize(), look.px(32), heard) == (18, 42, [130])
    look.set_density(99)
    assert look.density == 130


def test_inter_ships_with_four_weights_and_its_license(look):
    from importlib.resources import files

    folder = files("resources") / "fonts"
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8").upper()
    assert look.font("body").family() == "Inter"
    assert look.font("name").weight() == QFont.Weight.DemiBold


def test_digits_have_one_width_in_every_role(look):
    for role in t.TYPE:
        metrics = QFontMetrics(look.font(role))
        assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1, role


def test_digits_keep_one_width_through_the_sheet(look, qapp):
    window = QWidget()
    label = QLabel("1", window)
    label.setProperty("role", "timer")
    look.dress(window)
    window.show()
    qapp.processEvents()
    assert label.font().pixelSize() == 20
    assert label.fontMetrics().horizontalAdvance("11:11") == label.fontMetrics().horizontalAdvance("00:00")
    look.undress(window)


def test_every_icon_draws_something_in_its_color(qapp):
    del qapp
    icons, empty, tinted_wrong = Icons(), [], []
    for name in sorted(NAMES):
        pixmap = icons.pixmap(name, "#FF0000", 16, 2.0)
        image = pixmap.toImage()
        pixels = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
        inks = {pixel.getRgb()[:3] for pixel in pixels if pixel.alpha() > 200}
        empty += [] if inks else [name]
        tinted_wrong += [name for red, green, blue in inks if red < 240 or green > 20 or blue > 20]
        assert pixmap.devicePixelRatio() == 2.0
    assert (empty, tinted_wrong) == ([], [])


def test_no_icon_ships_that_nothing_asks_for():
    views = Path(desktop.views.__file__).parent
    sources = [file.read_text(encoding="utf-8") for file in views.rglob("*.py") if file.name != "icons.py"]
    nodes = (node for source in sources for node in ast.walk(ast.parse(source)))
    words = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert sorted(NAMES - words) == []
    assert DIRECTIONAL <= NAMES


def test_icons_are_kept_and_unknown_names_refused(qapp):
    del qapp
    icons = Icons()
    assert icons.pixmap("phone", "#112233", 16) is icons.pixmap("phone", "#112233", 16)
    with pytest.raises(KeyError):
        icons.pixmap("no-such-icon", "#112233", 16)


def test_directional_icons_mirror_and_others_do_not(qapp):
    del qapp
    icons = Icons()
    plain, turned = (icons.pixmap("arrow-right", "#000000", 16, mirrored=each) for each in (False, True))
    assert plain.toImage().flipped(Qt.Orientation.Horizontal) == turned.toImage()
    same = [icons.pixmap("phone", "#000000", 16, mirrored=each).toImage() for each in (False, True)]
    assert same[0] == same[1]


def test_all_themes_are_reachable_by_name(qapp):
    del qapp
    for name in t.THEMES:
        assert Look(name).tokens.name == name
    assert isinstance(QApplication.instance(), QApplication)


def test_nothing_moves(look, qapp):
    assert not any(qapp.isEffectEnabled(effect) for effect in Qt.UIEffect if effect is not Qt.UIEffect.UI_General)
    names = r"Q\w*Animation\b|QTimeLine|QMovie|QGraphics\w*Effect"
    views = Path(desktop.views.__file__).parent
    found = {file.name: re.findall(names, file.read_text(encoding="utf-8")) for file in views.rglob("*.py")}
    assert {name: words for name, words in found.items() if words} == {}


def test_what_inter_cannot_write_is_written_by_a_font_that_ships_with_its_license(look):
    from importlib.resources import files

    license_text = (files("resources") / "fonts" / "OFL-NotoSansArabic.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in license_text
    for role in t.TYPE:
        assert look.font(role).families() == ["Inter", "Noto Sans Arabic"]


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag != "en"])
def test_every_letter_of_every_language_is_in_the_fonts_that_ship(look, tag):
    faces = [QRawFont.fromFont(QFont(family)) for family in look.font("body").families()]
    catalog = ElementTree.parse(CATALOGS / f"callside_{tag}.ts")
    letters = {letter for said in catalog.iter("translation") for letter in "".join(said.itertext()) if letter > " "}
    assert len(letters) > 60
    # Marks of direction are not drawn.
    drawn = letters - set("\u200e\u200f\u2068\u2069")
    assert {letter for letter in drawn if not any(face.supportsCharacter(ord(letter)) for face in faces)} == set()


def test_a_line_of_arabic_is_hardly_higher_than_one_of_latin_letters(look):
    for role in t.TYPE:
        metrics = QFontMetricsF(look.font(role))
        inked = metrics.tightBoundingRect("مُحتاج")
        assert metrics.boundingRect("مُحتاج").height() <= metrics.height() * 1.25
        assert inked.top() >= metrics.boundingRect("مُحتاج").top()
        assert inked.bottom() <= metrics.boundingRect("مُحتاج").bottom()


def test_arabic_digits_have_one_width_too(look):
    for role in t.TYPE:
        metrics = QFontMetricsF(look.font(role))
        assert len({metrics.horizontalAdvance(digit) for digit in "٠١٢٣٤٥٦٧٨٩"}) == 1, role
