"""Cards in a German window: the reasons of the rules are in German, and whole on their lines or under the pointer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest
from PySide6.QtWidgets import QApplication

from desktop.playbook.colleagues import reader_of
from desktop.playbook.loader import load_playbook
from desktop.rules.case_run import Played, play
from desktop.rules.cases import read_cases
from desktop.views.agent.card_words import CardWords
from desktop.views.agent.layout_class import Width
from desktop.views.context import ViewContext
from desktop.views.language import Languages
from desktop.views.spoken import Spoken
from tests.call.people import FERNVIK
from tests.views import card_samples
from tests.views.card_samples import CLASSES, talking
from tests.views.conftest import show_at

window = card_samples.window
pane = card_samples.pane


@pytest.fixture
def german(qapp: QApplication, context: ViewContext) -> Iterator[Spoken]:
    languages = Languages(qapp, context.formats)
    languages.speak("de")
    yield Spoken(context.formats)
    languages.speak("en")
    languages.forget()


@pytest.fixture
def played(german: Spoken) -> list[Played]:
    """Moments of the playbook's own cases in which several cards are shown."""
    playbook = load_playbook(FERNVIK)
    texts = {file.name: file.read_text("utf-8") for file in sorted((FERNVIK / "tests").glob("*.toml"))}
    reader = reader_of(playbook, "de", german)
    moments = (last(play(case, playbook.bundle, reader)) for case in read_cases(texts, playbook.bundle.schema)[0])
    return list(islice((moment for moment in moments if len(moment.decision.actions.shown) > 1), 6))


def last(moments: Iterator[Played]) -> Played:
    return list(moments)[-1]


@pytest.mark.parametrize(("layout", "height"), CLASSES)
def test_reasons_stand_on_their_lines(window, pane, played, layout, height):
    del height
    pane.set_layout(layout)
    rows = []
    for number, moment in enumerate(played):
        pane.show_call(talking(id=str(number), decision=moment.decision))
        show_at(window, (layout.do_width or 356) + 24, 760)
        shown = [row.text for row in pane.top.reasons._rows if row.box.isVisible()]
        assert all(row.text() in row.toolTip() for row in shown if row.is_elided())
        rows += [(row.text(), row.is_elided()) for row in shown]
    assert len(rows) > 6
    assert not any(elided for _, elided in rows) or layout.width is not Width.WIDE


def test_cards_and_their_why_are_in_german(pane, played):
    for number, moment in enumerate(played):
        top = moment.decision.actions.shown[0]
        pane.show_call(talking(id=str(number), decision=moment.decision))
        assert pane.top.reasons.texts() == [reason.text for reason in top.reasons][: len(pane.top.reasons.texts())]
        told = moment.session.why(top.id)
        titles = tuple(other.title for other in (top, *told.losers))
        lines = [text for _, sentences in CardWords().why(told, "Karte") for _, _, text in sentences]
        assert any(text.startswith("nicht mehr, wenn ") for text in lines), lines
        ours = [text for text in lines if not text.startswith(titles)]
        assert [text for text in ours if {"is", "needed:", "days", "ago", "yes", "and", "no"} & set(text.split())] == []
