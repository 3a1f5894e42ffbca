"""`callside keys`: which keys the commands of the window have in this site, and what is wrong with its [keys]."""

from __future__ import annotations

import argparse
import difflib
import json
from collections.abc import Mapping

from connectors.manifest.problems import FileError
from connectors.site import load_site
from desktop.commands.outcome import NO, YES, CommandError
from desktop.settings import SITE_FILE, no_site, place, site_head

_WHY = {
    "types": "they type something; take one of F1 to F12, or hold Ctrl or Alt",
    "altgr": "Ctrl and Alt together are AltGr on many keyboards, which types characters; take one of both",
    "moves": "they move about and edit in fields; hold Ctrl or Alt with them",
    "edits": "they edit text everywhere; take another key with Ctrl",
    "system": "they belong to the system and never get to a window",
}


def keys(arguments: argparse.Namespace) -> int:
    """Print every command with its keys, those of the site marked, and what the site has wrong; 1 if anything is."""
    # What the keys are called is the window's to know, and no other command needs a window's library.
    from desktop.views.keys import COMMANDS, Keymap, command_title, mistakes

    where = place(arguments.site)
    if not (where.demo or where.is_there):
        raise CommandError(no_site(where))
    if not where.demo:
        try:
            load_site(where.site)
        except FileError as error:
            raise CommandError(str(error).splitlines()) from None
    head = site_head(where.site)
    wrong = list(mistakes(head.keys))
    keymap = Keymap(site=head.keys)
    rows = [(name, keymap.sequence(name), command_title(COMMANDS[name])) for name in COMMANDS]
    told = [f"{SITE_FILE}, [keys]: {_said(*each, known=COMMANDS)}" for each in wrong]
    if arguments.json:
        print(json.dumps({"keys": {name: chosen for name, chosen, _ in rows}, "problems": told}, indent=2))
        return NO if wrong else YES
    for name, chosen, title in rows:
        mark = "   by this site" if chosen and chosen == head.keys.get(name) else ""
        print(f"{name:18}{chosen:16}{title}{mark}")
    for line in told:
        print(line)
    return NO if wrong else YES


def _said(name: str, chosen: str, why: str, *, known: Mapping[str, object]) -> str:
    written = f"{name} = {json.dumps(chosen, ensure_ascii=False)}"
    if why == "unknown":
        near = difflib.get_close_matches(name, known, 1)
        hint = f"did you mean {near[0]}?" if near else "`callside keys` lists them all."
        return f"{written}: there is no command of this name; {hint}"
    if why.startswith("taken:"):
        return f"{written}: {why.removeprefix('taken:')} has these keys already; a command before it keeps them."
    return f"{written}: these keys cannot be used: {_WHY[why]}."
