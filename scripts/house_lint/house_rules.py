"""Rules about colors, event loops, threads and the purity of the decision engine."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from scripts.house_lint.source import Hit, Source, last_part

LONG_COLOR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6})\b|\b(?:rgba?|hsla?)\(\s*\d")
SHORT_COLOR = re.compile(r"#[0-9a-fA-F]{3,4}")
COLOR_CALL = re.compile(r"QColor(?:\.from\w+)?$")

# Static dialogs of Qt that wait in a loop of their own.
WAITING_DIALOGS = re.compile(r"(?:QFileDialog|QColorDialog|QFontDialog)\.get\w+$")

LOOSE_CLASSES = re.compile(
    r"threading\.(?:Thread|Timer)|concurrent\.futures\.(?:\w+\.)?\w+PoolExecutor|multiprocessing\.(?:Process|Pool)"
    r"|PySide6\.QtCore\.(?:QThread|QThreadPool|QRunnable)"
)
LOOSE_CALLS = re.compile(r"asyncio\.(?:create_task|ensure_future|to_thread)$|\.run_in_executor$")
LOOP_TASK = re.compile(r"(?:loop|_loop\(\))\.create_task$")

IMPURE_MODULES = frozenset(
    "asyncio ctypes fcntl ftplib getpass glob http importlib logging mmap multiprocessing os pathlib platform secrets"
    " select selectors shelve shutil signal smtplib socket socketserver sqlite3 ssl subprocess sys tempfile threading"
    " time urllib uuid webbrowser".split()
)
IMPURE_CALLS = re.compile(
    r"(?:open|print|input|exec|eval|compile|__import__|io\.open"
    r"|datetime\.(?:datetime\.)?(?:now|utcnow|today)|datetime\.date\.today"
    r"|random\.(?!Random\b)\w+)$"
)


def color(source: Source) -> Iterator[Hit]:
    """Write a color down; every color has a name in the theme's tokens."""
    message = "colors are named in desktop/views/theme/tokens.py"
    docstrings = {id(node.value) for node in source.nodes if isinstance(node, ast.Expr)}
    for node in source.nodes:
        match node:
            case ast.Constant(value=str(text)) if id(node) not in docstrings:
                if LONG_COLOR.search(text) or SHORT_COLOR.fullmatch(text):
                    yield Hit(node, message)
            case ast.Call(args=[_, *_] as arguments) if COLOR_CALL.search(source.name(node.func)):
                if all(isinstance(argument, ast.Constant | ast.UnaryOp) for argument in arguments):
                    yield Hit(node, message)
            case ast.Attribute(attr=name) if ".GlobalColor." in source.name(node) and name != "transparent":
                yield Hit(node, message)


def nested_loop(source: Source) -> Iterator[Hit]:
    """Wait in an event loop inside the event loop: other tasks are lost without an error."""
    for call in source.calls():
        name = source.name(call.func)
        receiver, _, method = name.rpartition(".")
        dragged = last_part(receiver).lower().endswith("drag")  # a drag cannot be had otherwise
        if (receiver and method in ("exec", "exec_") and not dragged) or WAITING_DIALOGS.search(name):
            yield Hit(
                call, f"{last_part(name)}() loses other tasks; open() it and await a future on its finished signal"
            )


def loose_work(source: Source) -> Iterator[Hit]:
    """Start a task or thread that nobody holds, cancels or joins."""
    for node in source.nodes:
        used = [node.func] if isinstance(node, ast.Call) else node.bases if isinstance(node, ast.ClassDef) else []
        for expression in used:
            name = source.name(expression)
            if LOOSE_CLASSES.fullmatch(name) or LOOSE_CALLS.search(name) or LOOP_TASK.search(name):
                yield Hit(expression, f"{last_part(name)} has no owner here; use io.run, db.run or view_task")


def pure(source: Source) -> Iterator[Hit]:
    """Let the decision engine touch the world: another package, a file, a clock, chance."""
    for node in source.nodes:
        match node:
            case ast.Import(names=aliases):
                modules = [alias.name for alias in aliases]
            case ast.ImportFrom(module=str(module)):
                modules = [module]
            case ast.Call():
                modules = []
                if IMPURE_CALLS.match(source.name(node.func)):
                    yield Hit(node, f"{source.name(node.func)}() reaches outside; take what it gives as an argument")
            case _:
                continue
        for module in modules:
            if not _pure_module(module):
                yield Hit(node, f"{module} is not for the decision engine: standard library, no I/O, no clock")


def _pure_module(module: str) -> bool:
    if module == "desktop.rules" or module.startswith("desktop.rules."):
        return True
    top = module.partition(".")[0]
    return top in sys.stdlib_module_names and top not in IMPURE_MODULES
