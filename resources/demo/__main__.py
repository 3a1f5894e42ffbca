"""`python -m resources.demo FOLDER [YYYY-MM-DD]` builds the demo company there and says what it holds."""

from __future__ import annotations

import sqlite3
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

from resources.demo.company import ensure


def main(arguments: list[str]) -> int:
    """Build, count, print; 0 when it worked, 2 for wrong usage."""
    if len(arguments) not in (1, 2):
        sys.stderr.write("usage: python -m resources.demo FOLDER [YYYY-MM-DD]\n")
        return 2
    try:
        today = date.fromisoformat(arguments[1]) if len(arguments) == 2 else date.today()
    except ValueError:
        sys.stderr.write(f"not a day: {arguments[1]}\n")
        return 2
    started = time.perf_counter()
    company = ensure(Path(arguments[0]), today)
    seconds = time.perf_counter() - started
    lines = []
    for path in (company.paths.crm, company.paths.shop, company.paths.voice):
        lines.append(f"{path}  {path.stat().st_size / 1e6:.1f} MB")
        lines.extend(f"  {table:<14}{rows:>7,}" for table, rows in count_rows(path).items())
    lines.append(f"{len(company.people)} people and {len(company.calls)} calls in the cast, ready in {seconds:.2f} s")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def count_rows(path: Path) -> dict[str, int]:
    """Rows by table."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by rowid"
        ).fetchall()
        return {name: connection.execute(f"select count(*) from {name}").fetchone()[0] for (name,) in tables}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
