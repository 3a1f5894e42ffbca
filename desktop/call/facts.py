"""Records to facts: everything known about a call as typed, dated, evidenced facts the rules may read.

`desktop.playbook.catalogue` lists the facts with their types and words. The states:

nobody is known yet to ask about, or a source has not answered   PENDING
a source could not answer                                        FAILED, with the class of its trouble
live or cached records                                           KNOWN; ABSENT where they say that there is none
no system offers it, or the caller is unknown for good           ABSENT
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from connectors.records import CustomerEvent
from desktop.call.customer_facts import customer_facts
from desktop.call.found import Found, Standing, standing_of_customer, standing_of_part, text
from desktop.call.picking import INSTEAD
from desktop.call.readings import Moment, is_instant, rows_of
from desktop.call.record_facts import GROUPS, Asked
from desktop.call.state import CallInfo, Identity, IdentityStatus, Part
from desktop.playbook.model import GIVEN, REFUSED, VERIFIED, FactSettings
from desktop.rules.clock import Zone
from desktop.rules.facts import AGENT, Fact, FactState
from desktop.rules.values import Value

MOST_DATA = 64
DEFAULTS = FactSettings()
_SEPARATORS = re.compile(r"[^a-z0-9]+")


def facts_of(
    info: CallInfo,
    identity: Identity,
    parts: Mapping[str, Part],
    answers: Mapping[str, Value | None],
    now: datetime,
    zone: Zone,
    *,
    settings: FactSettings = DEFAULTS,
) -> tuple[Fact, ...]:
    """All facts of a call at one moment; never raises, whatever the records hold.

    `answers` maps a guide step to its answer, None for a step that was skipped. An ivr fact that the playbook
    declares and the phone did not bring is ABSENT instead of forever PENDING.
    """
    moment = Moment(now, zone)
    facts = [*_call_facts(info), *_data_facts(info, settings), *_identity_facts(identity, parts)]
    events = rows_of(parts.get("events"), CustomerEvent)
    standing = standing_of_part(parts.get("events"), identity)
    facts += customer_facts(identity.customer, standing_of_customer(identity), events, standing, moment)
    asked = Asked(info.started_at, moment, settings.complaints)
    for group in GROUPS:
        part = parts.get(group.kind)
        rows = part.rows if part is not None else ()
        facts += standing_of_part(part, identity).facts(group.names, lambda g=group, r=rows: g.read(r, asked))  # type: ignore[misc]
    facts += [_verified(info, identity, answers, settings), *_answer_facts(answers, settings)]
    given = {fact.name: fact for fact in _consent_facts(answers, settings)}
    return tuple(given.get(fact.name, fact) for fact in facts)


def _verified(info: CallInfo, identity: Identity, answers: Mapping[str, Value | None], settings: FactSettings) -> Fact:
    """Whether the caller is who they say: the phone menu checked it, or the agent did; open until then."""
    name = "identity.verified"
    if INSTEAD not in identity.how and any(value.casefold() == VERIFIED for value in info.data.values()):
        return Fact.known(name, True, info.source, info.started_at if is_instant(info.started_at) else None)
    told = [answers[step] for step in sorted(settings.identity_steps) if answers.get(step) is not None]
    return Fact.known(name, VERIFIED in told, AGENT) if told else Fact.pending(name, "guide")


def _consent_facts(answers: Mapping[str, Value | None], settings: FactSettings) -> Iterator[Fact]:
    """What the caller has just agreed to or refused counts more than what is on file."""
    for step, consent in settings.consent_steps.items():
        if answers.get(step) in (GIVEN, REFUSED):
            yield Fact.known(f"customer.consent_{consent}", answers[step] == GIVEN, AGENT)


def _call_facts(info: CallInfo) -> Iterator[Fact]:
    phone = Standing(FactState.KNOWN, info.source, info.started_at if is_instant(info.started_at) else None)
    said: dict[str, Found] = {
        "call.channel": text(info.channel or "voice"),
        "call.direction": Found("out" if info.direction == "out" else "in"),
        "call.withheld": Found(info.withheld),
        "call.started_at": Found(phone.as_of),
        "call.queue": text(info.queue),
        "call.dnis": text(info.dnis),
        "call.country": text(info.country),
        "call.waited_s": Found(info.waited_s),
    }
    for name, found in said.items():
        yield phone.fact(name, found)


def _data_facts(info: CallInfo, settings: FactSettings) -> Iterator[Fact]:
    """What the IVR asked and the softphone passed on, one text fact `ivr.<key>` each."""
    phone = Standing(FactState.KNOWN, info.source, info.started_at if is_instant(info.started_at) else None)
    brought: dict[str, str] = {}
    for key in sorted(info.data)[:MOST_DATA]:
        name = data_name(key)
        if name is not None:
            brought.setdefault(name, info.data[key])
    for name in sorted(brought.keys() | {name for name in settings.declared if name.startswith("ivr.")}):
        yield phone.fact(name, text(brought.get(name)))


def data_name(key: str) -> str | None:
    """The fact a key of the call's data becomes, such as ivr.choice for "IVR-Choice"; None when it has no letters."""
    words = _SEPARATORS.sub("_", key.casefold()).removeprefix("ivr_").strip("_0123456789")
    return f"ivr.{words[:48]}" if words else None


def _identity_facts(identity: Identity, parts: Mapping[str, Part]) -> Iterator[Fact]:
    yield Fact.known("identity.status", identity.status.value)
    name, part = "customer.known", parts.get("customer")
    if identity.customer is not None:
        yield standing_of_customer(identity).fact(name, Found(True))
    elif identity.status in (IdentityStatus.LOOKING, IdentityStatus.CHOOSE):
        yield Fact.pending(name)
    elif part is not None and part.trouble is not None:
        # "Not found" while a system is down is not "there is no such customer".
        yield Fact.failed(name, part.trouble.code, part.trouble.system)
    else:
        yield Fact.known(name, False)


def _answer_facts(answers: Mapping[str, Value | None], settings: FactSettings) -> Iterator[Fact]:
    for step, value in answers.items():
        name = f"answers.{step}"
        yield Fact.absent(name, AGENT) if value is None else Fact.known(name, value, AGENT)
    # Said again and again, so that an answer on a branch the agent has left is taken back.
    asked = {name for name in settings.declared if name.startswith("answers.")}
    for name in sorted(asked - {f"answers.{step}" for step in answers}):
        yield Fact.pending(name, "guide")
