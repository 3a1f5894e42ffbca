"""The connectors of shops, each against a server that answers as that shop's documentation says."""

from __future__ import annotations

import base64
import re
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest

from connectors.clock import SystemClock
from connectors.declarative import bare_connector
from connectors.errors import AuthError, Denied, NotFound, RateLimited, Rejected, Unavailable
from connectors.loading.load import parse_manifest
from connectors.loading.shipped import SHIPPED
from connectors.phones import parse_number
from tests.connectors.fault_server import FaultServer, reply

SECRETS = {
    "shopify": "shp4t",
    "shopify-id": "id1",
    "woocommerce-key": "ck_1",
    "woocommerce-secret": "cs_2",
    "magento": "mag3",
    "magento-key": "k4",
    "magento-key-secret": "s5",
    "magento-secret": "s6",
}

AT = datetime(2026, 11, 20, 9, 0, 0, 250_000, UTC)
NOTE = {"customer_id": "7", "text": "Called back", "at": AT}
BEFORE, SINCE = "2026-11-20T08:59:59", "2026-11-20T09:00:01"


def breaks_once(answer):
    """The answer of a place that makes what is sent there, and breaks the line after it the first time."""
    posts = []

    async def handle(seen, writer):
        said = answer(seen)
        posts.extend([seen] if seen.method == "POST" else [])
        if seen.method == "POST" and len(posts) == 1:
            writer.transport.abort()
        else:
            writer.write(said)

    return handle


@asynccontextmanager
async def opened(name, path="", *, change=lambda text: text, **settings):
    """A shipped connector; `change` makes of its text what a site's copy says."""
    async with FaultServer() as server:
        where = SHIPPED / name / "manifest.toml"
        known = {"base_url": server.url + path, "region": "DE", "currency": "EUR", **settings}
        text = where.read_text(encoding="utf-8")
        manifest = parse_manifest(change(text).encode(), where.name, known)
        shop = bare_connector(manifest, where.parent, SECRETS.get, SystemClock())
        try:
            yield shop, server
        finally:
            await shop.aclose()


def with_the_other_sign_in(text):
    """The manifest with the [auth] that its comment shows."""
    shown = "\n".join(re.findall(r"(?m)^#   (.*)$", text))
    return re.sub(r"(?m)^auth = .*\n", "", text) + "\n" + shown


def signed(text):
    """The manifest with the auth in one line that its comment shows."""
    shown = re.search(r"auth = \{ kind = \"oauth1\".*?\}", text.replace("\n# ", " "), re.DOTALL).group()
    return re.sub(r"(?m)^auth = .*$", shown.replace("\n", " "), text)


class TestShopify:
    AT = "/admin/api/2026-10/graphql.json"

    async def test_the_key_the_version_and_the_question(self):
        async with opened("shopify") as (shop, server):
            server.on(self.AT, {"data": {"customers": {"nodes": []}}})
            page = await shop.find_by_phone(parse_number("030 / 23125001", "DE"))
        (seen,) = server.seen
        assert (page.rows, seen.headers["x-shopify-access-token"]) == ((), "shp4t")
        assert seen.json["variables"] == {"q": 'phone:"+493023125001" OR "+493023125001"'}

    async def test_the_sign_in_of_a_dashboard_app_stands_in_the_file(self):
        async with opened("shopify", change=with_the_other_sign_in) as (shop, server):
            server.on(
                "/admin/oauth/access_token", {"access_token": "day-1", "scope": "read_orders", "expires_in": 86399}
            )
            server.on(self.AT, {"data": {"shop": {"name": "Kettles"}}})
            assert (await shop.health()).who == "Kettles"
        login, asked = server.seen
        assert login.body == b"grant_type=client_credentials&client_id=id1&client_secret=shp4t"
        assert asked.headers["x-shopify-access-token"] == "day-1"

    async def test_another_version_is_a_setting(self):
        async with opened("shopify", api_version="2027-01") as (shop, server):
            server.on("/admin/api/2027-01/graphql.json", {"data": {"shop": {"name": "Kettles"}}})
            assert (await shop.health()).who == "Kettles"

    @pytest.mark.parametrize(
        ("email", "asked"),
        [('x" OR id:>0 OR "', 'email:"x\\" OR id:>0 OR \\"@example.com"'), ("o'brien", 'email:"o\'brien@example.com"')],
    )
    async def test_nothing_leaves_the_quotes_of_the_search(self, email, asked):
        async with opened("shopify") as (shop, server):
            server.on(self.AT, {"data": {"customers": {"nodes": []}}})
            await shop.find_by_email(f"{email}@example.com")
        assert server.seen[0].json["variables"]["q"] == asked

    @pytest.mark.parametrize(("left", "least", "most"), [(66, 4, 5), (421.5, 1, 2), (500, 0, 1)])
    async def test_a_throttle_says_how_long_to_wait(self, left, least, most):
        status = {"maximumAvailable": 2000.0, "currentlyAvailable": left, "restoreRate": 100.0}
        throttled = {
            "errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}],
            "extensions": {"cost": {"requestedQueryCost": 422, "throttleStatus": status}},
        }
        async with opened("shopify") as (shop, server):
            server.on(self.AT, throttled)
            with pytest.raises(RateLimited) as caught:
                await shop.list("orders", "gid://shopify/Customer/1")
        assert least <= caught.value.retry_after <= most

    async def test_a_change_that_is_refused_is_no_change(self):
        refused = {"customerUpdate": {"customer": None, "userErrors": [{"field": ["phone"], "message": "is taken"}]}}
        async with opened("shopify") as (shop, server):
            server.on(self.AT, {"data": {"customer": None}}, {"data": refused})
            with pytest.raises(NotFound):
                await shop.write("customer.update", {"customer_id": "gid://shopify/Customer/1", "phone": "+49"}, "k")
            customer = {"id": "gid://shopify/Customer/1", "legacyResourceId": "1", "displayName": "Ann"}
            server.on(self.AT, {"data": {"customer": customer}}, {"data": refused})
            with pytest.raises(Rejected, match="words of its own") as caught:
                await shop.write("customer.update", {"customer_id": "gid://shopify/Customer/1", "phone": "+49"}, "k")
        assert ("taken" in str(caught.value), "taken" in caught.value.said) == (False, True)
        assert server.seen[-1].json["variables"] == {"input": {"id": "gid://shopify/Customer/1", "phone": "+49"}}


class TestWooCommerce:
    async def test_key_and_secret_go_along(self):
        async with opened("woocommerce", "/wp-json/wc/v3") as (shop, server):
            server.on("/wp-json/wc/v3/orders", [])
            assert (await shop.health()).ok
        assert server.seen[0].headers["authorization"] == "Basic " + base64.b64encode(b"ck_1:cs_2").decode()

    async def test_signing_stands_in_the_file(self):
        async with opened("woocommerce", change=signed) as (shop, server):
            server.on("/orders", [])
            assert (await shop.health()).ok
        said = server.seen[0].headers["authorization"]
        assert said.startswith("OAuth ")
        assert 'oauth_consumer_key="ck_1"' in said

    async def test_pages_are_read_to_their_end_and_counted(self):
        rows = [{"id": n, "number": str(n), "customer_id": 7, "status": "completed"} for n in range(1, 31)]

        def answer(seen):
            page, size = int(seen.query["page"][0]), int(seen.query["per_page"][0])
            return reply(rows[(page - 1) * size : page * size], extra=["X-WP-Total: 30", "X-WP-TotalPages: 2"])

        async with opened("woocommerce") as (shop, server):
            server.on("/orders", answer)
            page = await shop.list("orders", "7", limit=100)
            assert (len(page.rows), page.total, page.truncated, len(server.seen)) == (30, 30, False, 2)
            page = await shop.list("orders", "7", limit=20)
            assert (len(page.rows), page.total, page.truncated, len(server.seen)) == (20, 30, True, 3)

    async def test_what_wordpress_takes_for_no_address_is_nobodys(self):
        """As a real one answered; other parameters that are wrong stay an error."""
        wrong = {"code": "rest_invalid_param", "data": {"status": 400, "params": {"email": "Invalid email address."}}}
        async with opened("woocommerce") as (shop, server):
            server.on("/customers", reply(wrong, "400 Bad Request"))
            assert (await shop.find_by_email("\\@x")).rows == ()
            server.on(
                "/customers", reply({**wrong, "data": {"status": 400, "params": {"role": "x"}}}, "400 Bad Request")
            )
            with pytest.raises(Rejected):
                await shop.find_by_email("ann@example.com")

    async def test_guests_are_asked_for_by_nobody(self):
        guest = {"first_name": "Gast", "phone": "030 23125001", "country": "DE"}
        async with opened("woocommerce") as (shop, server):
            server.on("/orders", [{"customer_id": 0, "billing": guest, "shipping": {}}])
            page = await shop.find_by_phone(parse_number("030 23125001", "DE"))
        tries = [seen.query["search"][0] for seen in server.seen]
        assert (page.rows, page.possible) == ((), ())
        assert tries == ["3023125001", "23125001", "30 23125001", "030 23125001"]

    async def test_who_receives_a_gift_is_not_its_payer(self):
        payer = {"first_name": "Ann", "phone": "0151 20000001", "country": "DE"}
        gift = {"customer_id": 5, "billing": payer, "shipping": {"first_name": "Bob", "phone": "0151 20000004"}}
        async with opened("woocommerce") as (shop, server):
            server.on("/orders", [gift])
            receiver = await shop.find_by_phone(parse_number("0151 20000004", "DE"))
            found = await shop.find_by_phone(parse_number("0151 20000001", "DE"))
        assert (receiver.rows, receiver.possible) == ((), ())
        assert [(row.id, row.name) for row in found.rows] == [("5", "Ann")]

    async def test_a_note_goes_to_the_newest_order_of_its_time_once(self):
        """Before the second attempt the customer orders again."""
        notes = []

        def posted(seen):
            if seen.method == "GET":
                return reply(notes)
            notes.append({"id": 4000 + len(notes), **seen.json})
            return reply(notes[-1], "201 Created")

        async with opened("woocommerce") as (shop, server):
            orders = [{"id": 3101, "date_created_gmt": BEFORE}]
            server.on("/orders", lambda seen: orders)
            server.handlers["/orders/3101/notes"] = breaks_once(posted)
            with pytest.raises(Unavailable):
                await shop.write("note.create", NOTE, "key-1")
            orders.insert(0, {"id": 3102, "date_created_gmt": SINCE})
            again = await shop.write("note.create", NOTE, "key-1")
            other = await shop.write("note.create", NOTE, "key-10")
        assert (again.id, other.id, len(notes)) == ("4000", "4001", 2)
        assert notes[0]["note"] == "Called back\n[callside:key-1]"
        assert notes[0]["customer_note"] is False

    async def test_who_has_ordered_nothing_has_no_place_for_a_note(self):
        async with opened("woocommerce") as (shop, server):
            server.on("/orders", [])
            with pytest.raises(Rejected, match="there is no order"):
                await shop.write("note.create", NOTE, "k")
        assert [seen.method for seen in server.seen] == ["GET"]

    @pytest.mark.parametrize(
        ("status", "code", "error"),
        [
            ("401 Unauthorized", "woocommerce_rest_authentication_error", AuthError),
            ("401 Unauthorized", "woocommerce_rest_cannot_view", AuthError),
            ("403 Forbidden", "woocommerce_rest_cannot_view", Denied),
            ("404 Not Found", "woocommerce_rest_invalid_id", NotFound),
        ],
    )
    async def test_errors(self, status, code, error):
        async with opened("woocommerce") as (shop, server):
            server.on("/customers/7", reply({"code": code, "message": "Sorry", "data": {}}, status))
            with pytest.raises(error) as caught:
                await shop.get("7")
        assert type(caught.value) is error


class TestMagento:
    async def test_a_number_on_an_address_is_found_with_one_question(self):
        async with opened("magento", "/rest/all/V1") as (shop, server):
            address = {"telephone": "030 / 23125001", "country_id": "DE", "default_billing": True}
            other = {"telephone": "30 2312 5000 1", "country_id": "FR", "default_billing": True}
            items = [
                {"id": 7, "email": "a@example.com", "firstname": "Käthe", "addresses": [address]},
                {"id": 8, "email": "b@example.com", "firstname": "Luc", "addresses": [other]},
            ]
            server.on("/rest/all/V1/customers/search", {"items": items, "total_count": 2})
            page = await shop.find_by_phone(parse_number("+49 30 23125001", "DE"))
        (seen,) = server.seen
        assert ([row.id for row in page.rows], page.dropped) == (["7"], 1)
        assert seen.query["searchCriteria[filter_groups][0][filters][0][value]"] == ["%3%0%2%3%1%2%5%0%0%1%"]
        assert seen.headers["authorization"] == "Bearer mag3"

    async def test_signing_stands_in_the_file(self):
        async with opened("magento", change=signed) as (shop, server):
            server.on("/customers/search", {"total_count": 4711})
            assert (await shop.health()).ok
        said = server.seen[0].headers["authorization"]
        assert 'oauth_consumer_key="k4"' in said
        assert 'oauth_token="mag3"' in said

    async def test_the_last_page_that_is_repeated_ends_the_list(self):
        rows = [{"entity_id": n, "increment_id": f"{n:09d}", "customer_id": 7} for n in range(1, 51)]

        def answer(seen):
            page = min(int(seen.query["searchCriteria[currentPage]"][0]), 2)
            size = int(seen.query["searchCriteria[pageSize]"][0])
            return reply({"items": rows[(page - 1) * size : page * size], "total_count": 50})

        async with opened("magento") as (shop, server):
            server.on("/orders", answer)
            page = await shop.list("orders", "7", limit=100)
        assert (len(page.rows), page.total, page.truncated) == (50, 50, False)
        assert len(server.seen) == 3

    async def test_percent_signs_find_no_more(self):
        async with opened("magento") as (shop, server):
            server.on("/customers/search", {"items": [], "total_count": 0})
            await shop.search("100%_x")
        value = "searchCriteria[filter_groups][0][filters][0][value]"
        assert server.seen[0].query[value] == ["%100\\%\\_x%"]

    async def test_a_comment_goes_to_the_newest_order_of_its_time_once(self):
        """Before the second attempt the customer orders again."""
        comments = []

        def posted(seen):
            if seen.method == "GET":
                return reply({"items": comments})
            comments.append({"entity_id": 90 + len(comments), **seen.json["statusHistory"]})
            return reply(True)

        async with opened("magento") as (shop, server):
            orders = [{"entity_id": 501, "status": "processing", "created_at": BEFORE.replace("T", " ")}]
            server.on("/orders", lambda seen: {"items": orders})
            server.handlers["/orders/501/comments"] = breaks_once(posted)
            with pytest.raises(Unavailable):
                await shop.write("note.create", NOTE, "key-1")
            orders.insert(0, {"entity_id": 502, "status": "pending", "created_at": SINCE.replace("T", " ")})
            assert (await shop.write("note.create", NOTE, "key-1")).id == "90"
        (comment,) = comments
        assert comment["status"] == "processing"
        assert (comment["is_customer_notified"], comment["is_visible_on_front"]) == (0, 0)
        asked = unquote(str(server.seen[0].query))
        assert "'DESC'" in asked
        assert "'created_at'" in asked
