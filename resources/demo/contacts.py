"""Past contacts on every channel, as the CRM logged them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from resources.demo.anchor import DAY_S, Anchor, crm_time
from resources.demo.book import Book
from resources.demo.people import Person
from resources.demo.phrases import Phrases, Thing, began, can_have, things_of
from resources.demo.words import Topic, Words

# Channels and how often each is used, by who the contact was with.
CHANNELS = {
    "human": (("voice", 58), ("chat", 18), ("email", 16), ("store", 8)),
    "bot": (("chatbot", 7), ("app", 3)),
    "notice": (("sms", 4), ("email", 6)),
}
_WITH = (("human", 68), ("bot", 20), ("notice", 12))
_DURATIONS = {"voice": (40, 2100, 320), "chat": (60, 1800, 400), "store": (120, 2400, 600), "chatbot": (20, 400, 90)}
_TEAMS = {"Complaints": "General"}
# What an agent puts on the list after a contact with this outcome.
_FOLLOW_UPS = {
    "Call back agreed": "Call back: {subject}",
    "Promise dated": "Answer as promised: {subject}",
    "Offer sent": "Ask about the offer: {subject}",
    "Thinks about it": "Ask for the decision: {subject}",
    "Carrier search opened": "Ask the carrier: {subject}",
}
_OPEN_DAYS = 21


@dataclass(slots=True)
class _Contact:
    person: Person
    topic: Topic
    thing: Thing | None
    at: int


class ContactLog:
    """Writes what people contacted us about, and remembers the rows for surveys."""

    def __init__(self, book: Book, words: Words, anchor: Anchor, rng: Random) -> None:
        self._book, self._words, self._anchor, self._rng = book, words, anchor, rng
        self._phrases = Phrases(words, rng)
        self._before = anchor.at(-2, 0)
        self.contacts: list[tuple[int, Person, int, str]] = []  # row id, person, instant, agent's name or ""

    def fill(self, people: list[Person]) -> None:
        """About seven contacts for each person, more for those in a bad mood, written in order of time."""
        planned = []
        for person in people:
            mean = 8.1 - 3.2 * person.mood
            count = min(40, int(self._rng.expovariate(1 / mean)))
            planned += [self._contact(person) for _ in range(count)]
        planned.sort(key=lambda contact: contact.at)
        for contact in planned:
            self._write(contact)

    def _contact(self, person: Person) -> _Contact:
        """Somebody calls about a thing days after it began, about other matters any time."""
        rng = self._rng
        topics = [topic for topic in self._words.topics if can_have(person, topic.needs, self._before)]
        topic = rng.choices(topics, [topic.weight for topic in topics])[0]
        things = things_of(person, topic.needs, self._before)
        if things:
            thing = rng.choice(things)
            after = began(thing) + rng.randrange(DAY_S, 13 * DAY_S)
            return _Contact(person, topic, thing, self._anchor.in_hours(after, rng.randrange(25_000, 72_000)))
        age = max(1, min(person.since_days, int(rng.triangular(1, 900, 30))))
        return _Contact(person, topic, None, self._anchor.at(-age, rng.randrange(25_000, 72_000)))

    def _write(self, contact: _Contact) -> None:
        rng, person, topic = self._rng, contact.person, contact.topic
        who = rng.choices([who for who, _ in _WITH], [weight for _, weight in _WITH])[0]
        stories = {"human": topic.human, "bot": topic.bot, "notice": topic.notice}[who]
        if not stories:
            who, stories = "human", topic.human
        values = self._phrases.values_for(person, topic.needs, contact.thing)
        subject, summary, outcome = (text.format_map(values) for text in rng.choice(stories))
        channel = rng.choices([c for c, _ in CHANNELS[who]], [weight for _, weight in CHANNELS[who]])[0]
        agent = rng.choice(self._words.agents[_TEAMS.get(topic.queue, topic.queue)]) if who == "human" else ""
        row_id = self._book.next_id("interactions")
        self._book.add(
            "interactions",
            id=row_id,
            customer_no=person.customer_no,
            channel=channel,
            direction="out" if who == "notice" or (channel == "voice" and rng.random() < 0.1) else "in",
            started_at=crm_time(contact.at),
            duration_s=int(rng.triangular(*_DURATIONS[channel])) if channel in _DURATIONS else None,
            agent=agent or None,
            queue=topic.queue,
            subject=subject,
            summary=summary,
            outcome=outcome,
            case_no=values["case"] or None,
            call_id=f"{contact.at:x}-{row_id:05d}" if channel == "voice" else None,
        )
        if who != "notice":
            self.contacts.append((row_id, person, contact.at, agent))
        if outcome in _FOLLOW_UPS:
            self._follow_up(contact, _FOLLOW_UPS[outcome].format(subject=subject), agent)

    def _follow_up(self, contact: _Contact, subject: str, agent: str) -> None:
        due = contact.at + self._rng.randrange(2, 15) * DAY_S
        is_open = contact.at > self._anchor.at(-_OPEN_DAYS, 0) and self._rng.random() < 0.8
        self._book.add(
            "tasks",
            customer_no=contact.person.customer_no,
            subject=subject,
            due_on=crm_time(due)[:10],
            owner=agent,
            state="Open" if is_open else "Done",
            created_at=crm_time(contact.at),
        )
