"""Written connectors that are installed, by entry point; what is wrong with one is told in one sentence."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from connectors.connector import UPDATE, WRITE_FIELDS

GROUP = "callside.connectors"
MANIFEST = "manifest.toml"
GIVEN = ("settings", "secrets", "transport", "clock")
"""What a written connector is made of, in this order."""
_METHODS: Mapping[str, tuple[str, ...]] = {
    "find_by_phone": ("query",),
    "find_by_email": ("email",),
    "find_by_id": ("number",),
    "find_by_order": ("number",),
    "find_by_case": ("number",),
    "search": ("text", "limit"),
    "get": ("customer_id",),
    "list": ("kind", "customer_id", "limit", "since"),
    "write": ("operation", "draft", "key"),
    "health": (),
}


class NotInstalled(Exception):
    """A written connector cannot be used; the text says why in one sentence."""


def installed() -> dict[str, EntryPoint]:
    """The written connectors of this environment by name."""
    return {each.name: each for each in sorted(entry_points(group=GROUP), key=lambda each: each.name)}


def manifest_of(name: str) -> Path | None:
    """The manifest that a written connector brings, in the folder of its module; None where it brings none."""
    entry = installed().get(name)
    package = "" if entry is None else entry.module.rpartition(".")[0] or entry.module
    try:
        spec = find_spec(package) if package else None
    except (ImportError, ValueError):
        return None
    places = (spec.submodule_search_locations or ()) if spec is not None else ()
    found = (Path(place) / MANIFEST for place in places)
    return next((path for path in found if path.is_file()), None)


def loaded(name: str, operations: Iterable[str]) -> type[Any]:
    """The class that is installed under a name and has these operations; raises NotInstalled."""
    known = installed()
    if name not in known:
        others = f"installed are {', '.join(known)}" if known else "none is installed"
        raise NotInstalled(f'no package here brings the connector "{name}" ({others}): install it by pip')
    try:
        made = known[name].load()
    except Exception as wrong:  # noqa: BLE001 - whoever wrote it, whatever it does
        said = f"{type(wrong).__name__}: {str(wrong)[:200]}" if isinstance(wrong, ImportError | AttributeError) else ""
        raise NotInstalled(f"{known[name].value} cannot be loaded ({said or type(wrong).__name__})") from None
    problem = _wrong_shape(made, operations)
    if problem is not None:
        raise NotInstalled(f"{known[name].value} {problem}")
    return made  # type: ignore[no-any-return]


def _wrong_shape(made: object, operations: Iterable[str]) -> str | None:
    if not inspect.isclass(made):
        return "is no class"
    if not _takes(made, GIVEN):
        return f"must be made of ({', '.join(GIVEN)})"
    for operation in sorted(operations):
        name = method_of(operation)
        method = getattr(made, name, None)
        if not inspect.iscoroutinefunction(method):
            return f"has no coroutine {name}, though the manifest offers {operation}"
        if not _takes(method, ("self", *_METHODS[name])):
            return f"{name} must take ({', '.join(_METHODS[name])})"
    return None


def _takes(function: Any, names: tuple[str, ...]) -> bool:
    try:
        inspect.signature(function).bind(*names)
    except (TypeError, ValueError):
        return False
    return True


def method_of(operation: str) -> str:
    """The method that answers an operation."""
    if operation in WRITE_FIELDS or operation == UPDATE:
        return "write"
    if operation.endswith(".list"):
        return "list"
    return "health" if operation == "health.check" else operation.removeprefix("customer.")
