"""Rules about text: Qt may take any string for HTML, and HTML reads local files and freezes the layout.

A tag anywhere in a label, a tooltip or a message makes it rich. So the classes and methods that decide by content
belong to `desktop/views/safe_text.py`; elsewhere they take only text written down in the code or made by that module.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from scripts.house_lint.source import TRANSLATORS, Hit, Source

RICH_CLASSES = frozenset(
    {"QLabel", "QMessageBox", "QErrorMessage", "QProgressDialog", "QInputDialog", "QTextBrowser", "QTextEdit"}
)
# Method -> positions of the arguments that become text on the screen, or an address that is opened.
RICH_METHODS = {
    "setHtml": (0,),
    "insertHtml": (0,),
    "appendHtml": (0,),
    "setMarkdown": (0,),
    "setToolTip": (0,),
    "setWhatsThis": (0,),
    "setStatusTip": (0,),
    "setInformativeText": (0,),
    "showMessage": (0, 1),
    "showText": (1,),
    "addRow": (0,),
    "openUrl": (0,),
}
# Harmless on a line edit or a list, rich on a rich class.
RICH_ON_RICH_CLASSES = frozenset({"setText", "append"})


def rich_class(source: Source) -> Iterator[Hit]:
    """Build, subclass or call a dialog of a class that decides by content whether text is HTML."""
    for node in source.nodes:
        used: list[ast.expr] = []
        if isinstance(node, ast.Call):
            used = [node.func, node.func.value] if isinstance(node.func, ast.Attribute) else [node.func]
        elif isinstance(node, ast.ClassDef):
            used = node.bases
        for expression in used:
            if source.last_name(expression) in RICH_CLASSES:
                yield Hit(expression, f"{source.last_name(expression)} may take text for HTML; see safe_text.py")


def rich_argument(source: Source) -> Iterator[Hit]:
    """Hand text from outside to a method that may take it for HTML, or open an address from outside."""
    called = {id(call.func) for call in source.calls()}
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in RICH_METHODS and id(node) not in called:
            yield Hit(node, f"{node.attr} handed on can be called with any text; call it here, or use safe_text.py")
    for call in source.calls():
        method = call.func
        if isinstance(method, ast.Attribute) and not _takes_fixed_text(source, call, method):
            yield Hit(call, f"{method.attr} takes only text written down here or made by safe_text.py")


def _takes_fixed_text(source: Source, call: ast.Call, method: ast.Attribute) -> bool:
    positions = RICH_METHODS.get(method.attr, ())
    if method.attr in RICH_ON_RICH_CLASSES and source.class_of(method.value) in RICH_CLASSES:
        positions = (0,)
    if not positions:
        return True
    if method.attr == "addRow" and (len(call.args) == 1 or _is_widget(source, call.args[0])):
        return True
    handed = [call.args[position] for position in positions if position < len(call.args)]
    return all(source.fixed(argument) for argument in [*handed, *(keyword.value for keyword in call.keywords)])


def _is_widget(source: Source, node: ast.expr) -> bool:
    """Whether an argument was built by a class in this file: a widget or layout, which guards its own text."""
    built_by = source.last_name(node.func) if isinstance(node, ast.Call) else source.class_of(node)
    return built_by[:1].isupper()


def rich_role(source: Source) -> Iterator[Hit]:
    """Answer ToolTipRole with text that was not cleaned: a tooltip is rich text too."""
    for node in source.nodes:
        for expression in _tooltip_values(node):
            if not source.fixed(expression):
                yield Hit(expression, "a tooltip may be taken for HTML; return what safe_text.py made")


def _tooltip_values(node: ast.AST) -> Iterator[ast.expr]:
    """What a statement or expression gives for ToolTipRole: returned in a branch, mapped to it, or set for it."""
    match node:
        case ast.If(test=condition, body=branch) | ast.match_case(pattern=condition, body=branch):
            inner = (walked for statement in branch for walked in ast.walk(statement) if _mentions_tooltip(condition))
            yield from (leaf.value for leaf in inner if isinstance(leaf, ast.Return) and leaf.value is not None)
        case ast.IfExp(test=condition, body=value) if _mentions_tooltip(condition):
            yield value
        case ast.Dict(keys=keys, values=values):
            yield from (value for key, value in zip(keys, values, strict=True) if key and _mentions_tooltip(key))
        case ast.Call(func=ast.Attribute(attr="setData"), args=arguments):
            # (role, value) of a widget's item, (value, role) of a model's item, (index, value, role) of a model.
            roles = [position for position, argument in enumerate(arguments) if _mentions_tooltip(argument)]
            yield from (arguments[0 if position == 1 else 1] for position in roles)


def _mentions_tooltip(node: ast.AST) -> bool:
    return any(isinstance(inner, ast.Attribute) and inner.attr == "ToolTipRole" for inner in ast.walk(node))


def style_sheet(source: Source) -> Iterator[Hit]:
    """Make a style sheet at run time; the theme has the one sheet there is."""
    for call in source.calls():
        made = not all(source.fixed(argument) for argument in call.args)
        if made and isinstance(call.func, ast.Attribute) and call.func.attr == "setStyleSheet":
            yield Hit(call, "the one sheet is made in desktop/views/theme; set an object name or a property")


def translated(source: Source) -> Iterator[Hit]:
    """Translate text that is put together first, and never found again, or inside of another, where none is read."""
    for node in source.nodes:
        inside = ast.walk(node) if isinstance(node, ast.JoinedStr) else ()
        for call in inside:
            if isinstance(call, ast.Call) and source.last_name(call.func) in TRANSLATORS:
                yield Hit(call, "is not read inside of an f-string: translate it on a line of its own")
    for call in source.calls():
        last = source.last_name(call.func)
        for argument in call.args[: TRANSLATORS.get(last, 0)]:
            if not source.fixed(argument) and _put_together(argument):
                yield Hit(argument, f'{last}() needs the text itself: {last}("Call with {{name}}").format(name=…)')


# What shows text -> the position of that text; a name of a key or of the product is the same in every language.
SHOWS_TEXT = {
    "setText": 0,
    "set_label": 0,
    "setPlaceholderText": 0,
    "setAccessibleName": 0,
    "setAccessibleDescription": 0,
    "setWindowTitle": 0,
    "set_brief": 0,
    "addAction": 0,
    "addMenu": 0,
    "set_tip": -1,
    "announce": 1,
    "SafeLabel": 0,
    "ElidedLabel": 0,
    "SectionTitle": 0,
    "Chip": 1,
    "Tag": 1,
    "Button": 1,
    "IconButton": 2,
    "Column": 0,
    "Entry": 0,
}
SAME_EVERYWHERE = frozenset({"Callside"})
A_WORD = re.compile(r"[^\W\d_]{2,}")


def untranslated(source: Source) -> Iterator[Hit]:
    """Show a word that is written down in the code and never translated."""
    for call in source.calls():
        position = SHOWS_TEXT.get(source.last_name(call.func))
        if position is None or not call.args or position >= len(call.args):
            continue
        for node in _written_down(call.args[position]):
            yield Hit(node, f'{node.value!r} is shown as it is; self.tr("…") translates it')


def _written_down(node: ast.expr) -> Iterator[ast.Constant]:
    """The words in an expression that nothing translates: not those handed to a call."""
    match node:
        case ast.Constant(value=str(text)) if A_WORD.search(text) and text not in SAME_EVERYWHERE:
            yield node
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            yield from _written_down(one)
            yield from _written_down(other)
        case ast.JoinedStr(values=parts) | ast.BoolOp(values=parts):
            for part in parts:
                yield from _written_down(part)


def _put_together(node: ast.expr) -> bool:
    formatted = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
    return formatted or isinstance(node, ast.JoinedStr | ast.BinOp)
