"""Write what the documentation says of the connectors that ship: `make reference`."""

from __future__ import annotations

from pathlib import Path

from connectors.loading.shipped_pages import page, shipped, with_table

TOP = Path(__file__).parents[1]
PAGE = TOP / "docs" / "shipped-connectors.md"
TABLE_IN = TOP / "docs" / "connect-a-system.md"

if __name__ == "__main__":
    connectors = shipped()
    PAGE.write_text(page(connectors), encoding="utf-8")
    TABLE_IN.write_text(with_table(TABLE_IN.read_text(encoding="utf-8"), connectors), encoding="utf-8")
