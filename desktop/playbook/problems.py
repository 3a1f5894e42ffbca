"""What is wrong with a playbook, each with its place and a mend: the rules' own findings and ours as one list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.rules.problems import Problem, Severity

MESSAGES: Mapping[str, str] = {
    # files
    "PBK001": "The playbook has no {file}.",
    "PBK002": "The file cannot be read: {reason}",
    "PBK003": "The file is not UTF-8 text; save it as UTF-8.",
    "PBK004": "The file is larger than {limit} KB.",
    "PBK005": "Nothing reads this file; playbooks hold {known}.",
    "PBK006": "There is no playbook here: {folder} is not a folder.",
    "PBK007": "The playbook has more than {limit} files.",
    # call types
    "PBK010": "A call type needs at least one {what}.",
    "PBK011": "The step id {id} may only have small letters, digits and _, and starts with a letter.",
    "PBK012": 'A step with input = "choice" needs between 1 and 9 choices; it has {count}.',
    "PBK013": 'Only a step with input = "choice" has choices.',
    "PBK014": 'An "ask" step needs an input and a question.',
    "PBK015": 'A "say" step needs words to say.',
    "PBK016": 'There is no later step {next}; next leads to a step further down, or to "end".',
    "PBK017": "No answer leads to the step {id}.",
    "PBK018": "The step {id} asks for {kind} here and for {other} in {where}; answers of one name must agree.",
    "PBK019": 'The answer {id} reads "{label}" here and "{other}" in {where}; the words must agree.',
    "PBK020": 'path needs the words from the root of the tree to the leaf, such as ["Billing", "Fee waived"].',
    "PBK021": "Two dispositions have the path {path}.",
    "PBK022": "{name} is decided by the rules and cannot be asked for in a call type.",
    "PBK023": "{text} is shown as it is written: only names of facts may stand in braces.",
    "PBK024": "The file must be called <id>.toml with small letters, digits and _, such as order_status.toml.",
    "PBK025": "{what} has {count} characters; {limit} fit on the screen.",
    "PBK026": "{what} is not there in {language}; the playbook's first language is used.",
    # guides
    "PBK050": "There is no guides/{guide}.toml.",
    "PBK051": "These guides use each other in a circle: {circle}.",
    "PBK052": "A step that uses a guide has only id, use, when and next.",
    "PBK053": 'An identity check asks for a choice, one of them with the id "verified".',
    "PBK054": 'A check of consent says what for, consent = "marketing", and has the choices given and refused.',
    "PBK055": "A disclosure has words to say and no input: it is read out and cannot be skipped.",
    "PBK056": 'Only a step with kind = "check" has check and consent.',
    "PBK057": 'Only a step with kind = "do" has do, and it asks for nothing.',
    "PBK058": "Guides may use each other {limit} deep.",
    "PBK059": "No call type and no guide uses this guide.",
    "PBK060": "{name} is nothing a wrap-up can require; use notes, follow_up, survey or answers.<step>.",
    "PBK061": "The guide of this call type has no step {step}, so {name} could never be there.",
    "PBK062": "There is no survey in surveys.toml that could be required.",
    "PBK063": "To require the survey, surveys.toml needs decline_reasons: what an agent says who invites nobody.",
    "PBK064": "No survey of surveys.toml is for this call type, so this never holds a call up.",
    # derived facts
    "PBK070": "{name} is not a fact's name: small letters, digits and _ with a point, such as order.value.",
    "PBK071": "A derived fact has one of from, when and value.",
    "PBK072": "A fact counted on records says how, once: {known}.",
    "PBK073": "{name} is not a field this can be counted on; there are {known}.",
    # panels
    "PBK090": "{id} is no panel Callside brings along ({known}); one of your own names its table.",
    "PBK091": "{id} comes with Callside and has no table.",
    "PBK092": "The panel has {count} columns; {limit} fit.",
    "PBK094": "{name} is no name for a table of your own: small letters, digits and _, and none of {known}.",
    "PBK093": "{name} is no column of {panel}; there are {known}.",
    # texts and articles
    "PBK080": "The file is named <id>.<language>.md, such as late_order.en.md.",
    "PBK081": "{language} is none of the playbook's languages: {known}.",
    "PBK082": "There is no {file}: a text is needed in the playbook's first language.",
    "PBK083": "{text} is no setting; before the first blank line stand {known}, each with a colon.",
    "PBK084": "There is no {what} {name} in this playbook.",
    # across files
    "PBK030": "{table} can choose {id}, but there is no call_types/{id}.toml.",
    "PBK031": "No row of {table} chooses this call type; agents can only switch to it by hand.",
    "PBK032": "The table {table} is missing.",
    "PBK033": "The table {table} needs an output called {output}.",
    "PBK034": "{value} is not a {what}; use {known}.",
    "PBK035": "There is no call type {id} in this playbook.",
    "PBK036": "The default answer of the table, {found}, and default_call_type, {wanted}, must agree.",
    # test cases
    "PBK040": "The case {case} fails{moment}: {said}.",
}


@dataclass(frozen=True, slots=True, order=True)
class PlaybookProblem:
    """One finding: `text` says what is wrong and how to mend it; `line` counts from 1.

    `case` are facts that show it, as a test case writes them; `because` says why, line by line.
    """

    file: str
    line: int
    col: int
    code: str
    severity: Severity
    text: str
    case: str = ""
    because: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether this finding refuses the playbook."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class PlaybookError(Exception):
    """A playbook that cannot be used; `problems` holds everything that is wrong with it, errors first."""

    def __init__(self, problems: Iterable[PlaybookProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def worded(problem: Problem) -> PlaybookProblem:
    """A finding of the rules, or one of ours in their form, as a finding of the playbook."""
    text = problem.text
    if problem.code in MESSAGES:
        text = MESSAGES[problem.code]
        for name, value in problem.params.items():
            text = text.replace("{" + name + "}", value)
        if problem.suggestion is not None:
            text += f" Did you mean {problem.suggestion.text}?"
    field = f" ({problem.field})" if problem.field and problem.field not in text else ""
    span = problem.span
    case = problem.params.get("case", "") if problem.code.startswith("CHK") else ""
    because = tuple(problem.params.get("because", "").splitlines())
    return PlaybookProblem(
        problem.file, span.line, span.col, problem.code, problem.severity, text + field, case, because
    )


def in_order(problems: Iterable[Problem]) -> tuple[PlaybookProblem, ...]:
    """All findings worded, errors first, then by place; the same finding twice is one."""
    found = {worded(problem) for problem in problems}
    return tuple(sorted(found, key=lambda p: (not p.is_error, p.severity is Severity.NOTICE, p)))
