"""Bring the catalogs in step with the code and compile them: `make translations`.

Every translated text of desktop/views gets its place in resources/translations/callside_*.ts; what is new there waits
as "unfinished" for its words. English has plural forms only: all else is in the code.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
CATALOGS = ROOT / "resources" / "translations"
_UPDATE = ("-locations", "none", "-no-obsolete", "-sort-messages", "-source-language", "en", "-silent")


def catalogs(folder: Path = CATALOGS) -> list[Path]:
    """The catalogs there are."""
    return sorted(folder.glob("callside_*.ts"))


def update(catalog: Path) -> None:
    """Take in what the code says now."""
    sources = sorted(str(path) for path in (ROOT / "desktop" / "views").rglob("*.py"))
    language = catalog.stem.rpartition("_")[2]
    plurals = ["-pluralonly"] if language == "en" else []
    _run("lupdate", *sources, *_UPDATE, *plurals, "-target-language", language, "-ts", str(catalog))


def release(catalog: Path) -> None:
    """Compile a catalog into the file beside it that the program reads."""
    _run("lrelease", "-silent", str(catalog), "-qm", str(catalog.with_suffix(".qm")))


def _run(tool: str, *arguments: str) -> None:
    command = Path(sys.executable).with_name(f"pyside6-{tool}")
    subprocess.run([str(command), *arguments], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    for each in catalogs():
        update(each)
        release(each)
