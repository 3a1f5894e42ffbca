"""The word lists and the day they are told from."""

from __future__ import annotations

from datetime import date
from string import Formatter

import pytest

from resources.demo.anchor import Anchor, crm_time, month_name, survey_time
from resources.demo.money import decimal_text, local_price, spoken
from resources.demo.people import Mailboxes, mail_name, plain
from resources.demo.phones import grouped
from resources.demo.words import load_words, minor, rows_of

ANCHOR = Anchor(date(2026, 11, 21))
FILLED = {"order", "invoice", "case", "product", "plan", "amount", "city", "days", "agent"}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_sentences_use_only_what_can_be_filled() -> None:
    words = load_words()
    texts = [text for texts in words.comments.values() for text in texts]
    texts += [subject for kind in words.cases for subject in kind.subjects]
    texts += [text for t in words.topics for story in (*t.human, *t.bot, *t.notice) for text in story]
    assert len(texts) >= 400
    assert {name for text in texts for name in placeholders(text)} <= FILLED


def test_a_sentence_about_a_thing_stands_where_the_thing_is_there() -> None:
    # An order number in a topic that needs no order would be filled with nothing.
    words = load_words()
    dated = {"order", "invoice", "case"}
    wrong = [
        (topic.id, text)
        for topic in words.topics
        for story in (*topic.human, *topic.bot, *topic.notice)
        for text in story
        if (placeholders(text) & dated) - {topic.needs}
    ]
    wrong += [
        (kind.category, text)
        for kind in words.cases
        for text in kind.subjects
        if (placeholders(text) & dated) - {kind.about}
    ]
    wrong += [(topic, text) for (topic, _, _), texts in words.comments.items() for text in texts
              if placeholders(text) & dated]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("topic", ["order", "contact", "case", "brand"])
@pytest.mark.parametrize("band", ["low", "mid", "high"])
def test_there_is_an_english_comment_for_every_score(topic: str, band: str) -> None:
    assert len(load_words().comments[topic, band, "en"]) >= 4


def test_every_team_that_topics_and_cases_name_has_people() -> None:
    words = load_words()
    assert {topic.queue for topic in words.topics} - words.agents.keys() == {"Complaints"}
    assert all(len(names) >= 3 for names in words.agents.values())


def test_codes_are_unique() -> None:
    for name, column in (("products", "sku"), ("plans", "code"), ("agents", "agent_id"), ("carriers", "code")):
        codes = [row[column] for row in rows_of(name)]
        assert len(set(codes)) == len(codes), name


def test_masks_fit_their_numbers() -> None:
    for row in rows_of("phone_blocks"):
        nsn = row["prefix"] + row["first"]
        assert grouped(nsn, row["spaced"])
        assert all(grouped(row["trunk"] + nsn, mask) for mask in row["local"].split("|"))
        assert int(row["take"]) <= int(row["last"]) - int(row["first"]) + 1


def test_digits_that_do_not_fit_a_mask_are_refused() -> None:
    with pytest.raises(ValueError, match="3 digits do not fit"):
        grouped("123", "## ##")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-21"),
        ("-3d", "2026-11-18"),
        ("+20d", "2026-12-11"),
        ("-41y", "1985-11-21"),
        ("+3d-52y", "1974-11-24"),
        ("month-end", "2026-11-30"),
        ("1968-02-29", "1968-02-29"),
    ],
)
def test_days_are_told_from_the_anchor(text: str, day: str) -> None:
    assert ANCHOR.resolve_day(text) == day


@pytest.mark.parametrize("text", ["", "soon", "-3", "3d", "-3d 18:12", "2026-13-01"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        ANCHOR.resolve_day(text)


@pytest.mark.parametrize("text", ["", "-3d", "18:12", "-3d 8:12"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        ANCHOR.resolve_time(text)


def test_each_system_writes_times_its_own_way() -> None:
    at = ANCHOR.resolve_time("-1d 19:12")
    assert (crm_time(at), survey_time(at)) == ("2026-11-20 19:12:00", "2026-11-20T19:12:00Z")


def test_leap_days_come_back_on_the_28th() -> None:
    assert Anchor(date(2024, 2, 29)).years_back(1) == date(2023, 2, 28)


def test_months_end_and_have_english_names() -> None:
    assert ANCHOR.month_end(3) == date(2027, 2, 28)
    assert month_name(date(2026, 10, 1)) == "Oct 2026"
    assert (ANCHOR.resolve_period("-1m"), ANCHOR.resolve_period("-50d")) == ("Oct 2026", "02 Oct 2026")


def test_prices_are_exact_in_every_currency() -> None:
    assert (minor("39.90"), minor("4.9"), minor("129")) == (3990, 490, 12900)
    assert [local_price(3990, currency) for currency in ("EUR", "NOK")] == [3990, 46280]
    assert (decimal_text(1990), decimal_text(-5)) == ("19.90", "-0.05")
    assert spoken(1800, "EUR") == "EUR 18.00"


@pytest.mark.parametrize(
    ("given", "family", "name"),
    [
        ("Siobhán", "O'Brien", "siobhan.obrien"),
        ("Jürgen", "Weiß", "jurgen.weiss"),
        ("Ayşe", "Yılmaz", "ayse.yilmaz"),
        ("Øyvind", "Sæther", "oyvind.saether"),
        ("Joost", "van 't Hof", "joost.van.t.hof"),
    ],
)
def test_names_become_mail_names(given: str, family: str, name: str) -> None:
    assert mail_name(given, family) == name


def test_accents_fall_for_searching() -> None:
    assert plain("Åsa Öberg-Núñez") == "asa oberg-nunez"


def test_a_mailbox_is_opened_once() -> None:
    boxes = Mailboxes({"a.b@x.example"})
    assert [boxes.open("A", "B", "x.example") for _ in range(2)] == ["a.b2@x.example", "a.b3@x.example"]
