"""Problems in files that people write: which file, which line, which key, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from connectors.manifest.model import Manifest

MAX_PROBLEMS = 100


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding; `level` is error (the file cannot be used) or warning. `line` counts from 1, 0 = the whole file."""

    file: str
    line: int
    key: str
    message: str
    level: str = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}  {self.key}  {self.message}" if self.key else f"{place}  {self.message}"


class FileError(Exception):
    """A file cannot be used; `problems` says why, all at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems[:MAX_PROBLEMS])
        super().__init__("\n".join(str(problem) for problem in self.problems) or "unusable")


class ManifestError(FileError):
    """A connector manifest cannot be used; `manifest` is what it says all the same, where its form is right."""

    def __init__(self, problems: Sequence[Problem], manifest: Manifest | None = None) -> None:
        super().__init__(problems)
        self.manifest = manifest


class SiteError(FileError):
    """A site's settings cannot be used."""
