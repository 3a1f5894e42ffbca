"""One fault for each code of a problem that a playbook can have: what is changed in a small, whole playbook.

Each is a change of files (None leaves a file out), after which `callside check` has to name the code.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.playbook.folders import GOOD

Change = Mapping[str, str | bytes | None]
HEAD, FACTS, DERIVED, PANELS, SURVEYS = "playbook.toml", "facts.toml", "derived.toml", "panels.toml", "surveys.toml"
ORDER, GENERAL, HELP, POLICY = "call_types/order.toml", "call_types/general.toml", "actions/help.toml", "policy.toml"
CALLS, SHOWN, ALERTS = "tables/call_type.csv", "tables/panels.csv", "tables/alerts.csv"
CASES, TEXT, SPARE = "tests/a.toml", "texts/late.en.md", "tables/spare.csv"

_CASE = 'format = "callside.cases/1"\n[[case]]\nid = "a"\n'
_LATE = "Title: Late\nSubject: Your order\n\nIt is late.\n"
_WORDS = 'format = "callside.words/1"\n[words]\n'
WORDS = "words/de.toml"
_DERIVED = 'format = "callside.derived/1"\n[fact."shop.orders"]\nfrom = "orders"\ncount = true\n'
_PANELS = 'format = "callside.panels/1"\n[[panel]]\nid = "orders"\ncolumns = ["number"]\n'
_OWN = '[[panel]]\nid = "cards"\ntable = "cards"\ntitle = "Cards"\ncolumns = [{ field = "number" }]\n'
_GUIDE = (
    'format = "callside.guide/1"\ntitle = "Hello"\n[[step]]\nid = "hi"\nkind = "say"\ntitle = "Hi"\nsay = "Hello."\n'
)
_SPARE = "callside,table/1,id=spare,hit=U\nrole,id,in,out\nname,,order.open_count,x\nrule,r1,> 1,1\n"
_IDENTITY = (
    '[[step]]\nid = "who"\nkind = "check"\ncheck = "identity"\ntitle = "W"\nquestion = "W?"\ninput = "choice"\n'
    'choices = [{ id = "verified", label = "Yes" }, { id = "no", label = "No" }]\n'
)
_SURVEY = (
    'format = "callside.surveys/1"\ndecline_reasons = ["No"]\n'
    '[[survey]]\nid = "s"\nmetric = "csat"\nchannel = "email"\nquestion = "How?"\n'
)
_REQUIRED = 'path = ["Order", "Informed"]\nrequire = '


def put(file: str, old: str, new: str, text: str | None = None) -> dict[str, str]:
    """One file with one text replaced; it must be there."""
    text = GOOD[file] if text is None else text
    assert old in text, (file, old)
    return {file: text.replace(old, new, 1)}


def more(file: str, text: str) -> dict[str, str]:
    """One file with something at its end."""
    return {file: GOOD[file] + text}


def step(text: str) -> dict[str, str]:
    """A call type with one more step before its others."""
    return put(GENERAL, "[[step]]", f"{text}[[step]]")


def when(condition: str) -> dict[str, str]:
    """A step with a condition."""
    return put(ORDER, "when = 'answers.which = \"this\"'", f"when = '{condition}'")


def gate(condition: str) -> dict[str, str]:
    """An action with another condition."""
    return put(HELP, "applicability = 'decision.call_type = \"order\"'", f"eligibility = '{condition}'")


def action(settings: str) -> dict[str, str]:
    """An action with more settings."""
    return more(HELP, settings)


def cell(row: str) -> dict[str, str]:
    """A table with another row."""
    return put(CALLS, "rule,r1,order,order", row)


def typed(type_: str, test: str) -> dict[str, str]:
    """A table that tests a fact of a type."""
    table = f'callside,table/1,id=spare,hit=C#\nrole,id,in,out\nname,,shop.it,x\nrule,r1,"{test}",1\n'
    return {**more(FACTS, f'[fact."shop.it"]\ntype = "{type_}"\n'), SPARE: table}


def line(text: str) -> dict[str, str]:
    """A file with a line in place of its title."""
    return put(GENERAL, 'title = "General"', text)


FAULTS: Mapping[str, Change] = {
    # lines of a TOML file
    "SYN020": line("<<<<<<< mine"),
    "SYN021": line('title = "General'),
    "SYN022": line("title = General questions"),
    "SYN023": line('title : "General"'),
    "SYN024": line("title = “General”"),
    "SYN025": line('title = "General"\ntitle = "Others"'),
    "SYN026": action("effective_from = 1.12.2026\n"),
    "SYN027": put(ORDER, "require_notes = true", "require_notes = yes"),
    "SYN028": line("title ="),
    "SYN029": put(GENERAL, 'path = ["Done"]', 'path = ["Done"]]'),
    "SYN030": put(HELP, '{ kind = "open_panel", panel', '{ kind = "open_panel",\n  panel'),
    "SYN031": put(GENERAL, '"Goodbye."', '"Say "goodbye" now."'),
    "SYN032": put(GENERAL, '"Goodbye."', '"Goodbye \\ thanks"'),
    "SYN033": action("value = 6,50\n"),
    "SYN034": line('// a remark\ntitle = "General"'),
    "SYN035": put(GENERAL, "[[step]]", "[[step]"),
    "SYN036": put(ORDER, "require_notes", "require notes"),
    "SYN037": put(ORDER, 'path = ["Order", "Informed"]', 'path = ["Order" "Informed"]'),
    "SYN038": put(ORDER, 'path = ["Order", "Informed"]', 'path = "Order", "Informed"'),
    "SYN039": put(ORDER, '[[step]]\nid = "day"', '[step]\nid = "day"'),
    "SYN040": put(ORDER, 'path = ["Order", "Informed"]', 'path = ["Order", "Informed"'),
    "SYN041": line('title = "Gene\x01ral"'),
    "SYN042": put(GENERAL, '"Goodbye."', '"Goodbye\nand thanks."'),
    # conditions
    "SYN001": when("order.open_count ? 1"),
    "SYN002": when('ivr.choice = "order'),
    "SYN003": {**put(ORDER, "when = 'answers.which = \"this\"'", "when = 'ivr.choice = \"a\\q\"'")},
    "SYN004": when("order.open_count > 3rd"),
    "SYN005": when("contract.end_on = 2026-02-30"),
    "SYN006": when("call.started_at > 2026-02-03T10:00"),
    "SYN010": when("order.open_count >"),
    "SYN011": when("order.open_count between 1 or 2"),
    "SYN012": when("order.open_count > 1)"),
    "SYN013": when("1 < order.open_count < 5"),
    "SYN014": when('ivr.choice in "order"'),
    "SYN015": {DERIVED: _DERIVED.replace('from = "orders"\ncount = true', 'when = " "')},
    "SYN016": when('ivr.choice like "order"'),
    "SYN017": when("order.open_count > 1 order.open_count"),
    "SYN018": when("invoice.open_amount > 1,000.00 EUR"),
    # names
    "NAM001": when("order.opn_count > 1"),
    "NAM002": when('answers.which = "thsi"'),
    "NAM003": {DERIVED: _DERIVED.replace("shop.orders", "order.open_count")},
    "NAM004": more(FACTS, '[fact."Shop Orders"]\ntype = "int"\n'),
    "NAM005": more(FACTS, '[fact."decision.mine"]\ntype = "int"\n'),
    "NAM007": line('titel = "General"\ntitle = "General"'),
    "NAM008": put(GENERAL, "Goodbye.", "Goodbye {customer.nam}."),
    "NAM009": more(FACTS, "[fact.between]\ntype = 'int'\n"),
    "NAM010": {
        **more(FACTS, '[fact."shop.d"]\nderive = { kind = "days_until", from = "contract.end_on" }\n'),
        CASES: _CASE + 'facts = { "shop.d" = 3 }\n',
    },
    # types
    "TYP001": when("customer.known = 3"),
    "TYP002": when('ivr.choice > "a"'),
    "TYP003": when("order.open_count"),
    "TYP004": when("(order.open_count > 1) = 3"),
    "TYP005": when("invoice.open_amount > 5 SEK"),
    "TYP006": {CASES: _CASE + 'facts = { "order.open_count" = "many" }\n'},
    "TYP007": when('ivr.choice + 3 = "a"'),
    "TYP008": when("contract.end_on + 5h > contract.end_on"),
    "TYP009": when('order.open_count starts with "1"'),
    "TYP010": gate('ivr.choice != "a"'),
    "TYP011": gate('not (ivr.choice = "a")'),
    "TYP012": gate("order.open_count is known"),
    "TYP014": action("value_expr = 'ivr.choice'\n"),
    # limits
    "CAP001": when(" or ".join(['ivr.choice = "some words"'] * 200)),
    "CAP002": when(" or ".join(["customer.known"] * 210)),
    "CAP003": when("(" * 40 + "customer.known" + ")" * 40),
    "CAP004": when("ivr.choice in [" + ", ".join(['"a"'] * 501) + "]"),
    "CAP005": when(f'ivr.choice = "{"x" * 501}"'),
    "CAP006": when("order." + "x" * 70 + " > 1"),
    "CAP007": when("order.open_count > " + "1" * 30),
    "CAP008": {SPARE: _SPARE + "".join(f"rule,s{n},> 1,1\n" for n in range(5_000))},
    "CAP009": {
        SPARE: f"callside,table/1,id=spare,hit=C#\nrole,id{',in' * 60},out\nname,{',order.open_count' * 60},x\nrule,r1{',-' * 60},1\n"
    },
    "CAP010": {
        f"tables/t{t}.csv": _SPARE.replace("id=spare", f"id=t{t}") + "".join(f"rule,s{n},> 1,1\n" for n in range(4_998))
        for t in range(11)
    },
    "CAP011": {SPARE: _SPARE + "".join(f"rule,s{n},> x{n},1\n" for n in range(300))},
    "CAP012": {
        f"tables/t{t}.csv": _SPARE.replace("id=spare", f"id=t{t}").replace("order.open_count", f"decision.t{t + 1}")
        for t in range(33)
    }
    | {"tables/t33.csv": _SPARE.replace("id=spare", "id=t33")},
    "CAP013": line(f'title = "{"General " * 8}"'),
    "CAP014": action(
        "decline_reasons = [" + ", ".join(f'{{ id = "r{n}", label = "Reason {n}" }}' for n in range(6)) + "]\n"
    ),
    # tables
    "TBL001": {SPARE: "rule,a,b\n"},
    "TBL002": {SPARE: _SPARE.replace("table/1", "table/2")},
    "TBL003": {SPARE: "callside,table/1,id=spare,hit=U\nname,,order.open_count,x\nrule,r1,> 1,1\n"},
    "TBL004": {SPARE: _SPARE + "rul,r2,> 2,2\n"},
    "TBL005": {SPARE: _SPARE.replace("id,in,out", "id,inn,out")},
    "TBL006": {SPARE: _SPARE + "rule,r1,> 2,2\n"},
    "TBL007": {SPARE: _SPARE + "rule,,> 2,2\n"},
    "TBL008": typed("date", "3.12.2026"),
    "TBL009": typed("decimal", "> 1,5"),
    "TBL010": cell("rule,r1,order,oder"),
    "TBL011": {SPARE: _SPARE.replace("hit=U", "hit=X")},
    "TBL012": {SPARE: _SPARE.replace("order.open_count", "decision.spare")},
    "TBL013": {SPARE: _SPARE.replace("hit=U", "hit=P")},
    "TBL014": {SPARE: _SPARE.replace("hit=U", "hit=C+") + "rule,r2,> 2,much\n"},
    "TBL015": {SPARE: _SPARE + "rule,r2,> 2,2,,and more\n"},
    "TBL028": {SPARE: _SPARE + "rule,r2,1\n"},
    "TBL016": {SPARE: _SPARE.replace(",out", ",note")},
    "TBL017": {SPARE: _SPARE.replace("hit=U", "hit=U,status=activ")},
    "TBL018": {SPARE: "callside,table/1,id=spare,hit=U\nrole,id,in,out,out\nname,,order.open_count,x,x\nrule,r1,> 1,1,2\n"},
    "TBL019": {SPARE: _SPARE.replace("id=spare", "id=spares")},
    "TBL020": {SPARE: _SPARE.replace("> 1", "many")},
    "TBL021": {SPARE: _SPARE.replace("hit=U", "hit=F")},
    "TBL022": {SPARE: _SPARE + 'rule,r2,"> 2,2\n'},
    "TBL023": {SPARE: _SPARE.replace("> 1", "5..2")},
    "TBL024": {SPARE: _SPARE.replace("> 1", "3-Jan")},
    "TBL025": {SPARE: _SPARE.replace("> 1", "> 1.000")},
    "TBL026": {SPARE: _SPARE.replace("hit=U", "hit=C+").replace(",1\n", ",1 EUR\n") + "rule,r2,> 2,2 SEK\n"},
    "TBL027": {SPARE: _SPARE + "name,,order.open_count,x\n"},
    # actions and settings in general
    "ACT001": put(GENERAL, "callside.call_type/1", "callside.calltype/1"),
    "ACT002": put(GENERAL, 'title = "General"\n', ""),
    "ACT003": more(GENERAL, '[[disposition]]\nid = "done"\npath = ["Over"]\n'),
    "ACT004": action('group = "care"\n'),
    "ACT005": put(GENERAL, 'kind = "say"', 'kind = "tell"'),
    "ACT006": put(ORDER, "goal_s = 20", 'goal_s = "20"'),
    "ACT007": more(HELP, "".join(f"[group.g{n}]\nparent = 'g{n + 1}'\n" for n in range(8)) + "[group.g8]\n"),
    "ACT008": action('on_unknown = "show"\n'),
    "ACT009": action("value = -5\n"),
    "ACT010": put(HELP, 'id = "sorry"', 'id = "say sorry"'),
    "ACT011": {POLICY: 'format = "callside.policy/1"\nexponent = "1"\n'},
    "ACT012": {TEXT: _LATE.replace("Subject", "Title: Late\nSubject")},
    "ACT013": {**put(HEAD, '["en"]', '["en", "de"]'), **put(HELP, 'title = "Say sorry"', 'title.en = "Say sorry"')},
    # analysis
    "CHK001": gate("order.open_count > 3 and order.open_count < 2"),
    "CHK002": gate("order.open_count > 3 or order.open_count <= 3 or order.open_count is empty or not (order.open_count is known)"),
    "CHK003": {SPARE: _SPARE + "rule,r2,> 2,2\n"},
    "CHK004": {SPARE: _SPARE.replace("hit=U", "hit=A") + "rule,r2,> 2,2\n"},
    "CHK005": {SPARE: _SPARE.replace("hit=U", "hit=F") + "rule,r2,> 2,2\n"},
    "CHK006": {SPARE: _SPARE},
    "CHK007": more(FACTS, '[fact."shop.spare"]\ntype = "int"\n'),
    "CHK008": action("effective_from = 2026-12-02\neffective_to = 2026-12-01\n"),
    "CHK009": action('contact_policy = [{ on = "shown", within = "30d", pause = "forever" }]\n'),
    "CHK010": {
        SPARE: "callside,table/1,id=spare,hit=F\nrole,id,in,out\nname,,order.open_count,x\ndefault,,,0\n"
        + "".join(f"rule,r{n},{n},{n}\n" for n in range(1_501))
    },
    "CHK011": {SPARE: _SPARE.replace("hit=U", "hit=F") + "rule,r2,<= 1,2\nrule,r3,0..5,3\n"},
    "CHK012": more(HELP, "[group.care]\n"),
    "CHK013": {SPARE: _SPARE.replace("rule,", "values,,,1|2\nrule,")},
    # test cases
    "TST002": {CASES: _CASE + 'base = "known"\n'},
    "TST003": {CASES: _CASE + 'facts = { "customer.name" = "Marta Lind" }\n'},
    # files
    "PBK001": {HEAD: None},
    "PBK003": {GENERAL: b"\xff\xfe"},
    "PBK004": {GENERAL: "#" * (2 * 1024 * 1024 + 1)},
    "PBK005": {"call_types/sales.tml": "x"},
    "PBK007": {f"texts/t{n}.en.md": _LATE for n in range(2_001)},
    # call types
    "PBK010": put(GENERAL, GOOD[GENERAL][GOOD[GENERAL].index("[[disposition]]") :], ""),
    "PBK011": put(GENERAL, 'id = "bye"', 'id = "Good-bye"'),
    "PBK012": put(ORDER, GOOD[ORDER].splitlines()[13], "choices = []"),
    "PBK013": put(GENERAL, 'say = "Goodbye."', 'say = "Goodbye."\nchoices = [{ id = "a", label = "A" }]'),
    "PBK014": put(ORDER, 'question = "Which day?"\n', ""),
    "PBK015": put(GENERAL, 'say = "Goodbye."\n', ""),
    "PBK016": put(ORDER, 'next = "bye"', 'next = "by"'),
    "PBK017": put(ORDER, 'input = "choice"\n', 'input = "choice"\nnext = "bye"\n'),
    "PBK018": put(GENERAL, 'say = "Goodbye."', 'say = "Goodbye."\ninput = "text"'),
    "PBK019": step(
        '[[step]]\nid = "which"\nkind = "ask"\ntitle = "W"\nquestion = "W?"\ninput = "choice"\n'
        'choices = [{ id = "this", label = "That" }]\n'
    ),
    "PBK020": put(ORDER, 'path = ["Order", "Informed"]', 'path = "Order"'),
    "PBK021": more(GENERAL, '[[disposition]]\nid = "over"\npath = ["Done"]\n'),
    "PBK022": when('decision.call_type = "order"'),
    "PBK023": put(GENERAL, "Goodbye.", "Goodbye {Customer name}."),
    "PBK024": {"call_types/Sales Talk.toml": GOOD[GENERAL]},
    "PBK026": put(HEAD, '["en"]', '["en", "de"]'),
    # guides
    "PBK050": step('[[step]]\nuse = "hello"\n'),
    "PBK051": {**step('[[step]]\nuse = "hi"\n'), "guides/hi.toml": _GUIDE + '[[step]]\nuse = "hi"\n'},
    "PBK052": {**step('[[step]]\nuse = "hi"\ntitle = "Hi"\n'), "guides/hi.toml": _GUIDE},
    "PBK053": step(_IDENTITY.replace('"verified"', '"yes"')),
    "PBK054": step(_IDENTITY.replace('"identity"', '"consent"')),
    "PBK055": step('[[step]]\nid = "rec"\nkind = "check"\ncheck = "disclosure"\ntitle = "R"\n'),
    "PBK056": step(_IDENTITY.replace('kind = "check"', 'kind = "ask"')),
    "PBK057": put(GENERAL, 'say = "Goodbye."', 'say = "Goodbye."\ndo = { kind = "open_panel", panel = "orders" }'),
    "PBK058": {
        **step('[[step]]\nuse = "g0"\n'),
        **{f"guides/g{n}.toml": _GUIDE.replace("hi", f"hi{n}") + f'[[step]]\nuse = "g{n + 1}"\n' for n in range(3)},
        "guides/g3.toml": _GUIDE,
    },
    "PBK059": {"guides/hi.toml": _GUIDE},
    "PBK060": put(ORDER, 'path = ["Order", "Informed"]', f'{_REQUIRED}["note"]'),
    "PBK061": put(ORDER, 'path = ["Order", "Informed"]', f'{_REQUIRED}["answers.hour"]'),
    "PBK062": put(ORDER, 'path = ["Order", "Informed"]', f'{_REQUIRED}["survey"]'),
    "PBK063": {
        **put(ORDER, 'path = ["Order", "Informed"]', f'{_REQUIRED}["survey"]'),
        SURVEYS: _SURVEY.replace('decline_reasons = ["No"]\n', ""),
    },
    "PBK064": {
        **put(ORDER, 'path = ["Order", "Informed"]', f'{_REQUIRED}["survey"]'),
        SURVEYS: _SURVEY + 'call_types = ["general"]\n',
    },
    "PBK065": {
        FACTS: None,
        **more(HELP, "eligibility = 'shop.open and shop.staff > 2 and weather.rain'\n"),
    },
    "PBK067": put(ORDER, 'next = "bye"', 'next = "which"'),
    # derived facts
    "PBK066": {DERIVED: _DERIVED.replace('from = "orders"\ncount = true', "when = 'shop.b'") + "[fact.\"shop.b\"]\nwhen = 'customer.known'\n"},
    "PBK070": {DERIVED: _DERIVED.replace("shop.orders", "orders")},
    "PBK071": {DERIVED: _DERIVED + "when = 'customer.known'\n"},
    "PBK072": {DERIVED: _DERIVED + 'sum = "total"\n'},
    "PBK073": {DERIVED: _DERIVED.replace("count = true", 'sum = "number"')},
    # panels
    "PBK090": {PANELS: _PANELS + _OWN.replace('table = "cards"\n', "")},
    "PBK091": {PANELS: _PANELS + 'table = "cards"\n'},
    "PBK092": {PANELS: _PANELS + _OWN.replace('{ field = "number" }', ", ".join(f'{{ field = "f{n}" }}' for n in range(9)))},
    "PBK093": {PANELS: _PANELS.replace('"number"', '"numbr"')},
    "PBK094": {PANELS: _PANELS + _OWN.replace('table = "cards"', 'table = "orders"')},
    # texts and articles
    "PBK080": {"texts/late.md": _LATE},
    "PBK081": {"texts/late.en.md": _LATE, "texts/late.fr.md": _LATE},
    "PBK082": {**put(HEAD, '["en"]', '["en", "de"]'), "texts/late.de.md": _LATE},
    "PBK083": {TEXT: _LATE.replace("Subject", "Topic")},
    "PBK084": {TEXT: _LATE.replace("Subject", "For: sales\nSubject")},
    # words for colleagues
    "PBK085": {"words/German.toml": _WORDS},
    "PBK086": {WORDS: _WORDS + '"Lifetime value" = "Kundenwert {days}"\n'},
    "PBK087": {WORDS: _WORDS + '"Menu choise" = "Menüwahl"\n'},
    "PBK088": {WORDS: _WORDS},
    # across files
    "PBK030": {**cell("rule,r1,order,sales"), **put(CALLS, "order|general", "sales|order|general", cell("rule,r1,order,sales")[CALLS])},
    "PBK031": {"call_types/extra.toml": GOOD[GENERAL]},
    "PBK032": {SHOWN: None},
    "PBK033": put(SHOWN, "panel,priority", "pane,priority"),
    "PBK034": put(SHOWN, "orders,10", "ordres,10"),
    "PBK035": put(HEAD, 'default_call_type = "general"', 'default_call_type = "genral"'),
    "PBK036": put(CALLS, "default,,,general", "default,,,order"),
    # test cases
    "PBK041": {CASES: _CASE + 'expect.actions.lacks = "sory"\n'},
    "PBK040": {CASES: _CASE + 'facts = { "ivr.choice" = "order" }\nexpect.call_type = "general"\n'},
}  # fmt: skip
