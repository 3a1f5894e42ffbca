"""Write docs/manifest-reference.md: `make reference`."""

from __future__ import annotations

from pathlib import Path

from connectors.loading.reference import reference

PAGE = Path(__file__).parents[1] / "docs" / "manifest-reference.md"

if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
