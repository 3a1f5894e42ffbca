"""Reading an exported file of 100,000 rows with its indexes, against the csv module reading it and doing nothing."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook

from connectors.files.read import look
from connectors.manifest.parts import FilePart
from tests.bench.figures import ratio, say
from tests.bench.mapping import best_ms

ROWS = 100_000
PLACES = ((("mobile", "landline"), "phone"), (("mail",), "email"), (("no",), "id"))


def export(path: Path) -> None:
    """A file as a customer system exports it."""
    with path.open("w", encoding="utf-8") as file:
        file.write("no;name;mail;mobile;landline;street;city;segment;since;worth\n")
        for n in range(ROWS):
            file.write(
                f"{n};Person {n};p{n}@example.com;0151 / {20_000_000 + n};;Main Street {n};Berlin;VIP;2020-01-01;{n}.50\n"
            )


def export_workbook(path: Path, rows: Iterable[list[str]]) -> None:
    """The same as a workbook."""
    book = Workbook(write_only=True)
    page = book.create_sheet()
    for row in rows:
        page.append(row)
    book.save(path)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "customers.csv"
        export(path)
        part, lines = FilePart(path=path.name), path.read_text(encoding="utf-8").splitlines()
        yardstick = best_ms(lambda: list(csv.reader(lines, delimiter=";")), 3)
        read = best_ms(lambda: look(Path(made), part, PLACES, None, 0), 3)
        table = look(Path(made), part, PLACES, None, 0).table
        book = FilePart(path="customers.xlsx")
        export_workbook(Path(made) / book.path, csv.reader(lines, delimiter=";"))
        read_book = best_ms(lambda: look(Path(made), book, PLACES, None, 0), 3)
    say("100,000 rows read and indexed three times", read, "ms")
    ratio("100,000 rows against the csv module alone", read, yardstick, "ms")
    ratio("the same rows from an Excel workbook", read_book, yardstick, "ms")
    say(
        "1,000 numbers looked up",
        best_ms(lambda: [table.find(PLACES[0], f"{20_000_000 + n}", 50) for n in range(1_000)]),
        "ms",
    )
    say("a text looked for in every row", best_ms(lambda: table.find((("name",), "text"), "nobody", 20), 3), "ms")


if __name__ == "__main__":
    main()
