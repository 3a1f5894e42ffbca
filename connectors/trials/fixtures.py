"""Recorded answers that travel with a manifest: what a system said, with nobody in it, and what it was read as.

They lie next to the manifest, `crm.fixtures/orders.list.json` beside `crm.toml` or `fixtures/` beside `manifest.toml`,
and are replayed when it is checked: through the same rules, pages, maps and verification, only without the system.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from connectors.auth.tokens import TokenKeep
from connectors.backend import Backend, Inputs, Rows, Secrets
from connectors.clock import Clock, SystemClock
from connectors.declarative import open_backend
from connectors.http.client import HttpResponse
from connectors.manifest.asks import Ask, ErrorRule, Paging, of_header
from connectors.manifest.model import Manifest, Operation
from connectors.rest.backend import RestBackend
from connectors.rest.paging import header_total, next_link
from connectors.trials.redact import Redactor
from connectors.trials.trial import Trial, Wanted, try_backend
from connectors.written.found import MANIFEST

FORMAT = 1
MAX_FIXTURE = 20_000_000
_ASKED = ("operation", "phone", "email", "number", "number_kind", "text", "customer_id", "draft", "key")
_WRITTEN = ("draft", "key")
_PLACEHOLDER = re.compile(r"\$\{[^{}]*\}")
_NEXT = "https://example.com/next/{page}"
_LINK = f'<{_NEXT}>; rel="next"'


def _onward(ask: Ask) -> Iterator[str]:
    """The headers that lead to the next page."""
    paging = getattr(ask, "paging", None)
    if isinstance(paging, Paging):
        yield from filter(None, (of_header(paging.next_url), of_header(paging.cursor)))


class BadFixture(Exception):
    """A recording cannot be made or replayed; the text says why, without anything of what was recorded."""


def folder_of(manifest: Path) -> Path:
    """Where the recordings of a manifest lie: beside it and named like it; `fixtures` for one that ships."""
    if manifest.name == MANIFEST:
        return manifest.with_name("fixtures")
    return manifest.with_name(f"{manifest.stem}.fixtures")


def signature(ask: Ask) -> str:
    """What a question asks for, without what is filled in."""
    if ask.request is not None:
        names = ", ".join(ask.request.query)
        return f"{ask.request.verb} {_PLACEHOLDER.sub('*', ask.request.path)}{f' ?{names}' if names else ''}"
    text = ask.sql or ask.query or ask.method or f"{ask.file} by {', '.join(ask.look_in)}"
    return " ".join(text.split())


@dataclass
class Tape:
    """Answers in the order in which they were given."""

    answers: list[dict[str, Any]] = field(default_factory=list)
    at: int = 0

    def keep(self, ask: Ask, response: HttpResponse) -> None:
        """Keep an answer over HTTP, of its headers only what leads to a next page and what counts the rows."""
        page = len(self.answers) + 2  # each its own: the same link twice is a circle
        headers = {"link": _LINK.format(page=page)} if next_link(response.headers.get("link", "")) else {}
        headers |= {name: response.headers[name] for name in ("content-range",) if name in response.headers}
        headers |= {
            name: value
            for name, value in response.headers.items()
            if "total" in name and header_total(value) is not None
        }
        headers |= {name: _NEXT.format(page=page) for name in _onward(ask) if response.headers.get(name)}
        self.answers.append(
            {"asks": signature(ask), "status": response.status, "headers": headers, "body": response.body}
        )

    def next(self, ask: Ask) -> dict[str, Any]:
        """The next answer; raises BadFixture where something else is asked than was."""
        if self.at >= len(self.answers):
            raise BadFixture(f"asks more than was recorded: {signature(ask)[:200]}")
        answer = self.answers[self.at]
        self.at += 1
        if answer.get("asks") != signature(ask):
            raise BadFixture(f"asks {signature(ask)[:200]}; recorded was {str(answer.get('asks'))[:200]}")
        return answer

    def replay(self, ask: Ask) -> HttpResponse:
        """The next answer as it came over HTTP."""
        answer = self.next(ask)
        return HttpResponse(int(answer["status"]), dict(answer.get("headers", {})), answer.get("body"))


class Keeping:
    """A backend of rows whose answers are kept, or are those of a tape."""

    def __init__(self, backend: Backend, tape: Tape, *, is_replay: bool) -> None:
        self._backend = backend
        self._tape = tape
        self._is_replay = is_replay

    async def rows(self, ask: Ask, operation: Operation, inputs: Inputs) -> Rows:
        """The rows of a question."""
        if self._is_replay:
            answer = self._tape.next(ask)
            return Rows(answer["rows"], bool(answer.get("truncated")), beyond=answer.get("beyond", ()))
        found = await self._backend.rows(ask, operation, inputs)
        kept = {"asks": signature(ask), "rows": found.rows, "truncated": found.truncated}
        self._tape.answers.append(kept | ({"beyond": found.beyond} if found.beyond else {}))
        return found

    async def read(self, ask: Ask, errors: Sequence[ErrorRule], inputs: Inputs) -> Any:
        """The rows of a question on the way."""
        if self._is_replay:
            return self._tape.next(ask)["rows"]
        found = await self._backend.read(ask, errors, inputs)
        self._tape.answers.append({"asks": signature(ask), "rows": found})
        return found

    async def write(self, ask: Ask, errors: Sequence[ErrorRule], inputs: Inputs) -> Any:
        """What came of a write; none is ever recorded, since that would be sending it."""
        if not self._is_replay:
            raise BadFixture("a write is not recorded")
        return await self.read(ask, errors, inputs)

    def dry_run(self, ask: Ask, inputs: Inputs) -> str:
        """A question as it would go out, secrets masked."""
        return self._backend.dry_run(ask, inputs)

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._backend.aclose()


async def record(
    manifest: Manifest,
    folder: Path,
    secrets: Secrets,
    wanted: Wanted,
    key: bytes,
    clock: Clock | None = None,
    tokens: TokenKeep | None = None,
) -> dict[str, Any]:
    """Ask a system and keep what it says, with nobody in it; raises BadFixture, ConnectorError."""
    clock = clock or SystemClock()
    synced = {f"sync.{kind}" for kind in manifest.synced()}
    if wanted.named() not in {*manifest.reads(), *manifest.offers, *synced} - manifest.idempotency.keys():
        raise BadFixture(f"only an operation that reads is recorded, not {wanted.named()}")
    tape, backend = Tape(), open_backend(manifest, folder, secrets, clock, None, tokens)
    if isinstance(backend, RestBackend):
        backend.keep = tape.keep
    kept: Backend = backend if isinstance(backend, RestBackend) else Keeping(backend, tape, is_replay=False)
    trial = await try_backend(manifest, kept, clock, wanted, is_health_asked=False)
    if trial.error is not None:
        raise BadFixture(f"the system answered with {trial.error}: {trial.detail}")
    redactor = Redactor(key, manifest)
    asked = _redacted(redactor, wanted)
    settings = {name: getattr(manifest.settings, name) for name in ("region", "timezone", "currency")}
    fixture = {
        "callside_fixture": FORMAT,
        "recorded": True,
        "at": clock.now().isoformat(),
        "settings": {name: value for name, value in settings.items() if value is not None},
        "asked": asked,
        "answers": [_without_people(redactor, answer) for answer in tape.answers],
    }
    fixture = json.loads(json.dumps(fixture, default=str))
    return {**fixture, "expect": expected(await replay(manifest, folder, fixture))}


def _redacted(redactor: Redactor, wanted: Wanted) -> dict[str, Any]:
    # Only reads are recorded: the draft and key of a write say what was asked for once more, with its people.
    asked = {name: getattr(wanted, name) for name in _ASKED if name not in _WRITTEN} | {"operation": wanted.named()}
    if wanted.phone is not None:
        asked["phone"] = redactor.phone(wanted.phone)
    for name in ("email", "number", "text", "customer_id"):
        if asked[name] is not None:
            asked[name] = redactor.text(asked[name])
    return {name: value for name, value in asked.items() if value is not None}


def _without_people(redactor: Redactor, answer: Mapping[str, Any]) -> dict[str, Any]:
    return {name: redactor.value(item) if name in {"body", "rows", "beyond"} else item for name, item in answer.items()}


async def replay(manifest: Manifest, folder: Path, fixture: Mapping[str, Any], kind: type[Tape] = Tape) -> Trial:
    """What a manifest makes of recorded answers; raises BadFixture where it asks for something else."""
    try:
        known = manifest.settings.model_dump()
        settings = {name: value for name, value in fixture["settings"].items() if known.get(name) in (None, "UTC")}
        clock = _Stopped(datetime.fromisoformat(fixture["at"]))
        asked = {name: fixture["asked"][name] for name in _ASKED if name in fixture["asked"]}
        wanted = Wanted(**asked, write=True)  # nobody is asked: a write is sent to the tape
        tape = kind(list(fixture["answers"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise BadFixture("is no recording of this version") from None
    manifest = manifest.with_site(manifest.name, manifest.label, settings)
    backend = open_backend(manifest, folder, _no_secret, clock)
    if isinstance(backend, RestBackend):
        backend.replay = tape.replay
    kept: Backend = backend if isinstance(backend, RestBackend) else Keeping(backend, tape, is_replay=True)
    try:
        is_health_asked = wanted.named() == "health.check"
        return await try_backend(manifest, kept, clock, wanted, is_health_asked=is_health_asked)
    except (KeyError, TypeError, ValueError):
        raise BadFixture("is no recording of this version") from None


def expected(trial: Trial) -> dict[str, Any]:
    """What a recording was read as, to be compared with what it is read as later."""
    told: dict[str, Any] = {
        "kept": trial.kept,
        "possible": trial.possible,
        "dropped": trial.dropped,
        "truncated": trial.truncated,
    }
    records = [{name: value for name, value in record.items() if name != "provenance"} for record in trial.records]
    if trial.written is not None:
        told |= {"id": trial.written.id, "link": trial.written.link, "findings": list(trial.findings)}
    if trial.health is not None:
        told |= {"who": trial.health.who, "version": trial.health.version}
    return {
        **told,
        "unreadable": list(trial.unreadable),
        "error": trial.error,
        "records": json.loads(json.dumps(records)),
    }


def difference(before: Mapping[str, Any], now: Mapping[str, Any]) -> str | None:
    """The first thing that is read differently than when it was recorded."""
    told = [name for name in dict.fromkeys((*before, *now)) if name != "records"]
    for name in sorted(told, key=lambda name: name != "error"):
        if _shown(before.get(name)) != _shown(now.get(name)):
            return f"{name} was {_shown(before.get(name))}, is {_shown(now.get(name))}"
    for old, new in zip(before.get("records", []), now.get("records", []), strict=False):
        for name in dict.fromkeys((*old, *new)):
            if old.get(name) != new.get(name):
                return f"{name} was {_shown(old.get(name))}, is {_shown(new.get(name))}"
    return None


def _shown(value: Any) -> str:
    return "nothing" if value is None or value in ([], {}) else json.dumps(value, ensure_ascii=False)[:80]


def _no_secret(name: str) -> str | None:
    del name
    return None


@dataclass
class _Stopped:
    """The clock of a recording: days are counted from when it was made."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        del seconds
