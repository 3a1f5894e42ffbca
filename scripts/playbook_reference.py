"""Write docs/playbook-reference.md: `make reference`."""

from __future__ import annotations

from pathlib import Path

from desktop.playbook.format import KINDS
from desktop.playbook.reference import reference

PAGE = Path(__file__).parents[1] / "docs" / "playbook-reference.md"

if __name__ == "__main__":
    PAGE.write_text(reference(KINDS.values()), encoding="utf-8")
