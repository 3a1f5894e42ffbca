"""One parsed file: its nodes, what its names stand for, and which of its text is written down in the code."""

from __future__ import annotations

import ast
from dataclasses import dataclass

# Translating call -> how many leading arguments must be written down: lupdate reads them from the source.
TRANSLATORS = {"tr": 1, "translate": 2, "QT_TRANSLATE_NOOP": 2}
# What makes text that Qt cannot take for HTML. The module's other functions clean text for plain places only.
DEFUSED_BY = frozenset({"desktop.views.safe_text.tip_text"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A breach of some rule: the node it is at, and what to do instead."""

    node: ast.expr | ast.stmt
    message: str


def last_part(dotted: str) -> str:
    """The last name of a dotted one."""
    return dotted.rpartition(".")[2]


class Source:
    """A parsed Python file; raises SyntaxError."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.nodes = list(ast.walk(ast.parse(text, path)))
        self._imported: dict[str, str] = {}
        self._constants: set[str] = set()
        self._built_by: dict[str, str] = {}
        for node in self.nodes:
            self._learn_imports(node)
        for node in self.nodes:
            self._learn_types(node)

    def calls(self) -> list[ast.Call]:
        """Every call in the file."""
        return [node for node in self.nodes if isinstance(node, ast.Call)]

    def name(self, node: ast.expr) -> str:
        """The dotted name an expression stands for, with imports resolved; `f().x` stays `f().x`."""
        head, dot, rest = ast.unparse(node).strip("'\"").partition(".")
        return self._imported.get(head, head) + dot + rest

    def last_name(self, node: ast.expr) -> str:
        """The last part of that name."""
        return last_part(self.name(node))

    def class_of(self, node: ast.expr) -> str:
        """The class a variable was built by or annotated with in this file; empty when that is not known."""
        return self._built_by.get(ast.unparse(node), "")

    def fixed(self, node: ast.expr) -> bool:
        """Whether an expression is text (or an address) written down in the code, or defused by safe_text."""
        match node:
            case ast.Constant():
                return True
            case ast.Name(id=name):
                return name in self._constants
            case ast.JoinedStr(values=parts):
                return all(isinstance(part, ast.Constant) for part in parts)
            case ast.IfExp(body=body, orelse=other) | ast.BinOp(left=body, right=other):
                return self.fixed(body) and self.fixed(other)
            case ast.Call():
                return self._fixed_call(node)
        return False

    def _fixed_call(self, call: ast.Call) -> bool:
        if self.name(call.func) in DEFUSED_BY:
            return True
        last = self.last_name(call.func)
        leading = call.args[: TRANSLATORS[last]] if last in TRANSLATORS else call.args
        return (last in TRANSLATORS or last == "QUrl") and all(self.fixed(argument) for argument in leading)

    def _learn_imports(self, node: ast.AST) -> None:
        if isinstance(node, ast.ImportFrom) and node.module:
            self._imported |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            self._imported |= {alias.asname: alias.name for alias in node.names if alias.asname}

    def _learn_types(self, node: ast.AST) -> None:
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    self._learn_value(target, value)
            case ast.AnnAssign(target=target, annotation=annotation, value=value):
                if value is not None:
                    self._learn_value(target, value)
                self._built_by[ast.unparse(target)] = self.last_name(annotation)
            case ast.arg(arg=name, annotation=annotation) if annotation is not None:
                self._built_by[name] = self.last_name(annotation)

    def _learn_value(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name) and target.id.isupper() and self.fixed(value):
            self._constants.add(target.id)
        if isinstance(value, ast.Call):
            self._built_by[ast.unparse(target)] = self.last_name(value.func)
