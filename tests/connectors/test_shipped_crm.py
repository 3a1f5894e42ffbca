"""CRMs by their shipped manifests: the right records in the fewest requests, every refusal by its name, nothing widened."""

from __future__ import annotations

import contextlib
import json
import re
from contextlib import asynccontextmanager

import pytest

from connectors.errors import AuthError, Denied, NotFound, RateLimited, Rejected, Unavailable
from connectors.loading.shipped import SHIPPED
from tests.connectors.fault_server import reply
from tests.connectors.vendor import EVIL, KEY, PHONE, drafted, vendor


def fixture(system, name):
    """The answers of a fixture, in their order."""
    file = SHIPPED / system / "fixtures" / f"{name}.json"
    return [each["body"] for each in json.loads(file.read_text(encoding="utf-8"))["answers"]]


async def refused(asked, kind):
    with pytest.raises(kind) as caught:
        await asked
    assert type(caught.value) is kind
    return caught.value


async def twice(connector, operation, draft):
    """Write, lose the answer, write again as the outbox does."""
    lost = await refused(connector.write(operation, draft, KEY), Unavailable)
    assert lost.sent
    return await connector.write(operation, draft, KEY)


def keeps(server, path, made):
    """A place where what is sent is kept and the line breaks the first time; `made` keeps it and gives the answer."""
    lost = []

    async def handle(seen, writer):
        answer = made(seen)
        if seen.method in {"POST", "PATCH"} and not lost:
            lost.append(seen)
            writer.transport.abort()
        else:
            writer.write(answer)

    server.handlers[path] = handle


class TestSalesforce:
    DATA = "/services/data/v62.0"
    ID = "003AB00000abcd1YAA"

    def opened(self):
        token = {"token_path": "/services/oauth2/token", "token": {"instance_url": "{url}"}}
        return vendor("salesforce", refresh="r-1", client_id="callside", **token)

    async def test_one_search_in_every_spelling_finds_who_it_is(self):
        async with self.opened() as there:
            there.answers(f"{self.DATA}/search", *fixture("salesforce", "customer.find_by_phone"))
            page = await there.connector.find_by_phone(PHONE)
            assert [row.name for row in page.rows] == ["Änne O'Brien"]
            assert (page.dropped, page.rows[0].refused) == (1, ("email",))
            (asked,) = there.take()
        (sosl,) = asked.query["q"]
        spellings = [
            "4915120000004",
            "004915120000004",
            "015120000004",
            "15120000004",
            r"\+49 1512 0000004",
            "01512 0000004",
            "1512 0000004",
        ]
        assert re.match(r"FIND \{(.*)\} IN PHONE FIELDS", sosl)[1].split(" OR ") == [f'"{each}"' for each in spellings]
        assert asked.headers["authorization"] == "Bearer access-1"
        assert there.granted == [{"grant_type": "refresh_token", "refresh_token": "r-1", "client_id": "callside"}]

    @pytest.mark.parametrize(
        ("answer", "kind", "told"),
        [
            (
                (403, [{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "TotalRequests Limit exceeded."}]),
                RateLimited,
                "used up",
            ),
            ((403, [{"errorCode": "INSUFFICIENT_ACCESS", "message": "no"}]), Denied, "403"),
            (
                (400, [{"errorCode": "MALFORMED_QUERY", "message": "Phone = '+4915120000004'"}]),
                Rejected,
                "MALFORMED_QUERY",
            ),
            ((400, [{"errorCode": "QUERY_TIMEOUT", "message": "slow"}]), Unavailable, ""),
            ((401, [{"errorCode": "INVALID_SESSION_ID", "message": "Session expired or invalid"}]), AuthError, "401"),
            ((404, [{"errorCode": "NOT_FOUND", "message": "gone"}]), NotFound, "404"),
            ((503, [{"errorCode": "SERVER_UNAVAILABLE", "message": "later"}]), Unavailable, "503"),
        ],
    )
    async def test_a_refusal_is_a_list_and_has_its_name(self, answer, kind, told):
        async with self.opened() as there:
            there.answers(f"{self.DATA}/search", answer)
            error = await refused(there.connector.find_by_phone(PHONE), kind)
            assert told in error.detail
            assert "20000004" not in str(error)

    async def test_an_expired_token_is_renewed_once_and_asked_again(self):
        async with self.opened() as there:
            found = fixture("salesforce", "cases.list")[0]
            expired = (401, [{"errorCode": "INVALID_SESSION_ID", "message": "Session expired or invalid"}])
            there.answers(f"{self.DATA}/query", found, expired, found)
            assert len((await there.connector.list("cases", self.ID)).rows) == 2
            assert len((await there.connector.list("cases", self.ID, 10)).rows) == 2
            assert [seen.headers["authorization"] for seen in there.take()] == ["Bearer access-1"] * 2 + [
                "Bearer access-2"
            ]
        assert len(there.granted) == 2

    async def test_long_answers_are_read_on_where_they_say(self):
        first, second = fixture("salesforce", "orders.list")
        async with self.opened() as there:
            there.answers(f"{self.DATA}/query", first)
            there.answers(first["nextRecordsUrl"], second)
            page = await there.connector.list("orders", self.ID)
            assert [(row.number, row.total and row.total.currency) for row in page.rows] == [
                ("00000105", "JPY"),
                ("00000104", "EUR"),
                ("00000090", None),
            ]
            assert (page.dropped, len(there.take())) == (1, 2)

    @pytest.mark.parametrize("evil", EVIL)
    async def test_nothing_typed_widens_a_question(self, evil):
        everybody = {
            "records": [
                {"Id": "801", "OrderNumber": "00000104", "BillToContactId": self.ID, "BillToContact": {"Name": "Ann"}}
            ]
        }
        async with self.opened() as there:
            there.answers(f"{self.DATA}/query", everybody)
            there.answers(f"{self.DATA}/search", *fixture("salesforce", "customer.find_by_phone"))
            assert (await there.connector.find_by_id(evil, "order")).rows == ()
            assert (await there.connector.find_by_email(f"{evil}@example.com")).rows == ()
            await there.connector.search(evil)
            order, mail, search = (seen.query["q"][0] for seen in there.take())
        literal = re.search(r"WHERE OrderNumber = '((?:[^'\\]|\\.)*)' LIMIT 5\Z", order, re.DOTALL)[1]
        assert re.sub(r"\\(.)", r"\1", literal, flags=re.DOTALL) == evil
        quoted = re.match(r'FIND \{"((?:[^"\\{}]|\\.)*)"\} IN EMAIL FIELDS RETURNING', mail, re.DOTALL)[1]
        assert re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL) == f"{evil}@example.com"
        bare = re.match(r"FIND \{((?:[^\"\\{}'()&|!^~*?:+-]|\\.)*)\} IN ALL FIELDS RETURNING", search, re.DOTALL)[1]
        assert re.sub(r"\\(.)", r"\1", bare, flags=re.DOTALL) == evil

    @pytest.mark.parametrize("operation", ["note.create", "interaction.create", "task.create", "case.create"])
    async def test_what_is_written_under_one_key_is_there_once(self, operation):
        kept, made = {}, []

        def upsert(seen):
            made.append(seen.path) if seen.path not in kept else None
            kept[seen.path] = seen.json
            return reply({"id": "00T1", "success": True, "errors": [], "created": len(kept) == 1})

        draft = drafted(self.ID)
        async with self.opened() as there:
            thing = "Case" if operation == "case.create" else "Task"
            keeps(there.server, f"{self.DATA}/sobjects/{thing}/Callside_Key__c/7d1f%3Anote.create%3A0", upsert)
            draft |= {"priority": "urgent", "direction": "in", "duration_s": 182}
            written = await twice(there.connector, operation, draft)
        (sent,) = kept.values()
        assert (written.id, len(made)) == ("00T1", 1)
        assert (sent.get("WhoId") or sent["ContactId"], sent["Subject"], sent["Description"]) == (
            self.ID,
            "Invoice",
            "By post",
        )
        assert sent.get("Priority") == ("High" if thing == "Case" else None)
        assert sent.get("CallType") == ("Inbound" if operation == "interaction.create" else None)

    async def test_two_records_of_one_key_are_refused(self):
        async with self.opened() as there:
            path = f"{self.DATA}/sobjects/Task/Callside_Key__c/7d1f%3Anote.create%3A0"
            there.answers(path, (300, [f"{self.DATA}/sobjects/Task/00T1", f"{self.DATA}/sobjects/Task/00T2"]))
            error = await refused(
                there.connector.write("note.create", {"customer_id": self.ID, "text": "x"}, KEY), Rejected
            )
            assert "more than one record" in error.detail

    async def test_a_customer_may_be_any_of_three_and_is_one_request(self):
        async with self.opened() as there:
            there.answers(
                f"{self.DATA}/composite",
                *fixture("salesforce", "customer.get"),
                *fixture("salesforce", "customer.get.nobody"),
            )
            assert (await there.connector.get("001AB00000acc01YAA")).organization == "Kaffeerösterei Beispiel GmbH"
            await refused(there.connector.get("003AB00000goneYAA"), NotFound)
            assert len(there.take()) == 2


class TestHubspot:
    OBJECTS = "/crm/v3/objects"

    async def test_one_search_in_every_spelling_finds_who_it_is(self):
        async with vendor("hubspot") as there:
            there.answers(f"{self.OBJECTS}/contacts/search", *fixture("hubspot", "customer.find_by_phone"))
            page = await there.connector.find_by_phone(PHONE)
            assert [row.name for row in page.rows] == ["Änne O'Brien"]
            assert page.dropped == 1
            (asked,) = there.take()
        asked_for = {
            tuple(each.get("values", [each.get("value")]))
            for group in asked.json["filterGroups"]
            for each in group["filters"]
        }
        assert asked_for == {("15120000004",), PHONE.candidates}
        assert len(asked.json["filterGroups"]) <= 5
        assert asked.headers["authorization"] == "Bearer t0ken"

    @pytest.mark.parametrize(
        ("answer", "kind", "wait"),
        [
            ((429, {"category": "RATE_LIMITS", "policyName": "SECONDLY"}), RateLimited, 1),
            (
                (429, {"category": "RATE_LIMITS", "policyName": "TEN_SECONDLY_ROLLING"}, "Retry-After: 7"),
                RateLimited,
                7,
            ),
            ((429, {"category": "RATE_LIMITS", "policyName": "DAILY"}), RateLimited, 600),
            ((477, {"message": "Migration in progress"}, "Retry-After: 3600"), RateLimited, 3600),
            ((401, {"category": "INVALID_AUTHENTICATION", "message": "expired"}), AuthError, None),
            ((403, {"category": "MISSING_SCOPES", "message": "scopes"}), Denied, None),
            ((400, {"category": "VALIDATION_ERROR", "message": "15120000004 is wrong"}), Rejected, None),
            ((502, {"message": "bad gateway"}), Unavailable, None),
        ],
    )
    async def test_every_refusal_has_its_name(self, answer, kind, wait):
        async with vendor("hubspot") as there:
            there.answers(f"{self.OBJECTS}/contacts/search", answer)
            error = await refused(there.connector.find_by_phone(PHONE), kind)
            assert "20000004" not in str(error)
            if wait is not None:
                assert wait <= error.retry_after <= wait + 1

    async def test_what_belongs_to_a_contact_is_read_by_its_ids_in_two_requests(self):
        ids, tickets = fixture("hubspot", "cases.list")
        async with vendor("hubspot") as there:
            there.answers("/crm/v4/objects/contacts/51/associations/tickets", ids)
            there.answers(f"{self.OBJECTS}/tickets/batch/read", (207, tickets))
            (case,) = (await there.connector.list("cases", "51")).rows
            _, read = there.take()
            assert (case.number, case.status.value, read.json["inputs"]) == (
                "3001",
                "open",
                [{"id": "3001"}, {"id": "3002"}],
            )

    async def test_the_newest_of_more_than_a_page_of_ids_are_read(self):
        """The ids come oldest first, five hundred at a time."""
        first = {"results": [{"toObjectId": n} for n in range(500)], "paging": {"next": {"after": "500"}}}
        rest = {"results": [{"toObjectId": n} for n in range(500, 520)]}
        async with vendor("hubspot") as there:
            there.answers(
                "/crm/v4/objects/contacts/51/associations/tickets",
                lambda seen: rest if seen.query.get("after") == ["500"] else first,
            )
            there.answers(f"{self.OBJECTS}/tickets/batch/read", (207, {"results": []}))
            page = await there.connector.list("cases", "51")
            *asked, read = there.take()
        assert [seen.query["limit"] for seen in asked] == [["500"], ["500"]]
        assert [int(each["id"]) for each in read.json["inputs"]] == list(range(420, 520))
        assert (page.total, page.truncated) == (520, True)

    async def test_a_contact_without_any_is_one_request(self):
        async with vendor("hubspot") as there:
            there.answers("/crm/v4/objects/contacts/51/associations/orders", {"results": []})
            assert (await there.connector.list("orders", "51")).rows == ()
            assert len(there.take()) == 1

    @pytest.mark.parametrize("evil", EVIL)
    async def test_nothing_typed_widens_a_question(self, evil):
        everybody = {"results": [{"id": "801", "properties": {"hs_external_order_id": "SO-1042"}}]}
        async with vendor("hubspot") as there:
            there.answers(f"{self.OBJECTS}/orders/search", everybody)
            there.answers("/crm/v4/objects/orders/801/associations/contacts", {"results": [{"toObjectId": 51}]})
            there.answers(f"{self.OBJECTS}/contacts/batch/read", fixture("hubspot", "customer.find_by_order")[-1])
            assert (await there.connector.find_by_id(evil, "order")).rows == ()
            (search, *_) = there.take()
            assert search.json["filterGroups"] == [
                {"filters": [{"propertyName": "hs_external_order_id", "operator": "EQ", "value": evil}]}
            ]
            assert (await there.connector.find_by_email(f"{evil}@example.com")).rows == ()
            for seen in there.take():
                assert re.fullmatch(rf"{self.OBJECTS}/contacts/[^/?#]+", seen.path)
                assert seen.query["idProperty"] == ["email"]

    @pytest.mark.parametrize(
        ("operation", "thing", "marker"),
        [
            ("note.create", "notes", "hs_note_body"),
            ("interaction.create", "calls", "hs_call_body"),
            ("task.create", "tasks", "hs_task_body"),
            ("case.create", "tickets", "content"),
        ],
    )
    async def test_what_is_written_under_one_key_is_there_once(self, operation, thing, marker):
        """Looked for by the ids of the contact, since the index does not know yet what was written."""
        rows = [{"id": "700", "properties": {marker: f"Somebody else's [callside:{KEY}0]"}}]

        def create(seen):
            rows.append({"id": str(700 + len(rows)), "properties": seen.json["properties"]})
            return reply(rows[-1], "201 Created")

        draft = drafted("51", "By <post>")
        async with vendor("hubspot") as there:
            there.answers(
                f"/crm/v4/objects/contacts/51/associations/{thing}",
                lambda _: {"results": [{"toObjectId": int(row["id"])} for row in rows]},
            )
            there.answers(f"{self.OBJECTS}/{thing}/batch/read", lambda _: {"results": rows})
            keeps(there.server, f"{self.OBJECTS}/{thing}", create)
            written = await twice(
                there.connector, operation, {**draft, "duration_s": 182, "direction": "out", "priority": "low"}
            )
        assert (written.id, len(rows)) == ("701", 2)
        sent = rows[1]["properties"]
        assert "<post>" not in sent[marker] or thing == "tickets"
        assert sent.get("hs_call_direction") == ("OUTBOUND" if thing == "calls" else None)
        assert sent.get("hs_call_duration") == ("182000" if thing == "calls" else None)
        assert sent.get("hs_ticket_priority") == ("LOW" if thing == "tickets" else None)


class TestDynamics:
    DATA = "/api/data/v9.2"
    ID = "00000000-0000-4000-8000-000000000051"

    @asynccontextmanager
    async def opened(self):
        """Signed in already: tokens are given out by another company's server."""
        async with vendor(
            "dynamics", client_id="app", tenant="contoso", token_url="/contoso/oauth2/v2.0/token", refresh="r-1"
        ) as there:
            yield there

    async def test_one_question_in_every_spelling_finds_who_it_is(self):
        async with self.opened() as there:
            there.answers(f"{self.DATA}/contacts", *fixture("dynamics", "customer.find_by_phone"))
            page = await there.connector.find_by_phone(PHONE)
            assert [(row.name, row.organization) for row in page.rows] == [
                ("Änne O'Brien", "Kaffeerösterei Beispiel GmbH")
            ]
            assert page.dropped == 1
            (asked,) = there.take()
        (odata,) = asked.query["$filter"]
        spellings = {
            "+4915120000004",
            "004915120000004",
            "4915120000004",
            "015120000004",
            "15120000004",
            "+49 1512 0000004",
            "01512 0000004",
        }
        assert set(re.findall(r"\w+ eq '([^']*)'", odata)) == spellings
        assert "FormattedValue" in asked.headers["prefer"]
        assert there.granted == [{"grant_type": "refresh_token", "refresh_token": "r-1", "client_id": "app"}]

    @pytest.mark.parametrize(
        ("answer", "kind", "wait"),
        [
            ((429, {"error": {"code": "0x80072322", "message": "6000 requests"}}, "Retry-After: 33"), RateLimited, 33),
            ((401, {"error": {"code": "0x80040000", "message": "expired"}}), AuthError, None),
            ((403, {"error": {"code": "0x80042f09", "message": "no privilege"}}), Denied, None),
            ((400, {"error": {"code": "0x80060888", "message": "Syntax error at '+4915120000004'"}}), Rejected, None),
            ((503, {"error": {"code": "0x80044150", "message": "later"}}), Unavailable, None),
        ],
    )
    async def test_every_refusal_has_its_name(self, answer, kind, wait):
        async with self.opened() as there:
            there.answers(f"{self.DATA}/contacts", answer)
            error = await refused(there.connector.find_by_phone(PHONE), kind)
            assert "20000004" not in str(error)
            assert wait is None or wait <= error.retry_after <= wait + 1

    async def test_long_answers_are_read_on_where_they_say(self):
        first, second = fixture("dynamics", "orders.list")
        async with self.opened() as there:
            first = {**first, "@odata.nextLink": f"{there.server.url}{self.DATA}/more?$skiptoken=2"}
            there.answers(f"{self.DATA}/contacts%28{self.ID}%29/order_customer_contacts", first)
            there.answers(f"{self.DATA}/contacts({self.ID})/order_customer_contacts", first)
            there.answers(f"{self.DATA}/more", second)
            page = await there.connector.list("orders", self.ID)
            assert [(row.total and str(row.total.amount), row.status.value) for row in page.rows] == [
                ("12800", "open"),
                ("59.90", "processing"),
                (None, "other"),
            ]
            one, two = there.take()
            assert (page.dropped, two.query, two.headers["prefer"]) == (1, {"$skiptoken": ["2"]}, one.headers["prefer"])

    @pytest.mark.parametrize("evil", EVIL)
    async def test_nothing_typed_widens_a_question(self, evil):
        everybody = {
            "value": [{"ordernumber": "ORD-1", "customerid_contact": {"contactid": self.ID, "fullname": "Ann"}}]
        }
        async with self.opened() as there:
            there.answers(f"{self.DATA}/salesorders", everybody)
            there.answers(f"{self.DATA}/contacts", *fixture("dynamics", "customer.find_by_phone"))
            assert (await there.connector.find_by_id(evil, "order")).rows == ()
            assert (await there.connector.find_by_email(f"{evil}@example.com")).rows == ()
            order, mail = (seen.query["$filter"][0] for seen in there.take())
            literal = re.fullmatch(r"ordernumber eq '((?:[^']|'')*)'", order, re.DOTALL)[1]
            assert literal.replace("''", "'") == evil
            literals = re.fullmatch(
                r"statecode eq 0 and \(emailaddress1 eq '((?:[^']|'')*)' or emailaddress2 eq '((?:[^']|'')*)'\)",
                mail,
                re.DOTALL,
            )
            assert {each.replace("''", "'") for each in literals.groups()} == {f"{evil}@example.com"}
            with contextlib.suppress(NotFound):
                await there.connector.find_by_id(evil, "customer")
            assert [seen.path.count("/") for seen in there.take()] in ([4], [])

    @pytest.mark.parametrize(
        ("operation", "thing", "below", "marker"),
        [
            ("note.create", "annotations", "Contact_Annotation", "notetext"),
            ("interaction.create", "phonecalls", "Contact_Phonecalls", "description"),
            ("task.create", "tasks", "Contact_Tasks", "description"),
            ("case.create", "incidents", "incident_customer_contacts", "description"),
        ],
    )
    async def test_what_is_written_under_one_key_is_there_once(self, operation, thing, below, marker):
        names = {"annotations": "annotationid", "incidents": "incidentid"}
        own = names.get(thing, "activityid")
        rows = [{own: "1", marker: f"Somebody else's [callside:{KEY}0]"}]

        def create(seen):
            rows.append({own: str(len(rows) + 1), **seen.json})
            return reply(rows[-1], "201 Created")

        draft = drafted(self.ID)
        async with self.opened() as there:
            there.answers(f"{self.DATA}/contacts({self.ID})/{below}", lambda _: {"value": rows})
            there.answers(f"{self.DATA}/contacts%28{self.ID}%29/{below}", lambda _: {"value": rows})
            keeps(there.server, f"{self.DATA}/{thing}", create)
            written = await twice(there.connector, operation, {**draft, "direction": "out", "priority": "low"})
        assert (written.id, len(rows)) == ("2", 2)
        assert [value for name, value in rows[1].items() if name.endswith("@odata.bind")] == [f"/contacts({self.ID})"]
        assert rows[1].get("directioncode") is (True if thing == "phonecalls" else None)
        assert rows[1].get("prioritycode") == (3 if thing == "incidents" else None)

    async def test_a_change_never_makes_a_new_contact(self):
        async with self.opened() as there:
            contact = fixture("dynamics", "customer.get")[0]
            for path in (f"{self.DATA}/contacts({self.ID})", f"{self.DATA}/contacts%28{self.ID}%29"):
                there.answers(path, contact, (204, None))
            await there.connector.write("customer.update", {"customer_id": self.ID, "email": "new@example.com"}, KEY)
            _read, change = there.take()
            assert (change.method, change.headers["if-match"], change.json) == (
                "PATCH",
                "*",
                {"emailaddress1": "new@example.com"},
            )
