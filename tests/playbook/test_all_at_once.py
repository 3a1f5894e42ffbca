"""One playbook with every kind of mistake: each is named with file, line and mend, all in one run."""

from __future__ import annotations

from desktop.playbook.loader import problems
from tests.playbook.folders import GOOD, changed, write

HELLO = """\
format = "callside.guide/1"
title = "Hello"
[[step]]
use = "bye"
"""
BYE = HELLO.replace('"Hello"', '"Bye"').replace('use = "bye"', 'use = "hello"')
ORDER = """\
format = "callside.call_type/1"
title = "Order"
versoin = 2
[wrap_up]
goal_s = "soon"
[[step]]
use = "hello"
[[step]]
use = "helo"
[[step]]
id = "which"
kind = "ask"
title = "Find the order"
say.en = "Is it {order.latest_numbr}?"
say.de = "Ist es {order.latest_number}?"
question = { en = "Which?" }
input = "choice"
choices = [{ id = "this", label = "This" }, { id = "this", label = "None", next = "done" }]
next = "bye"
[[step]]
id = "day"
kind = "ask"
title = "Agree a day"
question = "Which day?"
input = "date"
when = 'order.opn_count >= 1 or customer.known = 3'
[[step]]
id = "bye"
kind = "say"
title = "%s"
say = "Goodbye."
[[disposition]]
id = "informed"
path = ["Order", "Informed"]
require = ["answers.nothing"]
""" % ("Say goodbye " * 8)
HEAD = GOOD["playbook.toml"].replace('["en"]', '["en", "de"]')
BAD = {
    "playbook.toml": HEAD,
    "facts.toml": GOOD["facts.toml"] + '[fact."site.open"]\ntype = "boolean"\n',
    "guides/hello.toml": HELLO,
    "guides/bye.toml": BYE,
    "call_types/order.toml": ORDER,
    **changed("tables/panels.csv", "orders,10", "ordres,10"),
    **changed("actions/help.toml", 'panel = "orders"', 'panel = "ordres"'),
    "surveys.toml": 'format = "callside.surveys/1"\n[[survey]]\nid = "s"\nquestion = "How?"\ncall_types = ["ordr"]\n',
}
EXPECTED = [
    ("actions/help.toml", 6, "PBK034"),
    ("call_types/order.toml", 3, "NAM007"),
    ("call_types/order.toml", 5, "ACT006"),
    ("call_types/order.toml", 9, "PBK050"),
    ("call_types/order.toml", 14, "NAM008"),
    ("call_types/order.toml", 18, "PBK016"),
    ("call_types/order.toml", 18, "ACT003"),
    ("call_types/order.toml", 26, "NAM001"),
    ("call_types/order.toml", 26, "TYP001"),
    ("call_types/order.toml", 30, "CAP013"),
    ("call_types/order.toml", 35, "PBK061"),
    ("facts.toml", 6, "ACT005"),
    ("guides/bye.toml", 4, "PBK051"),
    ("surveys.toml", 5, "PBK084"),
    ("actions/help.toml", 4, "ACT013"),
    ("call_types/general.toml", 7, "PBK026"),
    ("call_types/order.toml", 16, "PBK026"),
    ("call_types/order.toml", 21, "PBK017"),
    ("call_types/order.toml", 24, "PBK026"),
    ("call_types/order.toml", 31, "PBK026"),
    ("surveys.toml", 4, "PBK026"),
]
MENDS = (
    "version?",
    "hello?",
    "order.latest_number?",
    "order.open_count?",
    "order?",
    "Did you mean orders? So also at tables/panels.csv:4:15.",
    "60 fit",
    "0 to 86400",
    "bool, int",
)


def test_every_mistake_is_named_in_one_run(tmp_path):
    found = problems(write(tmp_path, BAD))
    assert [(problem.file, problem.line, problem.code) for problem in found] == EXPECTED
    told = "\n".join(problem.text for problem in found)
    assert [mend for mend in MENDS if mend not in told] == []
