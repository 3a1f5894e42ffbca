"""A playbook folder as large as one may become: 100 call types, 1,000 actions, 10,000 rows in several tables."""

from __future__ import annotations

from pathlib import Path

CALL_TYPES = 100
STEPS = 8
ACTIONS = 1_000
TABLES = 8
ROWS = 1_200
"""Of each of the tables besides that of the call types."""
FACTS = 60


def write_large(folder: Path) -> Path:
    """The folder, written; all of it is used and none of it is wrong."""
    for name, text in _files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _files() -> dict[str, str]:
    files = {
        "playbook.toml": 'format = "callside.playbook/1"\nname = "Large"\nversion = "1"\nlanguages = ["en"]\n'
        'currency = "EUR"\ndefault_call_type = "kind0"\n',
        "facts.toml": 'format = "callside.facts/1"\n' + "".join(_fact(n) for n in range(FACTS)),
        "tables/call_type.csv": _call_types(),
        "tables/panels.csv": "callside,table/1,id=panels,hit=C\nrole,id,in,out,out\n"
        "name,,decision.call_type,panel,priority\n"
        + "".join(f"rule,p{n},kind{n},orders,10\n" for n in range(CALL_TYPES)),
        "tables/alerts.csv": "callside,table/1,id=alerts,hit=C\nrole,id,in,out,out\n"
        "name,,order.open_late_count,severity,text\nrule,late,>= 1,warn,An order is late\n",
    }
    files |= {f"tables/rates{n}.csv": _rates(n) for n in range(TABLES)}
    files |= {f"call_types/kind{n}.toml": _call_type(n) for n in range(CALL_TYPES)}
    return files | {f"actions/part{n}.toml": _actions(n * 100) for n in range(ACTIONS // 100)}


def _fact(number: int) -> str:
    return f'[fact."site.n{number}"]\nlabel = "Number {number}"\ntype = "int"\nsource = "crm"\nmin = 0\nmax = 100000\n'


def _call_types() -> str:
    values = "|".join(f"kind{n}" for n in range(CALL_TYPES))
    head = "callside,table/1,id=call_type,hit=P\nrole,id,in,in,out\nname,,call.queue,site.n0,type\n"
    rows = (f"rule,r{n},Queue {n},>= {n},kind{n % CALL_TYPES}\n" for n in range(4 * CALL_TYPES - 101))
    return f"{head}values,,,,{values}\ndefault,,,,kind0\n{''.join(rows)}rule,rx,,,kind0\n"


def _rates(table: int) -> str:
    """Ranges of one fact beside two more columns: none overlaps, the first hit is the only one."""
    head = f"callside,table/1,id=rates{table},hit=F\nrole,id,in,in,in,out\n"
    names = f"name,,site.n{table},site.n{table + 10},customer.tier,rate\n"
    rows = (f"rule,r{n},[{20 * n}..{20 * n + 19}],<= {90_000 - n},,{n % 90}\n" for n in range(ROWS))
    return head + names + "".join(rows) + f"rule,rest,,,,{table}\n"


def _call_type(number: int) -> str:
    steps = "".join(
        f'[[step]]\nid = "step{number}_{step}"\nkind = "ask"\ntitle = "Ask {step}"\nsay = "About {{order.latest_number}}."\n'
        f'question = "Which of them, {step}?"\ninput = "choice"\nwhen = \'site.n{step} >= {number}\'\n'
        'choices = [{ id = "this", label = "This one" }, { id = "other", label = "Another" }]\n'
        for step in range(STEPS)
    )
    ends = "".join(
        f'[[disposition]]\nid = "end{leaf}"\npath = ["Kind {number}", "End {leaf}"]\n'
        f"suggest_when = 'answers.step{number}_{leaf} = \"this\"'\n"
        for leaf in range(4)
    )
    return f'format = "callside.call_type/1"\ntitle = "Kind {number}"\nversion = 1\n{steps}{ends}'


def _actions(first: int) -> str:
    return 'format = "callside.actions/1"\n' + "".join(
        f'[[action]]\nid = "act{n}"\ntitle = "Offer {n} to {{customer.name}}"\nvalue = {n % 50}\n'
        f"eligibility = 'site.n{n % FACTS} between {n} and {n + 500} and customer.known'\n"
        f"applicability = 'decision.call_type = \"kind{n % CALL_TYPES}\" and decision.rates{n % TABLES} >= {n % 60}'\n"
        f"suitability = 'complaint.open_count = 0 or complaint.open_count is empty'\n"
        'contact_policy = [{ on = "rejected", within = "30d", pause = "60d" }]\n'
        'decline_reasons = [{ id = "no", label = "Not now" }]\n'
        'effects = [{ kind = "note", params = { text = "Offered" } }]\n'
        for n in range(first, first + 100)
    )
