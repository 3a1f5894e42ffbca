"""Placeholders: a value never ends the string around it."""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.clock import SystemClock
from connectors.declarative import open_backend
from connectors.loading.load import parse_manifest
from connectors.manifest.templating import ESCAPERS, TemplateError, fill, lint, paths_in
from tests.connectors.test_rest import MANIFEST, SECRETS

INPUTS = {
    "email": "o'brien@example.com",
    "phone": {"e164": "+4915120000004", "candidates": ("+4915120000004", "0151 20000004")},
    "customer": {"id": "42"},
    "note": {"text": "100%_\\"},
    "limit": 20,
    "since": date(2026, 1, 2),
    "now": datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
    "amount": Decimal("1.50"),
    "flag": True,
}


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("${limit}", 20),
        ("${phone.candidates}", ("+4915120000004", "0151 20000004")),
        ("${customer.id|int}", 42),
        ("party,${customer.id|int}", "party,42"),
        ("a eq '${email|odata}'", "a eq 'o''brien@example.com'"),
        ("x = '${email|ticketsql}'", "x = 'o\\'brien@example.com'"),
        ("%${note.text|like}%", "%100\\%\\_\\\\%"),
        ("/people/${email|path}/x", "/people/o%27brien%40example.com/x"),
        ("${nothing.at.all}", None),
        ("[${nothing|text}]", "[]"),
        ("${since|text} ${now|text} ${amount|text} ${flag|text}", "2026-01-02 2026-01-02T03:04:00+00:00 1.50 true"),
        ({"a": ["${limit}", {"b": "${email}"}]}, {"a": [20, {"b": "o'brien@example.com"}]}),
        (7, 7),
        (None, None),
    ],
)
def test_filling(template, filled):
    assert fill(template, INPUTS) == filled


def test_a_structure_is_filled_first_and_encoded_then():
    template = {"encode": "json+b64url", "value": [["phone", "in", "${phone.candidates}"], ["x", "=", "${email}"]]}
    encoded = fill(template, INPUTS)
    assert json.loads(base64.urlsafe_b64decode(encoded)) == [
        ["phone", "in", ["+4915120000004", "0151 20000004"]],
        ["x", "=", "o'brien@example.com"],
    ]
    assert fill({"encode": "json", "value": {"a": "${limit}"}}, INPUTS) == '{"a":20}'


@pytest.mark.parametrize("value", [{"company": 1}, {"company": 12}, {"company": 123}])
def test_encoded_json_needs_no_filling_up(value):
    encoded = fill({"encode": "json+b64url", "value": value}, {})
    assert "=" not in encoded
    assert json.loads(base64.urlsafe_b64decode(encoded)) == value


@pytest.mark.parametrize(
    ("template", "inputs"),
    [
        ("${a|int}", {"a": "1 or 1=1"}),
        ("${a|int}", {"a": "٣" * 3}),
        ("${a|int}", {"a": "9" * 41}),
        ("x${a|path}", {"a": ".."}),
        ("x${a|path}", {"a": ""}),
        ("x${a|text}", {"a": ["list"]}),
        ("x${a|text}", {"a": {"b": 1}}),
        ("x${a}", {"a": "unescaped"}),
        ("x${a|nonsense}", {"a": "b"}),
        ("x${a|text}", {"a": "y" * 300_000}),
    ],
)
def test_what_does_not_fit_is_refused_without_repeating_it(template, inputs):
    with pytest.raises(TemplateError) as caught:
        fill(template, inputs)
    assert str(inputs["a"]) not in str(caught.value) or len(str(inputs["a"])) < 3


@given(st.text(max_size=50))
def test_no_value_ends_the_string_around_it(value):
    assert fill("'${v|odata}'", {"v": value})[1:-1].replace("''", "") == value.replace("'", "").replace("''", "")
    for name in ("soql", "ticketsql"):
        escaped = ESCAPERS[name](value)
        at = 0
        while at < len(escaped):
            assert escaped[at] not in "'\""
            at += 2 if escaped[at] == "\\" else 1


@given(st.text(max_size=50))
def test_html_shows_the_value_itself_and_no_markup(value):
    escaped = ESCAPERS["html"](value)
    assert not set("<>\"'\n") & set(escaped.replace("<br>", ""))
    assert unescape(escaped.replace("<br>", "\n")) == value.replace("\r\n", "\n")


@given(st.text(max_size=50))
def test_nothing_leaves_double_quotes(value):
    assert json.loads(f'"{ESCAPERS["quoted"](value)}"', strict=False) == value


@given(st.text(max_size=50))
def test_like_matches_the_value_itself_and_nothing_else(value):
    escaped = ESCAPERS["like"](value)
    plain, at = "", 0
    while at < len(escaped):
        if escaped[at] == "\\":
            at += 1
        else:
            assert escaped[at] not in "%_"
        plain += escaped[at]
        at += 1
    assert plain == value


@given(st.text(max_size=50))
def test_a_regular_expression_matches_the_value_itself_and_nothing_else(value):
    escaped = ESCAPERS["regex"](value)
    assert re.fullmatch(escaped, value)
    assert not re.fullmatch(escaped, value + "x")
    assert re.sub(r"\\(.)", r"\1", escaped, flags=re.DOTALL) == value


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_placeholder_in_a_value_is_not_filled_again(first, second):
    assert fill("${a|text}${b|text}", {"a": "${b|text}" + first, "b": second}) == "${b|text}" + first + second


def known(path):
    return path in {"email", "customer.id", "phone.regex"}


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("${email}", []),
        ("x ${email|text}", []),
        ("x ${email}", ["no escaper"]),
        ("${emial}", ["no input"]),
        ("${email|shout}", ["unknown escaper"]),
        ("${email.upper()}", ["no placeholder"]),
        ("${ email }", ["no placeholder"]),
        ("${email", ["not closed"]),
        ({"a": {"encode": "rot13", "value": "${email}"}}, ["unknown encoding"]),
        (["${email}", {"b": "${customer.name} x"}], ["no escaper", "no input"]),
        ({"email": {"$regex": "^${email|regex}$"}}, []),
        ({"email": {"$regex": "${email}"}}, ["write ${email|regex}"]),
        ({"where": {"email": {"_iregex": "^${email|text}"}}}, ["write ${email|regex}"]),
        ({"email": "imatch.^${email|text}$"}, ["regular expression"]),
        ({"phone": {"$regex": "${phone.regex}"}, "mobile": "match.${phone.regex|text}"}, []),
        ({"phone": {"$regex": "${phone.regex|regex}"}}, ["write it without |regex"]),
        ({"email": "not.match.${email|regex}", "id": "match.^${customer.id|int}$"}, []),
        ({"email": {"_nregex": "^${email|text}"}}, ["write ${email|regex}"]),
        ({"regexp": {"email": {"value": "${email|text}"}}}, ["write ${email|regex}"]),
        ({"filter": '{"email":{"$regex":"^${email|text}$"}}'}, ["write it as a table"]),
        ({"filter": '{"email":{"$regex":"^${email|regex}$"}}'}, ["write it as a table"]),
        ({"filter": '{"phone":{"$regex":"${phone.regex|text}"}}'}, []),
        ({"query": 'query { people(where: {email: {_iregex: "${email|regex}"}}) }'}, ["write it as a table"]),
        ({"filter": {"encode": "json", "value": {"email": {"$regex": "^${email|regex}$"}}}}, []),
        ({"or": "(email.imatch.^${email|text}$,mail.imatch.^${email|regex}$)"}, ["compare with eq", "compare with eq"]),
        ({"or": "(mail.eq.${email|text},email.eq.${email|quoted})"}, ['"${email|quoted}"', "comma"]),
        ({"or": '(mail.eq."${email|quoted}",id.eq.${customer.id|int},phone.match.${phone.regex|text})'}, []),
        ({"or": '(mail.eq."${email|text}",or(mail.eq.x))'}, ["comma"]),
        ({"id": "in.(${email|text},2)"}, ["comma"]),
        ({"url": "/people?or=(mail.ilike.${email|path})"}, ["comma"]),
        ({"text": "(see) ${email|text}", "email": "eq.${email|text}"}, []),
    ],
)
def test_the_linter_names_what_is_wrong(template, words):
    messages = [message for _, message in lint(template, known)]
    assert len(messages) == len(words)
    assert all(word in message for word, message in zip(words, messages, strict=True))


def test_the_linter_says_where():
    assert [where for where, _ in lint({"a": ["ok", {"b": "x ${email}"}]}, known)] == [("a", 1, "b")]


def test_paths_in_a_structure():
    assert set(paths_in({"a": "${email} ${customer.id|int}", "b": ["${key}"]})) == {"email", "customer.id", "key"}


def test_a_path_cannot_leave_the_data():
    assert fill("${email.__class__.__mro__}", INPUTS) is None
    with pytest.raises(TemplateError):
        fill("${email.upper()}", INPUTS)
    assert fill("${email.upper}", INPUTS) is None


TABLES = {
    "tables": {"priority": {"high": "HIGH", "low": "1"}},
    "case": {"priority": "high", "odd": "?", "low": "low", "list": []},
}


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"value": "${case.priority}"}, "HIGH"),
        ({"value": "${case.odd}"}, None),
        ({"value": "${case.none}", "otherwise": "MEDIUM"}, "MEDIUM"),
        ({"value": "${case.low}", "otherwise": 3, "as": "int"}, 1),
        ({"value": "${case.odd}", "otherwise": 3, "as": "int"}, 3),
        ({"value": "${case.odd}", "otherwise": "true", "as": "bool"}, True),
        ({"value": "${case.priority}", "as": "bool"}, False),
    ],
)
def test_a_table_gives_their_word_for_ours(more, word):
    assert fill({"deep": [{"lookup": "priority", **more}]}, TABLES) == {"deep": [word]}


def test_a_word_that_is_no_number_and_a_list_do_not_fit():
    for value in ("${case.priority}", "${case.list}"):
        with pytest.raises(TemplateError):
            fill({"lookup": "priority", "value": value, "as": "int"}, TABLES)


def test_a_table_that_is_not_there_is_named():
    known = {"tables.priority", "case.priority"}.__contains__
    assert list(lint({"a": {"lookup": "priority", "value": "${case.priority}"}}, known)) == []
    (wrong,) = lint({"a": {"lookup": "prio", "value": "${case.priority}"}}, known)
    assert wrong == (("a", "lookup"), "there is no table prio in [tables]")
    (wrong,) = lint({"lookup": "priority", "value": "", "as": "float"}, known)
    assert wrong == (("as",), 'is "int" or "bool"')


def test_a_dry_run_shows_the_request_and_no_secret():
    manifest = parse_manifest(MANIFEST.encode(), "desk.toml")
    backend = open_backend(manifest, None, SECRETS.get, SystemClock())
    inputs = {"key": "k", "note": {"text": "Hi"}, "customer": {"id": "7"}, "settings": {"tenant": "acme"}}
    line = backend.dry_run(manifest.writes()["note.create"], inputs)
    assert line.startswith("POST http://127.0.0.1:1/api/notes   Idempotency-Key: k   Authorization: ***   {")
    assert "t0ken" not in line
    with pytest.raises(TemplateError):
        backend.dry_run(manifest.reads()["customer.get"], {"customer": {"id": ".."}})


class TestOneOfTwo:
    DUE = {"given": "${task.due_on}", "value": "${task.due_on|text}T08:00:00Z", "otherwise": "${at|text}"}

    @pytest.mark.parametrize(
        ("due", "sent"), [(date(2026, 11, 23), "2026-11-23T08:00:00Z"), (None, "now"), ("", "now")]
    )
    def test_otherwise_stands_where_nothing_is_given(self, due, sent):
        assert fill({"due": self.DUE}, {"task": {"due_on": due}, "at": "now"}) == {"due": sent}

    @pytest.mark.parametrize(
        ("id_", "sent"), [("001A", {"a": "001A", "b": None}), ("003001", {"a": None, "b": "003001"})]
    )
    def test_what_it_starts_with_decides(self, id_, sent):
        given = {"given": "${id}", "starts": "001"}
        assert fill({"a": {**given, "value": "${id}"}, "b": {**given, "otherwise": "${id}"}}, {"id": id_}) == sent

    def test_a_name_that_is_called_given_is_none(self):
        assert fill({"given": "Ann", "family": "Example"}, {}) == {"given": "Ann", "family": "Example"}
        assert fill({"given": "Ann"}, {}) == {"given": "Ann"}

    def test_it_is_checked(self):
        (wrong,) = lint({"a": {"given": "${x}", "starts": 1, "value": "b"}}, {"x"}.__contains__)
        assert wrong == (("a", "starts"), "is a text")
        (wrong,) = lint({"a": {"given": "${y}", "value": "b"}}, {"x"}.__contains__)
        assert wrong == (("a", "given"), "${y} is no input of this operation")
