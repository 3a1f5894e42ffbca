"""What a declarative connector talks through: a database or an HTTP client, both answering with rows or bodies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from connectors.manifest.asks import Ask, ErrorRule
from connectors.manifest.model import Operation

Inputs = Mapping[str, Any]
Secrets = Callable[[str], str | None]
"""The value of a named secret, None when there is none. It is called on the io loop and must not wait for anything."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one question, and whether there were more; `body` is the whole answer where there is one.

    `as_of` is when they were true, where all of them are as old as that. `beyond` holds a row behind the cut, where
    several rows may make one record: the record it belongs to is not whole.
    """

    rows: Any
    truncated: bool = False
    total: int | None = None
    body: Any = None
    as_of: datetime | None = None
    repeats: bool = False
    beyond: Sequence[Any] = ()


class Backend(Protocol):
    """One way to reach a system. Raises only `connectors.errors`, and TemplateError for a value that does not fit."""

    async def rows(self, ask: Ask, operation: Operation, inputs: Inputs) -> Rows:
        """The rows of the last question of an operation, all its pages."""

    async def read(self, ask: Ask, errors: Sequence[ErrorRule], inputs: Inputs) -> Any:
        """The answer to one question on the way, for `take`."""

    async def write(self, ask: Ask, errors: Sequence[ErrorRule], inputs: Inputs) -> Any:
        """Send one write and give its answer."""

    def dry_run(self, ask: Ask, inputs: Inputs) -> str:
        """A question as it would go out, on one line, secrets masked."""

    async def aclose(self) -> None:
        """Let go of connections."""
