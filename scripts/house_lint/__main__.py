"""Run with `python -m scripts.house_lint [FILE…]` from the top of the repository; without files, every file in scope.

Prints `path:line:column: rule: message` per finding; exits with 1 if there is any.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.house_lint import house_rules, text_rules
from scripts.house_lint.source import Hit, Source


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, the folders it holds in, and the files and folders that own the matter and so are free of it."""

    name: str
    check: Callable[[Source], Iterator[Hit]]
    scope: tuple[str, ...]
    owners: tuple[str, ...] = ()

    def holds_in(self, path: str) -> bool:
        """Whether a file, by its path from the top of the repository, is under this rule."""
        return path.startswith(self.scope) and not path.startswith(self.owners or ("\0",))


SAFE_TEXT = "desktop/views/safe_text.py"
WORK_OWNERS = (
    "connectors/auth/passes.py",  # a sign-in goes on when nobody waits for it any more, and ends with its connection
    "connectors/thread.py",  # a network drive that never answers must not keep the program from ending
    "connectors/io_thread.py",
    "connectors/sql/statements.py",
    "desktop/store/db_thread.py",
    "desktop/store/keyring_keys.py",  # a key store that never answers must not keep the program from ending
    "desktop/views/tasks.py",
    "desktop/call/tasks.py",
)
RULES = (
    Rule("rich-class", text_rules.rich_class, ("desktop/",), (SAFE_TEXT,)),
    Rule("rich-argument", text_rules.rich_argument, ("desktop/",), (SAFE_TEXT,)),
    Rule("rich-role", text_rules.rich_role, ("desktop/",), (SAFE_TEXT,)),
    Rule("style-sheet", text_rules.style_sheet, ("desktop/",), (SAFE_TEXT, "desktop/views/theme/")),
    Rule("translated", text_rules.translated, ("desktop/",)),
    Rule("untranslated", text_rules.untranslated, ("desktop/views/",)),
    Rule("color", house_rules.color, ("desktop/",), ("desktop/views/theme/tokens.py",)),
    Rule("nested-loop", house_rules.nested_loop, ("desktop/",)),
    Rule("loose-work", house_rules.loose_work, ("desktop/", "connectors/"), WORK_OWNERS),
    Rule("pure", house_rules.pure, ("desktop/rules/",)),
)


def findings(path: str, text: str) -> Iterator[str]:
    """The findings in one file, by its path from the top of the repository, in the order of its lines."""
    source = Source(path, text)
    found = [(hit, rule) for rule in RULES if rule.holds_in(path) for hit in rule.check(source)]
    for hit, rule in sorted(found, key=lambda pair: (pair[0].node.lineno, pair[0].node.col_offset)):
        yield f"{path}:{hit.node.lineno}:{hit.node.col_offset + 1}: {rule.name}: {hit.message}"


def main(files: Iterable[str]) -> int:
    """Check the named files, or all that are under some rule."""
    folders = sorted({folder for rule in RULES for folder in rule.scope})
    paths = [Path(file) for file in files] or sorted({p for folder in folders for p in Path(folder).rglob("*.py")})
    found = [line for path in paths for line in findings(path.as_posix(), path.read_text(encoding="utf-8"))]
    for line in found:
        print(line)
    counts = [f"{len(each)} {what}{'s' * (len(each) != 1)}" for each, what in ((found, "finding"), (paths, "file"))]
    print(f"House rules: {' in '.join(counts)}")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
