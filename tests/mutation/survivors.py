"""The mutants that no test notices, and the list of those that were looked at."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.house.repository import ROOT

LIST = ROOT / "tests" / "rules" / "mutants.toml"


@dataclass(frozen=True, slots=True)
class Survivor:
    """One change that went unnoticed: the function, its lines before and after, without indentation."""

    module: str
    function: str
    was: str
    now: str

    def as_toml(self) -> str:
        """The entry to add to the list, but for its reason."""
        fields = {"module": self.module, "function": self.function, "was": self.was, "now": self.now, "why": ""}
        return "[[mutant]]\n" + "".join(f"{name} = {_quoted(text)}\n" for name, text in fields.items())


def looked_at(path: Path = LIST) -> dict[Survivor, str]:
    """The survivors on the list with their reasons; ValueError for an entry that gives none."""
    reasons = {}
    for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("mutant", []):
        why = entry.pop("why", "").strip()
        survivor = Survivor(**{name: text.strip() for name, text in entry.items()})
        if not why:
            raise ValueError(f"{path.name}: {survivor.module}.{survivor.function} needs a reason under `why`")
        reasons[survivor] = why
    return reasons


def read_diff(module: str, mutant: str, diff: str) -> Survivor:
    """The survivor that a unified diff of one function shows; `mutant` is its name in mutmut."""
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    was, now = ("\n".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in ("-", "+"))
    mangled = re.sub(r"__mutmut_\d+$", "", mutant.rpartition(".")[2])
    function = mangled[2:].replace("ǁ", ".") if mangled.startswith("xǁ") else mangled.removeprefix("x_")
    return Survivor(module, function, was, now)


def _quoted(text: str) -> str:
    """A TOML string that reads like the code it quotes."""
    if "'" not in text and "\n" not in text:
        return f"'{text}'"
    return f"'''\n{text}'''" if "\n" in text else f"'''{text}'''"
