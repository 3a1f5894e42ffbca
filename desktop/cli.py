"""The command line: reads the arguments, hands them to the command, and speaks in exit codes.

0 means yes or done, 1 no or failed, 2 wrong usage. Errors are one clear line on stderr. Nothing heavy is imported
here: a softphone starts `callside pop` for every call.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from desktop.commands.argument_types import languages, named, seconds, sizes
from desktop.commands.outcome import NO, USAGE, YES, CommandError, complain


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    _tolerate_any_text()
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except CommandError as error:
        return complain(error.said, error.code)
    except BrokenPipeError:
        # The reader of our output has gone, as with `| head`; that is not our failure.
        sys.stderr.close()
        return NO
    except OSError as error:
        from desktop.reporting import in_one_line

        return complain(in_one_line(error))
    except KeyboardInterrupt:
        return 130


def _tolerate_any_text() -> None:
    """Customer data may hold what a terminal's encoding cannot; show a mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Wrong usage is one line and a hint."""
        raise SystemExit(complain(f"{message}. See `{self.prog} --help`.", USAGE))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="callside", description="The desktop at an agent's side during a call.")
    parser.set_defaults(run=_window)
    _site(parser, default=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    _demo_parser(commands)
    _pop_parser(commands)
    _customer_parser(commands)
    _erase_parser(commands)
    _outbox_parser(commands)
    _decide_parser(commands)
    _table_parser(commands)
    _check_parser(commands)
    _diff_parser(commands)
    _learn_parser(commands)
    _schema_parser(commands)
    _case_parser(commands)
    _connect_parser(commands)
    _keys_parser(commands)
    return parser


def _site(parser: argparse.ArgumentParser, **more: Any) -> None:
    text = "the site's folder (default: yours; without one, the demo company)"
    parser.add_argument("--site", metavar="DIR", type=named, help=text, **more)


def _command(commands: Any, name: str, run: Any, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    return parser


def _demo_parser(commands: Any) -> None:
    parser = _command(commands, "demo", _demo, "Play the whole product on the embedded demo company.")
    parser.add_argument("--playbook", metavar="NAME", help="work with this one of the playbooks that ship")
    parser.add_argument("--call", metavar="SCENARIO", help="play this call only ('list' names them)")
    parser.add_argument("--headless", action="store_true", help="without a display: play every call unattended")
    parser.add_argument(
        "--screenshots", metavar="DIR", type=named, help="write a picture of each stage into this folder"
    )
    parser.add_argument(
        "--theme", choices=("light", "dark", "contrast"), help="default: yours, and light and dark with --screenshots"
    )
    parser.add_argument(
        "--language",
        metavar="TAG",
        type=languages,
        action="extend",
        default=[],
        help="en, ar, de, es or fr (default: yours); pictures: several times, or all",
    )
    parser.add_argument(
        "--size",
        metavar="WxH",
        type=sizes,
        action="extend",
        default=[],
        help="window size (pictures: 1440x900; several times, or all for 1280x720, 1440x900 and 1920x1080)",
    )
    parser.add_argument(
        "--states", action="store_true", help="with --screenshots: every state of the screen instead of the calls"
    )


def _pop_parser(commands: Any) -> None:
    parser = _command(commands, "pop", _pop, "Hand a call to the running Callside; prints the call's id.")
    _site(parser, default=argparse.SUPPRESS)
    parser.add_argument("--number", required=True, help="the caller's number, in any spelling; 'anonymous' if withheld")
    parser.add_argument(
        "--event", default="ringing", choices=("ringing", "answered", "held", "resumed", "transferred", "ended")
    )
    parser.add_argument("--id", help="the phone's id of the call; needed to tell its later events")
    parser.add_argument("--name", help="the caller's name as the network shows it")
    parser.add_argument("--to", metavar="DNIS", help="the number that was dialed")
    parser.add_argument("--queue", help="the queue the call came through")
    parser.add_argument("--uui", help="user-to-user information")
    parser.add_argument("--data", metavar="K=V", nargs="*", action="extend", default=[], help="values from the IVR")
    parser.add_argument("--json", action="store_true")


def _customer_parser(commands: Any) -> None:
    parser = _command(
        commands, "customer", _customer, "The customer as Callside sees them, with where each fact is from."
    )
    _site(parser, default=argparse.SUPPRESS)
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--phone", metavar="N")
    asked.add_argument("--email", metavar="E")
    asked.add_argument("--id", metavar="I", help="a customer, order or case number")
    parser.add_argument("--json", action="store_true")


def _erase_parser(commands: Any) -> None:
    parser = _command(commands, "erase", _erase, "Forget a customer: everything this computer keeps of them.")
    _site(parser, default=argparse.SUPPRESS)
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--customer", metavar="SYSTEM:ID", help="as `callside customer` says it, such as crm:4471")
    asked.add_argument("--phone", metavar="N", help="of somebody who is known here")
    asked.add_argument("--email", metavar="E", help="of somebody who is known here")
    parser.add_argument("--yes", action="store_true", help="do not ask whether it is meant")
    parser.add_argument("--json", action="store_true", help="the receipt as JSON")


def _outbox_parser(commands: Any) -> None:
    parser = _command(commands, "outbox", _outbox, "What is still to be written back to other systems.")
    _site(parser, default=argparse.SUPPRESS)
    parser.add_argument("do", nargs="?", default="list", choices=("list", "retry", "drop"))
    parser.add_argument("key", nargs="?", help="which write, for drop (and retry; without it, all)")
    parser.add_argument("--reason", help="why a write is dropped; kept in the journal")
    parser.add_argument("--json", action="store_true")


def _decide_parser(commands: Any) -> None:
    parser = _command(commands, "decide", _decide, "The decision for a set of facts, with its explanation.")
    parser.add_argument("playbook", metavar="PLAYBOOK", type=named)
    parser.add_argument("--facts", metavar="F.json", type=named, required=True)
    parser.add_argument("--why-not", metavar="ACTION", type=named)
    parser.add_argument("--json", action="store_true")


def _table_parser(commands: Any) -> None:
    text = "The answers of one decision table (.csv, .dmn or .json), one for each line of inputs, or the table saved."
    parser = _command(commands, "table", _table, text)
    parser.add_argument("file", metavar="FILE", type=named)
    parser.add_argument("--decision", metavar="NAME", help="which decision of a .dmn or .json file")
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--inputs", metavar="IN.jsonl", type=named, help="one JSON object per line; - is stdin")
    wanted.add_argument(
        "--save", metavar="OUT", type=named, help="write the table as .dmn or .csv and list what is lost"
    )
    parser.add_argument("--json", action="store_true")


def _check_parser(commands: Any) -> None:
    parser = _command(commands, "check", _check, "Validate playbooks: every problem at once, with file and line.")
    parser.add_argument("playbooks", metavar="PLAYBOOK", type=named, nargs="+")
    parser.add_argument("--coverage", action="store_true", help="list what the test cases have not shown")
    parser.add_argument("--mutants", action="store_true", help="change the rules a little and see which cases notice")
    parser.add_argument("--seconds", metavar="N", type=seconds, default=20.0, help="how long --mutants may take (20)")
    parser.add_argument("--json", action="store_true")


def _diff_parser(commands: Any) -> None:
    text = "What differs between two versions of a playbook, and which cases they decide differently."
    parser = _command(commands, "diff", _diff, text)
    parser.add_argument("old", metavar="OLD", type=named)
    parser.add_argument("new", metavar="NEW", type=named)
    parser.add_argument(
        "--cases", metavar="DIR", type=named, help="test cases to try (default: those of both versions)"
    )
    parser.add_argument("--all", action="store_true", help="everything, however long it is")
    parser.add_argument("--json", action="store_true")


def _learn_parser(commands: Any) -> None:
    text = "What the reactions to cards have taught here, action by action, and which model foresees better."
    parser = _command(commands, "learn", _learn, text)
    _site(parser, default=argparse.SUPPRESS)
    parser.add_argument(
        "--compare", metavar="PLAYBOOK", type=named, help="what another playbook would have earned on these calls"
    )
    parser.add_argument("--json", action="store_true")


def _schema_parser(commands: Any) -> None:
    text = "JSON Schemas of a playbook's files, for editors that check and complete TOML."
    parser = _command(commands, "schema", _schema, text)
    parser.add_argument("kind", metavar="KIND", nargs="?", help="of this kind of file (without one: list the kinds)")
    parser.add_argument(
        "--out", metavar="DIR", type=named, help="write files into this folder (without KIND: all of them)"
    )


def _case_parser(commands: Any) -> None:
    text = "A finished call as a test case of the playbook, without anything that tells who was on the line."
    parser = _command(commands, "case", _case, text)
    _site(parser, default=argparse.SUPPRESS)
    parser.add_argument("--call", metavar="ID", type=named, help="this call (without: list the newest)")
    parser.add_argument(
        "--playbook", metavar="DIR", type=named, help="for this copy of the playbook (default: the site's own)"
    )
    parser.add_argument(
        "--add", metavar="FILE", type=named, help="append it to this file of the playbook, such as tests/calls.toml"
    )


def _connect_parser(commands: Any) -> None:
    parser = _command(commands, "connect", _connect_usage, "Try a connection, or check a connector manifest.")
    kinds = parser.add_subparsers(metavar="list|new|check|test|sync|record|secret|login", parser_class=_Parser)
    _connect_library_parser(kinds)
    check = _command(kinds, "check", _connect_check, "Check a connector manifest without connecting.")
    check.add_argument("manifest", metavar="MANIFEST", type=named, help="a file, or the name of one that ships")
    check.add_argument("--json", action="store_true")
    _connect_sync_parser(kinds)
    _connect_secret_parser(kinds)
    _connect_record_parser(kinds)
    login = _command(kinds, "login", _connect_login, "Sign in to a system with your browser.")
    _site(login, default=argparse.SUPPRESS)
    login.add_argument("name", metavar="NAME", help="the connection's name in site.toml")
    test = _command(kinds, "test", _connect_test, "Ask a connected system and show how its answer is read.")
    _site(test, default=argparse.SUPPRESS)
    test.add_argument("name", metavar="NAME")
    _asked_parser(test)
    test.add_argument("--all", action="store_true", help="read on to the last page, not the first 20 rows only")
    test.add_argument("--write", action="store_true", help="really send a write, twice under one key")
    test.add_argument("--json", action="store_true")


def _asked_parser(parser: Any) -> None:
    """What to ask a system for."""
    parser.add_argument("--phone", metavar="N")
    parser.add_argument("--email", metavar="E")
    parser.add_argument("--id", metavar="I")
    parser.add_argument("--op", metavar="OP", help="this operation, such as orders.list")
    parser.add_argument("--customer", metavar="C", help="for this customer's id in the system")
    parser.add_argument("--text", metavar="T", help="to search for, or of the note")


def _keys_parser(commands: Any) -> None:
    parser = _command(commands, "keys", _keys, "The keys of the window's commands here, and what is wrong with [keys].")
    _site(parser, default=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")


def _connect_library_parser(kinds: Any) -> None:
    listed = _command(kinds, "list", _connect_list, "The connectors that ship, and what this site uses of them.")
    _site(listed, default=argparse.SUPPRESS)
    listed.add_argument("--json", action="store_true")
    new = _command(kinds, "new", _connect_new, "Copy a connector that ships into the site, to change it there.")
    _site(new, default=argparse.SUPPRESS)
    new.add_argument("name", metavar="NAME", type=named, help="what the connection will be called")
    new.add_argument("--from", metavar="WORD", dest="word", required=True, type=named, help="as `connect list` says")


def _connect_sync_parser(kinds: Any) -> None:
    sync = _command(kinds, "sync", _connect_sync, "Read a system now that is otherwise read in the background.")
    _site(sync, default=argparse.SUPPRESS)
    sync.add_argument("name", metavar="NAME", type=named)
    sync.add_argument("--full", action="store_true", help="everything, not only what is new")
    sync.add_argument("--json", action="store_true")


def _connect_record_parser(kinds: Any) -> None:
    text = "Keep what a system answers, with invented people, next to its manifest: `connect check` replays it."
    record = _command(kinds, "record", _connect_record, text)
    _site(record, default=argparse.SUPPRESS)
    record.add_argument("name", metavar="NAME")
    _asked_parser(record)
    record.add_argument("--out", metavar="DIR", type=named, help="into this folder instead")
    record.add_argument("--force", action="store_true", help="in the place of a recording that is there already")


def _connect_secret_parser(kinds: Any) -> None:
    secret = _command(kinds, "secret", _connect_secret, "Keep a connection's secret in the system's key store.")
    _site(secret, default=argparse.SUPPRESS)
    secret.add_argument("name", metavar="NAME", help="as in secret:NAME of a manifest; the value is typed or piped in")


# -- commands: each imports what it needs, and nothing before that -----------------------------------------


def _window(arguments: argparse.Namespace) -> int:
    from desktop.app import run_window
    from desktop.settings import no_site, place

    where = place(arguments.site)
    if not where.is_there:
        return complain(no_site(where))
    return run_window(where)


def _demo(arguments: argparse.Namespace) -> int:
    from desktop import demo

    if arguments.call == "list":
        return demo.list_calls(arguments.playbook)
    chosen = demo.Chosen(arguments.playbook, arguments.call)
    seen = demo.Seen(arguments.theme, tuple(arguments.size), tuple(arguments.language))
    if arguments.states and not arguments.screenshots:
        return complain("--states needs --screenshots DIR, where the pictures go", USAGE)
    if arguments.states:
        from desktop.demo_play import play_states

        return play_states(arguments.screenshots, seen)
    if arguments.headless or arguments.screenshots:
        from desktop.demo_play import play

        return play(chosen, arguments.screenshots, seen)
    return demo.show(chosen, seen)


def _pop(arguments: argparse.Namespace) -> int:
    from desktop.commands.pop import pop

    data: dict[str, str] = {}
    for item in arguments.data:
        key, equals, value = item.partition("=")
        if not equals or not key:
            return complain(f"--data takes k=v, not {item!r}", USAGE)
        data[key] = value
    call_id = pop(arguments, data)
    print(json.dumps({"call_id": call_id}) if arguments.json else call_id)
    return YES


def _customer(arguments: argparse.Namespace) -> int:
    from desktop.commands.customer import customer

    return customer(arguments)


def _erase(arguments: argparse.Namespace) -> int:
    from desktop.commands.erase import erase

    return erase(arguments)


def _outbox(arguments: argparse.Namespace) -> int:
    from desktop.commands.outbox import outbox

    return outbox(arguments)


def _keys(arguments: argparse.Namespace) -> int:
    from desktop.commands.keys import keys

    return keys(arguments)


def _decide(arguments: argparse.Namespace) -> int:
    from desktop.commands.playbook import decide

    return decide(arguments)


def _table(arguments: argparse.Namespace) -> int:
    from desktop.commands.table import table

    return table(arguments)


def _check(arguments: argparse.Namespace) -> int:
    from desktop.commands.check import check

    return check(arguments)


def _diff(arguments: argparse.Namespace) -> int:
    from desktop.commands.diff import diff

    return diff(arguments)


def _learn(arguments: argparse.Namespace) -> int:
    from desktop.commands.learn import learn

    return learn(arguments)


def _schema(arguments: argparse.Namespace) -> int:
    from desktop.commands.schema import schema

    return schema(arguments)


def _case(arguments: argparse.Namespace) -> int:
    from desktop.commands.case import case

    return case(arguments)


def _connect_usage(arguments: argparse.Namespace) -> int:
    known = "list, new, check, test, sync, record, secret or login"
    return complain(f"connect takes {known}. See `callside connect --help`.", USAGE)


def _connect_list(arguments: argparse.Namespace) -> int:
    from desktop.commands.connect_library import listed

    return listed(arguments)


def _connect_new(arguments: argparse.Namespace) -> int:
    from desktop.commands.connect_library import new

    return new(arguments)


def _connect_sync(arguments: argparse.Namespace) -> int:
    from desktop.commands.connect_sync import sync

    return sync(arguments)


def _connect_check(arguments: argparse.Namespace) -> int:
    from desktop.commands.connect import check

    return check(arguments)


def _connect_secret(arguments: argparse.Namespace) -> int:
    from desktop.commands.connect import secret

    return secret(arguments)


def _connect_login(arguments: argparse.Namespace) -> int:
    from desktop.commands.connect import login

    return login(arguments)


def _connect_record(arguments: argparse.Namespace) -> int:
    from desktop.commands.connect_record import record

    return record(arguments)


def _connect_test(arguments: argparse.Namespace) -> int:
    from desktop.commands.connect import test

    return test(arguments)
