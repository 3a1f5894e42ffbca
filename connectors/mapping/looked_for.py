"""Where an answer does not have what a manifest looks for, and what it has there instead: names, never values. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from connectors.mapping.expressions import BadExpression, Node, parse, walk

MOST_NAMES = 12
_NAME = re.compile(r"[A-Za-z_$@#][\w$:.-]{0,40}\Z", re.ASCII)
_MANY_DIGITS = 6
_FORKS = frozenset(
    {
        *("function_expression", "multi_select_list", "multi_select_dict", "key_val_pair"),
        *("or_expression", "and_expression", "not_expression", "comparator"),
    }
)
_THROUGH = frozenset({"projection", "filter_projection", "value_projection", "flatten", "index_expression", "pipe"})

Way = tuple[str, ...]


def ways_in(expression: str) -> tuple[Way, ...]:
    """The fields an expression looks for from where it starts: `address.town` as it is, `lines` of `lines[].sku`."""
    try:
        return tuple(dict.fromkeys(_ways(parse(expression))))
    except BadExpression:
        return ()


def _ways(node: Node) -> Iterator[Way]:
    chain = _chain(node)
    if chain:
        yield chain
    elif node["type"] in _FORKS:
        for child in node["children"]:
            yield from _ways(child)
    elif node["type"] != "expref":
        # What follows is asked of each row of a list, or of what stands here.
        yield from _ways(node["children"][0]) if node["children"] else ()


def _chain(node: Node) -> Way:
    """The way of fields and nothing else that a node is; empty where it is something else."""
    if node["type"] == "field":
        return (str(node["value"]),)
    if node["type"] != "subexpression":
        return ()
    ways = [_chain(child) for child in node["children"]]
    return tuple(name for way in ways for name in way) if all(ways) else ()


def records_not_there(body: Any, records: str | None) -> str:
    """What to say where `records` leads to nothing; empty where it leads to something, or to null."""
    for way in ways_in(records or ""):
        at, value = follow(way, body)
        if at < len(way) and value not in (None, "", [], {}):
            return f"the answer has no `{'.'.join(way)}`; {_told(way[:at], value)}"
    return ""


def rows_left_out(body: Any, records: str | None) -> str:
    """What to say where `records` finds nothing in an answer that does not say that there is nothing.

    It says so by an empty list, null or false where the rows would be, or on the way there; and a manifest says that
    they may be left out, by an empty list of its own such as ``rows || `[]` ``.
    """
    ways = ways_in(records or "")
    if not records or not ways:
        return ""
    tree = parse(records)
    if any(node["type"] == "literal" and node["value"] == [] for node in walk(tree)):
        return ""
    wanted = ways if _has_choice(tree) else ways[:1]
    said = ""
    for way in wanted:
        at, value = follow(way, body)
        if at == len(way) or (at and value in (None, False, "")) or value == []:
            return ""
        said = said or f"the answer has no `{'.'.join(way)}`; {_told(way[:at], value)}"
    return said


def _has_choice(node: Node) -> bool:
    """Whether the rows may stand in one of several places, before any of them is filtered out."""
    while node["type"] in _THROUGH:
        node = node["children"][0]
    return node["type"] in {"or_expression", "multi_select_list"} or node.get("value") == "not_null"


def nothing_looked_for(values: Sequence[Any], expressions: Iterable[str]) -> str:
    """What to say of objects that have nothing at all of what any of the expressions looks for; empty of others.

    One that has a part of it may well leave out what is not known; a notice of maintenance has nothing of it.
    """
    looked = list(expressions)
    names = dict.fromkeys(way[0] for text in looked for way in ways_in(text))
    if not values or any(value is None or isinstance(value, list) for value in values):
        return ""
    if any(isinstance(value, Mapping) and names.keys() & value.keys() for value in values):
        return ""
    if not names:
        is_list = bool(looked) and all(map(_is_of_list, looked))
        return f"the answer is no list; {_told((), values[0])}" if is_list else ""
    return f"the answer has no {', '.join(f'`{name}`' for name in list(names)[:3])}; {_told((), values[0])}"


def _is_of_list(expression: str) -> bool:
    """Whether an expression takes what stands here for a list, such as `[0].id`."""
    node, found = parse(expression), False
    while node["children"] and node["type"] not in {"multi_select_list", "function_expression"}:
        found = found or node["type"] in _THROUGH
        node = node["children"][0]
    return found and node["type"] in {"identity", "current"}


def one_object(body: Any, records: str | None) -> str:
    """What to say of a single object that was taken for a row, and is none."""
    where = f"`{records}`" if records else "the answer"
    lists = [name for name in names_of(body) if isinstance(body[name], list)]
    before = f"{records}." if records else ""
    advice = f': write records = "{before}{lists[0]}"' if len(lists) == 1 else ""
    return f"{where} is one object, no list of rows; it has {_listed(body)}{advice}"


def follow(way: Way, value: Any) -> tuple[int, Any]:
    """How many steps of a way there are, and what stands at the last of them."""
    for at, name in enumerate(way):
        if not isinstance(value, Mapping) or name not in value:
            return at, value
        value = value[name]
    return len(way), value


def _told(way: Way, value: Any) -> str:
    it = f"`{'.'.join(way)}`" if way else "it"
    if isinstance(value, Mapping):
        return f"{it} has {_listed(value)}"
    if isinstance(value, list):
        advice = f'records = "{".".join(way)}"' if way else "leave records out"
        return f"{it} is a list: {advice}"
    return f"{it} is a single value"


def _listed(table: Mapping[str, Any]) -> str:
    names = names_of(table)
    shown = [f"`{name}`{_list_of(table[name])}" for name in names]
    more = len(table) - len(names)
    # What is no name may be somebody's number or address.
    if more:
        shown.append(f"{more} more" if names else "no name that may be shown")
    return ", ".join(shown) or "nothing"


def _list_of(value: Any) -> str:
    return f" (a list of {len(value)})" if isinstance(value, list) else ""


def names_of(names: Iterable[Any]) -> Sequence[str]:
    """The first names of fields, without what may be a customer's number or address used as one."""
    found = [name for name in names if isinstance(name, str) and _NAME.match(name)]
    return [name for name in found if sum(map(str.isdigit, name)) < _MANY_DIGITS][:MOST_NAMES]
