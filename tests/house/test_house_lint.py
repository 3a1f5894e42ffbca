"""Each house rule fires on what it forbids, and lets its allowed form pass."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.house_lint.__main__ import RULES, WORK_OWNERS, findings

ROOT = Path(__file__).parents[2]
QT = "from PySide6.QtCore import Qt\nfrom PySide6.QtWidgets import *\n"

FORBIDDEN = {
    "rich-class": [
        "label = QLabel(name)",
        "label = QLabel()",
        "label = QtWidgets.QLabel('x')",
        "from PySide6.QtWidgets import QLabel as Text\nlabel = Text('x')",
        "class NameLabel(QLabel): pass",
        "class Box(QtWidgets.QMessageBox): pass",
        "QMessageBox.warning(self, 'Callside', text)",
        "QInputDialog.getText(self, 'a', 'b')",
        "QErrorMessage(self)",
        "QProgressDialog(self)",
        "QTextBrowser()",
        "QTextEdit()",
    ],
    "rich-argument": [
        "view.setHtml(text)",
        "cursor.insertHtml(text)",
        "view.appendHtml(text)",
        "view.setMarkdown(article.body)",
        "button.setToolTip(name)",
        "button.setToolTip(f'Call {name}')",
        "button.setToolTip(self.tr('Call {name}').format(name=name))",
        "button.setToolTip('Call ' + name)",
        "button.setToolTip('Call' if busy else name)",
        "button.setToolTip(*texts)",
        "button.setToolTip(text=name)",
        "changed.connect(button.setToolTip)",
        "button.setWhatsThis(name)",
        "button.setStatusTip(name)",
        "box.setInformativeText(name)",
        "bar.showMessage(name, 2000)",
        "tray.showMessage('Call', name)",
        "QToolTip.showText(position, name)",
        "form.addRow(name, edit)",
        "form.addRow(f'{name}:', edit)",
        "QDesktopServices.openUrl(url)",
        "QDesktopServices.openUrl(QUrl(link))",
        "def show(label: QLabel, name: str) -> None:\n    label.setText(name)",
        "self.view: QTextEdit = make()\nself.view.append(line)",
        "view = self.findChild(QTextBrowser)\nbrowser: 'QTextBrowser' = view\nbrowser.setText(name)",
        "from resources import safe_text\nbutton.setToolTip(safe_text.tip_text(name))",
        "from desktop.views.safe_text import cell\nbutton.setToolTip(cell(name))",
        "self.tr(name)\nbutton.setToolTip(self.tr(name))",
    ],
    "rich-role": [
        "if role == Qt.ItemDataRole.ToolTipRole:\n        return row.name",
        "if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):\n        return str(row)",
        "match role:\n        case Qt.ItemDataRole.ToolTipRole:\n            return row.name",
        "return {Qt.ItemDataRole.DisplayRole: a, Qt.ItemDataRole.ToolTipRole: row.name}[role]",
        "return row.name if role == Qt.ToolTipRole else None",
        "item.setData(Qt.ItemDataRole.ToolTipRole, row.name)",
        "item.setData(row.name, Qt.ItemDataRole.ToolTipRole)",
        "model.setData(index, row.name, Qt.ItemDataRole.ToolTipRole)",
    ],
    "style-sheet": ["widget.setStyleSheet(sheet)", "widget.setStyleSheet(f'color: {c}')"],
    "translated": [
        "self.tr(f'Call with {name}')",
        "f'{self.tr(\"Call\")} {name}'",
        "f'{name} {words.get(code, self.tr(\"no answer\"))}'",
        "self.tr('Call with {name}'.format(name=name))",
        "self.tr('Call with %s' % name)",
        "self.tr('Call with ' + name)",
        "QCoreApplication.translate('Pane', f'{count} calls')",
    ],
    "untranslated": [
        "SafeLabel('No orders on file')",
        "self.title.setText('Late' if late else '')",
        "button.set_label(f'Call {name}')",
        "button.set_label('Call ' + name)",
        "Button(look, 'Send')",
        "set_tip(self.field, 'Press Enter')",
        "menu.addAction(name or 'Nobody')",
    ],
    "color": [
        "color = '#1a2b3c'",
        "color = '#801a2b3c'",
        "color = '#fff'",
        "sheet = 'QPushButton { color: #1A2B3C; }'",
        "sheet = 'background: rgba(0, 0, 0, 40)'",
        "sheet = f'border: {width} #1a2b3c'",
        "pen.setColor(QColor(10, 20, 30))",
        "pen.setColor(QColor('red'))",
        "pen.setColor(QtGui.QColor.fromRgb(1, 2, 3))",
        "pen.setColor(Qt.GlobalColor.red)",
    ],
    "nested-loop": [
        "dialog.exec()",
        "self.menu.exec(position)",
        "dialog.exec_()",
        "Dialog(self).exec()",
        "path, _ = QFileDialog.getSaveFileName(self)",
        "QColorDialog.getColor()",
    ],
    "loose-work": [
        "import asyncio\nasyncio.create_task(work())",
        "from asyncio import create_task\ncreate_task(work())",
        "import asyncio\nasyncio.ensure_future(work())",
        "import asyncio\nasync def f():\n    await asyncio.to_thread(work)",
        "import asyncio\nasyncio.get_running_loop().create_task(work())",
        "self._loop.create_task(work())",
        "loop.run_in_executor(None, work)",
        "import threading\nthreading.Thread(target=work).start()",
        "from threading import Thread\nThread(target=work).start()",
        "import threading\nclass Worker(threading.Thread): pass",
        "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor()",
        "from PySide6.QtCore import QThread\nclass Worker(QThread): pass",
    ],
    "pure": [
        "import httpx",
        "import os",
        "import time",
        "from pathlib import Path",
        "import desktop.store",
        "from connectors.records import Customer",
        "from datetime import datetime\nnow = datetime.now()",
        "import datetime\nnow = datetime.datetime.now(datetime.UTC)",
        "from datetime import date\ntoday = date.today()",
        "import random\nx = random.random()",
        "text = open('x').read()",
        "print('x')",
    ],
}

ALLOWED = {
    "rich-class": [
        "label = SafeLabel(name)",
        "from desktop.views.safe_text import SafeLabel\nclass NameLabel(SafeLabel): pass",
        "mode = QTextEdit.LineWrapMode.NoWrap",
        "found = self.findChild(QLabel)",
        "QPushButton(name)",
        "QPlainTextEdit(name)",
    ],
    "rich-argument": [
        "button.setToolTip('Put the caller on hold')",
        "button.setToolTip(self.tr('Put the caller on hold'))",
        "button.setToolTip(self.tr('%n calls', '', count))",
        "button.setToolTip(QCoreApplication.translate('Pane', 'Hold'))",
        "button.setToolTip(self.tr('Hold') if live else self.tr('Resume'))",
        "button.setToolTip('')",
        "button.setToolTip(f'Hold')",
        "HINT = 'Put the caller on hold'\nbutton.setToolTip(HINT)",
        "from desktop.views.safe_text import tip_text\nbutton.setToolTip(tip_text(name))",
        "from desktop.views import safe_text\nbutton.setToolTip(safe_text.tip_text(name))",
        "import desktop.views.safe_text\nbutton.setToolTip(desktop.views.safe_text.tip_text(name))",
        "rows.append(name)",
        "button.setText(name)",
        "edit = QLineEdit()\nedit.setText(name)",
        "form.addRow(self.tr('Name'), edit)",
        "form.addRow(SafeLabel(name), edit)",
        "caption = SafeLabel(name)\nform.addRow(caption, edit)",
        "form.addRow(buttons)",
        "bar.showMessage(self.tr('Saved'), 2000)",
        "QDesktopServices.openUrl(QUrl('https://example.com/help'))",
    ],
    "rich-role": [
        "if role == Qt.ItemDataRole.DisplayRole:\n        return row.name",
        "if role == Qt.ItemDataRole.ToolTipRole:\n        return None",
        "if role == Qt.ItemDataRole.ToolTipRole:\n        return self.tr('Overdue')",
        "if role == Qt.ItemDataRole.ToolTipRole:\n        return tip_text(row.name)",
        "item.setData(Qt.ItemDataRole.DisplayRole, row.name)",
        "return {Qt.ItemDataRole.DisplayRole: row.name, Qt.ItemDataRole.ToolTipRole: tip_text(row.name)}[role]",
    ],
    "style-sheet": ["widget.setStyleSheet('')"],
    "translated": [
        "self.tr('Call with {name}').format(name=name)",
        "self.tr('one' 'two')",
        "self.tr(self.TITLES[kind])",
        "QCoreApplication.translate('Pane', TITLE)",
    ],
    "untranslated": [
        "SafeLabel(self.tr('No orders on file'), 'meta', 'text2')",
        "SafeLabel(role='meta')",
        "self.title.setText(f'{count} · {name}')",
        "self.setWindowTitle('Callside')",
        "Button(look, name, 'link', icon='send')",
        "set_tip(self.field, words)",
        "label.setText('5 m')",
    ],
    "color": [
        '"""Looks like #1a2b3c in a docstring."""',
        "text = 'order #4711'",
        "color = QColor(tokens.accent)",
        "none = QColor()",
        "pen.setColor(Qt.GlobalColor.transparent)",
    ],
    "nested-loop": [
        "dialog.open()",
        "self.menu.popup(position)",
        "self.drag.exec(Qt.DropAction.CopyAction)",
        "session.execute(query)",
        "exec(code)",
    ],
    "loose-work": [
        "async def f():\n    async with asyncio.TaskGroup() as group:\n        group.create_task(work())",
        "view_task(work())",
        "db.run(work)",
        "from PySide6.QtCore import QTimer\ntimer = QTimer()",
        "import threading\nlock = threading.Lock()",
    ],
    "pure": [
        "from __future__ import annotations",
        "import re, math\nfrom datetime import datetime, timedelta",
        "from desktop.rules.values import Value",
        "now = clock.now()",
        "import random\nsample = random.Random(7).random()",
        "start = datetime.fromisoformat(text)",
    ],
}

PLACES = {"pure": "desktop/rules/sample.py"}


def rules_fired(rule: str, code: str, path: str | None = None) -> set[str]:
    """The names of the rules that fire on a sample, indented into a method when it needs to return."""
    body = f"def data(self, index, role):\n    {code}\n" if "return " in code else code
    safe = "" if "safe_text" in code or rule == "pure" else "from desktop.views.safe_text import tip_text\n"
    source = ("" if rule == "pure" else QT + safe) + body
    if code.startswith('"""'):
        source = code
    lines = findings(path or PLACES.get(rule, "desktop/views/sample.py"), source)
    return {line.split(": ")[1] for line in lines}


@pytest.mark.parametrize(("rule", "code"), [(rule, code) for rule, codes in FORBIDDEN.items() for code in codes])
def test_rule_fires(rule: str, code: str) -> None:
    assert rule in rules_fired(rule, code)


@pytest.mark.parametrize(("rule", "code"), [(rule, code) for rule, codes in ALLOWED.items() for code in codes])
def test_allowed_form_passes(rule: str, code: str) -> None:
    assert rule not in rules_fired(rule, code)


def test_every_rule_has_samples_of_both_kinds() -> None:
    assert set(FORBIDDEN) == set(ALLOWED) == {rule.name for rule in RULES}


@pytest.mark.parametrize("rule", ["rich-class", "rich-argument", "rich-role", "style-sheet"])
def test_safe_text_owns_rich_text(rule: str) -> None:
    assert not any(rule in rules_fired(rule, code, "desktop/views/safe_text.py") for code in FORBIDDEN[rule])


@pytest.mark.parametrize("owner", WORK_OWNERS)
def test_few_places_own_tasks_and_threads(owner: str) -> None:
    assert not any("loose-work" in rules_fired("loose-work", code, owner) for code in FORBIDDEN["loose-work"])


def test_only_the_tokens_name_colors() -> None:
    code = "accent = '#1a2b3c'"
    assert not rules_fired("color", code, "desktop/views/theme/tokens.py")
    assert rules_fired("color", code, "desktop/views/theme/palette.py") == {"color"}


def test_connectors_may_not_start_loose_work_but_may_open_files() -> None:
    code = "import threading\nthreading.Thread(target=open)\nopen('x')"
    assert rules_fired("loose-work", code, "connectors/http/client.py") == {"loose-work"}


def test_findings_name_the_place_in_order_of_lines() -> None:
    lines = list(findings("desktop/views/sample.py", "x = 1\nQLabel(a)\nb.setToolTip(c)\n"))
    assert [line.split(": ")[:2] for line in lines] == [
        ["desktop/views/sample.py:2:1", "rich-class"],
        ["desktop/views/sample.py:3:1", "rich-argument"],
    ]


def test_the_command_fails_on_a_breach_and_names_it(tmp_path: Path) -> None:
    sample = tmp_path / "desktop" / "views" / "pane.py"
    sample.parent.mkdir(parents=True)
    sample.write_text("dialog.exec()\n", encoding="utf-8")
    command = [sys.executable, "-m", "scripts.house_lint"]
    environment = {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "desktop/views/pane.py:1:1: nested-loop" in done.stdout.replace("\\", "/")
    sample.write_text("dialog.open()\n", encoding="utf-8")
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "House rules: 0 findings in 1 file")
