"""What the CRM holds about its customers: the master record, their numbers, contracts and appointments."""

from __future__ import annotations

from random import Random

from resources.demo.anchor import Anchor, crm_time
from resources.demo.book import Book
from resources.demo.money import decimal_text, local_price
from resources.demo.people import Person, Subscription, plain
from resources.demo.phones import spell
from resources.demo.words import Words

_VALUE = {"Basic": (150, 1500), "Silver": (1000, 5000), "Gold": (3500, 14000), "Platinum": (9000, 45000)}
_TAGS = ("VIP", "Staff", "Payment plan", "Large print", "Moved recently", "Speaks slowly, please")
_VISITS = ("Technician visit", "Fiber installation", "Router exchange at home")


def add_customer(book: Book, person: Person, anchor: Anchor, rng: Random) -> None:
    """Write one person into the CRM, with contracts and appointments."""
    low, high = _VALUE[person.tier]
    value = int(rng.triangular(low, high, low * 2)) * (100 if person.organization is None else 160)
    soonest = min((s.ends_in_days for s in person.subscriptions), default=999)
    risk = 34 - 34 * person.mood + rng.gauss(0, 8) + (14 if soonest < 45 else 0)
    autopay = rng.random() < 0.62
    book.add(
        "customers",
        customer_no=person.customer_no,
        name=person.name,
        given_name=person.given,
        family_name=person.family,
        organization=person.organization,
        email=person.email,
        language=person.country.language,
        country=person.country.code,
        street=person.street,
        postal_code=person.postal_code,
        city=person.city,
        region=person.region,
        segment=person.segment,
        tier=person.tier,
        customer_since=anchor.iso_day(-person.since_days),
        birthday=None if rng.random() < 0.06 else person.birthday.isoformat(),
        lifetime_value=decimal_text(value),
        balance=decimal_text(rng.choice((0, 0, 0, 0, -1990, -3990, 1200))),
        currency="EUR",
        churn_risk=max(1, min(97, round(risk))),
        churn_risk_change=round(rng.gauss(0, 5)),
        autopay=int(autopay),
        card_last4=f"{rng.randrange(10_000):04d}" if autopay else None,
        card_expires_on=anchor.month_end(rng.randrange(48)).isoformat() if autopay else None,
        consent_email=int(rng.random() < 0.66),
        consent_phone=int(rng.random() < 0.48),
        consent_survey=int(rng.random() < 0.8),
        tag=rng.choice(_TAGS) if rng.random() < 0.08 else None,
        search_text=search_text(person.name, person.organization),
        updated_at=crm_time(anchor.at(-rng.randrange(1, 400), rng.randrange(25_000, 65_000))),
    )
    _add_phones(book, person, rng)
    _add_contracts(book, person, anchor, rng)


def search_text(name: str, organization: str | None) -> str:
    """The name as written and without accents, for searching: `Åsa Öberg` is found as `asa oberg`, too."""
    written = name if organization is None else f"{name} {organization}"
    return f"{written} {plain(written)}"


def subscribe(person: Person, words: Words, rng: Random) -> None:
    """Give two people in three one to three subscriptions."""
    if rng.random() > 0.66:
        return
    plans = words.plans
    picked = rng.choices(plans, [p.weight for p in plans], k=rng.choices((1, 2, 3), (5, 4, 2))[0])
    for plan in dict.fromkeys(picked):
        if plan.code.startswith("BIZ") and person.organization is None:
            continue
        fee = local_price(plan.monthly_minor, person.country.currency)
        ends = rng.randrange(1, max(31, plan.months * 30))
        person.subscriptions.append(Subscription(plan.name, plan.kind, fee, ends))


def _add_phones(book: Book, person: Person, rng: Random) -> None:
    for number in person.numbers:
        book.add(
            "phones",
            customer_no=person.customer_no,
            number=spell(number, rng),
            kind=number.kind,
            match_tail=number.tail,
        )


def _add_contracts(book: Book, person: Person, anchor: Anchor, rng: Random) -> None:
    for sub in person.subscriptions:
        leaving = sub.ends_in_days < 60 and rng.random() < 0.12 - 0.1 * person.mood
        book.add(
            "contracts",
            customer_no=person.customer_no,
            plan_code=sub.plan.upper().replace(" ", "-"),
            plan_name=sub.plan,
            kind=sub.kind,
            monthly_fee=decimal_text(sub.fee_minor),
            currency=person.country.currency,
            started_on=anchor.iso_day(max(sub.ends_in_days - 730, -person.since_days)),
            ends_on=anchor.iso_day(sub.ends_in_days),
            renews=int(not leaving),
            state="Cancelled" if leaving else "Active",
        )
    if person.subscriptions and rng.random() < 0.06:
        offset = rng.randrange(-12, 12)
        book.add(
            "appointments",
            customer_no=person.customer_no,
            starts_at=crm_time(anchor.at(offset, rng.randrange(8, 17) * 3600)),
            subject=rng.choice(_VISITS),
            state="Done" if offset < 0 else "Booked",
        )
