"""CRMs by their shipped manifests where they are not simple: several people, half an answer, a late delivery."""

from __future__ import annotations

import pytest

from connectors.errors import BadPayload, NotFound, Rejected, Unavailable
from connectors.loading.load import load_manifest
from connectors.loading.shipped import SHIPPED
from tests.connectors.fakes import START
from tests.connectors.fault_server import reply
from tests.connectors.vendor import KEY, PHONE, vendor


def salesforce(**settings):
    token = {"token_path": "/services/oauth2/token", "token": {"instance_url": "{url}"}}
    return vendor("salesforce", refresh="r-1", client_id="callside", **token, **settings)


class TestPersonAccounts:
    """One person is an account and a contact there: without the two settings the agent would choose every time."""

    DATA = "/services/data/v62.0"
    SETTINGS = {
        "person_fields": ",IsPersonAccount,PersonEmail,PersonMobilePhone,PersonBirthdate,PersonDoNotCall",
        "contact_where": " WHERE IsPersonAccount = false",
    }
    ANN = {
        "attributes": {"type": "Account"},
        "Id": "001AB00000ann01YAA",
        "Name": "Ann Example",
        "IsPersonAccount": True,
        "PersonEmail": "ann@example.com",
        "PersonMobilePhone": "0151 / 20000004",
        "PersonBirthdate": "1985-04-02",
        "PersonDoNotCall": True,
    }

    async def test_it_is_the_account_that_counts(self):
        async with salesforce(**self.SETTINGS) as there:
            there.answers(f"{self.DATA}/search", {"searchRecords": [self.ANN]})
            (found,) = (await there.connector.find_by_phone(PHONE)).rows
            assert (await there.connector.find_by_email("ann@example.com")).rows == (found,)
            asked = [seen.query["q"][0] for seen in there.take()]
        assert (found.name, found.organization, found.emails) == ("Ann Example", None, ("ann@example.com",))
        assert (str(found.birthday), found.refused, found.phones[0].kind) == ("1985-04-02", ("phone",), "mobile")
        for sosl in asked:
            assert "Account.Name WHERE IsPersonAccount = false LIMIT 20), Lead(" in sosl
            assert "LastModifiedDate,IsPersonAccount,PersonEmail," in sosl

    async def test_what_is_no_contact_is_not_changed_and_says_so(self):
        async with salesforce() as there:
            account = {"httpStatusCode": 200, "body": {"attributes": {"type": "Account"}, "Id": self.ANN["Id"]}}
            there.answers(f"{self.DATA}/composite", {"compositeResponse": [account]})
            there.answers(f"{self.DATA}/sobjects/Contact/{self.ANN['Id']}", (404, [{"errorCode": "NOT_FOUND"}]))
            with pytest.raises(Rejected, match="only contacts can be changed"):
                await there.connector.write("customer.update", {"customer_id": self.ANN["Id"], "city": "Bonn"}, KEY)


class TestStatusesOfTheirOwn:
    async def test_a_case_is_closed_whatever_that_is_called_there(self):
        row = {"ContactId": "003AB00000abcd1YAA", "CreatedDate": "2026-11-01T08:00:00.000+0000"}
        rows = [
            {**row, "Id": "5001", "Status": "Gelöst", "IsClosed": True},
            {**row, "Id": "5002", "Status": "In Prüfung", "IsClosed": False},
        ]
        async with salesforce() as there:
            there.answers("/services/data/v62.0/query", {"totalSize": 2, "done": True, "records": rows})
            page = await there.connector.list("cases", row["ContactId"])
        assert {(each.status.value, each.status.label) for each in page.rows} == {
            ("closed", "Gelöst"),
            ("other", "In Prüfung"),
        }


class TestSeveralPeople:
    OBJECTS = "/crm/v3/objects"
    PATHS = {"case": "tickets/5", "order": "orders/5"}

    def asked(self, there, kind, ids):
        there.answers(f"{self.OBJECTS}/tickets/5", {"id": "5", "properties": {"subject": "x"}})
        found = {"results": [{"id": "5", "properties": {"hs_external_order_id": "5"}}]}
        there.answers(f"{self.OBJECTS}/orders/search", found)
        hanging = {"results": [{"toObjectId": each, "associationTypes": []} for each in ids]}
        there.answers(f"/crm/v4/objects/{self.PATHS[kind]}/associations/contacts", hanging)
        people = {"7": "Ann", "8": "Bob"}

        def read(seen):
            wanted = [each["id"] for each in seen.json["inputs"]]
            rows = [{"id": each, "properties": {"firstname": people[each]}} for each in wanted if each in people]
            return {"status": "COMPLETE", "results": rows}

        there.answers(f"{self.OBJECTS}/contacts/batch/read", read)
        return there.connector.find_by_id("5", kind)

    @pytest.mark.parametrize("kind", ["case", "order"])
    async def test_all_of_them_are_found_so_that_the_agent_chooses(self, kind):
        async with vendor("hubspot") as there:
            page = await self.asked(there, kind, [7, 8])
            assert [(row.id, row.given_name) for row in page.rows] == [("7", "Ann"), ("8", "Bob")]

    @pytest.mark.parametrize("kind", ["case", "order"])
    async def test_where_nobody_hangs_on_it_nobody_is_found(self, kind):
        async with vendor("hubspot") as there:
            page = await self.asked(there, kind, [])
            assert (page.rows, page.dropped) == ((), 0)
            assert there.take()[-1].json["inputs"] == [{"id": "0"}]


class TestHalfAnAnswer:
    """Three questions in one: a customer may be any of three objects, and one that failed is no answer."""

    COMPOSITE = "/services/data/v62.0/composite"
    NONE = (404, [{"errorCode": "NOT_FOUND", "message": "gone"}])
    DOWN = (503, [{"errorCode": "SERVER_UNAVAILABLE", "message": "later"}])
    LOCKED = (403, [{"errorCode": "INSUFFICIENT_ACCESS", "message": "no"}])
    MALFORMED = (400, [{"errorCode": "MALFORMED_ID", "message": "bad id 4711"}])
    ANN = (200, {"Id": "003xx", "Name": "Ann", "Email": "ann@example.com"})

    def told(self, *parts):
        return {"compositeResponse": [{"httpStatusCode": status, "body": body} for status, body in parts]}

    @pytest.mark.parametrize(
        ("failed", "kind", "code"),
        [(DOWN, Unavailable, "SERVER_UNAVAILABLE"), (LOCKED, BadPayload, "INSUFFICIENT_ACCESS")],
    )
    async def test_it_is_not_taken_for_nobody(self, failed, kind, code):
        async with salesforce() as there:
            there.answers(self.COMPOSITE, self.told(failed, self.NONE, self.NONE))
            change = {"customer_id": "003xx", "email": "a@example.com", "was.email": "ann@example.com"}
            for asked in (
                there.connector.find_by_id("003xx", "customer"),
                there.connector.get("003xx"),
                there.connector.write("customer.update", change, KEY),
            ):
                with pytest.raises(kind) as caught:
                    await asked
                assert type(caught.value) is kind
                assert code in caught.value.detail

    async def test_who_was_found_is_found_whatever_the_others_say(self):
        async with salesforce() as there:
            there.answers(self.COMPOSITE, self.told(self.ANN, self.DOWN, self.LOCKED))
            assert (await there.connector.get("003xx")).name == "Ann"

    @pytest.mark.parametrize("nobody", [NONE, MALFORMED])
    async def test_a_number_that_nobody_has_is_nobody(self, nobody):
        async with salesforce() as there:
            there.answers(self.COMPOSITE, self.told(nobody, nobody, nobody))
            assert (await there.connector.find_by_id("4711", "customer")).rows == ()
            with pytest.raises(NotFound):
                await there.connector.get("4711")


@pytest.mark.parametrize("system", ["odoo", "odoo-rpc"])
def test_no_page_is_cut_between_two_of_the_same_instant(system):
    """Pages by offset need an order in which no two rows are equal."""

    manifest = load_manifest(SHIPPED / system / "manifest.toml", {})
    paged = {name: each for name, each in manifest.reads().items() if each.paging.kind == "offset"}
    assert len(paged) == 5
    for name, operation in paged.items():
        asked = operation.request.model_dump()["body"] if operation.request else operation.params["kwargs"]
        assert asked["order"].endswith(" desc, id desc"), name


LATE = "2026-11-19T23:58:07.123456+00:00"
"""When it happened, a day before it is delivered; in Berlin it was the 20th already."""


class TestDeliveredLate:
    """What waited in the outbox says when the call was, not when the system was there again."""

    async def sent(self, there, operation, path, **more):
        """What goes out for a draft to a system that knows of nothing yet."""
        there.answers(path, lambda seen: {"id": "1", "data": [{"status": "success", "details": {"id": "1"}}]})
        draft = {"customer_id": "51", "subject": "s", "summary": "t", "text": "t", "at": LATE, **more}
        await there.connector.write(operation, draft, KEY)
        return there.server.seen[-1].json

    @pytest.mark.parametrize(
        ("operation", "thing"), [("interaction.create", "calls"), ("note.create", "notes"), ("task.create", "tasks")]
    )
    async def test_hubspot(self, operation, thing):
        """A task has to have its time: without a day on which it is due that is when it was promised."""
        async with vendor("hubspot") as there:
            there.answers(f"/crm/v4/objects/contacts/51/associations/{thing}", {"results": []})
            there.answers(f"/crm/v3/objects/{thing}/batch/read", {"results": []})
            sent = await self.sent(there, operation, f"/crm/v3/objects/{thing}")
        assert sent["properties"]["hs_timestamp"] == "2026-11-19T23:58:07+00:00"

    async def test_zoho(self):
        token = {"token_path": "/oauth/v2/token", "token": {"api_domain": "{url}", "expires_in": 3600}}
        async with vendor("zoho", refresh="r-1", client_id="id-1", accounts_url="{url}", **token) as there:
            there.answers("/crm/v8/coql", (204, None))
            sent = await self.sent(there, "interaction.create", "/crm/v8/Calls")
        assert sent["data"][0]["Call_Start_Time"] == "2026-11-19T23:58:07+00:00"

    @pytest.mark.parametrize("operation", ["interaction.create", "note.create"])
    @pytest.mark.parametrize(("at", "day"), [(LATE, "2026-11-20"), (None, START.date().isoformat())])
    async def test_salesforce(self, operation, at, day):
        token = {"token_path": "/services/oauth2/token", "token": {"instance_url": "{url}"}}
        async with vendor("salesforce", refresh="r-1", timezone="Europe/Berlin", **token) as there:
            path = f"/services/data/v62.0/sobjects/Task/Callside_Key__c/{KEY.replace(':', '%3A')}"
            assert (await self.sent(there, operation, path, at=at))["ActivityDate"] == day


@pytest.mark.parametrize("operation", ["note.create", "interaction.create", "task.create", "case.create"])
@pytest.mark.parametrize("owner", ["003AB00000abcd1YAA", "00QAB00000lead1YAA", "001AB00000acc01YAA"])
async def test_what_is_written_for_an_account_hangs_on_it(operation, owner):
    """They refuse an account where they want a person."""
    thing, person, company = "Task", "WhoId", "WhatId"
    if operation == "case.create":
        thing, person, company = "Case", "ContactId", "AccountId"
    async with salesforce() as there:
        path = f"/services/data/v62.0/sobjects/{thing}/Callside_Key__c/{KEY.replace(':', '%3A')}"
        there.answers(path, (201, {"id": "00T1", "success": True}))
        await there.connector.write(operation, {"customer_id": owner, "subject": "s", "text": "t"}, KEY)
        sent = there.server.seen[-1].json
    is_account = owner.startswith("001")
    assert (sent[person], sent[company]) == ((None, owner) if is_account else (owner, None))


@pytest.mark.parametrize(
    ("kind", "thing"), [("cases", "tickets"), ("orders", "orders"), ("interactions", "calls"), ("events", "deals")]
)
@pytest.mark.parametrize(("count", "told"), [(150, (100, True, 150)), (100, (100, False, None)), (0, (0, False, None))])
async def test_a_list_that_is_cut_says_so(kind, thing, count, told):
    async with vendor("hubspot") as there:
        ids = [{"toObjectId": number} for number in range(1, count + 1)]
        there.answers(f"/crm/v4/objects/contacts/7/associations/{thing}", {"results": ids})
        read = lambda seen: {"results": [{**each, "properties": {}} for each in seen.json["inputs"]]}  # noqa: E731
        there.answers(f"/crm/v3/objects/{thing}/batch/read", read)
        page = await there.connector.list(kind, "7", 200)
        assert (len(page.rows), page.truncated, page.total) == told


class TestDaysOfOrders:
    """Dynamics keeps the day an order was submitted, without a time; one that was not has only been created."""

    ID = "00000000-0000-4000-8000-000000000051"

    @pytest.mark.parametrize("submitted", ["2026-11-02", "2026-11-02T00:00:00Z"])
    async def test_a_day_is_a_day(self, submitted):
        row = {"_customerid_value": self.ID, "statecode": 1, "createdon": "2026-11-01T08:00:00Z"}
        rows = [{**row, "salesorderid": "1", "submitdate": submitted}, {**row, "salesorderid": "2", "submitdate": None}]
        async with vendor("dynamics", token_url="/oauth2/v2.0/token", refresh="r-1") as there:
            for name in (f"contacts({self.ID})", f"contacts%28{self.ID}%29"):
                there.answers(f"/api/data/v9.2/{name}/order_customer_contacts", {"value": rows})
            page = await there.connector.list("orders", self.ID)
        told = {
            each.id: (each.placed_on and str(each.placed_on), each.placed_at and each.placed_at.day)
            for each in page.rows
        }
        assert told == {"1": ("2026-11-02", None), "2": (None, 1)}
        assert [each.provenance.missing for each in page.rows] == [("link",)] * 2


class TestWhatNobodyKnows:
    async def test_a_call_whose_duration_is_unknown_did_not_last_nothing(self):
        sent = {}

        async def create(seen, writer):
            sent.update(seen.json["properties"])
            writer.write(reply({"id": "9"}, "201 Created"))

        async with vendor("hubspot") as there:
            there.answers("/crm/v4/objects/contacts/51/associations/calls", {"results": []})
            there.answers("/crm/v3/objects/calls/batch/read", {"results": []})
            there.server.handlers["/crm/v3/objects/calls"] = create
            draft = {"customer_id": "51", "subject": "x", "summary": "y", "direction": "in"}
            await there.connector.write("interaction.create", draft, KEY)
        assert (sent["hs_call_duration"], sent["hs_call_direction"]) == (None, "INBOUND")
