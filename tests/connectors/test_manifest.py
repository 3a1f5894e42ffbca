"""Manifests: what is right is taken, what is wrong is named with its line and key."""

from __future__ import annotations

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from connectors.loading.load import ManifestError, load_manifest, parse_manifest

SQL = """\
schema = 1
name = "legacy"
label = "Old CRM"
kind = "sql"
settings = { url = "sqlite:///crm.db", region = "GB", timezone = "Europe/London" }
connection = { row_limit = 50, statement_timeout_s = 2 }
[tables]
order = { A = "open", Z = "completed" }
[maps.person]
name = "words(first, last)"
emails = "[email]"
phones = "[phone]"
extra.churn = "churn"
[customer.find_by_phone]
verify = "phone"
sql = "select * from people where tail = :tail"
bind = { tail = "${phone.tail}" }
map = "person"
[orders.list]
sql = "select * from orders where person = :id order by at desc limit :n"
bind = { id = "${customer.id|int}", n = "${limit}" }
map = { status = "lookup(state, 'order')", total = "money(amount, 'GBP')" }
[note.create]
idempotency = "upsert"
sql = "insert into notes (id, person, text) values (:key, :id, :text) on conflict (id) do nothing"
bind = { id = "${customer.id}", text = "${note.text}" }
"""
REST = """\
schema = 1
name = "desk"
settings = { base_url = "https://desk.example.com/api" }
auth = { kind = "basic", user = "bob", password = "secret:desk" }
[[errors]]
when = "status == `400`"
as = "rejected"
[customer.find_by_email]
verify = "email"
request.path = "/people"
request.query.q = "mail eq '${email|odata}'"
records = "items"
map = { name = "name", emails = "[mail]" }
paging = { kind = "offset", size_in = "query.n", offset_in = "query.o" }
[note.create]
idempotency = "search"
request.path = "/notes"
request.json = { text = "${note.text|text} [callside:${key|text}]" }
id = "id"
search.request.path = "/notes"
search.request.query.q = "${key}"
search.records = "items"
[health.check]
request.path = "/me"
"""


def problems_of(text):
    with pytest.raises(ManifestError) as caught:
        parse_manifest(text.encode(), "x.toml")
    return [str(problem) for problem in caught.value.problems]


def test_a_manifest_says_what_it_offers():
    manifest = parse_manifest(SQL.encode(), "legacy.toml")
    assert (manifest.name, manifest.label, manifest.kind) == ("legacy", "Old CRM", "sql")
    assert manifest.operations == {"customer.find_by_phone", "orders.list", "note.create", "health.check"}
    assert manifest.map_of(manifest.reads()["customer.find_by_phone"])["emails"] == "[email]"
    assert parse_manifest(REST.encode(), "desk.toml").operations == {
        "customer.find_by_email",
        "note.create",
        "health.check",
    }


def test_a_site_lays_its_settings_over(tmp_path):
    path = tmp_path / "legacy.toml"
    path.write_text(SQL)
    manifest = load_manifest(path, {"url": "sqlite:///other.db"})
    assert (manifest.settings.url, manifest.settings.region) == ("sqlite:///other.db", "GB")
    here = manifest.with_site("crm", "CRM", {"region": "DE"})
    assert (here.name, here.label, here.settings.region, here.settings.timezone) == (
        "crm",
        "CRM",
        "DE",
        "Europe/London",
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("schema = 1\n", "", "x.toml  schema  missing"),
        ("schema = 1", "schema = 2", "x.toml:1  schema  input should be 1"),
        ('name = "legacy"', 'name = "Leg acy"', "x.toml:2  name  lower-case letters"),
        (
            'kind = "sql"',
            'kind = "soap"',
            "x.toml:4  kind  input should be 'sql', 'rest', 'graphql', 'jsonrpc', 'csv' or 'python'",
        ),
        ('region = "GB"', 'region = "gb"', "x.toml:5  settings.region"),
        ("Europe/London", "Europe/Lodnon", "x.toml:5  settings.timezone  is no time zone"),
        ("sqlite:///crm.db", "postgresql://u:hunter2@h/d", "x.toml:5  settings.url  holds a password"),
        ("row_limit = 50", "row_limit = 0", "x.toml:6  connection.row_limit"),
        ("row_limit = 50", 'password = "hunter2"', "x.toml:6  connection.password  a secret is written secret:NAME"),
        ("row_limit = 50", "row_limt = 50", "unknown key (did you mean row_limit?)"),
        ('verify = "phone"\n', "", "x.toml:14  customer.find_by_phone.verify  missing: every find_by_* must verify"),
        ('verify = "phone"', 'verify = "email"', 'x.toml:15  customer.find_by_phone.verify  must be "phone"'),
        ("select * from people", "delete from people", "x.toml:16  customer.find_by_phone.sql  must start with SELECT"),
        ("= :tail", "= :tail; select 1", "x.toml:16  customer.find_by_phone.sql  must be one statement"),
        ("= :tail", "= '${phone.tail}'", "x.toml:16  customer.find_by_phone.sql  a statement takes no ${…}"),
        ("= :tail", "= :tial", "x.toml:16  customer.find_by_phone.sql  :tial is not in bind"),
        ("= :tail", "= '1'", "x.toml:17  customer.find_by_phone.bind.tail  is not used"),
        ("${phone.tail}", "${phone.tale}", "x.toml:17  customer.find_by_phone.bind.tail  ${phone.tale} is no input"),
        ("${phone.tail}", "x${phone.tail}", "x.toml:17  customer.find_by_phone.bind.tail  placeholder ${phone.tail}"),
        ('map = "person"', 'map = "people"', "x.toml:18  customer.find_by_phone.map  there is no [maps.people]"),
        ('map = "person"\n', "", "x.toml:14  customer.find_by_phone.map  missing"),
        ("words(first, last)", "words(first,", "x.toml:10  maps.person.name  no valid JMESPath"),
        ("words(first, last)", "wrds(first)", "x.toml:10  maps.person.name  there is no function wrds()"),
        ("words(first, last)", "a[?x].y | [0] || b", "x.toml:10  maps.person.name  | binds last"),
        ("words(first, last)", "a[] | [0].c && d", "x.toml:10  maps.person.name  | binds last"),
        ("words(first, last)", "a[] | [0] || 'x' || b", "x.toml:10  maps.person.name  | binds last"),
        ("words(first, last)", "text(a, b)", "x.toml:10  maps.person.name  text() takes 1 value"),
        ("words(first, last)", "join(a)", "x.toml:10  maps.person.name  join() takes 2 values"),
        ('phones = "[phone]"', 'fax = "fax"', "x.toml:12  maps.person.fax  is no field of customer"),
        ("extra.churn", "name.churn", "x.toml"),
        ("'order')", "'ordre')", "x.toml:22  orders.list.map.status  there is no table ordre"),
        ('Z = "completed"', 'Z = "done"', "x.toml:22  orders.list.map.status  done in table order is none of draft"),
        ("money(amount, 'GBP')", "money(amount)", "money() without a currency needs settings.currency"),
        ('idempotency = "upsert"\n', "", "x.toml:23  note.create.idempotency  missing"),
        ("(:key, :id", "(1, :id", "x.toml:23  note.create  must use ${key}"),
        ("insert into notes", "drop table notes --", "x.toml:25  note.create.sql  must start with INSERT"),
        (
            "${note.text}",
            "${note.body}",
            "x.toml:26  note.create.bind.text  ${note.body} is no input of this operation (one of note.agent, note.at, "
            "note.call_id, note.customer_id, note.customer_key, note.subject, note.text)",
        ),
        ("[orders.list]", "[orders.lst]", "x.toml:19  orders.lst  unknown key (did you mean list?)"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old, new, problem):
    assert old in SQL
    found = problems_of(SQL.replace(old, new, 1))
    assert any(line.startswith(problem) or problem in line for line in found), found


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("https://desk", "http://desk", "x.toml:3  settings.base_url  must be https"),
        ("https://desk", "ftp://desk", "x.toml:3  settings.base_url  must start with https://"),
        ("https://desk.example.com", "https://[", "x.toml:3  settings.base_url  is no web address"),
        ("https://desk", "https://u:p@desk", "x.toml:3  settings.base_url  holds a password"),
        ('base_url = "https://desk.example.com/api"', "", "x.toml:3  settings.base_url  missing"),
        (', password = "secret:desk"', "", "x.toml:4  auth.password  missing: basic needs it"),
        (
            ', password = "secret:desk"',
            ', token = "secret:x", password="secret:y"',
            "x.toml:4  auth.token  does not belong",
        ),
        ('password = "secret:desk"', 'password = "pa55"', "x.toml:4  auth.password  a secret is written secret:NAME"),
        ("status == `400`", "status ==", "x.toml:6  errors[0].when  no valid JMESPath"),
        ('as = "rejected"', 'as = "refused"', "x.toml:7  errors[0].as  input should be"),
        ("${email|odata}", "${email}", "x.toml:11  customer.find_by_email.request.query.q  placeholder ${email}"),
        ("${email|odata}", "${email|oadta}", "x.toml:11  customer.find_by_email.request.query.q  unknown escaper"),
        ('request.path = "/people"', 'request.path = "people"', "x.toml:10  customer.find_by_email.request.path  must"),
        (
            'request.path = "/people"',
            'request.path = "/people"\nsql = "select 1"',
            "x.toml:11  customer.find_by_email.sql  belongs to kind sql",
        ),
        (', offset_in = "query.o"', "", "x.toml:14  customer.find_by_email.paging.offset_in  missing"),
        ("query.o", "somewhere", "x.toml:14  customer.find_by_email.paging.offset_in  is written query.NAME"),
        ("[callside:${key|text}]", "", "x.toml:15  note.create  must use ${key}"),
        ('search.request.query.q = "${key}"', "", "x.toml:20  note.create.search  must use ${key}"),
        ('idempotency = "search"', 'idempotency = "sometimes"', "x.toml:16  note.create.idempotency  input should be"),
        ('id = "id"', 'id = "id["', "x.toml:19  note.create.id  no valid JMESPath"),
        ('[health.check]\nrequest.path = "/me"', "", "x.toml  health.check  missing"),
        ('request.path = "/me"', 'request = { path = "/me", headers = { Host = "x" } }', "headers.Host  cannot be set"),
        (
            'request.path = "/me"',
            'request = { path = "/me", headers.X = { a = 1 } }',
            "headers.X  is a text or { encode",
        ),
        ("[[errors]]", 'connection.headers.Cookie = "a=b"\n[[errors]]', "connection.headers.Cookie  cannot be set"),
        ("[[errors]]", 'connection.headers.X-A = "${email}"\n[[errors]]', "${email} is no input"),
        ("[[errors]]", 'connection.headers.X-Api-Key = "k3y"\n[[errors]]', "X-Api-Key  a secret is written"),
    ],
)
def test_what_is_wrong_with_requests(old, new, problem):
    assert old in REST
    found = problems_of(REST.replace(old, new, 1))
    assert any(problem in line for line in found), found


def test_a_secret_written_out_is_not_repeated():
    text = REST.replace("secret:desk", "hunter2")
    assert "hunter2" not in "\n".join(problems_of(text))


def test_the_secrets_a_system_needs():
    assert parse_manifest(REST.encode(), "x.toml").secret_names == ("desk",)
    assert parse_manifest(SQL.encode(), "x.toml").secret_names == ()


def test_plain_http_is_for_this_computer():
    parse_manifest(REST.replace("https://desk.example.com", "http://127.0.0.1:8080").encode(), "x.toml")


def test_all_problems_come_at_once():
    found = problems_of(SQL.replace('verify = "phone"\n', "").replace("'order')", "'ordre')").replace("= :tail", "= 1"))
    assert len(found) == 3


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # A key's name and a statement; nothing about what only follows from the misspelled key.
        (
            {'verify = "phone"': 'verfy = "phone"', ":n": ":m"},
            [
                "x.toml:15  customer.find_by_phone.verfy  unknown key (did you mean verify?)",
                "x.toml:21  orders.list.bind.n  is not used in the statement",
                "x.toml:20  orders.list.sql  :m is not in bind",
            ],
        ),
        # Without a name, without an idempotency, and with a wrong placeholder and a table that is not there.
        (
            {'name = "legacy"\n': "", 'idempotency = "upsert"\n': "", "phone.tail": "phone.tial", "'order'": "'ordre'"},
            [
                "x.toml  name  missing",
                "x.toml:16  customer.find_by_phone.bind.tail  ${phone.tial} is no input of this operation (one of phone.",
                "x.toml:21  orders.list.map.status  there is no table ordre in [tables]",
                "x.toml:22  note.create.idempotency  missing",
            ],
        ),
        # With an operation left out, its map is not called unused.
        (
            {'verify = "phone"': 'verify = "face"', "Europe/London": "Mars"},
            ["x.toml:15  customer.find_by_phone.verify", "x.toml:5  settings.timezone  is no time zone name"],
        ),
        ({'kind = "sql"': 'kind = "soap"', "Europe/London": "Mars"}, ["x.toml:4  kind  input should be"]),
        ({"[tables]": "[[tables]]", "Europe/London": "Mars"}, ["x.toml:7  tables  input should be a valid dictionary"]),
    ],
)
def test_a_wrong_form_hides_nothing_else(changes, expected):
    text = SQL
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    found = problems_of(text)
    assert len(found) == len(expected), found
    for wanted in expected:
        assert any(line.startswith(wanted) for line in found), (wanted, found)


def test_a_rule_that_cannot_be_read_hides_none_of_another_table():
    found = problems_of(REST.replace('as = "rejected"', 'as = "refused"').replace("${email|odata}", "${email|oadta}"))
    assert [line.split("  ")[0] for line in found] == ["x.toml:7", "x.toml:11"]


def test_a_missing_file_is_one_problem(tmp_path):
    with pytest.raises(ManifestError, match="there is no such file"):
        load_manifest(tmp_path / "none.toml")
    with pytest.raises(ManifestError, match="cannot be read"):
        load_manifest(tmp_path)


@given(
    st.sampled_from(["name", "settings", "connection", "customer", "orders", "maps", "tables", "errors", "auth"]),
    st.recursive(st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=2)),
)
def test_any_value_in_any_place_is_a_problem(key, value):
    text = "schema = 1\n" + tomlkit.dumps({key: value})
    with pytest.raises(ManifestError):
        parse_manifest(text.encode("utf-8", "replace"), "x.toml")


@pytest.mark.parametrize(
    "text",
    ["(a[?x].y | [0]) || b", "a[] | [0] || 'none'", "a | (b || c)", "a[?x] | [0] | b && 'x' || 'y'", "a[] | [0].b"],
)
def test_a_pipe_that_binds_as_it_is_meant_is_right(text):
    right = SQL.replace("words(first, last)", text)
    assert right != SQL
    assert parse_manifest(right.encode(), "x.toml").operations
