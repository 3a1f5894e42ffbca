"""Reading an SQL text without a database: its verb, its parameters, and whether it is one statement."""

from __future__ import annotations

import re

MAX_SQL = 20_000
READ_VERBS = ("select", "with", "values")
WRITE_VERBS = ("insert", "update", "merge", "replace", "with", "upsert")

# Strings, quoted names and comments: nothing in them is SQL.
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\$(\w*)\$.*?\$\1\$|--[^\n]*|/\*.*?\*/", re.DOTALL)
# As SQLAlchemy reads them: `:name`, but not `::type` and not `\:name`.
_PARAMETER = re.compile(r"(?<![:\w\\]):([A-Za-z_]\w*)(?!:)")
_WORD = re.compile(r"[A-Za-z]+")
_CHANGING = re.compile(
    r"\b(insert|update|delete|merge|replace|drop|alter|create|attach|detach|pragma|vacuum|truncate|grant|call|exec"
    r"|execute)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(r"\b(delete|drop|alter|create|attach|detach|pragma|vacuum|truncate|grant)\b", re.IGNORECASE)


def bare(sql: str) -> str:
    """The statement without strings, quoted names and comments."""
    return _QUOTED.sub(" ", sql[:MAX_SQL])


def parameters(sql: str) -> frozenset[str]:
    """The names of the bound parameters."""
    return frozenset(_PARAMETER.findall(bare(sql)))


def parameters_in_order(sql: str) -> list[str]:
    """The names of the bound parameters, each once, in the order in which they are first written."""
    return list(dict.fromkeys(_PARAMETER.findall(bare(sql))))


def protect_quoted(sql: str) -> str:
    """The statement with colons inside strings and comments marked, so that none of them is taken for a parameter."""
    return _QUOTED.sub(lambda found: found.group().replace(":", "\\:"), sql)


def refusal(sql: str, *, is_write: bool) -> str | None:
    """Why a statement cannot be used, or None."""
    if len(sql) > MAX_SQL:
        return "the statement is too long"
    if "${" in sql:
        return "a statement takes no ${…}: bind the value and write :name"
    text = bare(sql)
    if ";" in text.rstrip().removesuffix(";"):
        return "must be one statement"
    verb = _WORD.search(text)
    allowed = WRITE_VERBS if is_write else READ_VERBS
    if verb is None or verb.group().lower() not in allowed:
        return f"must start with {' or '.join(word.upper() for word in allowed)}"
    found = (_NEVER if is_write else _CHANGING).search(_without_functions(text))
    if found:
        return f"may not {found.group().upper()}"
    return None


def _without_functions(text: str) -> str:
    """`replace(x, …)` is a function, `replace into` is not."""
    return re.sub(r"\b(?:replace|insert)\s*\(", " ", text, flags=re.IGNORECASE)
