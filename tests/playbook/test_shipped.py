"""Every playbook that ships: nothing wrong with it, whole enough to copy from, and words for every moment."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from desktop.call.facts import facts_of
from desktop.call.guide import GuideWalk
from desktop.call.state import Identity, IdentityStatus, StepStatus
from desktop.playbook.loader import examined
from desktop.playbook.text_read import ALSO_THERE
from desktop.playbook.texts import fill, names_in
from desktop.rules.facts import FactSet
from desktop.rules.seen import see_all
from tests.call.people import FERNVIK, NOW, ZONE, everything, identified, info, live, order

FOLDERS = sorted(folder for folder in FERNVIK.parent.iterdir() if (folder / "playbook.toml").is_file())
STRANGER = Identity(IdentityStatus.UNKNOWN)
CALLERS = {"known": (identified(), everything(orders=live(order()))), "unknown": (STRANGER, {})}
FIRST = {"text": "Yes", "number": "3", "money": "40", "date": "2026-11-25"}
BESIDE_FACTS = dict.fromkeys((*ALSO_THERE, "action.value"), "there")
MOST_STEPS = 20


@cache
def shipped(folder: Path):
    return examined(folder)


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def found(request):
    return shipped(request.param)


@pytest.fixture
def book(found):
    assert found.playbook is not None, list(map(str, found.problems))
    return found.playbook


def test_it_has_nothing_wrong(found):
    assert [str(problem) for problem in found.problems] == []


def test_it_is_large_enough_to_copy_from(found, book):
    trial = found.trial
    assert len(book.call_types) >= 8
    assert len(book.bundle.catalogue.actions) >= 25
    assert len(book.bundle.tables) >= 4
    assert len(trial.cases) >= 40
    assert trial.failed == 0


def every_text(book):
    """All words that are said or written, with where they stand, in every language."""
    for kind in book.call_types.values():
        for step in kind.guide:
            for words in (step.say, step.question):
                yield from ((f"{kind.id}/{step.id}", text) for text in words.by_language.values())
        yield from ((kind.id, promise.text) for promise in kind.follow_ups)
    for action in book.bundle.catalogue.actions.values():
        yield from ((action.id, text) for text in (action.title, action.talk_track))
    for letter in (*book.texts.values(), *book.articles):
        for written in letter.written.values():
            yield from ((letter.id, text) for text in (written.title, written.subject, written.body))


def test_every_text_can_be_filled_with_nothing_known(book):
    nothing = see_all(FactSet.of(), book.bundle.schema, NOW, ZONE)
    for where, text in every_text(book):
        filled = fill(text, nothing, schema=book.bundle.schema, extra=BESIDE_FACTS)
        assert set(filled.gaps) == set(names_in(text)) - set(BESIDE_FACTS), where
        assert "None" not in filled.text, where
        assert "{" not in filled.text, where


def test_everything_is_said_in_every_language(book):
    for kind in book.call_types.values():
        for step in kind.guide:
            for words in (step.say, step.question):
                if words:
                    assert set(words.by_language) == set(book.languages), f"{kind.id}/{step.id}"
    for letter in (*book.texts.values(), *book.articles):
        assert set(letter.written) == set(book.languages), letter.id


def seen(book, caller, answers):
    identity, parts = CALLERS[caller]
    facts = facts_of(info(), identity, parts, answers, NOW, ZONE, settings=book.facts)
    return see_all(FactSet.of(facts), book.bundle.schema, NOW, ZONE)


@pytest.mark.parametrize("caller", CALLERS)
def test_every_guide_can_be_walked_to_its_end_in_every_language(book, caller):
    for kind in book.call_types.values():
        for language in book.languages:
            walk = GuideWalk(kind)
            for _ in range(MOST_STEPS):
                now = seen(book, caller, dict(walk.given()))
                view = walk.view(now, schema=book.bundle.schema, language=language)
                if view.current == len(view.steps):
                    break
                step = view.steps[view.current]
                assert step.say or step.question or step.kind == "do", f"{kind.id}/{step.id}"
                given = step.choices[0].id if step.choices else FIRST.get(step.input, "")
                walk = walk.answer(step.id, given)
                assert walk.problem is None, f"{kind.id}/{step.id}"
            assert view.current == len(view.steps) >= 2, kind.id
            assert all(step.status is StepStatus.DONE for step in view.steps), kind.id


def test_every_card_says_what_to_say_and_leaves_a_way_out(book):
    for action in book.bundle.catalogue.actions.values():
        assert action.talk_track, action.id
        assert action.effects, action.id
        assert action.decline_reasons[-1].counts_as == "not_offered", action.id


def test_what_is_sold_has_a_contact_policy(book):
    """The group of offers is called growth in every playbook; those in it have its pauses or their own."""
    catalogue = book.bundle.catalogue
    sold = [action for action in catalogue.actions.values() if action.group == "growth"]
    assert sold
    assert all(action.contact_policy or catalogue.groups["growth"].contact_policy for action in sold)


def test_where_a_new_site_begins_is_ready_and_speaks_in_nobodys_name():
    folder = Path(__file__).parents[2] / "resources" / "start"
    found = examined(folder)
    assert (found.problems, found.trial.failed) == ((), 0)
    assert found.playbook.words.keys() == {"de", "es", "fr"}
    told = "\n".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.*")))
    assert "Fernvik" not in told
