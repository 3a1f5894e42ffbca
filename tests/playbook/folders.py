"""A small, whole playbook to break in tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

GOOD: Mapping[str, str] = {
    "playbook.toml": """\
format = "callside.playbook/1"
name = "Corner shop"
version = "3"
languages = ["en"]
currency = "EUR"
default_call_type = "general"
call_types = ["order"]
""",
    "facts.toml": """\
format = "callside.facts/1"
[fact."ivr.choice"]
label = "Menu choice"
type = "text"
""",
    "tables/call_type.csv": """\
callside,table/1,id=call_type,hit=P
role,id,in,out
name,,ivr.choice,type
values,,,order|general
default,,,general
rule,r1,order,order
""",
    "tables/panels.csv": """\
callside,table/1,id=panels,hit=C
role,id,in,out,out
name,,decision.call_type,panel,priority
rule,p1,order,orders,10
""",
    "tables/alerts.csv": """\
callside,table/1,id=alerts,hit=C
role,id,in,out,out,out,out
name,,order.open_late_count,severity,text,action,label
rule,a1,>= 1,warn,Order {order.latest_late_number} is late,sorry,Say sorry
""",
    "actions/help.toml": """\
format = "callside.actions/1"
[[action]]
id = "sorry"
title = "Say sorry"
applicability = 'decision.call_type = "order"'
effects = [{ kind = "open_panel", panel = "orders" }]
""",
    "call_types/order.toml": """\
format = "callside.call_type/1"
title = "Order"
version = 2
[wrap_up]
goal_s = 20
require_notes = true
[[step]]
id = "which"
kind = "ask"
title = "Find the order"
say = "Is it {order.latest_number}?"
question = "Which order?"
input = "choice"
choices = [{ id = "this", label = "This one" }, { id = "none", label = "None", next = "bye" }]
[[step]]
id = "day"
kind = "ask"
title = "Agree a day"
question = "Which day?"
input = "date"
when = 'answers.which = "this"'
[[step]]
id = "bye"
kind = "say"
title = "Say goodbye"
say = "Until {answers.day}."
[[disposition]]
id = "informed"
path = ["Order", "Informed"]
suggest_when = 'answers.which = "this"'
[[follow_up]]
text = "Check order {order.latest_number}"
due_in_days = 2
""",
    "call_types/general.toml": """\
format = "callside.call_type/1"
title = "General"
[[step]]
id = "bye"
kind = "say"
title = "Say goodbye"
say = "Goodbye."
[[disposition]]
id = "done"
path = ["Done"]
""",
}


def write(folder: Path, *changes: Mapping[str, str | bytes | None]) -> Path:
    """The good playbook with some files replaced; None leaves one out."""
    files: dict[str, str | bytes | None] = dict(GOOD)
    for change in changes:
        files.update(change)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif content is not None:
            path.write_text(content, encoding="utf-8")
    return folder


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """One file of the good playbook with one text replaced; it must be there."""
    assert old in GOOD[name], (name, old)
    return {name: GOOD[name].replace(old, new)}
