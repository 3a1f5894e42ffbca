"""The people of the systems are what the tests of the systems rely on."""

from __future__ import annotations

from connectors.phones import parse_number
from tests.systems.people import MOST, SPELLINGS, people, spelled


def test_everybody_is_somebody_else_and_the_same_every_time():
    crowd = people(MOST)
    assert crowd == people(MOST)
    assert crowd[:60] == people(60)
    assert len({person.e164 for person in crowd}) == MOST
    assert len({person.email.casefold() for person in crowd}) == MOST


def test_every_spelling_is_read_as_the_number_it_is():
    for person in people(200):
        for spelling in SPELLINGS:
            query = parse_number(spelled(person.country, person.e164, spelling), person.country)
            assert query is not None, (person, spelling)
            assert query.e164 == person.e164


def test_sixty_are_enough_for_every_country_in_every_spelling():
    crowd = people(60)
    assert {(person.country, person.spelling) for person in crowd} == {
        (person.country, spelling) for person in people(MOST) for spelling in SPELLINGS
    }
    names = "".join(person.name for person in crowd)
    assert all(letter in names for letter in "üí'")
    assert {"%", "_", "'"} <= set("".join(person.email for person in crowd))
