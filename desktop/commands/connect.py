"""`callside connect`: is a manifest right, and does its system answer as the manifest says."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import webbrowser
from collections.abc import Iterator, Sequence
from dataclasses import replace
from getpass import getpass
from itertools import zip_longest
from pathlib import Path

from connectors.auth.tokens import TokenKeep
from connectors.declarative import MAX_LIMIT, build_connector
from connectors.errors import ConnectorError
from connectors.loading.shipped import UnknownWord, source_of
from connectors.secrets import NoSecretStore
from connectors.site import Connection
from connectors.trials.check import check_manifest, keeps_no_call
from connectors.trials.recorder import Try
from connectors.trials.trial import Trial, Wanted, try_connection
from desktop.commands.connect_asked import connection_of, wanted_of
from desktop.commands.connect_record import replayed_next_to
from desktop.commands.given_secrets import given_secrets
from desktop.commands.outcome import NO, YES, CommandError, complain
from desktop.commands.site import opened_site
from desktop.rules.problems import some
from desktop.secrets import keep_secret

LONGEST_SECRET = 100_000
LONGEST_RECORD = 400
SHOWN_PAGES = 3
_FINDINGS = {
    "asked_again": "no answer came, so it was sent again under the same key, as the outbox does",
    "unknown": "no answer came: it may be there, or not. The outbox would ask a person to look",
    "double_write": "two records were made under one key: this idempotency does not hold here",
    "no_id": "sent twice; whether it is there once cannot be told without id: say where the answer has the new id",
    "not_a_number": "no telephone number that could be looked up",
    "not_an_address": "no e-mail address: the system was not asked",
    "not_filtered": "somebody who cannot exist has these rows, too: the filter is ignored; map customer_id",
    "not_tried": "whether the filter is obeyed was not tried: no answer came for somebody who cannot exist",
    "not_sent": "this is only what would be sent; --write sends it, twice under one key",
}
_REPEATS = "a page came twice and ended it: does paging name the place the system reads, such as query.page?"
_COMMA = "an amount has a decimal comma; write money(…, currency, 'comma') or decimal(…, 'comma')"
NO_CALL = (
    "notes are written, but no system of this site takes a finished call: it is kept on this computer only. "
    "Add [interaction.create] (docs/connect-a-system.md, step 6)"
)
NOBODY = "nobody is signed in there: a wrong password would not be noticed; let the health check ask what needs one"
ENDED = f"max_rows of the manifest ends it, and {MAX_LIMIT} at the latest"


def check(arguments: argparse.Namespace) -> int:
    """Print what is wrong with a manifest, line by line, and what it offers."""
    try:
        source = source_of(arguments.manifest, Path())
    except UnknownWord as unknown:
        raise CommandError(f"{unknown}.") from None
    path = source.path
    report = check_manifest(path)
    # One that ships is not the site's to change.
    hints = [NO_CALL] if report.is_ok and not source.word and keeps_no_call(report.offered, path.parent) else []
    replayed = replayed_next_to(path) if report.is_ok else []
    wrong = [each.problem for each in replayed if each.problem is not None]
    report = replace(report, problems=(*report.problems, *wrong))
    if arguments.json:
        problems = [{"text": str(problem), "level": problem.level} for problem in report.problems]
        answer = {
            "ok": report.is_ok,
            "problems": problems,
            "hints": hints,
            "offered": report.offered,
            "not_offered": report.not_offered,
            "replayed": [
                {
                    "file": each.file,
                    "ok": each.problem is None,
                    "requests": each.requests,
                    "not_there": each.not_there,
                }
                for each in replayed
            ],
        }
        print(json.dumps(answer, indent=2))
        return YES if report.is_ok else NO
    for problem in report.problems:
        print(f"{problem}  [{problem.level}]")
    for each in replayed:
        for request in each.requests:
            print(f"request     {request}  (dry run)")
        print(f"replayed    {each.file}: {'as recorded' if each.problem is None else 'not as recorded'}")
        for said in each.not_there:
            print(f"not there   {said}")
    for hint in hints:
        print(f"hint        {hint}")
    if report.is_ok:
        print(f"capability  {', '.join(report.offered)}")
        print(f"not offered {', '.join(report.not_offered) or '-'}")
    return YES if report.is_ok else NO


def test(arguments: argparse.Namespace) -> int:
    """Ask a connected system, print what was asked, what came and how it was read."""
    with opened_site(arguments.site, [arguments.name]) as opened:
        connection = connection_of(opened, arguments.name)
        wanted = wanted_of(arguments)
        with opened.tokens() as tokens:
            trial = asyncio.run(_try(connection, opened.site.name, wanted, tokens))
    if arguments.json:
        print(json.dumps(trial.as_json(), indent=2, ensure_ascii=False, default=str))
    else:
        _print(trial, is_all=arguments.all)
    return YES if trial.is_ok else NO


def secret(arguments: argparse.Namespace) -> int:
    """Keep a secret of the site's connections in the key store; typed unseen, or read from a pipe."""
    with opened_site(arguments.site, []) as opened:
        value = (
            getpass(f"{arguments.name}: ") if sys.stdin.isatty() else sys.stdin.readline(LONGEST_SECRET).rstrip("\n")
        )
        if not value:
            return complain("an empty secret is none; nothing was kept.")
        try:
            keep_secret(opened.site.name, arguments.name, value)
        except NoSecretStore as why:
            raise CommandError(f"nothing was kept: {why}.") from None
    print(f"Kept. Manifests of {opened.site.name} write it as secret:{arguments.name}")
    return YES


def login(arguments: argparse.Namespace) -> int:
    """Sign in to a system as the person at the browser, and keep what that gives."""
    with opened_site(arguments.site, [arguments.name]) as opened, opened.tokens() as tokens:
        connection = connection_of(opened, arguments.name)
        kind = connection.manifest.auth.kind
        if tokens is None or kind != "oauth2_pkce":
            raise CommandError(f"{arguments.name} signs in by itself ({kind}); nobody has to do it with a browser.")
        try:
            asyncio.run(_login(connection, opened.site.name, tokens))
        except ConnectorError as error:
            raise CommandError(f"{error}.") from None
        if not tokens.is_lasting:
            raise CommandError(
                "you are signed in, but nothing here keeps that: there is no key store, or it is locked. "
                "Sign in from Callside itself; that holds until it is closed."
            )
    print(f"Signed in to {connection.manifest.label or connection.name}.")
    return YES


async def _login(connection: Connection, site: str, tokens: TokenKeep) -> None:
    connector = build_connector(connection.manifest, connection.folder, given_secrets(site), tokens=tokens)
    try:
        await connector.sign_in(_browse, _tell)
    finally:
        await connector.aclose()


def _browse(address: str) -> bool:
    """Open the person's browser, but none that would take over this terminal."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False


def _tell(address: str) -> None:
    print(f"Sign in with your browser. If none opens, open this address on this computer:\n{address}", flush=True)


async def _try(connection: Connection, site: str, wanted: Wanted, tokens: TokenKeep | None) -> Trial:
    secrets = given_secrets(site)
    return await try_connection(connection.manifest, connection.folder, secrets, wanted, tokens=tokens)


def _print(trial: Trial, *, is_all: bool) -> None:
    if trial.health is not None:
        state = "ok" if trial.health.ok else "not ok"
        state += f", signed in as {trial.health.who}" if trial.health.who else ""
        state += f", version {trial.health.version}" if trial.health.version else ""
        state += f": {trial.health.detail}" if trial.health.detail else ""
        print(f"health      {state}, {trial.health.latency_ms:.0f} ms")
    if trial.anonymous:
        print(f"nobody      {NOBODY}")
    for asked in _shown(trial.tries):
        print(asked)
    for said in (*trial.shapes, *trial.absent):
        print(f"not there   {said}")
    for record in trial.records:
        print(f"record      {_cut(json.dumps(record, ensure_ascii=False, default=str))}")
    if trial.is_read and trial.error is None:
        print(f"verify      {trial.kept} kept, {trial.possible} possible, {trial.dropped} dropped")
        if trial.truncated:
            of = f"{len(trial.records)} of {trial.total}" if trial.total else f"the first {len(trial.records)}"
            ended = ENDED if is_all else "--all for all"
            print(f"more        {of} shown{'' if trial.repeats else f'; {ended}'}")
        if trial.repeats:
            print(f"repeats     {_REPEATS}")
    for name, found in (("unmapped", trial.unmapped), ("never filled", trial.never_filled), ("labels", trial.labels)):
        if found:
            print(f"{name:11} {', '.join(found)}")
    if trial.commas:
        print(f"commas      {', '.join(trial.commas)}: {_COMMA}")
    if trial.dropped_as:
        print(f"dropped     {trial.dropped_as}")
    if trial.written is not None:
        print(f"written     {' '.join(filter(None, (trial.written.id, trial.written.link))) or 'no id came back'}")
    for finding in trial.findings:
        print(f"{finding.replace('_', ' '):11} {_FINDINGS[finding]}")
    if trial.error:
        print(f"error: {trial.error} {trial.detail}")


def _shown(tries: Sequence[Try]) -> Iterator[str]:
    """The requests and what came of each; of many good pages of one answer the first and the last."""
    passed: list[Try] = []
    for tried, following in zip_longest(tries, tries[1:]):
        is_last = following is None or following.page <= tried.page
        if tried.page >= SHOWN_PAGES and tried.error is None and not is_last:
            passed.append(tried)
            continue
        if passed:
            rows = some(sum(each.rows or 0 for each in passed), "row")
            yield f"            + {some(len(passed), 'more page')}: {rows}, {sum(each.ms for each in passed):.0f} ms"
            passed = []
        yield f"request     {tried.request}"
        yield f"            {tried.error or some(tried.rows or 0, 'row')}, {tried.ms:.0f} ms"
        if tried.said:
            yield f"            it said {tried.said}"


def _cut(text: str) -> str:
    """The beginning of a record; --json has all of it."""
    return text if len(text) <= LONGEST_RECORD else text[:LONGEST_RECORD] + "… (--json shows all of it)"
