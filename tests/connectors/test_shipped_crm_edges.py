"""CRMs by their shipped manifests where they are not simple: several people, half an answer, a late delivery."""

from __future__ import annotations

import pytest

from connectors.errors import BadPayload, NotFound, Unavailable
from connectors.loading.load import load_manifest
from connectors.loading.shipped import SHIPPED
from tests.connectors.vendor import KEY, vendor


def salesforce():
    token = {"token_path": "/services/oauth2/token", "token": {"instance_url": "{url}"}}
    return vendor("salesforce", refresh="r-1", client_id="callside", **token)


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
