"""The backend of exported files: read once, kept in memory, read anew when they change, asked like a database."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from connectors.backend import Inputs, Rows
from connectors.clock import Clock
from connectors.errors import BadPayload, ConnectorError, Rejected, Unavailable
from connectors.files.read import Snapshot, look
from connectors.files.table import Place
from connectors.formats.csv_text import EndsEarly, WrongEncoding
from connectors.manifest.asks import Ask, ErrorRule
from connectors.manifest.model import Manifest, Operation
from connectors.manifest.templating import fill
from connectors.mapping.convert import Unreadable
from connectors.thread import on_thread

_log = logging.getLogger("callside.connectors")


@dataclass
class FilesBackend:
    """The files of one manifest, in the folder its settings name; a relative one starts at `folder`.

    Who asks while a file is read for the first time waits `patience_s` for it, or as long as it takes.
    """

    manifest: Manifest
    folder: Path
    clock: Clock
    patience_s: float | None = None
    _known: dict[str, Snapshot] = field(default_factory=dict)
    _looking: dict[str, asyncio.Future[Snapshot]] = field(default_factory=dict)
    _doubtful: set[str] = field(default_factory=set)

    async def rows(self, ask: Ask, operation: Operation, inputs: Inputs) -> Rows:
        """The rows that a question finds in its file."""
        del operation
        name = ask.file or ""
        value = _looked_for(ask, inputs)
        snapshot = await self._file(name)
        place = _place(ask, inputs)
        missing = [column for column in place[0] if column not in snapshot.table.names]
        if missing:
            raise BadPayload(self.manifest.name, missing[0], f'{name} has no column "{missing[0]}"')
        limit = self.manifest.connection.row_limit
        if place[1] == "text":  # it goes through all rows
            found, beyond = await on_thread(lambda: snapshot.table.find(place, value, limit))
        else:
            found, beyond = snapshot.table.find(place, value, limit)
        return Rows(found, bool(beyond), body=found, as_of=snapshot.as_of, beyond=beyond)

    async def read(self, ask: Ask, errors: Sequence[ErrorRule], inputs: Inputs) -> Any:
        """The rows of a question on the way; without a question how much there is in all files."""
        del errors
        if ask.file is None:
            files = [await self._file(name) for name in self.manifest.files]
            short = [
                f"{name}: {each.short}" for name, each in zip(self.manifest.files, files, strict=True) if each.short
            ]
            rows = sum(len(each.table.packed) for each in files)
            return {"files": len(files), "rows": rows, "short": "; ".join(short) or None}
        return (await self.rows(ask, Operation(), inputs)).rows

    async def write(self, ask: Ask, errors: Sequence[ErrorRule], inputs: Inputs) -> Any:
        """A file is only read."""
        del ask, errors, inputs
        raise Rejected(self.manifest.name, None, "a file is only read")

    def dry_run(self, ask: Ask, inputs: Inputs) -> str:
        """The question on one line."""
        if ask.file is None:
            return f"read {', '.join(self.manifest.files)}"
        columns, by = _place(ask, inputs)
        return f"{ask.file}: {', '.join(columns)} by {by} = {_looked_for(ask, inputs)!r}"

    async def aclose(self) -> None:
        """Let go of what was read."""
        self._known.clear()
        self._looking.clear()

    async def _file(self, name: str) -> Snapshot:
        """The file as it is; where that cannot be had in time or it is half written, as it was."""
        looking = self._looking.get(name)
        if looking is None or looking.done():
            if looking is not None:
                self._keep(name, looking)  # nobody waited for it any more
            looking = self._looking[name] = self._look(name)
        known = self._known.get(name)
        patience = self.patience_s if known is None else self.manifest.connection.timeout_s.connect
        await asyncio.wait({looking}, timeout=patience)
        error = self._keep(name, looking) if looking.done() else None
        if name in self._known:
            return self._known[name]
        if error is None:
            raise Unavailable(self.manifest.name, "busy", f"{name} is still being read", sent=False)
        raise self._told(name, error)

    def _keep(self, name: str, looking: asyncio.Future[Snapshot]) -> BaseException | None:
        """Keep what was read; an error leaves what was read before."""
        error = looking.exception()
        if error is None:
            before, self._known[name] = self._known.get(name), looking.result()
            self._doubtful.discard(name)
            if self._known[name] is not before and self._known[name].short is not None:
                _log.warning("%s: %s, without it: %s", self.manifest.name, name, self._known[name].short)
        elif name in self._known and name not in self._doubtful:
            self._doubtful.add(name)
            _log.warning("%s: the file is not used, the one before it is", self._told(name, error))
        return error

    def _look(self, name: str) -> asyncio.Future[Snapshot]:
        folder = self.folder / (self.manifest.settings.folder or "")
        part, known, now = self.manifest.files[name], self._known.get(name), self.clock.now().timestamp()
        places = [place for asked, place in self._places() if asked == name]
        return on_thread(lambda: look(folder, part, places, known, now))

    def _places(self) -> Iterator[tuple[str, Place]]:
        """Every file and the columns in it that some question looks in."""
        for operation, read in self.manifest.reads().items():
            inputs = {_INPUT_OF.get(operation, "customer"): None}
            for _, ask in read.questions():
                if ask.file is not None:
                    yield ask.file, _place(ask, inputs)
        check = self.manifest.health.check
        if check is not None and check.file is not None:
            yield check.file, _place(check, {})

    def _told(self, name: str, error: BaseException | None) -> ConnectorError:
        match error:
            case FileNotFoundError():
                return Unavailable(self.manifest.name, "network", f"there is no file {self.manifest.files[name].path}")
            case OSError():
                return Unavailable(
                    self.manifest.name, "network", f"{name} cannot be read: {error.strerror or 'no access'}"
                )
            case EndsEarly():
                return BadPayload(self.manifest.name, name, f"{name} is not whole: {error}")
            case WrongEncoding():
                said = self.manifest.files[name].encoding
                other = "cp1252" if said is None else "utf-8" if said.casefold() == "cp1252" else "cp1252"
                hint = f'write encoding = "{other}", or what it is, in [files.{name}]'
                return BadPayload(self.manifest.name, name, f"{name}: {error}: {hint}")
            case Unreadable():
                return BadPayload(self.manifest.name, name, f"{name}: {error}")
        return BadPayload(self.manifest.name, name, f"{name}: {type(error).__name__} while it was read")


_INPUT_OF = {
    "customer.find_by_phone": "phone",
    "customer.find_by_email": "email",
    "customer.find_by_id": "id",
    "customer.find_by_order": "id",
    "customer.find_by_case": "id",
    "customer.search": "text",
}
_DEFAULTS = {
    "phone": "${phone.tail}",
    "email": "${email}",
    "id": "${id}",
    "text": "${text}",
    "customer": "${customer.id}",
}


def _asked_for(inputs: Inputs) -> str:
    return next((name for name in _DEFAULTS if name in inputs), "customer")


def _looked_for(ask: Ask, inputs: Inputs) -> Any:
    return fill(ask.look_for if ask.look_for is not None else _DEFAULTS[_asked_for(inputs)], inputs)


def _place(ask: Ask, inputs: Inputs) -> Place:
    """Where a question looks and how values are compared there: as its operation asks, unless it says so itself."""
    implied = _asked_for(inputs) if ask.look_for is None else "id"
    by = ask.look_by or (
        "phone" if implied == "phone" else "email" if implied == "email" else "text" if implied == "text" else "id"
    )
    return tuple(ask.look_in), by
