"""Reading a GraphQL text without a schema: what it does, which variables it declares, and why it cannot be used."""

from __future__ import annotations

import re
from collections.abc import Mapping

MAX_QUERY = 20_000

# Strings and comments: nothing in them is GraphQL.
_QUIET = re.compile(r'"""(?:\\"""|.)*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*', re.DOTALL)
_OPERATION = re.compile(r"(?<![\w$@.])(query|mutation|subscription)\b(?=\s*(?:\w+\s*)?[({@])")
_DECLARED = re.compile(r"\$([A-Za-z_]\w*)\s*:\s*([\[\]!\w\s]+?)\s*(=|,|\)|\$|@|$)")
_USED = re.compile(r"\$([A-Za-z_]\w*)")
_SPREAD = re.compile(r"\.\.\.\s*(?!on\b)([A-Za-z_]\w*)")
_FRAGMENT = re.compile(r"(?<![\w$@.])fragment\s+([A-Za-z_]\w*)\s+on\b")


def bare(query: str) -> str:
    """The text without strings and comments."""
    return _QUIET.sub(" ", query[:MAX_QUERY])


def variables(query: str) -> dict[str, bool]:
    """The variables a text declares, and whether each must be given."""
    return {
        name: kind.strip().endswith("!") and follows != "=" for name, kind, follows in _DECLARED.findall(bare(query))
    }


def with_fragments(query: str, fragments: Mapping[str, str]) -> str:
    """The text with those fragments behind it that it spreads, each once: one nobody spreads is an error there."""
    whole, wanted = query, _SPREAD.findall(bare(query))
    known = set(_FRAGMENT.findall(bare(query)))
    while wanted:
        name = wanted.pop()
        if name in fragments and name not in known:
            known.add(name)
            whole += f"\nfragment {name} {fragments[name].strip()}"
            wanted += _SPREAD.findall(bare(fragments[name]))
    return whole


def refusal(query: str, *, is_write: bool) -> str | None:
    """Why a text cannot be used, or None."""
    if len(query) > MAX_QUERY:
        return "the query is too long"
    if "${" in query:
        return "a GraphQL text takes no ${…}: declare a variable and give it in variables"
    text = bare(query)
    if any(text.count(start) != text.count(end) for start, end in ("{}", "()")) or "{" not in text:
        return "no GraphQL text: its brackets do not match"
    kinds = _OPERATION.findall(text) or ["query"]
    if len(kinds) > 1:
        return "must be one operation"
    wanted = "mutation" if is_write else "query"
    if kinds != [wanted]:
        return f"must be a {wanted}" if is_write else f"must be a query, not a {kinds[0]}"
    unknown = sorted(set(_SPREAD.findall(text)) - set(_FRAGMENT.findall(text)))
    if unknown:
        return f"...{unknown[0]}: there is no such fragment in [fragments]"
    undeclared = sorted(set(_USED.findall(text)) - set(variables(query)))
    return f"${undeclared[0]} is not declared" if undeclared else None
