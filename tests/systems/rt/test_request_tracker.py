"""Request Tracker itself, by the manifest that is shipped: who calls, what they asked, what we write, what goes wrong.

A number in a name is that of a pitfall: 3 a login page, 5 a filter that is ignored, 6 a spelling, 15 what a search would
take for more, 16 a lost answer, 17 pages, 18 size, 19 time, 23 a mail to the customer.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.breaker import BreakerState
from connectors.errors import AuthError, BadPayload, Denied, NotFound, Rejected, Unavailable
from connectors.manifest.model import Timeouts
from connectors.phones import parse_number
from tests.systems.cut_line import cut_line
from tests.systems.people import Person
from tests.systems.rt.conftest import Open
from tests.systems.rt.server import CROWD, RequestTracker, tickets_of

pytestmark = pytest.mark.systems
INJECTION = "x' OR id > 0 OR Subject = 'y"
# What an agent types of people, and finds nobody of by: what a search would take for more than itself.
WIDE = ("%", "_", "' OR '1'='1", '"', "\\", "'", "x\ny")

BY_USERS = """\
schema = 1
name = "rt"
settings = { base_url = "https://rt.example.com" }
auth = { kind = "header", name = "Authorization", value = "secret:rt-token" }
[customer.find_by_phone]
verify = "phone"
request.path = "/REST/2.0/users"
request.query = { fields = "Name,RealName,MobilePhone,WorkPhone,HomePhone", per_page = 100 }
request.json = [ { field = "MobilePhone", operator = "=", value = "${phone.e164}" } ]
records = "items"
map = { id = "Name", name = "RealName", phones = "[MobilePhone, WorkPhone, HomePhone]" }
[health.check]
request.path = "/REST/2.0/rt"
"""


def with_tickets() -> list[Person]:
    """Everybody who ever had a ticket."""
    return [person for person in CROWD if tickets_of(person)]


def one_of_each_spelling() -> list[Person]:
    """Somebody of each country in each spelling."""
    return list({(person.country, person.spelling): person for person in with_tickets()}.values())


class TestWhoCalls:
    async def test_pitfall_6_every_spelling_of_every_country_is_found_with_one_question(self, open_rt: Open):
        crowd = one_of_each_spelling()
        assert len(crowd) == 20

        async def is_found(person: Person) -> None:
            page = await open_rt(region=person.country).find_by_phone(parse_number(person.e164, person.country))
            assert [(row.id, row.name) for row in page.rows] == [(person.email, person.name)], person
            assert (page.dropped, page.truncated) == (0, False)

        await asyncio.gather(*map(is_found, crowd))
        assert (await open_rt().find_by_phone(parse_number("+4930231259999", "DE"))).rows == ()

    async def test_pitfall_5_a_filter_that_is_ignored_shows_nobody_else(self, open_rt: Open):
        """POST /users does not search numbers, and answers with everybody."""
        rt = open_rt(text=BY_USERS)
        stranger = await rt.find_by_phone(parse_number("+4930231259999", "DE"))
        assert stranger.rows == ()
        assert stranger.possible == ()
        assert stranger.dropped >= len(CROWD)

    async def test_who_never_had_a_ticket_is_found_by_address_only(self, open_rt: Open):
        (person, *_) = [person for person in CROWD if not tickets_of(person)]
        rt = open_rt(region=person.country)
        assert (await rt.find_by_phone(parse_number(person.e164, person.country))).rows == ()
        page = await rt.find_by_email(person.email.swapcase())
        assert [(row.name, row.phones[0].e164) for row in page.rows] == [(person.name, person.e164)]

    async def test_pitfall_15_nobody_is_found_by_what_a_search_would_take_for_more(self, open_rt: Open):
        rt = open_rt()

        async def is_nobody(text: str) -> None:
            page = await rt.find_by_email(f"{text}@example.com")
            assert (page.rows, page.possible) == ((), ()), text
            assert (await rt.list("cases", text)).rows == (), text
            assert (await rt.find_by_id(text, "case")).rows == ()
            with pytest.raises((NotFound, Rejected)):
                await rt.get(text)

        await asyncio.gather(*map(is_nobody, (INJECTION, *WIDE)))

    async def test_pitfall_15_an_apostrophe_is_one(self, open_rt: Open):
        rt = open_rt()
        brien = next(person for person in with_tickets() if "'" in person.email)
        assert [row.id for row in (await rt.find_by_email(brien.email)).rows] == [brien.email]
        assert len((await rt.list("cases", brien.email)).rows) == len(tickets_of(brien))
        assert (await rt.get(brien.email)).name == brien.name

    async def test_pitfall_15_a_name_in_either_form_of_unicode(self, open_rt: Open):
        rt = open_rt()
        person = next(person for person in with_tickets() if "ü" in person.given)
        for form in ("NFC", "NFD"):
            page = await rt.search(unicodedata.normalize(form, person.name), 50)
            assert person.email in [row.id for row in page.rows]

    async def test_pitfall_7_a_ticket_leads_to_whoever_opened_it(self, open_rt: Open):
        person = with_tickets()[7]
        rt = open_rt(region=person.country)
        number = (await rt.list("cases", person.email)).rows[0].number
        page = await rt.find_by_id(number, "case")
        assert [(row.id, row.phones[0].e164) for row in page.rows] == [(person.email, person.e164)]
        assert (await rt.find_by_id("999999", "case")).rows == ()


class TestWhatTheyAsked:
    async def test_tickets_with_their_status_and_never_is_not_1970(self, open_rt: Open):
        person = next(person for person in with_tickets() if len(tickets_of(person)) == 3)
        page = await open_rt().list("cases", person.email)
        told = {case.subject: case.status.label for case in page.rows}
        assert told == dict(tickets_of(person))
        words = {"open": "open", "new": "new", "resolved": "resolved"}
        for case in page.rows:
            assert case.status.value == words[case.status.label]
            assert case.due_at is None
            assert (case.resolved_at is not None) == (case.status.value == "resolved")
            assert case.customer_id == person.email
        assert sorted(case.priority.value for case in page.rows if case.priority) == ["high", "low"]
        assert {case.queue for case in page.rows} == {"General", "Billing"}

    @pytest.mark.parametrize("size", [1, 2, 3])
    async def test_pitfall_17_page_by_page_nothing_twice_and_nothing_missing(self, open_rt: Open, size: int):
        person = next(person for person in with_tickets() if len(tickets_of(person)) == 3)
        rt = open_rt((("page_size = 50, max_rows = 100", f"page_size = {size}, max_rows = 100"),))
        page = await rt.list("cases", person.email)
        assert sorted(case.subject for case in page.rows) == sorted(subject for subject, _ in tickets_of(person))
        assert (page.total, page.truncated) == (3, False)
        cut = await rt.list("cases", person.email, limit=2)
        assert (len(cut.rows), cut.truncated) == (2, True)


class TestWhatWeWrite:
    @pytest.mark.parametrize("operation", ["note.create", "interaction.create"])
    async def test_pitfall_16_a_comment_is_there_once_though_the_line_broke(
        self, rt: RequestTracker, open_rt: Open, operation: str
    ):
        person = with_tickets()[20 if operation == "note.create" else 21]
        words = f"Called back about O'Brien's <router> {operation}"
        draft = {"customer_id": person.email, "text": words, "summary": words, "at": datetime.now(UTC)}
        key = f"8d1c:{operation}:0"
        async with cut_line(rt.port, "POST") as line:
            connector = open_rt(base_url=f"http://127.0.0.1:{line.port}")
            line.cuts = 1
            with pytest.raises(Unavailable) as lost:
                await connector.write(operation, draft, key)
            assert (lost.value.sent, line.was_cut) == (True, 1)
            await connector.write(operation, draft, key)
            said = [each for each in (await connector.list("interactions", person.email)).rows if words in each.summary]
            assert len(said) == 1
            await connector.write(operation, draft, f"{key}0")
            said = [each for each in (await connector.list("interactions", person.email)).rows if words in each.summary]
            assert len(said) == 2
        assert person.email not in rt.mails()

    async def test_pitfall_16_a_ticket_opened_meanwhile_moves_no_comment(self, rt: RequestTracker, open_rt: Open):
        person = with_tickets()[24]
        draft = {"customer_id": person.email, "text": "Called back", "at": datetime.now(UTC)}
        async with cut_line(rt.port, "POST") as line:
            connector = open_rt(base_url=f"http://127.0.0.1:{line.port}")
            line.cuts = 1
            with pytest.raises(Unavailable):
                await connector.write("note.create", draft, "8d1c:note.create:24")
            case = {"customer_id": person.email, "subject": "Another", "text": "Opened meanwhile"}
            opened = await connector.write("case.create", case, "8d1c:case.create:24")
            assert (await connector.list("cases", person.email)).rows[0].number == opened.id
            # A comment that is written has no id there, one that is found has.
            assert (await connector.write("note.create", draft, "8d1c:note.create:24")).id is not None

    async def test_pitfalls_16_and_23_a_case_is_there_once_and_its_customer_is_mailed(
        self, rt: RequestTracker, open_rt: Open
    ):
        person = with_tickets()[22]
        before = (await open_rt().list("cases", person.email)).rows
        draft = {"customer_id": person.email, "subject": "The line drops", "text": "Every evening – ü"}
        async with cut_line(rt.port, "POST") as line:
            connector = open_rt(base_url=f"http://127.0.0.1:{line.port}")
            assert "case.create" in connector.notifying
            line.cuts = 1
            with pytest.raises(Unavailable):
                await connector.write("case.create", draft, "8d1c:case.create:0")
            first = await connector.write("case.create", draft, "8d1c:case.create:0")
            assert first == await connector.write("case.create", draft, "8d1c:case.create:0")
        after = (await open_rt().list("cases", person.email)).rows
        assert len(after) == len(before) + 1
        assert first.id in {case.number for case in after}
        assert f"To: {person.email}" in rt.mails()

    async def test_who_never_had_a_ticket_gets_no_comment(self, open_rt: Open):
        (person, *_) = [person for person in CROWD if not tickets_of(person)]
        with pytest.raises(Rejected, match="there is no ticket to write it to"):
            await open_rt().write(
                "note.create", {"customer_id": person.email, "text": "x", "at": datetime.now(UTC)}, "8d1c:note.create:1"
            )

    async def test_an_unknown_queue_is_denied_in_its_words(self, open_rt: Open):
        draft = {"customer_id": with_tickets()[0].email, "subject": "x", "text": "y"}
        with pytest.raises(Denied, match="403"):
            await open_rt(queue="Nowhere").write("case.create", draft, "8d1c:case.create:2")


class TestWhatGoesWrong:
    async def test_a_token_it_does_not_know(self, open_rt: Open):
        with pytest.raises(AuthError):
            await open_rt(token="1-1-0123456789abcdef").health()

    async def test_pitfall_3_its_login_page_is_a_sign_in_and_no_empty_answer(self, rt: RequestTracker, open_rt: Open):
        connector = open_rt(base_url=f"{rt.url}/elsewhere", token="1-1-0123456789abcdef")
        with pytest.raises(AuthError, match="login page"):
            await connector.list("cases", with_tickets()[0].email)

    async def test_it_says_its_version(self, open_rt: Open):
        assert (await open_rt().health()).version.startswith("5.")

    async def test_a_question_it_cannot_read_is_our_fault_and_told(self, open_rt: Open):
        rt = open_rt((("Requestor.Name = '${customer.id|ticketsql}'\"\nfields", 'Requestor.Name IN"\nfields'),))
        with pytest.raises(Rejected):
            await rt.list("cases", "anybody")

    async def test_pitfall_18_what_is_too_much_is_left_where_it_is(self, open_rt: Open):
        assert 0 < len((await open_rt().search("e", 500)).rows) <= 20
        person = with_tickets()[23]
        letter = "All of it, from the beginning. " * 80_000
        draft = {"customer_id": person.email, "text": letter, "at": datetime.now(UTC)}
        await open_rt().write("note.create", draft, "8d1c:note.create:9")
        with pytest.raises(BadPayload, match="larger than 2 MB"):
            await open_rt().list("interactions", person.email)
        assert len((await open_rt().list("cases", person.email)).rows) == len(tickets_of(person))


class TestTime:
    """With the deadlines of a call."""

    async def test_pitfall_19_a_call_is_answered_within_its_deadlines(self, open_rt: Open):
        rt = open_rt(timeouts=Timeouts(connect=5, verdict=20, total=20), region="DE")
        await rt.health()
        person = next(person for person in with_tickets() if person.country == "DE")
        start = time.monotonic()
        found, cases = await asyncio.gather(
            rt.find_by_phone(parse_number(person.e164, "DE")), rt.list("cases", person.email)
        )
        assert (len(found.rows), len(cases.rows)) == (1, len(tickets_of(person)))
        assert time.monotonic() - start < 20

    async def test_pitfall_19_while_it_hangs_nobody_waits_longer_than_said_and_then_not_at_all(
        self, rt: RequestTracker, open_rt: Open
    ):
        connector = open_rt(timeouts=Timeouts(connect=0.3, verdict=0.3, total=0.5))
        cases = [person.email for person in with_tickets()[:3]]
        with frozen(rt.pid):
            start = time.monotonic()
            lost = await asyncio.gather(*(connector.list("cases", name) for name in cases), return_exceptions=True)
            assert time.monotonic() - start < 10
            assert all(isinstance(each, Unavailable) for each in lost)
            assert connector.state.breaker is BreakerState.OPEN
            with pytest.raises(Unavailable) as resting:
                await connector.health()
            assert resting.value.kind == "breaker"
        assert (await open_rt().health()).ok


@contextmanager
def frozen(pid: int) -> Iterator[None]:
    """A server that takes connections and answers nobody."""
    processes = [pid, *_children(pid)]
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in text.split()]
