"""What answers are written in: JSON, base64 of JSON, XML, CSV; and a system that sends us on to another path."""

from __future__ import annotations

import asyncio
import base64
import json
import threading
from contextlib import asynccontextmanager, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.clock import SystemClock
from connectors.declarative import bare_connector
from connectors.errors import BadPayload, NotFound, Rejected
from connectors.formats.csv_text import EndsEarly, WrongEncoding, column_names, decode_text, delimiter_of, read_table
from connectors.formats.decode import base64_json, decode
from connectors.formats.payload import MAX_DEPTH
from connectors.formats.xml_text import parse_xml
from connectors.loading.load import ManifestError, parse_manifest
from connectors.mapping.convert import Unreadable
from connectors.thread import on_thread
from tests.connectors.fault_server import FaultServer, reply

MANIFEST = """\
schema = 1
name = "desk"
settings.base_url = "http://127.0.0.1:1/api"
connection.timeout_s = { connect = 1, verdict = 2, total = 5, write = 5 }
errors = [ { when = "status == `409` && body.code == 'GONE'", as = "empty" } ]
[orders.list]
request.path = "/orders"
EXTRA
map = { number = "no" }
[note.create]
idempotency = "none"
request.path = "/notes"
request.json = { text = "${note.text}" }
redirect = "same_host"
id = "id"
[health.check]
request.path = "/ok"
"""


@asynccontextmanager
async def opened(extra):
    async with FaultServer() as server:
        text = MANIFEST.replace("http://127.0.0.1:1", server.url).replace("EXTRA", extra)
        connector = bare_connector(parse_manifest(text.encode(), "x"), None, {}.get, SystemClock())
        try:
            yield connector, server
        finally:
            await connector.aclose()


def packed(value, *, url=False, pad=True):
    raw = json.dumps(value).encode()
    text = (base64.urlsafe_b64encode(raw) if url else base64.b64encode(raw)).decode()
    return text if pad else text.rstrip("=")


async def numbers(extra, answer):
    async with opened(extra) as (desk, server):
        server.on("/api/orders", answer)
        return [row.number for row in (await desk.list("orders", "7")).rows], server.seen


class TestBase64:
    ROWS = [{"id": 1, "no": "ü~~>?"}]

    @pytest.mark.parametrize("form", [{}, {"url": True}, {"pad": False}, {"url": True, "pad": False}])
    async def test_inside_json(self, form):
        extra = 'decode = "base64json"\ndecode_path = "reply.payload"\nrecords = "items"'
        answer = {"reply": {"payload": packed({"items": self.ROWS}, **form)}}
        assert (await numbers(extra, answer))[0] == ["ü~~>?"]

    async def test_one_text_per_row_and_none(self):
        extra = 'decode = "base64json"\ndecode_path = "items[].raw"'
        assert (await numbers(extra, {"items": [{"raw": packed(self.ROWS[0])}]}))[0] == ["ü~~>?"]
        assert (await numbers(extra.replace("items[].raw", "raw"), {"raw": None}))[0] == []

    @pytest.mark.parametrize("kind", ["text/plain", "application/json"])
    async def test_the_whole_body(self, kind):
        text = packed(self.ROWS)
        body = (json.dumps(text) if kind.endswith("json") else text).encode()
        assert (await numbers('decode = "base64json"', reply(body, content_type=kind)))[0] == ["ü~~>?"]

    @pytest.mark.parametrize("raw", ["%%%", "e30", 7, {"a": 1}, "x" * 9, base64.b64encode(b"[" * 99).decode(), "é"])
    async def test_nothing_else_is_taken_for_it(self, raw):
        extra = 'decode = "base64json"\ndecode_path = "raw"\nrecords = "items[*].x[0]"'
        with pytest.raises(BadPayload):
            await numbers(extra, {"raw": raw})

    @given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
    def test_there_and_back(self, value):
        assert base64_json(packed([value])) == [value]


class TestXml:
    async def test_rows_attributes_and_namespaces(self):
        body = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
        <s:Envelope xmlns:s="urn:s"><s:Body><orders><order id="1"><no>\xfc-1</no><x s:nil="true"/></order>
        <order id="2"><no><![CDATA[<2>]]></no></order></orders></s:Body></s:Envelope>"""
        extra = 'decode = "xml"\nrecords = "to_array(Envelope.Body.orders.order)[].{id: \\"@id\\", no: no}"'
        found, seen = await numbers(extra, reply(body, content_type="text/xml; charset=iso-8859-1"))
        assert found == ["ü-1", "<2>"]
        assert seen[0].headers["accept"] == "application/xml, text/xml"

    async def test_one_row_is_a_row_and_none_is_none(self):
        extra = 'decode = "xml"\nrecords = "orders.order"'
        one = b"<orders><order><id>1</id><no>A</no></order></orders>"
        assert (await numbers(extra, reply(one, content_type="application/soap+xml")))[0] == ["A"]
        assert (await numbers(extra, reply(b"<orders/>", content_type="application/xml")))[0] == []

    @pytest.mark.parametrize(
        "body",
        [
            b'<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>',
            b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
            b"<a>&b;</a>",
            b"<a>" * (MAX_DEPTH + 2) + b"</a>" * (MAX_DEPTH + 2),
            b"<a>",
            b"<a></b>",
            b"<html><p>Sign in</html>",
            b'<?xml version="1.0" encoding="no-such"?><a/>',
            b"",
            b"{}",
            b"\x00<a/>",
        ],
    )
    def test_what_is_refused(self, body):
        with pytest.raises(Unreadable):
            parse_xml(body)

    @given(st.binary(max_size=200))
    def test_no_bytes_break_it(self, data):
        with suppress(Unreadable):
            parse_xml(b"<a>" + data + b"</a>")

    async def test_errors_may_come_in_json(self):
        extra = 'decode = "xml"\nrecords = "orders.order"'
        assert (await numbers(extra, reply({"code": "GONE"}, "409 Conflict")))[0] == []
        for answer in ({"id": 1}, reply(b"<a/>", content_type="text/html"), reply(b"<a>", content_type="text/xml")):
            with pytest.raises(BadPayload):
                await numbers(extra, answer)


class TestCsv:
    @pytest.mark.parametrize(
        "body",
        [
            "id;no;x\n1;Müller;a\n2;=1+1;\n".encode("cp1252"),
            "\ufeffid,no\r\n1,Müller\r\n2,=1+1".encode(),
            "id\tno\n1\tMüller\n2\t=1+1\n".encode("utf-16"),
            'sep=|\nid|no\n\n1|"Müller"\n2|=1+1\n'.encode(),
        ],
    )
    async def test_however_it_is_written(self, body):
        found, _ = await numbers('decode = "csv"', reply(body, content_type="text/csv"))
        assert found == ["Müller", "=1+1"]

    async def test_the_charset_told(self):
        body = "id,no\n1,Žižka\n".encode("iso-8859-2")
        assert (await numbers('decode = "csv"', reply(body, content_type='text/csv; charset="iso-8859-2"')))[0] == [
            "Žižka"
        ]

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            (b"id,no\n1,A", "text/html"),
            (b'id,no\n1,"A\n', "text/csv"),
            (b"id,no\n1,A\n2", "text/csv"),
            (b"id,no\n1,A\n", "text/csv; charset=no-such"),
            (b"id,no\n\xff,A\n", "text/csv; charset=utf-8"),
            (b'id,no\n1,"A"B\n', "text/csv"),
            (b"a," * 600 + b"\n1\n", "text/csv"),
            (b"id,no\n1," + b"x" * 3_000_000, "text/csv"),
        ],
    )
    async def test_what_is_refused(self, body, kind):
        with pytest.raises(BadPayload):
            await numbers('decode = "csv"', reply(body, content_type=kind))

    def test_names_of_columns(self):
        assert column_names(["a", "", "a", " b ", None, "a"]) == ["a", "column_2", "a_2", "b", "column_5", "a_3"]

    @given(
        st.lists(st.lists(st.text("ab,;\t|\"'ü \n", max_size=6), min_size=2, max_size=4), min_size=1, max_size=5),
        st.sampled_from([",", ";", "\t", "|"]),
    )
    def test_what_was_written_is_read(self, table, delimiter):
        import csv
        import io

        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(["x"] * 4)
        writer.writerows(table)
        _, rows = read_table(decode_text(out.getvalue().encode()), delimiter)
        assert list(rows) == [row for row in table if any(row)]

    @given(st.text(max_size=200))
    def test_no_text_breaks_it(self, text):
        assert delimiter_of(text)
        try:
            names, rows = read_table(text)
            assert len(set(names)) == len(names)
            list(rows)
        except (EndsEarly, Unreadable):
            pass


def test_only_json_is_read_as_json():
    with pytest.raises(Unreadable):
        decode(b"{}", "text/plain", "json")


class TestRedirects:
    def moved(self, location, status="308 Permanent Redirect"):
        return reply(b"", status, extra=[f"Location: {location}"])

    @pytest.mark.parametrize("status", ["307 Temporary Redirect", "308 Permanent Redirect"])
    async def test_one_hop_on_the_same_host_keeps_method_and_body(self, status):
        async with opened("") as (desk, server):
            server.on("/api/notes", self.moved("/v2/notes?x=1", status))
            server.on("/v2/notes", {"id": 5})
            assert (await desk.write("note.create", {"text": "Hi"}, "k")).id == "5"
        assert [(seen.method, seen.path, seen.json) for seen in server.seen] == [
            ("POST", "/api/notes", {"text": "Hi"}),
            ("POST", "/v2/notes", {"text": "Hi"}),
        ]

    @pytest.mark.parametrize(
        ("location", "told"),
        [
            ("http://127.0.0.2:9/notes?token=t0ken", "to http://127.0.0.2:9,"),
            ("https://127.0.0.1/notes/4711081500", "to https://127.0.0.1,"),
            ("//evil.example/notes", "(308)"),
            ("http://me:secret@127.0.0.1/notes", "(308)"),
            ("http://[bad/", "(308)"),
            ("", "(308)"),
        ],
    )
    async def test_to_any_other_place_is_refused_and_named(self, location, told):
        async with opened("") as (desk, server):
            server.on("/api/notes", self.moved(location))
            with pytest.raises(Rejected) as caught:
                await desk.write("note.create", {"text": "Hi"}, "k")
        assert told in caught.value.detail
        assert not {"t0ken", "secret", "4711081500"} & set(caught.value.detail.replace("/", " ").split())
        assert len(server.seen) <= 2

    async def test_a_circle_is_one_hop(self):
        async with opened("") as (desk, server):
            server.on("/api/notes", self.moved("/api/notes"))
            with pytest.raises(Rejected, match="to another path"):
                await desk.write("note.create", {"text": "Hi"}, "k")
        assert len(server.seen) == 2

    @pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other"])
    async def test_only_what_keeps_the_body(self, status):
        async with opened("") as (desk, server):
            server.on("/api/notes", self.moved("/v2/notes", status))
            with pytest.raises(Rejected):
                await desk.write("note.create", {"text": "Hi"}, "k")
        assert len(server.seen) == 1

    async def test_nothing_is_followed_that_does_not_ask_for_it(self):
        async with opened("") as (desk, server):
            server.on("/api/orders", self.moved("/v2/orders"))
            with pytest.raises((Rejected, NotFound)):
                await desk.list("orders", "7")
        assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ('decode = "yaml"', "input should be"),
        ('decode = "xml"\ndecode_path = "a"', 'belongs to decode = "base64json"'),
        ('decode = "base64json"\ndecode_path = "a["', "no valid JMESPath"),
        ('redirect = "any"', "same_host"),
    ],
)
def test_what_is_wrong_is_named(extra, message):
    with pytest.raises(ManifestError) as caught:
        parse_manifest(MANIFEST.replace("EXTRA", extra).encode(), "x.toml")
    assert any(message in str(problem) and problem.line > 0 for problem in caught.value.problems)


async def test_long_work_has_a_thread_of_its_own_that_ends():
    thread = await on_thread(threading.current_thread)
    assert (thread.name, thread.daemon) == ("worker", True)
    assert thread is not threading.main_thread()
    await asyncio.to_thread(thread.join)
    assert thread not in threading.enumerate()


@pytest.mark.parametrize(("raised", "told"), [(GeneratorExit, GeneratorExit), (StopIteration, RuntimeError)])
async def test_whatever_ends_the_work_is_told_to_whoever_waits(raised, told):
    def work():
        raise raised

    async with asyncio.timeout(60):
        with pytest.raises(told):
            await on_thread(work)


def test_a_mark_of_utf_8_before_a_text_of_another_encoding():
    data = b"\xef\xbb\xbf" + "Kundennr;Name\n1;Müller\n".encode("cp1252")
    with pytest.raises(WrongEncoding, match="is not utf-8-sig"):
        decode_text(data)
    names, rows = read_table(decode_text(data, "cp1252"))
    assert (names, list(rows)) == (["Kundennr", "Name"], [["1", "Müller"]])
    assert decode_text("\ufeffä".encode(), "utf-8") == "ä"
