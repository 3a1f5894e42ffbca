"""A playbook that a command is given: loaded, or refused in one line that says where all of it is listed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands.files import folder_of
from desktop.commands.outcome import CommandError
from desktop.playbook.loader import load_playbook
from desktop.playbook.problems import PlaybookError
from desktop.rules.problems import some

if TYPE_CHECKING:
    from desktop.playbook.model import Playbook
    from desktop.playbook.problems import PlaybookProblem


def book_of(folder: Path | str) -> Playbook:
    """The playbook in a folder."""
    name = str(folder)
    try:
        return load_playbook(folder_of(name))
    except PlaybookError as error:
        raise refused(name, error.problems) from None


def refused(name: str, problems: Sequence[PlaybookProblem]) -> CommandError:
    """That a playbook cannot be used, with the first of its errors."""
    wrong = [problem for problem in problems if problem.is_error]
    more = f" ({some(len(wrong) - 1, 'more error')}; `callside check` lists them)" if len(wrong) > 1 else ""
    return CommandError(f"{name} cannot be used: {wrong[0]}{more}")
