"""Helpdesks by their shipped manifests, against servers that answer in their words: what is written, and only once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from connectors.declarative import build_connector
from connectors.errors import AuthError, NotFound, RateLimited, Rejected, Unavailable
from connectors.loading.load import load_manifest
from connectors.loading.shipped import SHIPPED
from connectors.phones import parse_number
from tests.connectors.fault_server import FaultServer, reply

KEY = "7d1f:case.create:0"
SECRETS = {
    "zendesk-user": "jo@example.com/token",
    "zendesk-token": "t0ken",
    "zendesk-csat-user": "jo@example.com/token",
    "zendesk-csat-token": "t0ken",
    "freshdesk-key": "k3y",
    "rt-token": "token 1-14-abc",
}
DRAFT = {"customer_id": "7", "subject": "The line drops", "text": "Every <evening> & night"}
AT = datetime(2026, 11, 20, 9, 0, 0, 250_000, UTC)
NOTE = {"customer_id": "7", "text": "Called back <twice>\nAll good", "at": AT}


@pytest.fixture
async def server():
    async with FaultServer() as server:
        yield server


@pytest.fixture
async def connect(server):
    opened = []

    def open_one(word):
        path = SHIPPED / word / "manifest.toml"
        manifest = load_manifest(path, {"base_url": server.url, "region": "DE"})
        opened.append(build_connector(manifest, path.parent, SECRETS.get))
        return opened[-1]

    yield open_one
    for connector in opened:
        await connector.aclose()


def keeps(server, path, method, made, where):
    """A place that makes a record of what is sent there, and breaks the line after it once."""
    records = []

    async def handle(seen, writer):
        if seen.method != method:
            writer.write(reply({where: records} if where else records))
            return
        records.append(made(seen.json, len(records) + 1))
        if len(records) == 1:
            writer.transport.abort()
        else:
            writer.write(reply({"id": records[-1]["id"]}, "201 Created"))

    server.handlers[path] = handle
    return records


def opened(number, minutes, status="open"):
    """A ticket opened so long after the draft was made."""
    return {"id": number, "status": status, "created_at": f"{AT + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%SZ}"}


async def twice(connector, operation, draft, meanwhile=lambda: None):
    """Write; the answer is lost; write again, as the outbox does. `meanwhile` is what others do in between."""
    with pytest.raises(Unavailable) as lost:
        await connector.write(operation, draft, KEY)
    assert lost.value.sent
    meanwhile()
    return await connector.write(operation, draft, KEY)


class TestRequestTracker:
    @pytest.mark.parametrize("operation", ["note.create", "interaction.create"])
    async def test_a_comment_stays_on_the_ticket_that_was_the_newest(self, server, connect, operation):
        """Before the second attempt the customer opens another."""
        tickets = [{"id": "8", "Created": opened(8, -5)["created_at"]}]
        comments = []

        async def comment(seen, writer):
            comments.append(seen.json["Subject"])
            writer.transport.abort()

        def transactions(seen):
            is_asked_for = "TicketId = 8 " in seen.query["query"][0]
            return {"items": [{"id": 1, "Data": said} for said in comments if is_asked_for]}

        server.on("/REST/2.0/tickets", lambda seen: {"items": tickets})
        server.handlers["/REST/2.0/ticket/8/comment"] = comment
        server.on("/REST/2.0/transactions", transactions)

        def meanwhile():
            tickets.insert(0, {"id": "9", "Created": opened(9, 1)["created_at"]})

        draft = {"customer_id": "ann", "text": "Called back", "summary": "Called back", "at": AT}
        assert (await twice(connect("request-tracker"), operation, draft, meanwhile)).id == "1"
        assert comments == [f"callside:{KEY}"]

    async def test_tickets_are_not_counted_as_people(self, server, connect):
        who = {"id": "ann", "Name": "ann", "RealName": "Ann Example", "MobilePhone": "0151 20000004"}
        server.on("/REST/2.0/tickets", {"items": [{"id": n, "Requestor": [who]} for n in (1, 2)], "total": 2})
        page = await connect("request-tracker").find_by_phone(parse_number("0151 / 20000004", "DE"))
        assert ([row.id for row in page.rows], page.total, page.truncated) == (["ann"], None, False)


class TestZendesk:
    async def test_a_case_is_there_once_and_hidden_from_the_customer(self, server, connect):
        records = keeps(
            server, "/api/v2/tickets.json", "POST", lambda sent, number: {**sent["ticket"], "id": number}, "tickets"
        )
        zendesk = connect("zendesk")
        assert (await twice(zendesk, "case.create", DRAFT)).id == "1"
        (ticket,) = records
        assert (ticket["requester_id"], ticket["external_id"]) == (7, KEY)
        assert ticket["comment"] == {"body": "The line drops\n\nEvery <evening> & night", "public": False}
        posts = [seen for seen in server.seen if seen.method == "POST"]
        assert [seen.headers["idempotency-key"] for seen in posts] == [KEY]
        assert "case.create" not in zendesk.notifying

    async def test_a_call_is_a_ticket_solved_by_us(self, server, connect):
        records = keeps(
            server, "/api/v2/tickets.json", "POST", lambda sent, number: {**sent["ticket"], "id": number}, "tickets"
        )
        server.on("/api/v2/users/me.json", {"user": {"id": 5, "name": "Jo"}})
        call = {"customer_id": "7", "subject": "Billing", "summary": "Explained the fee", "outcome": "Solved"}
        assert (await twice(connect("zendesk"), "interaction.create", call)).id == "1"
        assert (records[0]["status"], records[0]["assignee_id"]) == ("solved", 5)

    async def test_a_note_stays_on_the_ticket_that_was_the_newest(self, server, connect):
        """Before the second attempt that one is closed, and the customer opens another."""
        tickets = [opened(8, -5, "solved"), opened(7, -60)]
        server.on("/api/v2/users/7/tickets/requested.json", lambda seen: {"tickets": tickets})

        def meanwhile():
            tickets[:] = [opened(9, 1, "new"), opened(8, -5, "closed"), opened(7, -60)]

        comments = []

        async def put(seen, writer):
            comments.append({"id": 1, "plain_body": seen.json["ticket"]["comment"]["body"]})
            writer.transport.abort()

        server.handlers["/api/v2/tickets/8.json"] = put
        server.handlers["/api/v2/tickets/8/comments.json"] = lambda seen, writer: _send(writer, {"comments": comments})
        assert (await twice(connect("zendesk"), "note.create", NOTE, meanwhile)).id == "1"
        assert [each["plain_body"] for each in comments] == [f"Called back <twice>\nAll good\n\n[callside:{KEY}]"]

    async def test_nobody_signed_in_is_no_empty_page(self, server, connect):
        server.on(
            "/api/v2/users/me.json", {"user": {"id": None, "name": "Anonymous user", "email": "invalid@example.com"}}
        )
        with pytest.raises(AuthError):
            await connect("zendesk").health()

    @pytest.mark.parametrize("system", ["zendesk", "zendesk-csat"])
    async def test_every_spelling_in_one_question(self, server, connect, system):
        """As the documentation has it for telephones: the digits behind a star, and no sign or country code."""
        server.on("/api/v2/search.json", {"results": [], "count": 0})
        page = await connect(system).find_by_phone(parse_number("0151 / 20000004", "DE"))
        assert page.rows == ()
        assert [seen.query["query"] for seen in server.seen] == [["type:user role:end-user phone:*15120000004"]]

    async def test_who_was_deleted_is_nobody(self, server, connect):
        server.on("/api/v2/users/7.json", {"user": {"id": 7, "name": "Ann", "role": "end-user", "active": False}})
        assert (await connect("zendesk").find_by_id("7", "customer")).rows == ()
        with pytest.raises(NotFound):
            await connect("zendesk").get("7")

    async def test_what_was_said_has_no_signs_of_its_markup(self, server, connect):
        said = {
            "id": 1,
            "created_at": "2026-01-02T08:00:00Z",
            "author_id": 7,
            "public": True,
            "via": {"channel": "web"},
        }
        said |= {
            "plain_body": "Hello&nbsp;there\nAll <good>",
            "html_body": "<p>Hello&nbsp;there<br>All &lt;good&gt;</p>",
        }
        server.on("/api/v2/users/7/tickets/requested.json", {"tickets": [{"id": 8, "subject": "x"}]})
        server.on("/api/v2/tickets/8/comments.json", {"comments": [said], "users": [], "meta": {"has_more": False}})
        (row,) = (await connect("zendesk").list("interactions", "7")).rows
        assert row.summary == "Hello there\nAll <good>"

    async def test_a_quote_ends_no_search(self, server, connect):
        server.on("/api/v2/search.json", {"results": [], "count": 0})
        await connect("zendesk").find_by_email('x" type:user @example.com')
        assert server.seen[0].query["query"] == ['type:user email:"x\\" type:user @example.com"']

    async def test_the_survey_is_asked_for_one_customer(self, server, connect):
        server.on("/api/v2/guide/survey_responses", {"survey_responses": [], "meta": {"has_more": False}})
        assert (await connect("zendesk-csat").list("feedback", "7")).rows == ()
        assert server.seen[0].query["filter[responder_ids]"] == ["7"]


class TestFreshdesk:
    async def test_a_case_is_there_once_and_says_that_it_mails(self, server, connect):
        def made(sent, number):
            return {**sent, "id": number, "description_text": sent["description"].replace("<br>", "\n")}

        records = keeps(server, "/api/v2/tickets", "POST", made, "")
        freshdesk = connect("freshdesk")
        assert (await twice(freshdesk, "case.create", DRAFT)).id == "1"
        assert len(records) == 1
        assert records[0]["description"] == f"Every &lt;evening&gt; &amp; night<br><br>[callside:{KEY}]"
        assert "case.create" in freshdesk.notifying
        assert "note.create" not in freshdesk.notifying

    @pytest.mark.parametrize(
        ("operation", "draft"),
        [
            ("note.create", NOTE),
            (
                "interaction.create",
                {"customer_id": "7", "subject": "Billing", "summary": "Explained the fee", "at": AT},
            ),
        ],
    )
    async def test_a_note_is_private_and_found_again_on_whatever_page_it_stands(
        self, server, connect, operation, draft
    ):
        server.on("/api/v2/tickets", [{"id": 8, "created_at": "2026-01-02T08:00:00Z"}])
        notes = keeps(server, "/api/v2/tickets/8/notes", "POST", lambda sent, number: {"id": number, **sent}, "")
        page = "/api/v2/tickets/8/conversations"
        more = (f'Link: <{server.url}{page}?page=2>; rel="next"',)

        async def told(seen, writer):
            old = [{"id": 70, "body_text": f"Somebody else's [callside:{KEY}0]", "private": True}]
            mine = [{"id": each["id"], "body_text": each["body"].replace("<br>", "\n")} for each in notes]
            writer.write(reply(mine) if seen.query.get("page") == ["2"] else reply(old, extra=more))

        server.handlers[page] = told
        freshdesk = connect("freshdesk")
        assert (await twice(freshdesk, operation, draft)).id == "1"
        (note,) = notes
        assert note["private"] is True
        assert "<twice>" not in note["body"]

    async def test_without_a_ticket_there_is_no_place_for_a_note(self, server, connect):
        server.on("/api/v2/tickets", [])
        with pytest.raises(Rejected, match="no ticket"):
            await connect("freshdesk").write("note.create", NOTE, KEY)

    async def test_old_tickets_count_too(self, server, connect):
        server.on("/api/v2/tickets", [])
        await connect("freshdesk").list("cases", "7")
        assert server.seen[0].query["updated_since"] == ["2000-01-01T00:00:00Z"]

    async def test_pages_go_on_only_at_our_own_host(self, server, connect):
        elsewhere = reply([{"id": 1, "requester_id": 7}], extra=('Link: <https://evil.example.com/2>; rel="next"',))
        server.on("/api/v2/tickets", elsewhere)
        with pytest.raises(Rejected, match="allowed_hosts"):
            await connect("freshdesk").list("cases", "7")

    async def test_it_is_left_alone_as_long_as_it_asks(self, server, connect):
        server.on("/api/v2/contacts/7", reply({}, "429 Too Many Requests", extra=("Retry-After: 30",)))
        freshdesk = connect("freshdesk")
        for _ in range(2):
            with pytest.raises(RateLimited) as told:
                await freshdesk.get("7")
            assert told.value.retry_after is not None
            assert told.value.retry_after > 25
        assert len(server.seen) == 1

    async def test_who_was_deleted_is_nobody(self, server, connect):
        server.on("/api/v2/contacts/7", {"id": 7, "name": "Ann", "deleted": True})
        assert (await connect("freshdesk").find_by_id("7", "customer")).rows == ()
        with pytest.raises(NotFound):
            await connect("freshdesk").get("7")

    async def test_the_key_is_the_user_and_any_password_will_do(self, server, connect):
        server.on("/api/v2/agents/me", {"contact": {"email": "jo@example.com"}})
        assert (await connect("freshdesk").health()).who == "jo@example.com"
        assert server.seen[0].headers["authorization"] == "Basic azN5Olg="


async def _send(writer, body):
    _send_now(writer, body)


def _send_now(writer, body):
    writer.write(reply(body))
