"""Past contacts on every channel, as the CRM logged them."""

from __future__ import annotations

from random import Random

from resources.demo.anchor import Anchor, crm_time
from resources.demo.book import Book
from resources.demo.people import Person
from resources.demo.phrases import Phrases, can_have
from resources.demo.words import Topic, Words

CHANNELS = ("voice", "chat", "chatbot", "email", "store", "app", "sms")
_WEIGHTS = (40, 14, 15, 15, 7, 6, 3)
_BOT_OUTCOMES = ("Resolved by bot", "Handed to an agent", "Left the chat")
_TEAM = {"Complaints": "General"}


class ContactLog:
    """Writes what people contacted us about, and remembers the rows for surveys."""

    def __init__(self, book: Book, words: Words, anchor: Anchor, rng: Random) -> None:
        self._book, self._words, self._anchor, self._rng = book, words, anchor, rng
        self._phrases = Phrases(words, rng)
        self.contacts: list[tuple[int, Person, int, str]] = []  # row id, person, instant, agent's name or ""

    def fill(self, people: list[Person]) -> None:
        """About seven contacts for each person, more for those in a bad mood, in order of time."""
        planned = []
        for index, person in enumerate(people):
            mean = 8.1 - 3.2 * person.mood
            for _ in range(min(40, int(self._rng.expovariate(1 / mean)))):
                age = min(person.since_days, int(self._rng.triangular(1, 900, 30)))
                planned.append((-max(1, age), self._rng.randrange(25_000, 72_000), index))
        for offset, second, index in sorted(planned):
            self._write(people[index], self._anchor.at(offset, second))

    def _write(self, person: Person, at: int) -> None:
        rng = self._rng
        topic = self._topic(person)
        values = self._phrases.values_for(person)
        channel = "chatbot" if topic.id == "account" and rng.random() < 0.3 else rng.choices(CHANNELS, _WEIGHTS)[0]
        agent = "" if channel in ("chatbot", "app", "sms") else rng.choice(self._team(topic))
        outbound = channel in ("voice", "email", "sms") and rng.random() < 0.12
        row_id = self._book.next_id("interactions")
        self._book.add(
            "interactions",
            id=row_id,
            customer_no=person.customer_no,
            channel=channel,
            direction="out" if outbound else "in",
            started_at=crm_time(at),
            duration_s=self._duration(channel),
            agent=agent or None,
            queue=topic.queue,
            subject=rng.choice(topic.subjects).format_map(values),
            summary=rng.choice(topic.summaries).format_map(values),
            outcome=self._outcome(channel, topic),
            case_no=values["case"] if topic.needs == "case" else None,
            call_id=f"{at:x}-{row_id:05d}" if channel == "voice" else None,
        )
        self.contacts.append((row_id, person, at, agent))

    def _topic(self, person: Person) -> Topic:
        topics = [t for t in self._words.topics if can_have(person, t.needs)]
        return self._rng.choices(topics, [t.weight for t in topics])[0]

    def _team(self, topic: Topic) -> tuple[str, ...]:
        return self._words.agents[_TEAM.get(topic.queue, topic.queue)]

    def _duration(self, channel: str) -> int | None:
        if channel in ("email", "app", "sms"):
            return None
        low, high, usual = {"chatbot": (20, 400, 90), "store": (120, 2400, 600)}.get(channel, (40, 2100, 320))
        return int(self._rng.triangular(low, high, usual))

    def _outcome(self, channel: str, topic: Topic) -> str:
        if channel == "chatbot":
            return self._rng.choices(_BOT_OUTCOMES, (4, 4, 2))[0]
        first, *others = topic.outcomes
        return first if not others or self._rng.random() < 0.5 else self._rng.choice(others)
