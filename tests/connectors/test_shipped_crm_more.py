"""Odoo and Zoho by their shipped manifests: false is nothing, 204 is nobody, and what a list of results says is heard."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager

import pytest

from connectors.errors import AuthError, BadPayload, Denied, NotFound, RateLimited, Rejected, Unavailable
from tests.connectors.fault_server import reply
from tests.connectors.test_shipped_crm import fixture, keeps, refused, twice
from tests.connectors.vendor import EVIL, KEY, PHONE, drafted, vendor

# Odoo compares the digits of what was typed, and takes + for 00: these four are every spelling.
NUMBERS = [
    *["|"] * 4,
    ["phone_sanitized", "=", "+4915120000004"],
    *(
        ["phone_mobile_search", "=", digits]
        for digits in ("+4915120000004", "015120000004", "15120000004", "4915120000004")
    ),
]


class TestOdoo:
    PARTNER = "/json/2/res.partner/search_read"

    def opened(self):
        return vendor("odoo", database="prod")

    async def test_one_question_in_every_spelling_finds_who_it_is(self):
        async with self.opened() as there:
            there.answers(self.PARTNER, *fixture("odoo", "customer.find_by_phone"))
            page = await there.connector.find_by_phone(PHONE)
            assert [(row.name, row.organization, row.country) for row in page.rows] == [
                ("Änne O'Brien", "Kaffeerösterei Beispiel GmbH", "DE")
            ]
            assert page.dropped == 1
            (asked,) = there.take()
        assert asked.json["domain"] == NUMBERS
        assert (asked.headers["x-odoo-database"], asked.headers["authorization"]) == ("prod", "Bearer t0ken")

    async def test_false_is_nothing(self):
        async with self.opened() as there:
            person = {
                "id": 7,
                **dict.fromkeys(
                    ("name", "phone", "phone_sanitized", "email", "parent_id", "is_company", "lang"), False
                ),
            }
            person |= dict.fromkeys(
                ("ref", "street", "zip", "city", "state_id", "country_code", "create_date", "write_date"), False
            )
            there.answers(self.PARTNER, [{**person, "name": "Ann"}])
            found = await there.connector.get("7")
            assert (found.phones, found.emails, found.language, found.country, found.address, found.since) == (
                (),
                (),
                None,
                None,
                None,
                None,
            )
            # The link is none where the system is on this computer: only https is opened.
            assert (found.organization, found.extra["reference"], found.provenance.missing) == (None, None, ("link",))

    @pytest.mark.parametrize(
        ("answer", "kind", "told"),
        [
            ((401, {"name": "werkzeug.exceptions.Unauthorized", "message": "Invalid apikey"}), AuthError, "401"),
            ((403, {"name": "odoo.exceptions.AccessError", "message": "You are not allowed"}), Denied, "403"),
            ((422, {"name": "odoo.exceptions.UserError", "message": "Call +4915120000004"}), Rejected, "UserError"),
            (
                (500, {"name": "builtins.ValueError", "message": "Invalid field 'phone_sanitized'"}),
                Rejected,
                "ValueError",
            ),
            ((500, {"name": "psycopg2.errors.SerializationFailure", "message": "again"}), Unavailable, "500"),
            ((404, {"name": "werkzeug.exceptions.NotFound", "message": "no such model"}), BadPayload, "not installed"),
            ((404, None), BadPayload, "the setting database"),
            ((429, {"name": "werkzeug.exceptions.TooManyRequests"}, "Retry-After: 5"), RateLimited, "429"),
            (
                {"jsonrpc": "2.0", "id": None, "error": {"code": 200, "data": {"name": "odoo.exceptions.AccessError"}}},
                BadPayload,
                "AccessError",
            ),
        ],
    )
    async def test_every_refusal_has_its_name(self, answer, kind, told):
        async with self.opened() as there:
            there.answers(self.PARTNER, answer)
            error = await refused(there.connector.find_by_phone(PHONE), kind)
            assert told in error.detail
            assert "20000004" not in str(error)

    async def test_orders_come_with_their_lines_in_one_request(self):
        async with self.opened() as there:
            there.answers("/json/2/sale.order/web_search_read", *fixture("odoo", "orders.list"))
            page = await there.connector.list("orders", "51")
            assert [(row.number, row.total.currency, [line.name for line in row.lines]) for row in page.rows] == [
                ("S00050", "JPY", []),
                ("S00042", "EUR", ["Espresso 1 kg"]),
            ]
            (asked,) = there.take()
            assert (page.dropped, asked.json["domain"], asked.json["offset"]) == (1, [["partner_id", "=", 51]], 0)

    @pytest.mark.parametrize("evil", EVIL)
    async def test_nothing_typed_widens_a_question(self, evil):
        async with self.opened() as there:
            there.answers("/json/2/sale.order/search_read", [{"id": 801, "name": "S00042", "partner_id": [51, "Ann"]}])
            there.answers(self.PARTNER, *fixture("odoo", "customer.find_by_phone"))
            assert (await there.connector.find_by_id(evil, "order")).rows == ()
            assert (await there.connector.find_by_id(evil, "customer")).rows == ()
            assert (await there.connector.find_by_id(evil, "case")).rows == ()
            assert (await there.connector.find_by_email(f"{evil}@example.com")).rows == ()
            order, number, mail = there.take()  # a case is a whole number, and nothing else is asked for
        assert (order.json["domain"], number.json["domain"]) == ([["name", "=", evil]], [["ref", "=", evil]])
        ((_, _, pattern),) = mail.json["domain"]
        assert re.sub(r"\\(.)", r"\1", pattern, flags=re.DOTALL) == f"{evil}@example.com"
        assert not re.search(r"(?<!\\)(?:\\\\)*[%_]", pattern)

    @pytest.mark.parametrize(
        ("operation", "made", "read", "marker"),
        [
            ("note.create", "res.partner/message_post", "mail.message", "body"),
            ("interaction.create", "res.partner/message_post", "mail.message", "body"),
            ("task.create", "res.partner/activity_schedule", "mail.activity", "note"),
            ("case.create", "helpdesk.ticket/create", "helpdesk.ticket", "description"),
        ],
    )
    async def test_what_is_written_under_one_key_is_there_once(self, operation, made, read, marker):
        rows = [{"id": 6, marker: f"<p>Somebody else's [callside:{KEY}0]</p>"}]

        def create(seen):
            sent = seen.json.get("vals_list", [seen.json])[0]
            rows.append({"id": len(rows) + 6, marker: f"<p>{sent[marker]}</p>", "sent": sent})
            return reply([rows[-1]["id"]])

        draft = drafted("51")
        async with self.opened() as there:
            there.answers(f"/json/2/{read}/search_read", lambda _: rows)
            keeps(there.server, f"/json/2/{made}", create)
            written = await twice(there.connector, operation, {**draft, "priority": "urgent"})
        assert (written.id, len(rows)) == ("7", 2)
        sent = rows[1]["sent"]
        assert (sent.get("partner_id") or sent["ids"]) in (51, [51])
        assert sent.get("priority") == ("3" if operation == "case.create" else None)


class TestOdooBefore19:
    CALL = "/web/dataset/call_kw"

    @asynccontextmanager
    async def opened(self):
        async with vendor("odoo-rpc", database="prod") as there:
            session = {"jsonrpc": "2.0", "result": {"uid": 2}}
            there.logins = []

            async def login(seen, writer):
                there.logins.append(seen.json["params"])
                cookie = f"Set-Cookie: session_id=s-{len(there.logins)}; HttpOnly; Path=/"
                writer.write(reply(session, extra=(cookie,)))

            there.server.handlers["/web/session/authenticate"] = login
            yield there

    def calls(self, there):
        return [seen for seen in there.take() if seen.path == self.CALL]

    async def test_one_login_and_one_question_find_who_it_is(self):
        async with self.opened() as there:
            found = fixture("odoo-rpc", "customer.find_by_phone")[0]["result"]
            there.answers(self.CALL, lambda seen: {"jsonrpc": "2.0", "id": seen.json["id"], "result": found})
            page = await there.connector.find_by_phone(PHONE)
            assert ([row.name for row in page.rows], page.dropped) == (["Änne O'Brien"], 1)
            (asked,) = self.calls(there)
        domain = asked.json["params"]["kwargs"]["domain"]
        assert domain == NUMBERS
        assert asked.headers["cookie"] == "session_id=s-1"
        assert there.logins == [{"db": "prod", "login": "bot", "password": "s3cret"}]

    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("odoo.exceptions.AccessError", Denied),
            ("odoo.exceptions.UserError", Rejected),
            ("builtins.ValueError", Rejected),
            ("psycopg2.errors.SerializationFailure", Unavailable),
            ("werkzeug.exceptions.Teapot", BadPayload),
            ("werkzeug.exceptions.NotFound", BadPayload),
        ],
    )
    async def test_an_error_with_status_200_has_its_name(self, name, kind):
        async with self.opened() as there:
            error = {"code": 200, "message": "Odoo Server Error", "data": {"name": name, "message": "+4915120000004"}}
            there.answers(self.CALL, lambda seen: {"jsonrpc": "2.0", "id": seen.json["id"], "error": error})
            told = await refused(there.connector.find_by_phone(PHONE), kind)
            assert "20000004" not in str(told)

    async def test_a_number_no_case_can_have_is_nobodys(self):
        """Odoo 18 takes it to the database, which says that it is too large."""
        async with self.opened() as there:
            error = {
                "code": 200,
                "message": "Odoo Server Error",
                "data": {"name": "psycopg2.errors.NumericValueOutOfRange"},
            }
            there.answers(self.CALL, lambda seen: {"jsonrpc": "2.0", "id": seen.json["id"], "error": error})
            assert (await there.connector.find_by_id("99999999999999", "case")).rows == ()

    async def test_who_wrote_is_no_agent_where_it_was_the_customer(self):
        message = {"id": 1, "res_id": 7, "date": "2026-11-22 13:02:12", "subject": False, "body": "<p>Hi</p>"}
        rows = [
            {**message, "id": 2, "author_id": [7, "Ann"], "message_type": "email"},
            {**message, "author_id": [3, "Bo"], "message_type": "comment"},
        ]
        async with self.opened() as there:
            there.answers(self.CALL, lambda seen: {"jsonrpc": "2.0", "id": seen.json["id"], "result": rows})
            page = await there.connector.list("interactions", "7")
        assert [(row.agent, row.direction, row.channel) for row in page.rows] == [
            (None, "in", "email"),
            ("Bo", None, "note"),
        ]

    async def test_a_session_that_is_over_is_one_login_more(self):
        async with self.opened() as there:
            over = {
                "code": 100,
                "message": "Odoo Session Expired",
                "data": {"name": "odoo.http.SessionExpiredException"},
            }

            def call(seen):
                is_over = seen.headers["cookie"] == "session_id=s-1" and len(there.server.seen) > 2
                told = {"error": over} if is_over else {"result": fixture("odoo-rpc", "cases.list")[0]["result"]}
                return {"jsonrpc": "2.0", "id": seen.json["id"], **told}

            there.answers(self.CALL, call)
            assert len((await there.connector.list("cases", "51")).rows) == 2
            assert len((await there.connector.list("cases", "51", 10)).rows) == 2
            assert [seen.headers["cookie"][-1] for seen in self.calls(there)] == ["1", "1", "2"]
            assert len(there.logins) == 2

    @pytest.mark.parametrize("operation", ["note.create", "interaction.create", "case.create"])
    async def test_what_is_written_under_one_key_is_there_once(self, operation):
        marker = "description" if operation == "case.create" else "body"
        rows = [{"id": 6, marker: f"<p>Somebody else's [callside:{KEY}0]</p>"}]

        def call(seen):
            asked = seen.json["params"]
            if asked["method"] == "create":
                rows.append({"id": len(rows) + 6, **asked["args"][0][0]})
                return reply({"jsonrpc": "2.0", "id": seen.json["id"], "result": [rows[-1]["id"]]})
            return reply({"jsonrpc": "2.0", "id": seen.json["id"], "result": rows})

        lost = []

        async def handle(seen, writer):
            answer = call(seen)
            if seen.json["params"]["method"] == "create" and not lost:
                lost.append(seen)
                writer.transport.abort()
            else:
                writer.write(answer)

        async with self.opened() as there:
            there.server.handlers[self.CALL] = handle
            draft = {
                "customer_id": "51",
                "subject": "Invoice",
                "text": "By\npost",
                "summary": "By\npost",
                "priority": "high",
            }
            written = await twice(there.connector, operation, draft)
        assert (written.id, len(rows)) == ("7", 2)
        assert rows[1][marker].startswith("By<br>post<br>[callside:")
        assert (rows[1].get("res_id") or rows[1]["partner_id"]) == 51


class TestZoho:
    API = "/crm/v8"
    ID = "5540000000000051"

    @asynccontextmanager
    async def opened(self):
        token = {"token_path": "/oauth/v2/token", "token": {"api_domain": "{url}", "expires_in": 3600}}
        async with vendor("zoho", refresh="r-1", client_id="id-1", accounts_url="{url}", **token) as there:
            yield there

    async def test_each_spelling_is_tried_until_one_is_verified(self):
        async with self.opened() as there:
            nobody, stranger, found = (204, None), *fixture("zoho", "customer.find_by_phone")
            there.answers(f"{self.API}/Contacts/search", nobody, stranger, found)
            page = await there.connector.find_by_phone(PHONE)
            assert ([row.name for row in page.rows], page.dropped) == (["Änne O'Brien"], 1)
            asked = there.take()
        assert [seen.query["phone"] for seen in asked] == [["+4915120000004"], ["015120000004"], ["+49 1512 0000004"]]
        assert {seen.headers["authorization"] for seen in asked} == {"Zoho-oauthtoken access-1"}
        (form,) = there.granted
        assert (form["client_id"], form["client_secret"], form["refresh_token"]) == ("id-1", "s3cret", "r-1")

    async def test_nobody_is_an_answer_without_anything(self):
        async with self.opened() as there:
            there.answers(f"{self.API}/Contacts/search", (204, None))
            page = await there.connector.find_by_phone(PHONE)
            assert (page.rows, page.dropped, len(there.take())) == ((), 0, 4)
            there.answers(f"{self.API}/Contacts/404", (204, None))
            await refused(there.connector.get("404"), NotFound)

    @pytest.mark.parametrize(
        ("answer", "kind", "wait"),
        [
            ((429, {"code": "TOO_MANY_REQUESTS", "status": "error"}), RateLimited, 60),
            ((400, {"code": "LIMIT_EXCEEDED", "status": "error"}, "Retry-After: 9"), RateLimited, 9),
            ((401, {"code": "INVALID_TOKEN", "message": "invalid oauth token"}), AuthError, None),
            ((401, {"code": "OAUTH_SCOPE_MISMATCH", "message": "invalid oauth scope"}), Denied, None),
            ((403, {"code": "NO_PERMISSION", "message": "permission denied"}), Denied, None),
            ((400, {"code": "INVALID_QUERY", "message": "near +4915120000004"}), Rejected, None),
            ((500, {"code": "INTERNAL_ERROR", "message": "oops"}), Unavailable, None),
        ],
    )
    async def test_every_refusal_has_its_name(self, answer, kind, wait):
        async with self.opened() as there:
            there.answers(f"{self.API}/Contacts/search", answer)
            error = await refused(there.connector.find_by_phone(PHONE), kind)
            assert "20000004" not in str(error)
            assert wait is None or wait <= error.retry_after <= wait + 1

    async def test_a_used_up_refresh_token_asks_to_sign_in(self):
        """Their refusal has status 200 and a word of its own."""
        async with self.opened() as there:
            there.answers("/oauth/v2/token", {"error": "invalid_code"})
            error = await refused(there.connector.health(), AuthError)
            assert "sign in again" in error.detail
            assert await there.tokens.read("zoho") is None

    @pytest.mark.parametrize("evil", EVIL)
    async def test_nothing_typed_widens_a_question(self, evil):
        async with self.opened() as there:
            there.answers(f"{self.API}/Sales_Orders/search", *fixture("zoho", "customer.find_by_order"))
            there.answers(f"{self.API}/Contacts/search", *fixture("zoho", "customer.find_by_email"))
            assert (await there.connector.find_by_id(evil, "order")).rows == ()
            assert (await there.connector.find_by_email(f"{evil}@example.com")).rows == ()
            order, mail = there.take()
            assert (order.query["word"], mail.query["email"]) == ([evil], [f"{evil}@example.com"])
            assert (await there.connector.list("orders", evil)).rows == ()
            assert there.take() == []  # an id that is none is not even asked for

    @pytest.mark.parametrize(
        ("operation", "thing", "marker"),
        [
            ("note.create", "Notes", "Note_Content"),
            ("interaction.create", "Calls", "Description"),
            ("task.create", "Tasks", "Description"),
            ("case.create", "Cases", "Description"),
        ],
    )
    async def test_what_is_written_under_one_key_is_there_once(self, operation, thing, marker):
        rows = [{"id": "6", marker: f"Somebody else's [callside:{KEY}0]"}]

        def create(seen):
            rows.append({"id": str(len(rows) + 6), **seen.json["data"][0]})
            return reply(
                {"data": [{"code": "SUCCESS", "status": "success", "details": {"id": rows[-1]["id"]}}]}, "201 Created"
            )

        draft = drafted(self.ID)
        async with self.opened() as there:
            there.answers(f"{self.API}/Contacts/{self.ID}/Notes", lambda _: {"data": rows})
            there.answers(f"{self.API}/coql", lambda _: {"data": rows})
            keeps(there.server, f"{self.API}/{thing}", create)
            written = await twice(there.connector, operation, {**draft, "direction": "out", "priority": "low"})
        assert (written.id, len(rows)) == ("7", 2)
        owner = rows[1].get("Who_Id") or rows[1].get("Related_To") or rows[1]["Parent_Id"]
        assert owner["id"] == self.ID
        assert rows[1].get("Outgoing_Call_Status") == ("Completed" if thing == "Calls" else None)
        assert rows[1].get("Priority") == ("Low" if thing == "Cases" else None)

    async def test_a_refusal_inside_a_list_of_results_is_heard(self):
        async with self.opened() as there:
            there.answers(f"{self.API}/Contacts/{self.ID}/Notes", (204, None))
            there.answers(
                f"{self.API}/Notes", (202, {"data": [{"code": "INVALID_DATA", "status": "error", "message": "no"}]})
            )
            draft = {"customer_id": self.ID, "text": "x", "subject": "y"}
            error = await refused(there.connector.write("note.create", draft, KEY), Rejected)
            assert "INVALID_DATA" in error.detail
