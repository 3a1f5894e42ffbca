"""The words of systems in a window: theirs in English, the usual ones translated elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from connectors.records import Interaction, Status
from desktop.views.agent.status_words import StatusWords
from desktop.views.context import ViewContext
from desktop.views.language import Languages
from tests.views.timeline_samples import PROVENANCE


@pytest.mark.parametrize(
    ("value", "label", "english", "german"),
    [
        ("paid", "paid", "Paid", "Bezahlt"),
        ("open", "In transit", "In transit", "Unterwegs"),
        ("cancelled", "Cancelled", "Cancelled", "Storniert"),
        ("completed", "Done", "Done", "Abgeschlossen"),
        ("partial", "Partially paid", "Partially paid", "Teilweise bezahlt"),
        # What only this system says stays as it says it.
        ("processing", "Parked at Bertha's", "Parked at Bertha's", "Parked at Bertha's"),
        ("processing", "", "In progress", "In Arbeit"),
        ("other_thing", "", "Other thing", "Other thing"),
    ],
)
def test_a_status_is_worded_for_the_window(qapp: QApplication, context: ViewContext, value, label, english, german):
    words, languages = StatusWords(context.formats), Languages(qapp, context.formats)
    assert words.status(Status(value, label)).text == english
    languages.speak("de")
    assert words.status(Status(value, label)).text == german
    languages.speak("en")
    languages.forget()


def test_how_a_contact_ended_is_toned_by_what_the_system_says_and_worded_for_the_window(qapp, context):
    words, languages = StatusWords(context.formats), Languages(qapp, context.formats)
    languages.speak("de")
    found = words.outcome(Interaction("1", PROVENANCE, channel="chatbot", outcome="Not resolved"))
    assert (found.text, found.tone) == ("Nicht gelöst", "bad")
    languages.speak("en")
    languages.forget()
