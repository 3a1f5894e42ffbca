"""Between a decision and its next_wake_at nothing changes by itself; without one, nothing ever does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.call.clock import SiteZone
from desktop.rules.actions import Outcome
from desktop.rules.bundle import Bundle, load_bundle
from desktop.rules.contact import ContactEvent
from desktop.rules.decision import Decision
from desktop.rules.facts import Fact
from desktop.rules.session import RuleSession
from tests.rules.support import Watch

BERLIN = SiteZone("Europe/Berlin")
FACTS = """format = "callside.facts/1"
[fact]
"call.started_at" = { type = "datetime", max_age = "3h" }
"call.duration" = { derive = { kind = "elapsed", from = "call.started_at", step = "7min" } }
"contract.ends" = { type = "date", max_age = "30d", stale = "keep" }
"contract.days" = { derive = { kind = "days_until", from = "contract.ends" } }
"customer.since" = { type = "datetime" }
"customer.days" = { derive = { kind = "days_since", from = "customer.since" } }
"clock.time" = { derive = { kind = "time_of_day", step = "15min" } }
"clock.day" = { derive = { kind = "weekday" } }
"order.late" = { type = "int", max_age = "10min" }
"score.nps" = { type = "int", max_age = "26h", stale = "keep" }
"unread.note" = { type = "text", max_age = "45min" }
"""
TABLES = {
    "tables/call_type.csv": """callside,table/1,id=call_type,hit=P
role,id,in,in,in,if,out
name,,order.late,call.duration,clock.day,,type
values,,,,,,late|long|old|sunday|general
default,,,,,,general
rule,r1,>= 1,-,-,-,late
rule,r2,-,> 20min,-,-,long
rule,r3,-,-,-,customer.days > 400,old
rule,r4,-,-,sunday,clock.time >= 9h,sunday
""",
    "tables/panels.csv": """callside,table/1,id=panels,hit=C,from=2026-10-20,to=2026-10-27
role,id,in,in,out
name,,contract.days,clock.time,panel
rule,p1,0..3,-,renewal
rule,p2,<= -1,-,ended
rule,p3,-,(8h..16.5h],office
""",
    "tables/alerts.csv": """callside,table/1,id=alerts,hit=C,status=draft,from=2026-10-26
role,id,in,out
name,,score.nps,text
rule,a1,>= 0,{customer.days} days with us
""",
}
ACTIONS = """format = "callside.actions/1"
[[action]]
id = "extend"
title = "Extend"
effective_from = 2026-10-24
effective_to = 2026-10-25
applicability = 'contract.days <= 60'
contact_policy = [{ on = "rejected", count = 2, within = "2d", pause = "3d" }]
[[action]]
id = "thank"
title = "Thank for {customer.days} days"
suitability = 'score.nps is not empty'
contact_policy = [{ on = "shown", count = 1, within = "1h", pause = "5h" }]
[[action]]
id = "worth"
title = "Worth"
value_expr = 'customer.days'
"""


def loaded() -> Bundle:
    result = load_bundle({"facts.toml": FACTS, "actions/a.toml": ACTIONS, **TABLES})
    assert result.bundle is not None, [p.text for p in result.problems]
    return result.bundle


BUNDLE = loaded()
START = datetime(2026, 10, 23, 20, tzinfo=UTC)
MOMENTS = st.integers(0, 5 * 24 * 60).map(lambda n: START + timedelta(minutes=n))


def _known(name: str, values: st.SearchStrategy) -> st.SearchStrategy[Fact]:
    return st.builds(lambda value, at: Fact.known(name, value, "crm", at), values, MOMENTS)


FACT_LISTS = st.tuples(
    st.none() | _known("call.started_at", MOMENTS),
    st.none() | _known("contract.ends", st.integers(-70, 70).map(lambda n: date(2026, 10, 25) + timedelta(days=n))),
    st.none() | _known("customer.since", st.integers(395, 403).map(lambda n: START - timedelta(days=n, hours=3))),
    st.none() | _known("order.late", st.integers(0, 1)) | MOMENTS.map(lambda at: Fact.absent("order.late", "o", at)),
    st.none() | _known("score.nps", st.integers(0, 9)),
    st.none() | _known("unread.note", st.just("x")),
).map(lambda facts: [fact for fact in facts if fact is not None])
EVENTS = st.lists(
    st.builds(
        ContactEvent,
        st.sampled_from(["extend", "thank"]),
        st.sampled_from([Outcome.REJECTED, Outcome.SHOWN]),
        MOMENTS,
        until=st.none() | MOMENTS,
    ),
    max_size=4,
)


def decided(facts: list[Fact], history: list[ContactEvent], at: datetime) -> Decision:
    return RuleSession(BUNDLE, "c", Watch(at), BERLIN, history).update(facts)


def gist(decision: Decision) -> object:
    """All that is decided, and the texts.

    Left out are the reasons, which tell how old each answer is, and the order of equals, which keeps what was first.
    """
    lists = decision.actions
    return (
        decision.call_type,
        decision.panels,
        decision.possible_panels,
        decision.alerts,
        decision.refresh,
        sorted((e.id, e.title, e.score) for e in lists.shown),
        [[(e.id, e.until, e.waits_for) for e in more] for more in (lists.possible, lists.waiting, lists.suppressed)],
    )


@settings(max_examples=60, deadline=None)
@given(FACT_LISTS, EVENTS, MOMENTS, st.lists(st.integers(1, 999_999), min_size=4, max_size=4))
def test_nothing_changes_before_the_next_wake(facts, history, now, samples) -> None:
    first = decided(facts, history, now)
    wake = first.next_wake_at
    assert wake is None or wake > now
    last = wake if wake is not None else now + timedelta(days=9000)
    moments = [now + (last - now) * sample / 1_000_000 for sample in samples]
    for at in (*moments, last - timedelta(microseconds=1)):
        assert gist(decided(facts, history, at)) == gist(first), at


@settings(max_examples=15, deadline=None)
@given(FACT_LISTS, EVENTS, MOMENTS)
def test_waking_each_time_ends_in_silence_or_goes_on_with_the_days(facts, history, now) -> None:
    watch = Watch(now)
    session = RuleSession(BUNDLE, "c", watch, BERLIN, history)
    decision = session.update(facts)
    for _ in range(12):
        if decision.next_wake_at is None:
            break
        watch.at = decision.next_wake_at
        decision = session.tick()
        assert gist(decision) == gist(decided(facts, history, watch.at))


def test_a_draft_wakes_nobody() -> None:
    files = {"facts.toml": FACTS, "tables/alerts.csv": TABLES["tables/alerts.csv"].replace("{customer.days} ", "")}
    bundle = load_bundle(files).bundle
    assert bundle is not None
    assert RuleSession(bundle, "c", Watch(START), BERLIN, []).update([]).next_wake_at is None


@pytest.mark.parametrize(
    ("fact", "moment"),
    [
        (Fact.known("order.late", 1, "o", START), START + timedelta(minutes=10, microseconds=1)),
        (Fact.absent("order.late", "o", START), START + timedelta(minutes=10, microseconds=1)),
        (Fact.known("unread.note", "x", "o", START), START + timedelta(minutes=45, microseconds=1)),
    ],
)
def test_an_answer_asks_to_be_renewed_when_it_turns_stale(fact: Fact, moment: datetime) -> None:
    files = {"facts.toml": FACTS, "tables/call_type.csv": TABLES["tables/call_type.csv"]}
    bundle = load_bundle(files).bundle
    assert bundle is not None
    watch = Watch(START)
    session = RuleSession(bundle, "c", watch, BERLIN, [])
    wakes = []
    decision = session.update([fact])
    while decision.refresh == ():
        assert decision.next_wake_at is not None
        watch.at = decision.next_wake_at
        wakes.append(watch.at)
        decision = session.tick()
    assert (decision.refresh, wakes[-1]) == ((fact.name,), moment)


def test_an_entry_of_the_log_dated_ahead_wakes_when_it_begins_to_count() -> None:
    """The system that wrote it has a clock that runs fast."""
    ahead = ContactEvent("thank", Outcome.SHOWN, START + timedelta(minutes=3))
    facts = [Fact.known("score.nps", 9), Fact.known("customer.since", START - timedelta(days=9))]
    first = decided(facts, [ahead], START)
    assert [e.id for e in first.actions.shown if e.id == "thank"] == ["thank"]
    assert first.next_wake_at == ahead.at
    assert [e.id for e in decided(facts, [ahead], ahead.at).actions.suppressed] == ["thank"]


@pytest.mark.parametrize("setting", ["title = 'T {customer.days}'", "title = 'T'\nvalue_expr = 'customer.days'"])
def test_a_day_more_changes_the_text_and_the_value_that_show_it(setting: str) -> None:
    action = f'format = "callside.actions/1"\n[[action]]\nid = "a"\n{setting}\n'
    bundle = load_bundle({"facts.toml": FACTS, "actions/a.toml": action}).bundle
    assert bundle is not None
    since = Fact.known("customer.since", START - timedelta(days=9))
    decision = RuleSession(bundle, "c", Watch(START), BERLIN, []).update([since])
    assert decision.next_wake_at == BERLIN.start_of_day(date(2026, 10, 24))
