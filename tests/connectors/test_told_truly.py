"""What a system that answers well, but not what it was asked, is never believed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from connectors.clock import SystemClock
from connectors.declarative import bare_connector
from connectors.errors import AuthError, BadPayload, NotFound, Rejected, Unavailable
from connectors.loading.load import ManifestError, parse_manifest
from connectors.phones import parse_number
from connectors.trials.check import Wanted, check_manifest, try_connection
from tests.connectors.fault_server import FaultServer, reply

DESK = """\
schema = 1
name = "desk"
settings = { base_url = "http://127.0.0.1:1", region = "DE" }
connection.timeout_s = { connect = 20, verdict = 20, total = 20 }
[health.check]
request.path = "/me"
[customer.find_by_email]
verify = "email"
request = { path = "/people", query = { mail = "${email}" } }
map = { name = "name", emails = "[mail]" }
"""
NOTE = """\
[note.create]
idempotency = "search"
request = { path = "/notes", json = { text = "${note.text|text} [callside:${key|text}]" } }
id = "id"
search.request = { path = "/notes", query = { q = "callside:${key|text}" } }
search.records = "items"
"""
DRAFT = {"customer_id": "7", "text": "x"}
OTHERS = {"id": 3, "text": "somebody else's [callside:k-9]"}


@pytest.fixture
async def server():
    async with FaultServer() as server:
        yield server


def desk(server: FaultServer, text: str):
    manifest = parse_manifest((DESK + text).replace("http://127.0.0.1:1", server.url).encode(), "desk.toml")
    return bare_connector(manifest, Path(), {}.get, SystemClock())


class TestASearchThatIsNotObeyed:
    @pytest.mark.parametrize("marker", ["", "search.marker = false\n"])
    async def test_takes_nobody_elses_note_for_ours(self, server, marker):
        server.on("/notes", {"items": [OTHERS]})
        connector = desk(server, NOTE + marker)
        with pytest.raises(Rejected, match=r"not sent.*a key that was never used.*search\.marker"):
            await connector.write("note.create", DRAFT, "k-1")
        await connector.aclose()
        assert [seen.method for seen in server.seen] == ["GET", "GET"]
        assert "k-1" not in server.seen[-1].query["q"][0]

    async def test_with_a_marker_the_note_is_written(self, server):
        server.on("/notes", lambda seen: reply({"items": [OTHERS]} if seen.method == "GET" else {"id": 4}))
        connector = desk(server, NOTE + 'search.marker = "text"\n')
        assert (await connector.write("note.create", DRAFT, "k-1")).id == "4"
        await connector.aclose()

    async def test_a_row_that_holds_our_key_is_ours_wherever_it_stands(self, server):
        server.on("/notes", {"items": [OTHERS, {"id": 5, "more": [{"text": "x [callside:k-1]"}]}]})
        connector = desk(server, NOTE)
        assert (await connector.write("note.create", DRAFT, "k-1")).id == "5"
        await connector.aclose()
        assert len(server.seen) == 1

    async def test_a_row_that_cannot_show_it_is_ours_where_the_search_is_obeyed(self, server):
        server.on("/notes", lambda seen: reply({"items": [{"id": 6}] if "k-1" in seen.query["q"][0] else []}))
        connector = desk(server, NOTE + "search.marker = false\n")
        assert (await connector.write("note.create", DRAFT, "k-1")).id == "6"
        await connector.aclose()

    @pytest.mark.parametrize("others", ["the call was lost", "see 20261122", "note 7", "please create one"])
    async def test_one_that_finds_any_word_of_a_key_finds_nothing_of_ours(self, server, others):
        def answer(seen):
            words = re.split(r"\W", seen.query["q"][0].removeprefix("callside:"))
            return reply({"items": [{"id": 3}] if {*words} & {*others.split()} else []})

        server.on("/notes", answer)
        connector = desk(server, NOTE + "search.marker = false\n")
        with pytest.raises(Rejected, match="never used"):
            await connector.write("note.create", DRAFT, "call-20261122:note.create")
        await connector.aclose()
        assert {seen.method for seen in server.seen} == {"GET"}

    @pytest.mark.parametrize("key", ["k-1", "9f1c2d3e-0000-4000-8000-00000000a001", "call-7:note.create:0", "x"])
    async def test_is_asked_for_keys_of_the_same_form(self, server, key):
        server.on("/notes", lambda seen: reply({"items": [{"id": 6}] if key in seen.query["q"] else []}))
        connector = desk(server, NOTE.replace('callside:${key|text}" }', '${key|text}" }') + "search.marker = false\n")
        assert (await connector.write("note.create", DRAFT, key)).id == "6"
        await connector.aclose()
        asked = [seen.query["q"][0] for seen in server.seen]
        assert len({*asked}) == len(asked) > 1
        assert {re.sub(r"\d", "0", re.sub("[a-f]", "a", re.sub("[g-z]", "z", each))) for each in asked} == {
            re.sub(r"\d", "0", re.sub("[a-f]", "a", re.sub("[g-z]", "z", key)))
        }

    @pytest.mark.parametrize("records", ["", 'search.records = "@"\n'])
    async def test_an_answer_that_repeats_what_it_was_asked_holds_nothing_of_ours(self, server, records):
        def answer(seen):
            if seen.method == "POST":
                return reply({"id": 4})
            return reply({"query": seen.query["q"][0], "items": []})

        server.on("/notes", answer)
        text = NOTE.replace('search.records = "items"\n', records) + 'search.id = "items[0].id"\n'
        if not records:
            with pytest.raises(ManifestError, match=r"note\.create\.search\.records  missing"):
                desk(server, text)
            return
        connector = desk(server, text)
        with pytest.raises(Rejected, match=r"search\.id"):
            await connector.write("note.create", DRAFT, "k-1")
        await connector.aclose()

    @pytest.mark.parametrize(
        ("marker", "warned"), [("", True), ("search.marker = false\n", False), ('search.marker = "text"\n', False)]
    )
    def test_check_warns_where_no_marker_is_said(self, tmp_path, marker, warned):
        file = tmp_path / "desk.toml"
        file.write_text(DESK + NOTE + marker, "utf-8")
        found = [problem.key for problem in check_manifest(file).problems]
        assert found == (["note.create.search.marker"] if warned else [])


TICKET = """\
[note.create]
idempotency = "none"
request = { path = "/tickets/${take.ticket|int}/notes", json = { text = "${note.text}" } }
[[note.create.steps]]
request = { path = "/tickets" }
records = "items"
paging = { kind = "page", page_in = "query.p", page_size = 2, max_rows = 4 }
take = { ticket = "[0].id" }
"""


class TestWhatIsAskedBeforeAWrite:
    @pytest.mark.parametrize(
        ("answer", "kind"),
        [
            (lambda seen: reply({"items": [{"id": seen.query["p"]}, {"id": 2}]}), BadPayload),
            (reply(b""), BadPayload),
            (reply(b"<html>"), BadPayload),
            (reply({"items": [{"id": "x"}]}), Rejected),
            (reply({"items": []}), Rejected),
            (reply({}, "404 Not Found"), NotFound),
            (reply({}, "503 Service Unavailable"), Unavailable),
        ],
    )
    async def test_has_sent_nothing_whatever_comes_of_it(self, server, answer, kind):
        server.on("/tickets", answer)
        connector = desk(server, TICKET)
        with pytest.raises(kind) as caught:
            await connector.write("note.create", DRAFT, "k-1")
        await connector.aclose()
        assert not caught.value.sent
        assert {seen.method for seen in server.seen} == {"GET"}

    async def test_is_over_before_the_write_starts(self, server):
        server.on("/tickets", lambda seen: reply({"items": [{"id": 1}] if seen.query["p"] == ["1"] else []}))
        server.on("/tickets/1/notes", {"id": 4})
        connector = desk(server, TICKET)
        before = []
        assert connector.tells_when_sent
        await connector.write("note.create", DRAFT, "k-1", lambda: before.extend(seen.method for seen in server.seen))
        await connector.aclose()
        assert {*before} == {"GET"}
        assert [seen.method for seen in server.seen] == [*before, "POST"]

    async def test_a_refusal_of_the_write_itself_was_sent(self, server):
        server.on("/tickets", lambda seen: reply({"items": [{"id": 1}] if seen.query["p"] == ["1"] else []}))
        server.on("/tickets/1/notes", reply({}, "422 No"))
        connector = desk(server, TICKET)
        with pytest.raises(Rejected) as caught:
            await connector.write("note.create", DRAFT, "k-1")
        await connector.aclose()
        assert caught.value.sent

    async def test_a_search_that_is_not_obeyed_says_nothing_of_an_earlier_attempt(self, server):
        kept = []

        def answer(seen):
            if seen.method == "GET":
                return reply({"items": [{"id": each} for each in kept]})
            kept.append(len(kept))
            return reply(b"", "503 Service Unavailable")

        server.on("/me", {})
        server.on("/notes", answer)
        text = (DESK + NOTE + "search.marker = false\n").replace("http://127.0.0.1:1", server.url)
        wanted = Wanted(operation="note.create", draft=DRAFT, key="k-1", write=True)
        trial = await try_connection(parse_manifest(text.encode(), "desk.toml"), Path(), {}.get, wanted)
        assert (trial.findings, trial.error, len(kept)) == (("asked_again", "unknown"), "Rejected", 1)
        assert "nothing is written" not in trial.detail

        connector = desk(server, NOTE + "search.marker = false\n")
        with pytest.raises(Rejected) as caught:
            await connector.write("note.create", DRAFT, "k-1")
        await connector.aclose()
        assert not caught.value.sent


class TestAWriteThatIsAnsweredWithoutItsId:
    async def test_is_looked_for_before_it_is_sent_again(self, server):
        kept: list[dict] = []

        def answer(seen):
            if seen.method == "GET":
                return reply({"items": kept})
            kept.append({"id": 8, "text": seen.json["text"]})
            return reply(b"", "204 No Content")

        server.on("/notes", answer)
        connector = desk(server, NOTE + 'search.marker = "text"\n')
        with pytest.raises(BadPayload, match="the answer is empty"):
            await connector.write("note.create", DRAFT, "k-1")
        assert (await connector.write("note.create", DRAFT, "k-1")).id == "8"
        await connector.aclose()
        assert len(kept) == 1

    @pytest.mark.parametrize("id_of", ["", 'id = "id"\n'])
    async def test_a_change_that_is_answered_with_nothing_is_done_where_no_id_is_promised(self, server, id_of):
        change = '[customer.update]\nrequest = { method = "PATCH", path = "/people/${customer.id|path}", '
        server.on("/people/7", reply(b"", "204 No Content"))
        connector = desk(server, change + 'json = { mail = "${customer.email}" } }\n' + id_of)
        change_it = connector.write("customer.update", {"customer_id": "7", "email": "a@x.com"}, "k-1")
        if id_of:
            with pytest.raises(BadPayload, match="the answer is empty"):
                await change_it
        else:
            assert (await change_it).id is None
        await connector.aclose()


ORDERS = """\
[orders.list]
request = { path = "/orders", query = { person = "${customer.id}" } }
map = { number = "id" }
"""


class TestAWriteThatIsTriedTwice:
    @pytest.mark.parametrize(("id_of", "findings"), [("", ("no_id",)), ('id = "id"\n', ("double_write",))])
    async def test_is_not_called_single_where_that_cannot_be_told(self, server, id_of, findings):
        made = []
        server.on("/me", {})
        server.on("/notes", lambda seen: (made.append(1), reply({"id": len(made)}))[1])
        note = '[note.create]\nidempotency = "key"\nrequest = { path = "/notes", json = { k = "${key}" } }\n'
        text = (DESK + note + id_of).replace("http://127.0.0.1:1", server.url)
        wanted = Wanted(operation="note.create", draft=DRAFT, write=True)
        trial = await try_connection(parse_manifest(text.encode(), "desk.toml"), Path(), {}.get, wanted)
        assert (len(made), trial.findings, trial.is_ok) == (2, findings, False)


class TestAListThatIsNotFiltered:
    async def tried(self, server, text):
        manifest = parse_manifest((DESK + text).replace("http://127.0.0.1:1", server.url).encode(), "desk.toml")
        return await try_connection(manifest, Path(), {}.get, Wanted(operation="orders.list", customer_id="7"))

    async def test_is_found_out_by_asking_for_somebody_who_cannot_exist(self, server):
        server.on("/me", {})
        server.on("/orders", [{"id": 1, "owner": 3}, {"id": 2, "owner": 7}])
        trial = await self.tried(server, ORDERS)
        assert trial.findings == ("not_filtered",)
        assert not trial.is_ok
        assert (trial.kept, len(server.seen)) == (2, 3)

    @pytest.mark.parametrize("nobody", [reply([]), reply({"error": "no such person"}, "404 Not Found")])
    async def test_one_that_is_filtered_is_well(self, server, nobody):
        server.on("/me", {})
        server.on("/orders", lambda seen: reply([{"id": 2}]) if seen.query["person"] == ["7"] else nobody)
        trial = await self.tried(server, ORDERS)
        assert trial.is_ok
        assert (trial.kept, trial.shapes) == (1, ())

    async def test_one_that_answers_no_more_was_not_tried(self, server):
        server.on("/me", {})
        busy = reply({}, "429 Slow down")
        server.on("/orders", lambda seen: reply([{"id": 2}]) if seen.query["person"] == ["7"] else busy)
        trial = await self.tried(server, ORDERS)
        assert (trial.findings, trial.kept) == (("not_tried",), 1)

    async def test_one_whose_rows_say_whose_they_are_is_not_asked_again(self, server):
        server.on("/me", {})
        server.on("/orders", [{"id": 1, "owner": 3}, {"id": 2, "owner": 7}])
        trial = await self.tried(server, ORDERS.replace('number = "id"', 'number = "id", customer_id = "owner"'))
        assert trial.is_ok
        assert (trial.kept, trial.dropped, len(server.seen)) == (1, 1, 2)

    @pytest.mark.parametrize(
        ("old", "new", "warned"),
        [
            ("", "", True),
            ('number = "id"', 'customer_id = "owner"', False),
            ('path = "/orders", query = { person = "${customer.id}" }', 'path = "/people/${customer.id|path}"', False),
        ],
    )
    def test_check_warns_where_nothing_says_whose_a_row_is(self, tmp_path, old, new, warned):
        file = tmp_path / "desk.toml"
        file.write_text(DESK + ORDERS.replace(old, new), "utf-8")
        found = [problem.key for problem in check_manifest(file).problems]
        assert found == (["orders.list.map.customer_id"] if warned else [])


FIND = """\
[customer.find_by_phone]
verify = "phone"
request = { path = "/find", query = { tel = "${phone.e164}" } }
records = "rows"
map = { name = "name", phones = "[tel]" }
"""
PHONE = parse_number("0151 20000004", "DE")


class TestAnAnswerWithoutItsRows:
    """Nobody is unknown because a system is being repaired: the agent would create the customer once more."""

    @pytest.mark.parametrize(
        ("answer", "said"),
        [
            (reply({"status": "maintenance until 15:00"}), "the answer has no `rows`; it has `status`"),
            (reply({}), "the answer has no `rows`; it has nothing"),
            (reply("hello"), "the answer has no `rows`; it is a single value"),
            (reply(None), "the answer is empty"),
            (reply(b""), "the answer is empty"),
        ],
    )
    async def test_says_not_that_nobody_is_known(self, server, answer, said):
        server.on("/find", answer)
        connector = desk(server, FIND)
        with pytest.raises(BadPayload) as caught:
            await connector.find_by_phone(PHONE)
        await connector.aclose()
        assert said in caught.value.detail
        assert "15:00" not in str(caught.value)

    @pytest.mark.parametrize(
        "answer", [reply({"rows": []}), reply({"rows": None}), reply(b"", "204 No Content"), reply([])]
    )
    async def test_nothing_that_is_said_is_nobody(self, server, answer):
        server.on("/find", answer)
        connector = desk(server, FIND)
        assert (await connector.find_by_phone(PHONE)).rows == ()
        await connector.aclose()

    @pytest.mark.parametrize("answer", [{}, {"total": 0}])
    async def test_a_system_that_leaves_them_out_has_a_manifest_that_says_so(self, server, answer):
        server.on("/find", answer)
        connector = desk(server, FIND.replace('"rows"', '"rows || `[]`"'))
        assert (await connector.find_by_phone(PHONE)).rows == ()
        await connector.aclose()

    async def test_a_rule_may_say_that_it_is_nothing(self, server):
        server.on("/find", reply(None))
        rule = "errors = [ { when = 'status == `200` && !body', as = 'empty' } ]\n"
        connector = desk(server, FIND + rule)
        assert (await connector.find_by_phone(PHONE)).rows == ()
        await connector.aclose()

    @pytest.mark.parametrize("answer", [reply({"status": "later"}), reply(None)])
    @pytest.mark.parametrize("records", ["items", "[items][?id]"])
    async def test_the_search_of_a_write_is_not_taken_for_not_there_yet(self, server, answer, records):
        server.on("/notes", answer)
        connector = desk(server, NOTE.replace('"items"', f'"{records}"') + 'search.marker = "text"\n')
        with pytest.raises(BadPayload):
            await connector.write("note.create", DRAFT, "k-1")
        await connector.aclose()
        assert [seen.method for seen in server.seen] == ["GET"]


PAGED = """\
[orders.list]
request = { path = "/people/${customer.id|path}/orders" }
records = "items"
paging = { kind = "next_url", next_url = "nextUrl", size_in = "query.size", page_size = 3 }
map = { number = "id" }
"""


class TestAWrongPlaceForTheNextPage:
    ROWS = ({"id": 1}, {"id": 2}, {"id": 3})

    @pytest.mark.parametrize(
        ("answer", "may_be_more"),
        [
            ({"items": ROWS, "next_url": "/people/7/orders?page=2"}, True),
            ({"items": ROWS}, True),
            ({"items": ROWS[:2], "next_url": None}, False),
            ({"items": ROWS, "nextUrl": None}, False),
            ({"items": ROWS, "nextUrl": False}, False),
        ],
    )
    async def test_cuts_no_list_unnoticed(self, server, answer, may_be_more):
        server.on("/people/7/orders", answer)
        connector = desk(server, PAGED)
        page = await connector.list("orders", "7")
        await connector.aclose()
        assert (len(page.rows), page.truncated) == (len(answer["items"]), may_be_more)

    @pytest.mark.parametrize("kind", ["next_url", "cursor"])
    async def test_is_said_with_the_names_that_are_there(self, server, kind):
        server.on("/me", {})
        server.on("/people/7/orders", {"items": self.ROWS, "next": "x-1"})
        server.on("/people/2147483646/orders", {"items": []})
        text = (
            PAGED
            if kind == "next_url"
            else PAGED.replace('kind = "next_url", next_url', 'kind = "cursor", cursor_in = "query.after", cursor')
        )
        manifest = parse_manifest((DESK + text).replace("http://127.0.0.1:1", server.url).encode(), "desk.toml")
        trial = await try_connection(manifest, Path(), {}.get, Wanted(operation="orders.list", customer_id="7"))
        assert trial.truncated
        assert trial.shapes == ("paging: the answer has no `nextUrl`; it has `items` (a list of 3), `next`",)

    async def test_a_system_that_leaves_it_out_at_the_end_is_read_to_its_end(self, server):
        server.on("/people/7/orders", {"items": self.ROWS, "nextUrl": "/more"})
        server.on("/more", {"items": [{"id": 4}, {"id": 5}, {"id": 6}]})
        connector = desk(server, PAGED)
        page = await connector.list("orders", "7")
        await connector.aclose()
        assert (len(page.rows), page.truncated) == (6, False)


class TestWhatIsSaidOfARefusal:
    @pytest.mark.parametrize(
        ("message", "answer", "said"),
        [
            (
                "body.error",
                {"error": {"why": "no"}},
                "the system says why in words of its own (200), and message finds no text",
            ),
            ("body.hint", {"error": True}, "the system refused the request (200)"),
            ("body.code", {"error": True, "code": "23503"}, "23503"),
            ("body.code", {"error": True, "code": 1062}, "1062"),
            ("body.code", {"error": True, "code": "015120000004"}, "words of its own"),
            ("body.error", {"error": "4711"}, "words of its own"),
        ],
    )
    async def test_it_is_never_empty_and_a_code_may_be_a_number(self, server, message, answer, said):
        server.on("/people", answer)
        text = DESK.replace(
            "[health.check]",
            "errors = [ { when = 'body.error', as = 'rejected', message = 'SAY' } ]\n[health.check]",
            1,
        )
        connector = bare_connector(
            parse_manifest(
                text.replace("SAY", message).replace("http://127.0.0.1:1", server.url).encode(), "desk.toml"
            ),
            Path(),
            {}.get,
            SystemClock(),
        )
        with pytest.raises(Rejected) as caught:
            await connector.find_by_email("a@example.com")
        await connector.aclose()
        assert said in caught.value.detail

    async def test_a_refused_sign_in_tells_its_status_once(self, server):
        server.on("/login", reply({"error": {"why": "locked out"}}, "404 Not Found"))
        auth = (
            "errors = [ { when = 'body.error', as = 'rejected', message = 'body.error.why' } ]\n"
            'auth = { kind = "session_login", request = { path = "/login", json = { user = "secret:u" } }, '
            'extract = { t = "body.t" }, apply = { X-T = "${session.t|text}" } }\n[health.check]'
        )
        text = DESK.replace("[health.check]", auth, 1).replace("http://127.0.0.1:1", server.url)
        connector = bare_connector(parse_manifest(text.encode(), "desk.toml"), Path(), {"u": "ann"}.get, SystemClock())
        with pytest.raises(AuthError) as caught:
            await connector.health()
        await connector.aclose()
        assert caught.value.detail.count("(404)") == 1
