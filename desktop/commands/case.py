"""`callside case`: a call of the journal as an anonymous test case of the site's playbook."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.books import book_of
from desktop.commands.kept import how_to_begin, opened_store
from desktop.commands.outcome import YES, CommandError
from desktop.commands.site import opened_site
from desktop.playbook.case_from_call import CaseFromCall, KeptCall, case_from
from desktop.playbook.files import read_files
from desktop.rules.cases import Case, read_cases
from desktop.rules.format_cases import CASES
from desktop.rules.read_values import read_datetime
from desktop.rules.toml_read import read_toml
from desktop.rules.values import datetime_text
from desktop.settings import place
from desktop.store.journal import Kind

if TYPE_CHECKING:
    from desktop.playbook.model import Playbook
    from desktop.settings import Place
    from desktop.store.store import Store

NEWEST = 20
"""So many calls are listed."""
NOTHING = "no call was finished here yet that a case could be made of."


def case(arguments: argparse.Namespace) -> int:
    """Print the case of a call, and with --add append it to a test file; without --call, list the newest calls."""
    with opened_store(place(arguments.site)) as store:
        if arguments.call is None:
            return _list(store, place(arguments.site))
        call = _kept(store, arguments.call)
    folder = _folder(arguments)
    playbook = book_of(folder)
    files = {name: text for name, text in read_files(folder)[0].items() if name.startswith("tests/")}
    taken = {each.id for each in read_cases(files, playbook.bundle.schema)[0]}
    target = folder / arguments.add if arguments.add else None
    text = _text_of(target)
    made = case_from(call, playbook.bundle, _clock(text, target), taken)
    if made is None:
        raise CommandError(
            "the playbook decides nothing of this call as it was decided then, so there is no case in it."
        )
    _show(made)
    if target is not None:
        _add(target, text, made, playbook)
    return YES


def _folder(arguments: argparse.Namespace) -> Path:
    """The playbook the case is for: that of the site, or the copy somebody works on."""
    if arguments.playbook is not None:
        return Path(arguments.playbook)
    with opened_site(arguments.site) as opened:
        return opened.site.playbook


def _list(store: Store | None, where: Place) -> int:
    entries = store.journal.after(0, (Kind.CALL_FACTS,), sys.maxsize) if store is not None else ()
    if not entries:
        raise CommandError(f"{NOTHING} {how_to_begin(where)}")
    for entry in entries[-NEWEST:]:
        print(f"{entry.call_id}  {entry.at.astimezone():%Y-%m-%d %H:%M}  {entry.data.get('call_type')}")
    return YES


def _kept(store: Store | None, call_id: str) -> KeptCall:
    entries = store.journal.of_call(call_id) if store is not None else ()
    data = next((entry.data for entry in entries if entry.kind == Kind.CALL_FACTS), None)
    if data is None:
        raise CommandError(f"the journal has no facts of a call {call_id!r}; `callside case` lists the calls it has.")
    shown = [str(entry.data.get("action")) for entry in entries if entry.kind == Kind.ACTION_SHOWN]
    facts: Any = data.get("facts")
    return KeptCall(str(data.get("call_type")), data.get("chosen") is True, facts, shown)


def _text_of(target: Path | None) -> str:
    if target is None or not target.exists():
        return f'format = "{CASES.format}"\nclock = {datetime_text(Case("", ()).clock)}\n'
    try:
        return target.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"cannot read {target}: {error}") from None


def _clock(text: str, target: Path | None) -> datetime:
    """The clock of the file the case is for: its dates are counted from there."""
    data, problems = read_toml(text, str(target))
    if data is None or data.get("format") != CASES.format:
        why = problems[0].text if problems else f'it does not begin with format = "{CASES.format}"'
        raise CommandError(f"{target} is no file of test cases: {why}")
    return read_datetime(data.get("clock")) or Case("", ()).clock


def _show(made: CaseFromCall) -> None:
    print(made.text, end="")
    if made.left:
        print(f"# Not in the case, as it does not come out again: {', '.join(made.left)}")


def _add(target: Path, text: str, made: CaseFromCall, playbook: Playbook) -> None:
    """Append the case; what stands in the file stays as it is, to the letter."""
    whole = text + ("" if text.endswith("\n") else "\n") + "\n" + made.text
    cases, problems = read_cases({target.name: whole}, playbook.bundle.schema)
    before = read_cases({target.name: text}, playbook.bundle.schema)[0]
    if len(cases) != len(before) + 1 or any(problem.is_error for problem in problems):
        said = "; ".join(str(problem.text) for problem in problems) or "its cases are not written as [[case]]"
        raise CommandError(f"{target} is left as it was: {said}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(whole.encode("utf-8"))
    except OSError as error:
        raise CommandError(f"cannot write {target}: {error.strerror}") from None
    print(f"added to {target}")
