"""A site: one company's connections, phones and playbook, as its `site.toml` says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, ValidationError

from connectors.auth.tokens import TokenKeep
from connectors.backend import Secrets
from connectors.clock import Clock
from connectors.connector import Connector
from connectors.declarative import build_connector
from connectors.http.tls import Tls
from connectors.loading.load import Manifest, key_text, load_manifest, read_file, validation_problems
from connectors.loading.shipped import Source, UnknownWord, source_of, unfilled
from connectors.manifest.parts import Name, Part
from connectors.manifest.problems import Problem, SiteError
from connectors.manifest.toml_lines import KeyPath, line_of, read_toml
from connectors.phones import parse_number
from connectors.sync.keep import SyncKeep

SITE_FILE = "site.toml"
START = Path(str(files("resources"))) / "start"
"""The playbook of a site that has none of its own yet: it speaks in nobody's name."""
LONGEST_UNDO_S = 60
"""Longer, and the next colleague would see what was done too late."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError) as wrong:
        raise ValueError("no such time zone; write one such as Europe/Berlin") from wrong
    return name


Reason = Annotated[str, Field(min_length=1, max_length=40)]


class ConnectionEntry(Part):
    """One `[[connections]]`: its name here, its manifest, and what it fills into the manifest's settings.

    `manifest` is a file, or the bare word of a connector that ships.
    """

    name: Name
    manifest: str
    label: str = ""
    settings: Mapping[str, str | int | float | bool] = Field(default_factory=dict)


class PhoneEntry(Part):
    """One `[[telephony]]`: `baresip` needs the port of its control module; `demo` is the demo's own phone."""

    name: Name
    kind: Literal["baresip", "demo"]
    host: Literal["127.0.0.1", "::1", "localhost"] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65_535)] = 4444


class SiteFile(Part):
    """A whole `site.toml`."""

    schema_version: Literal[1] = Field(alias="schema")
    name: str = Field(min_length=1, max_length=80)
    region: str = Field(pattern=r"^[A-Z]{2}$")
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    language: str | None = Field(None, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    currency: str = Field("EUR", pattern=r"^[A-Z]{3}$")
    playbook: str | None = None
    undo_s: Annotated[float, Field(ge=0, le=LONGEST_UNDO_S)] = 5.0
    away_reasons: Annotated[tuple[Reason, ...], Field(max_length=9)] = ()
    handling_goal_s: Annotated[int, Field(ge=1, le=86_400)] | None = None
    own_numbers: tuple[str, ...] = ()
    keys: Annotated[dict[str, Annotated[str, Field(max_length=40)]], Field(default_factory=dict, max_length=60)]
    connections: tuple[ConnectionEntry, ...] = ()
    telephony: tuple[PhoneEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Connection:
    """One connected system: its manifest with this site's settings; `folder` is what its relative paths start from.

    `path` is the manifest's file, where it has one; `shipped` is the word of a connector that ships.
    """

    name: str
    manifest: Manifest
    folder: Path
    path: Path | None = None
    shipped: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """One company's installation; `connections` are in the order in which they are believed.

    `own_numbers` are the company's switchboard and extensions: a call from one of them is nobody's to look up.
    `undo_s` is how long what an agent accepted waits before it is sent; `away_reasons` are what an agent may be away
    for, at most nine; `handling_goal_s` is what a call should take on average, talk and wrap-up.
    """

    name: str
    region: str
    timezone: str
    language: str | None
    currency: str
    playbook: Path
    connections: tuple[Connection, ...]
    telephony: tuple[PhoneEntry, ...]
    own_numbers: tuple[str, ...] = ()
    undo_s: float = 5.0
    away_reasons: tuple[str, ...] = ()
    handling_goal_s: int | None = None

    def is_own_number(self, raw: str) -> bool:
        """Whether a number belongs to the company itself; an entry that ends in * stands for all that begin so."""
        return any(_is_covered(raw, entry, self.region) for entry in self.own_numbers)


def _is_covered(raw: str, entry: str, region: str) -> bool:
    if entry.endswith("*"):
        return _plain(raw, region).startswith("".join(char for char in entry if char.isdigit() or char == "+"))
    return _plain(raw, region) == _plain(entry, region)


def _plain(number: str, region: str) -> str:
    """A number as E.164; an extension stays the digits it is."""
    query = parse_number(number, region)
    return number.strip() if query is None else query.e164 or query.digits


def load_site(
    folder: Path, settings: Mapping[str, Mapping[str, object]] | None = None, only: Collection[str] | None = None
) -> Site:
    """Read a site's folder, `settings` by connection laid over its own; raises SiteError or ManifestError.

    Where all of `only` are connections of the site no other manifest is read: what is wrong there is no matter here.
    """
    found, lines = _site_file(folder)
    _refuse_doubles(SITE_FILE, "connections", [entry.name for entry in found.connections])
    _refuse_doubles(SITE_FILE, "telephony", [entry.name for entry in found.telephony])
    more = settings or {}
    names = [entry.name for entry in found.connections]
    wanted = names if only is None or not set(only).issubset(names) else only
    connections = [_connection(folder, index, found, lines, more) for index, name in enumerate(names) if name in wanted]
    return Site(
        name=found.name,
        region=found.region,
        timezone=found.timezone,
        language=found.language,
        currency=found.currency,
        playbook=(folder / found.playbook if found.playbook is not None else START).resolve(),
        connections=tuple(connections),
        telephony=found.telephony,
        own_numbers=found.own_numbers,
        undo_s=found.undo_s,
        away_reasons=found.away_reasons,
        handling_goal_s=found.handling_goal_s,
    )


def site_file(folder: Path) -> SiteFile:
    """A site's file alone, whatever is wrong with the manifests it names; raises SiteError."""
    return _site_file(folder)[0]


def _site_file(folder: Path) -> tuple[SiteFile, dict[KeyPath, int]]:
    path = folder / SITE_FILE
    raw, lines = read_toml(read_file(path, SiteError), path.name, SiteError)
    try:
        return SiteFile.model_validate(raw), lines
    except ValidationError as wrong:
        raise SiteError(validation_problems(wrong, SiteFile, path.name, lines)) from None


def open_connectors(
    site: Site,
    secrets: Secrets | None = None,
    clock: Clock | None = None,
    tokens: TokenKeep | None = None,
    synced: SyncKeep | None = None,
) -> tuple[Connector, ...]:
    """A connector for each connection, in the site's order; nothing is connected yet."""
    tls, known = Tls(), secrets or _no_secret
    return tuple(
        build_connector(each.manifest, each.folder, known, clock, tls, tokens, synced) for each in site.connections
    )


def _connection(
    folder: Path, index: int, site: SiteFile, lines: dict[KeyPath, int], more: Mapping[str, Mapping[str, Any]]
) -> Connection:
    entry, place = site.connections[index], ("connections", index)
    try:
        source = source_of(entry.manifest, folder)
    except UnknownWord as wrong:
        raise _wrong((*place, "manifest"), lines, str(wrong)) from None
    settings = {**entry.settings, **more.get(entry.name, {})}
    manifest = load_manifest(source.path, settings, {"region": site.region, "currency": site.currency})
    _refuse_unfilled(manifest, source, place, lines)
    return Connection(
        entry.name, manifest.with_site(entry.name, entry.label, {}), source.start, source.path, source.word
    )


def _refuse_unfilled(manifest: Manifest, source: Source, place: KeyPath, lines: dict[KeyPath, int]) -> None:
    """A connector that ships cannot know where this site's system is."""
    known = manifest.settings.model_dump()
    missing = next(unfilled(known), None) if source.word else None
    if missing is not None:
        said = f'{source.word} cannot know it: write settings = {{ {missing} = "…" }}, such as {known[missing]}'
        raise _wrong((*place, "settings", missing), lines, said)


def _wrong(path: KeyPath, lines: dict[KeyPath, int], message: str) -> SiteError:
    return SiteError([Problem(SITE_FILE, line_of(lines, path), key_text(path), message)])


def _refuse_doubles(file: str, key: str, names: list[str]) -> None:
    for name in sorted({name for name in names if names.count(name) > 1}):
        raise SiteError([Problem(file, 0, key, f"the name {name!r} is used twice")])


def _no_secret(name: str) -> str | None:
    del name
    return None
