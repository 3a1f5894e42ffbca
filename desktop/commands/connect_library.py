"""`callside connect list` and `new`: the connectors that ship, and a copy of one to change."""

from __future__ import annotations

import argparse
import json
import shutil
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from connectors.loading.load import load_manifest
from connectors.loading.quality import NAME as QUALITY
from connectors.loading.quality import load_quality
from connectors.loading.shipped import SHIPPED, UnknownWord, known_words, source_of, unfilled
from connectors.manifest.model import Manifest
from connectors.manifest.parts import NAME
from connectors.manifest.problems import FileError
from connectors.site import load_site
from connectors.trials.check import keeps_no_call
from connectors.trials.fixtures import folder_of
from desktop.commands.connect import NO_CALL
from desktop.commands.outcome import YES, CommandError
from desktop.settings import Place, no_site, place

_INHERITED = frozenset({"region", "timezone", "currency"})
"""Settings that a site says once for all its connections."""


def listed(arguments: argparse.Namespace) -> int:
    """Print every connector that ships: how one signs in, what it offers, and where this site uses it."""
    used = _used(place(arguments.site), is_named=arguments.site is not None)
    found = [_told(word, path, used) for word, path in known_words().items()]
    if arguments.json:
        print(json.dumps(found, indent=2, ensure_ascii=False))
        return YES
    wide = max(len(each["name"]) for each in found) + 2
    for each in found:
        if "problem" in each:
            print(f"{each['name']:{wide}}cannot be used: {each['problem']}")
            continue
        uses = f"   used as {', '.join(each['used_as'])}" if each["used_as"] else ""
        tier = f", {each['tier']}" if each["tier"] else ""
        print(f"{each['name']:{wide}}{each['label']} ({each['kind']}, sign-in: {each['sign_in']}{tier}){uses}")
        print(textwrap.fill(", ".join(each["offers"]), 110, initial_indent=" " * wide, subsequent_indent=" " * wide))
    print('\nsite.toml names one by its first word: manifest = "…". `callside connect new` copies one, to be changed.')
    return YES


def new(arguments: argparse.Namespace) -> int:
    """Copy a connector that ships beside site.toml, and print what it still needs."""
    where = place(arguments.site)
    if where.demo or not where.is_there:
        raise CommandError(f"{no_site(where) if not where.demo else 'this is the demo company.'} Name yours by --site.")
    if not NAME.match(arguments.name):
        raise CommandError("a connection's name is lower-case letters, digits, - and _, starting with a letter.")
    try:
        source = source_of(arguments.word, SHIPPED)
    except UnknownWord as unknown:
        raise CommandError(f"{unknown}.") from None
    if not source.word:
        raise CommandError("--from takes the name of a connector that ships; `callside connect list` shows them.")
    target = where.site / f"{arguments.name}.toml"
    _copy(source.path, target)
    print(f"{target}: a copy of {source.word}, yours to change.\n")
    manifest = load_manifest(target)
    print(_next_steps(arguments.name, manifest))
    if keeps_no_call(manifest.operations, where.site):
        print(f"\nHint: {NO_CALL}.")
    return YES


def _told(word: str, path: Path, used: Mapping[str, list[str]]) -> dict[str, Any]:
    """What a connector is, or what is wrong with one that somebody has installed."""
    try:
        manifest = load_manifest(path)
    except FileError as wrong:
        return {"name": word, "problem": str(wrong.problems[0])}
    quality = load_quality(path.parent) if path.with_name(QUALITY).is_file() else None
    return {
        "name": word,
        "label": manifest.label or manifest.name,
        "kind": manifest.kind,
        "sign_in": manifest.auth.kind,
        "tier": quality.tier if quality is not None else None,
        "tried": quality.tried if quality is not None else None,
        "offers": sorted(manifest.operations),
        "settings": _asked_for(manifest),
        "secrets": [name.removeprefix("secret:") for name in manifest.secret_names],
        "used_as": used.get(word, []),
    }


def _used(where: Place, *, is_named: bool) -> dict[str, list[str]]:
    """The connections of the site by the word of the connector they use; without a site there are none."""
    if not where.is_there:
        if is_named:
            raise CommandError(no_site(where))
        return {}
    try:
        site = load_site(where.site)
    except FileError as error:
        raise CommandError(str(error).splitlines()) from None
    found: dict[str, list[str]] = {}
    for connection in site.connections:
        found.setdefault(connection.shipped, []).append(connection.name)
    return found


def _copy(manifest: Path, target: Path) -> None:
    recordings, copied = folder_of(manifest), folder_of(target)
    try:
        with target.open("xb") as file:
            file.write(manifest.read_bytes())
        if recordings.is_dir():
            shutil.copytree(recordings, copied)
    except FileExistsError as there:
        raise CommandError(f"{there.filename} is there already; it was left as it is.") from None
    except OSError as wrong:
        raise CommandError(f"cannot write {str(target)!r}: {wrong.strerror}.") from None


def _asked_for(manifest: Manifest) -> dict[str, Any]:
    """What a site may fill in, with what stands there now."""
    known = manifest.settings.model_dump(exclude_none=True, exclude_unset=True)
    return {name: value for name, value in known.items() if name not in _INHERITED}


def _next_steps(name: str, manifest: Manifest) -> str:
    needed = set(unfilled(manifest.settings.model_dump()))
    settings = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in _asked_for(manifest).items()]
    lines = ["Add to site.toml:", "", "[[connections]]", f'name = "{name}"', f'manifest = "{name}.toml"']
    lines += [f"settings = {{ {', '.join(settings)} }}"] if settings else []
    if needed:
        lines += ["", f"There, replace {', '.join(sorted(needed))} by your own."]
    secrets = [f"callside connect secret {each.removeprefix('secret:')}" for each in manifest.secret_names]
    login = [f"callside connect login {name}"] if manifest.auth.kind == "oauth2_pkce" else []
    return "\n".join([*lines, "", "Then:", "", *secrets, *login, f"callside connect test {name}"])
