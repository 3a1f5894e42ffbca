"""One cause is one message: what follows from something that is said already is left out, and its users are listed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from desktop.rules.likeness import is_slip
from desktop.rules.misfits import listed
from desktop.rules.problems import Place, Problem
from desktop.rules.toml_places import TomlPlaces

UNREADABLE = ("PBK002", "PBK003", "PBK004", "TBL001", "TBL002", "TBL003", "TBL022")
"""A file, or most of it, could not be read."""
BROKEN = re.compile(r"SYN0[2-4]\d")
"""A line of a TOML file could not be read."""
LINE_LOST = ("SYN020", "SYN025", "SYN028")
"""Nobody can tell what it was meant to say: it is missing from what is read on."""
_MISSING = (
    *("ACT001", "ACT002", "PBK010", "PBK012", "PBK014", "PBK015", "PBK017", "PBK020", "PBK053", "PBK054", "PBK055"),
    *("PBK071", "PBK072", "PBK090"),
)
"""Something is not there that may stand in a line that is lost."""
_OF_GUIDE = ("PBK016", "PBK017", "PBK061", "PBK067")
"""What depends on which steps a guide has."""
_OF_HEAD = ("PBK026", "PBK035", "PBK036", "PBK081", "PBK082", "TYP005")
"""What depends on languages, currency and default of playbook.toml."""
_LANGUAGE = re.compile(r"(?:.* in )?[a-z]{2,3}(?:-[A-Za-z0-9]+)*")
_FOLLOWS = ("PBK031", "PBK036", "PBK059", "ACT002")
_SHOWN_FIRST = ("PBK030", "PBK050", "PBK032")
FACT_FILES = ("facts.toml", "derived.toml")
MOST_NAMED = 8

Name = tuple[str, str]
"""What kind of thing a name is for, and the name."""


def name_missed(problem: Problem) -> Name | None:
    """What a problem says is not there; None where it says something else."""
    told = problem.params
    match problem.code:
        case "NAM001" | "NAM008":
            return "fact", told["name"]
        case "ACT004":
            return "group", told["group"]
        case "PBK050":
            return "guide", told["guide"]
        case "PBK030" | "PBK035":
            return "call type", told["id"]
        case "PBK032":
            return "fact", f"decision.{told['table']}"
        case "PBK034":
            return told["what"], told["value"]
        case "PBK041" | "PBK084":
            return told["what"], told["name"]
        case _:
            return None


@dataclass(slots=True)
class Causes:
    """The problems of one playbook, and the files they are about."""

    files: Mapping[str, str]
    problems: Sequence[Problem]
    tables: Collection[str] = ()

    def found(self) -> list[Problem]:
        """Each cause once."""
        lost = Lost(self.files, self.problems, self.tables)
        kept = [problem for problem in dict.fromkeys(map(_Same, self.problems)) if not lost.explains(problem.problem)]
        return list(_grouped(_undeclared([same.problem for same in kept], self.files)))


@dataclass(frozen=True, slots=True)
class _Same:
    """A problem as a key: those that read alike at one place are one."""

    problem: Problem = field(compare=False)
    key: tuple[object, ...] = ()

    def __init__(self, problem: Problem) -> None:
        object.__setattr__(self, "problem", problem)
        key = (problem.code, problem.file, problem.span, problem.field, tuple(sorted(problem.params.items())))
        object.__setattr__(self, "key", key)


class Lost:
    """What could not be read, although it may well be there."""

    def __init__(self, files: Mapping[str, str], problems: Sequence[Problem], tables: Collection[str]) -> None:
        self._files, self._problems, self._tables = files, problems, tables

    def explains(self, problem: Problem) -> bool:
        """Whether a problem only follows from what could not be read, or from what is said to be wrong already."""
        code, line = problem.code, (problem.file, problem.span.line)
        if BROKEN.fullmatch(code) and problem.file.endswith(".toml"):
            return False
        if line in self._broken_lines or (problem.file in self._holed and code in _MISSING):
            return True
        if code.startswith("PBK03") and (problem.file, problem.cell) in self._refused:
            return True
        if code == "PBK033":
            return any(p.is_error and p.file == problem.file and p.code != code for p in self._problems)
        if code in ("PBK018", "PBK019"):
            return self._said_twice(problem)
        if code == "PBK040":
            case = (problem.file, problem.rule_id)
            return any(p.is_error and (p.file, p.rule_id) == case and p.code != code for p in self._problems)
        if code.startswith("TYP"):
            return _text_of(problem) in self._unparsed
        if code == "NAM002":
            return problem.params["fact"] in self._blamed
        if code in _OF_GUIDE and problem.file in (*self._holed, *self._gapped):
            return True
        if code in _FOLLOWS and self._follows(problem):
            return True
        if "head" in self._doubted and code != "PBK001" and self._of_head(problem):
            return True
        missed = name_missed(problem)
        return missed is not None and code not in ("PBK032", "PBK050") and self._may_be_there(missed, problem)

    def _follows(self, problem: Problem) -> bool:
        """Whether something goes unused, or does not agree, for a reason that is said already."""
        said = [p for p in self._problems if p.is_error]
        if problem.code == "PBK059":
            tried = {name for p in said if p.code in ("PBK051", "PBK058") for name in _path_of(p)}
            return "answers" in self._doubted or problem.params["guide"] in tried
        if problem.code == "PBK031":
            files = (problem.file, f"tables/{problem.params['table']}.csv", "playbook.toml")
            return any(p.file in files for p in said)
        if problem.code == "PBK036":
            return any(p.code == "PBK035" for p in said)
        return any(p.code == "PBK083" and p.file == problem.file for p in said)

    def _of_head(self, problem: Problem) -> bool:
        named = problem.params.get("name" if problem.code == "NAM007" else "what", "")
        inside = problem.code in ("NAM007", "ACT002") and _LANGUAGE.fullmatch(named) is not None
        return problem.code in _OF_HEAD or inside

    def _said_twice(self, problem: Problem) -> bool:
        """Whether two steps of one name stand in one guide, which is said as such."""
        return any(
            p.code == "ACT003" and p.params["id"] in (problem.params["id"], problem.rule_id) for p in self._problems
        )

    def _may_be_there(self, missed: Name, problem: Problem) -> bool:
        kind, name = missed
        parts = name.split(".")
        if kind == "fact" and parts[0] == "decision":
            table = parts[1] if len(parts) > 1 else ""
            unread = f"tables/{table}.csv" in self._files and table not in self._tables
            return unread or table in self._missing_tables or f"tables/{table}.csv" in self._unread
        if kind == "call type":
            return f"call_types/{name}.toml" in self._unread
        family = "answers" if kind == "step" else kind
        if kind == "fact" and parts[0] == "answers":
            family, name = "answers", ".".join(parts[1:])
        if name in self._declared.get(family, ()):
            return True
        mend = problem.suggestion.text.removeprefix("answers.") if problem.suggestion else ""
        return family in self._doubted and not is_slip(name, mend)

    # -- what is wrong with the files themselves ---------------------------------------------------------------------

    @cached_property
    def _broken_lines(self) -> frozenset[tuple[str, int]]:
        broken = (p for p in self._problems if BROKEN.fullmatch(p.code) and p.file.endswith(".toml"))
        return frozenset((p.file, p.span.line) for p in broken)

    @cached_property
    def _holed(self) -> frozenset[str]:
        """Files of which a line is missing from what was read."""
        return frozenset(p.file for p in self._problems if p.code in LINE_LOST)

    @cached_property
    def _gapped(self) -> frozenset[str]:
        """Files that use a guide which is not there; a slip in its name hides nothing of the playbook."""
        return frozenset(
            p.file
            for p in self._problems
            if p.code == "PBK050" and not is_slip(p.params["guide"], p.suggestion.text if p.suggestion else "")
        )

    @cached_property
    def _unread(self) -> frozenset[str]:
        return self._holed | {p.file for p in self._problems if p.code in UNREADABLE}

    @cached_property
    def _unparsed(self) -> frozenset[tuple[str, ...]]:
        """Conditions with a part that cannot be read: what is wrong with the types around it may only follow."""
        return frozenset(_text_of(p) for p in self._problems if p.code < "SYN020" and p.code.startswith("SYN"))

    @cached_property
    def _refused(self) -> frozenset[tuple[str, str]]:
        """Cells of tables whose value is not allowed there."""
        return frozenset((p.file, p.cell) for p in self._problems if p.code == "TBL010")

    @cached_property
    def _missing_tables(self) -> frozenset[str]:
        return frozenset(p.params["table"] for p in self._problems if p.code == "PBK032")

    @cached_property
    def _doubted(self) -> frozenset[str]:
        """Kinds of names of which some may stand in what was not read."""
        doubted = {kind for file in self._unread for kind in _kinds_in(file)}
        codes = {p.code for p in self._problems}
        doubted |= {"answers"} if self._gapped or "PBK030" in codes else set()
        doubted |= {"head"} if "PBK001" in codes else set()
        return frozenset(doubted)

    @cached_property
    def _blamed(self) -> frozenset[str]:
        """Facts whose own declaration has an error."""
        blocks = (p.block.split(",")[0].partition(" ") for p in self._problems if p.is_error)
        return frozenset({"fact": name, "step": f"answers.{name}"}.get(kind, "") for kind, _, name in blocks)

    @cached_property
    def _declared(self) -> Mapping[str, frozenset[str]]:
        """Names that stand in the files, whether or not what they are for could be read."""
        found: dict[str, set[str]] = {}
        for file, text in self._files.items():
            for kind in _kinds_in(file) if file.endswith(".toml") else ():
                found.setdefault(kind, set()).update(_names(kind, TomlPlaces(text, file)))
        for file in self._unread:
            if file.startswith("texts/"):
                found.setdefault("text of texts/", set()).add(file.split("/")[1].split(".")[0])
        return {kind: frozenset(names) for kind, names in found.items()}


def _text_of(problem: Problem) -> tuple[str, ...]:
    """The text a problem is about."""
    return problem.file, problem.block, problem.field, problem.cell


def _path_of(problem: Problem) -> list[str]:
    """The guides that a problem names as a chain."""
    return (problem.params.get("path") or problem.params["circle"]).split(" > ")


def _kinds_in(file: str) -> tuple[str, ...]:
    """The kinds of names a file declares."""
    folder, slash, _ = file.partition("/")
    return {
        "playbook.toml": ("head",),
        "facts.toml": ("fact",),
        "derived.toml": ("fact",),
        "panels.toml": ("panel",),
        "actions": ("group", "action"),
        "guides": ("answers",),
        "call_types": ("answers",),
    }.get(folder if slash else file, ())


def _names(kind: str, places: TomlPlaces) -> Iterator[str]:
    header = {"answers": "step"}.get(kind, kind)
    return places.ids(header) if kind in ("answers", "panel", "action") else places.names(header)


# -- what is left ----------------------------------------------------------------------------------------------------


def _undeclared(problems: list[Problem], files: Mapping[str, str]) -> list[Problem]:
    """Many facts nobody knows, where a file that declares facts is not there: that file is what is missing."""
    absent = [file for file in FACT_FILES if file not in files]
    strange = [p for p in problems if p.code in ("NAM001", "NAM008") and _of_site(p) and not _is_near(p)]
    names = sorted({p.params["name"] for p in strange})
    if not absent or len(names) < 3:
        return problems
    told = {"file": " or ".join(absent), "count": len(names), "known": listed(names)}
    place = Place(absent[0])
    return [p for p in problems if p not in strange] + [place.problem("PBK065", **told)]


def _is_near(problem: Problem) -> bool:
    """Whether the name is another one with a slip in it."""
    return problem.suggestion is not None and is_slip(problem.params["name"], problem.suggestion.text)


def _of_site(problem: Problem) -> bool:
    return not problem.params["name"].startswith(("answers.", "decision."))


def _grouped(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The same name missed in several places is one problem with all of them."""
    groups: dict[object, list[Problem]] = {}
    for number, problem in enumerate(problems):
        missed = name_missed(problem)
        groups.setdefault(missed or number, []).append(problem)
    for group in groups.values():
        first, *rest = sorted(group, key=_order)
        places = sorted(
            {(p.file, p.span.line, p.span.col) for p in rest} - {(first.file, first.span.line, first.span.col)}
        )
        yield replace(first, also=tuple(Place(file, line=line, col=col) for file, line, col in places))


def _order(problem: Problem) -> tuple[object, ...]:
    return not problem.is_error, problem.code not in _SHOWN_FIRST, problem.file, problem.span
