"""What people said about us: NPS 0 to 10, CSAT 1 to 5 and CES 1 to 7, each about an order, a case or a contact."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from resources.demo.anchor import DAY_S, Anchor, survey_time
from resources.demo.book import Book
from resources.demo.people import Person
from resources.demo.phrases import Phrases
from resources.demo.words import Words

SCALES = {"NPS": (0, 10), "CSAT": (1, 5), "CES": (1, 7)}
# The lowest and highest score that still reads as middling.
_MIDDLE = {"NPS": (7, 8), "CSAT": (3, 3), "CES": (4, 5)}
_WITH_COMMENT = 0.55


@dataclass(frozen=True, slots=True)
class _About:
    """What an answer is about: the kind of comment, what is rated and its number, who or what it names."""

    topic: str
    kind: str
    ref: str
    agent: str = ""
    product: str = ""


class Surveys:
    """Asks people and writes their answers; a bad mood gives a low score."""

    def __init__(self, book: Book, words: Words, anchor: Anchor, rng: Random) -> None:
        self._book, self._words, self._anchor, self._rng = book, words, anchor, rng
        self._phrases = Phrases(words, rng)

    def invite(self, people: list[Person]) -> None:
        """Make everybody known to the survey tool who has an e-mail address."""
        for person in people:
            if person.email is not None:
                self._book.add(
                    "respondents",
                    customer_no=person.customer_no,
                    email=person.email,
                    name=person.name,
                    invited=self._rng.randrange(1, 15),
                )

    def about_contacts(self, contacts: list[tuple[int, Person, int, str]]) -> None:
        """One contact in five is answered: how easy, how satisfied, or would you recommend us."""
        for row_id, person, at, agent in contacts:
            if person.email is not None and self._rng.random() < 0.19:
                survey = self._rng.choices(("CSAT", "CES", "NPS"), (4, 3, 3))[0]
                topic = "brand" if survey == "NPS" and self._rng.random() < 0.6 else "contact"
                about = _About(topic, "interaction", str(row_id), agent=agent.split(" ", maxsplit=1)[0])
                self._answer(person, survey, about, at + 5400)

    def about_orders(self, people: list[Person]) -> None:
        """Delivered orders of the last year and a half are rated now and then."""
        for person in people:
            for order in person.orders:
                if person.email is None or order.delivered_at is None or order.delivered_at < self._anchor.at(-540, 0):
                    continue
                if self._rng.random() < 0.24:
                    survey = self._rng.choices(("CSAT", "NPS"), (7, 3))[0]
                    at = order.delivered_at + self._rng.randrange(1, 4) * DAY_S
                    self._answer(person, survey, _About("order", "order", order.no, product=order.product), at)

    def about_cases(self, solved: list[tuple[str, Person, int]]) -> None:
        """Solved cases: number, person and when."""
        for case_no, person, at in solved:
            if person.email is not None and self._rng.random() < 0.4:
                survey = self._rng.choice(("CSAT", "CES"))
                self._answer(person, survey, _About("case", "case", case_no), at + DAY_S)

    def _answer(self, person: Person, survey: str, about: _About, at: int) -> None:
        rng, (low, high) = self._rng, SCALES[survey]
        # Now and then the last straw, whatever the mood.
        middle = 0.05 if rng.random() < 0.04 else 0.72 + 0.3 * person.mood
        share = min(1.0, max(0.0, middle + rng.gauss(0, 0.22)))
        score = round(low + share * (high - low))
        comment, lang = self._comment(person, about, _band(survey, score))
        self._book.add(
            "answers",
            customer_no=person.customer_no,
            survey=survey,
            score=score,
            score_min=low,
            score_max=high,
            comment=comment,
            lang=lang,
            answered_at=survey_time(min(at, self._anchor.at(-1, 76_000))),
            about_kind=about.kind,
            about_ref=about.ref,
        )

    def _comment(self, person: Person, about: _About, band: str) -> tuple[str | None, str]:
        rng, own = self._rng, person.country.language
        if rng.random() > _WITH_COMMENT:
            return None, own
        texts = self._words.comments.get((about.topic, band, own), ())
        lang = own if texts and (own == "en" or rng.random() < 0.45) else "en"
        texts = self._words.comments[about.topic, band, lang]
        text = rng.choice(texts)
        if rng.random() < 0.18 and (more := rng.choice(texts)) != text:
            text = f"{text} {more}"
        values = self._phrases.values_for(person)
        values |= {"agent": about.agent or values["agent"], "product": about.product or values["product"]}
        return text.format_map(values), lang


def _band(survey: str, score: int) -> str:
    low, high = _MIDDLE[survey]
    return "low" if score < low else "mid" if score <= high else "high"
