"""What is wrong with a playbook, each with its place and a mend: the rules' own findings and ours as one list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.rules.problems import Problem, Severity, some

MESSAGES: Mapping[str, str] = {
    # files
    "PBK001": "The playbook has no {file}. It needs one, with format, name and version.",
    "PBK002": "This cannot be read: {reason}.",
    "PBK003": "This is not UTF-8 text. Save the file as UTF-8; in a spreadsheet, as CSV UTF-8.",
    "PBK004": "The file is larger than {limit} KB. Divide it.",
    "PBK005": "Nothing reads a file of this name; there are {known}. Rename it, or take it out of the folder.",
    "PBK006": "There is no playbook here: {folder} is not a folder.",
    "PBK007": "The playbook has more than {limit} files. From this one on they are not read.",
    # call types
    "PBK010": "A {kind} needs at least one {what}.",
    "PBK011": 'The id "{id}" may only have small letters, digits and _, and starts with a letter.',
    "PBK012": 'A step with input = "choice" needs between 1 and 9 choices; it has {count}. {write}.',
    "PBK013": 'Only a step with input = "choice" has choices. Write input = "choice", or leave out the choices.',
    "PBK014": 'An "ask" step needs a question and an input; there is no {what}. Write {write}.',
    "PBK015": 'A "say" step needs words to say. Write say = "…".',
    "PBK016": 'There is no step "{next}" further down; next leads to a later step or to the end: {known}.',
    "PBK017": 'No answer leads to the step "{id}": the steps before it lead past it, such as "{before}". Let a next '
    'lead to "{id}", or leave the step out.',
    "PBK018": 'The step "{id}" asks for {kind} here and for {other} at {where}. Answers of one name must agree: let '
    "both ask for the same, or give one of them another id.",
    "PBK019": 'The choice "{id}" reads "{label}" here and "{other}" at {where}. Let both read the same, or give one '
    "of them another id.",
    "PBK020": 'path needs the words from the root of the tree to the leaf, such as ["Billing", "Fee waived"], at '
    "most {limit} of them.",
    "PBK021": "Two dispositions have the path {path}; the first is at {first}. Change the words of one of them.",
    "PBK022": "{name} is decided by the rules and cannot be asked for here. Ask for the facts it follows from.",
    "PBK023": "{text} is shown as it is written: only names of facts may stand in braces, such as {customer.name}.",
    "PBK024": "The file must be called <id>.toml with small letters, digits and _, such as {folder}/{name}.",
    "PBK026": '{what} has no words in {language}, only in {there}: "{words}". Write {write}.',
    # guides
    "PBK050": "There is no guides/{guide}.toml, which is used here; {known}.",
    "PBK051": "These guides use each other in a circle: {circle}. Leave out one of the uses.",
    "PBK052": "A step that uses a guide has only id, use, when and next. Leave out {odd}.",
    "PBK053": 'An identity check asks for a choice: input = "choice", and one of the choices has the id "verified".',
    "PBK054": 'A check of consent says what for, such as consent = "marketing", and has choices with the ids given '
    "and refused.",
    "PBK055": 'A disclosure is read out and cannot be skipped: it has words to say, say = "…", and neither input '
    "nor required = false.",
    "PBK056": 'Only a step with kind = "check" has check and consent. Write kind = "check", or leave them out.',
    "PBK057": 'Only a step with kind = "do" has do, and it has no input. Write kind = "do" without input, or leave '
    "out do.",
    "PBK058": "Guides may use each other {limit} deep; this is one more: {path}. Put its steps into the one above.",
    "PBK059": 'No call type and no guide uses this guide. Write use = "{guide}" in a step, or delete the file.',
    "PBK060": "{name} is nothing a wrap-up can require; {known}.",
    "PBK061": 'The guide of this call type has no step "{step}", so {name} could never be there; {known}.',
    "PBK062": "There is no survey in surveys.toml that could be required. Add a [[survey]], or leave out survey.",
    "PBK063": "To require the survey, surveys.toml needs what an agent says who invites nobody: decline_reasons = "
    '["…"].',
    "PBK064": "No survey of surveys.toml is for this call type, so this never holds a call up. Leave out survey, or "
    "add the call type to call_types of a survey.",
    "PBK067": '"{next}" stands further up, or is this step; next leads to a later step, so no guide goes in '
    'circles. Name a step further down, or "end".',
    # derived facts
    "PBK070": "{name} is not a fact's name: small letters, digits and _ with a point, such as order.value.",
    "PBK071": "A derived fact has one of from, when and value; {name} has {found}.",
    "PBK072": "A fact counted on records says how, once; found {found}. There are {known}.",
    "PBK066": "{name} stands further down; a derived fact may only use those above it. Move {name} up.",
    "PBK073": "{name} is not a field that {way} works on; {known}.",
    # panels
    "PBK090": 'There is no panel {id}; {known}. One of your own says table = "…".',
    "PBK091": "{id} comes with Callside and has no table. Leave out table, or give the panel another id.",
    "PBK092": "The panel has {count} columns; {limit} fit. Leave out {over}.",
    "PBK094": "{name} is no name for a table of your own: small letters, digits and _, and none of {known}.",
    "PBK093": "The panel {panel} has no column {name}; {known}.",
    # texts and articles
    "PBK080": "The file must be called <id>.<language>.md, with letters, digits, _ and -: late_order.{language}.md.",
    "PBK081": "{language} is none of the playbook's languages: {known}. Rename the file, or add the language to "
    "playbook.toml.",
    "PBK082": "There is no {file}: a text is needed in the playbook's first language, {language}.",
    "PBK083": "{text} is no setting; {known}, each with a colon. A blank line divides the settings from the words.",
    "PBK084": "There is no {what} {name} in this playbook; {known}.",
    # words for colleagues
    "PBK085": "The file must be called words/<language>.toml, such as words/de.toml.",
    "PBK086": "In braces the words have {found}, the text has {wanted}. What stands in braces stays as it is.",
    "PBK087": 'Nothing that colleagues read of this playbook is worded "{text}". Write the text exactly as it stands '
    "there, or leave this line out.",
    "PBK088": "In {language} there are no words for {count} that colleagues read, such as {texts}. A line under "
    "[words] gives them.",
    # across files
    "PBK030": "{table} can choose {id}, but there is no call_types/{id}.toml; {known}.",
    "PBK031": "No row of {table} chooses this call type; agents can only switch to it by hand. Add a row with {id}.",
    "PBK032": "There is no tables/{table}.csv. Callside needs it, with these outputs: {outputs}.",
    "PBK033": "The table {table} needs an output called {output}; it has {known}.",
    "PBK034": "There is no {what} called {value}; {known}.",
    "PBK035": "default_call_type is {id}, but there is no call_types/{id}.toml; {known}.",
    "PBK036": "The default answer of the table, {found}, and default_call_type at {head}, {wanted}, must agree. "
    "Write the same in both.",
    "PBK065": "There is no {file}, and {count} facts are used that nothing declares: {known}.",
    # test cases
    "PBK041": "There is no {what} {name}, which this case names; {known}.",
    "PBK040": "The case {case} fails{moment}: {said}.",
}
MOST_PLACES = 5
"""Other places that are named in a message."""


@dataclass(frozen=True, slots=True, order=True)
class PlaybookProblem:
    """One finding: `text` says what is wrong and how to mend it; line and column count from 1.

    `written` is the line as it stands, where it cannot be read. `case` are facts that show it, as a test case writes
    them. `block` is what holds it, such as "step day"; `cell` names a table's cell as spreadsheets do; `also` are other
    places of the same cause. `because` says why, line by line.
    """

    file: str
    line: int
    col: int
    code: str
    severity: Severity
    text: str
    case: str = ""
    because: tuple[str, ...] = ()
    written: str = ""
    block: str = ""
    field: str = ""
    cell: str = ""
    also: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether this finding refuses the playbook."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.col}: {self.text}" if self.file else self.text


class PlaybookError(Exception):
    """A playbook that cannot be used; `problems` holds everything that is wrong with it, errors first."""

    def __init__(self, problems: Iterable[PlaybookProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def worded(problem: Problem) -> PlaybookProblem:
    """A finding of the rules, or one of ours in their form, as a finding of the playbook."""
    text = problem.worded(MESSAGES.get(problem.code)) + _declares(problem)
    also = tuple(map(str, problem.also))
    told = problem.params
    return PlaybookProblem(
        file=problem.file,
        line=problem.span.line,
        col=problem.span.col,
        code=problem.code,
        severity=problem.severity,
        text=f"{text}{_elsewhere(also)}{_where(problem, text)}",
        case=told.get("case", "") if problem.code.startswith("CHK") else "",
        because=tuple(told.get("because", "").splitlines()),
        written=told.get("written", ""),
        block=problem.block,
        field=problem.field,
        cell=problem.cell,
        also=also,
    )


def _declares(problem: Problem) -> str:
    """Where a name that means nothing would come from."""
    name = problem.params.get("name", "") if problem.code in ("NAM001", "NAM008") else ""
    first, _, rest = name.partition(".")
    if first == "answers":
        return f" Answers are named after steps: no step has the id {rest}."
    return f" There is no tables/{rest.partition('.')[0]}.csv that says it." if first == "decision" else ""


def _elsewhere(places: Sequence[str]) -> str:
    """The other places of the same cause."""
    if not places:
        return ""
    more = len(places) - MOST_PLACES
    shown = ", ".join(places[:MOST_PLACES])
    rest = f" and {some(more, 'more place')}" if more > 0 else ""
    return f" So also at {shown}{rest}."


def _where(problem: Problem, text: str) -> str:
    """What holds it, as far as the text does not say so itself; a finding names the rules it is about."""
    if problem.code.startswith("CHK"):
        return ""
    field = "" if problem.field == "id" else problem.field
    parts = [problem.block, field and f"column {field}" if problem.cell else field]
    parts.append(f"cell {problem.cell}" if problem.cell else "")
    new = [part for part in parts if part and not re.search(rf"(?<![\w.]){re.escape(part)}(?![\w.])", text)]
    return f" ({', '.join(new)})" if new else ""


def in_order(problems: Iterable[Problem]) -> tuple[PlaybookProblem, ...]:
    """All findings worded, errors first, then by place; the same finding twice is one."""
    found = {worded(problem) for problem in problems}
    return tuple(sorted(found, key=lambda p: (not p.is_error, p.severity is Severity.NOTICE, p)))
