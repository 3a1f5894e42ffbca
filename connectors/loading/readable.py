"""What can be said of a manifest whose form is wrong in places: the places are left out, the rest is looked at.

A misspelled key would otherwise hide every other mistake until it is mended, and so round after round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from connectors.manifest.model import Manifest
from connectors.manifest.toml_lines import KeyPath

MOST_ROUNDS = 20
Finding = tuple[KeyPath, str]
Place = Callable[[Mapping[str, Any]], KeyPath]
"""Where in the file an error of the form stands."""

_STAND_INS: Mapping[str, object] = {"schema": 1, "name": "manifest"}
"""What every manifest must have, so that one without it can be looked at all the same."""
_SHARED = frozenset({"maps", "tables", "files"})
"""What operations name: with one of these left out, each operation that names it would look wrong."""


class Readable:
    """A manifest without the places whose form is wrong; `manifest` is None where nothing sensible is left of it."""

    def __init__(self, raw: Mapping[str, Any], wrong: ValidationError, place: Place) -> None:
        self._left_out: set[KeyPath] = set()
        self._place = place
        self._rest: dict[str, Any] = deepcopy(dict(raw))
        self.manifest = self._without(wrong)

    def findings(self, found: Iterable[Finding], lines: Mapping[KeyPath, int]) -> Iterator[Finding]:
        """What a look at the rest has found, but for what is only found because something is left out."""
        for path, message in found:
            if not (self._touches(path) or self._follows(path, path in lines)):
                yield path, message

    def _without(self, wrong: ValidationError) -> Manifest | None:
        """Leave out what is wrong until the rest has a manifest's form."""
        for _ in range(MOST_ROUNDS):
            for error in wrong.errors(include_url=False, include_input=False):
                path = self._place(error)
                self._leave_out(path[:-1] if error["type"] == "missing" else path, path[-1:])
            if any(path[:1] == ("kind",) or (path[0] in _SHARED and len(path) <= 2) for path in self._left_out):
                return None
            try:
                return Manifest.model_validate(self._rest)
            except ValidationError as still:
                wrong = still
        return None

    def _leave_out(self, path: KeyPath, missing: KeyPath) -> None:
        """The value at a path; of a list the whole list, so that what stays keeps its number."""
        path = next((path[:at] for at, part in enumerate(path) if isinstance(part, int)), path)
        if not path:
            self._rest.update({key: _STAND_INS[key] for key in map(str, missing) if key in _STAND_INS})
            return
        table: Any = self._rest
        for at, part in enumerate(path):
            if not isinstance(table, dict) or part not in table:
                path = path[:at]
                break
            if at < len(path) - 1:
                table = table[part]
        else:
            del table[path[-1]]
            self._left_out.add(path)
            return
        if path:
            self._leave_out(path, ())

    def _touches(self, path: KeyPath) -> bool:
        """Whether a finding is about what was left out, or about a table that lacks it now."""
        return any(path[: len(gone)] == gone or gone[: len(path)] == path for gone in self._left_out)

    def _follows(self, path: KeyPath, is_there: bool) -> bool:
        """Whether it is only found because a neighbour was left out: the misspelled key, a step with its word."""
        for gone in self._left_out:
            if not is_there and gone[:-1] == path[:-1]:
                return True
            if gone[-1] in {"steps", "map"} and gone[:-1] == path[: len(gone) - 1]:
                return True
            is_operation = len(gone) <= 2 or gone[-1] in {"map", "file"} or gone[0] == "custom"
            if is_operation and path[0] in _SHARED and len(path) == 2:
                return True
        return False
