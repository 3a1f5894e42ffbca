"""After the call, SAY sums it up: what was answered, what was accepted and declined, what finishing sends where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.call.state import ActionNote, CallState, GuideView, StepStatus, StepView
from desktop.views.agent.deed_words import DeedWords
from desktop.views.agent.effect_words import EffectWords
from desktop.views.context import ViewContext
from desktop.views.safe_text import SafeLabel, cell, shown
from desktop.views.widgets.card import hbox, vbox
from desktop.views.widgets.labels import IconLabel

if TYPE_CHECKING:
    from desktop.rules.decision import FilledEffect

_OUTCOMES = {
    "accepted": ("check", "good"),
    "done": ("check", "good"),
    "declined": ("x", "text2"),
    "undone": ("x", "text2"),
    "failed": ("triangle-alert", "bad"),
}


class GuideSummary(QWidget):
    """Three lists, made of lines that are reused."""

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._guide: GuideView | None = None
        self._log: tuple[ActionNote, ...] | None = None
        px = context.look.px
        body = vbox(self, margins=(px(4), px(4), px(4), px(4)), spacing=px(12))
        self._answers = _Lines(context, self.tr("Answers"))
        self._actions = _Lines(context, self.tr("Actions"))
        self._sends = _Lines(context, self.tr("Finish sends"))
        self._words = EffectWords(self)
        self._sent: tuple[FilledEffect, ...] | None = None
        body.addWidget(self._answers)
        body.addWidget(self._actions)
        body.addWidget(self._sends)
        body.addStretch(1)

    def show_call(self, state: CallState) -> None:
        """Show what came of a call."""
        if state.guide != self._guide:
            self._guide = state.guide
            done = [step for step in state.guide.steps if step.status in (StepStatus.DONE, StepStatus.SKIPPED)]
            self._answers.show_lines(
                [
                    ("skip-forward", "text2", cell(step.title), self._left_out(step))
                    if step.status is StepStatus.SKIPPED
                    else ("check", "good", cell(step.title), cell(step.answer) or self.tr("Done"))
                    for step in done
                ],
                self.tr("No step of the guide was answered."),
            )
        if state.action_log != self._log:
            self._log = state.action_log
            lines = [(*_mark(note), cell(note.title), self._became(note)) for note in state.action_log]
            self._actions.show_lines(lines, self.tr("No action was accepted or declined."))
        if state.sends != self._sent:
            self._sent = state.sends
            labels = {source.name: source.label for source in state.sources}
            writes = [self._write(effect, labels) for effect in state.sends]
            self._sends.show_lines(writes, self.tr("No system takes this call; it is kept on this computer."))

    def _write(self, effect: FilledEffect, labels: Mapping[str, str]) -> tuple[str, str, str, str]:
        """One write: what it creates where, and its values."""
        head, *values = self._words.preview(effect, labels)
        said = [self.tr("{outcome}: {reason}").format(outcome=line.name, reason=line.value) for line in values]
        return "send", "text2", f"{head.value[:1].upper()}{head.value[1:]}", shown("\n".join(said))

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self._guide = self._log = self._sent = None
        for lines in (self._answers, self._actions, self._sends):
            lines.forget()

    def _left_out(self, step: StepView) -> str:
        return self.tr("Skipped: {reason}").format(reason=cell(step.reason)) if step.reason else self.tr("Skipped")

    def _became(self, note: ActionNote) -> str:
        why_not = DeedWords().not_done(note.reason or "") if note.outcome == "failed" else None
        if why_not is not None:
            return why_not
        words = {
            "accepted": self.tr("Accepted"),
            "done": self.tr("Done"),
            "declined": self.tr("Declined"),
            "undone": self.tr("Undone, nothing was sent"),
            "failed": self.tr("Failed, nothing was sent"),
        }
        word = words.get(note.outcome, cell(note.outcome))
        return self.tr("{outcome}: {reason}").format(outcome=word, reason=cell(note.reason)) if note.reason else word


def _mark(note: ActionNote) -> tuple[str, str]:
    return _OUTCOMES.get(note.outcome, ("minus", "text2"))


class _Lines(QWidget):
    """A small title and its lines: mark, what, and under it what came of it."""

    def __init__(self, context: ViewContext, title: str) -> None:
        super().__init__()
        self._look = context.look
        self._body = vbox(self, spacing=context.look.px(6))
        self._body.addWidget(SafeLabel(title, "micro", "text2"))
        self._none = SafeLabel(role="meta", tone="text2", wrap=True)
        self._body.addWidget(self._none)
        self._rows: list[tuple[QWidget, IconLabel, SafeLabel, SafeLabel]] = []

    def show_lines(self, lines: Sequence[tuple[str, str, str, str]], nothing: str) -> None:
        """Show lines of icon, tone, text and outcome; `nothing` when there are none."""
        while len(self._rows) < len(lines):
            self._rows.append(self._new_row())
        for number, (row, mark, text, outcome) in enumerate(self._rows):
            row.setVisible(number < len(lines))
            if number < len(lines):
                icon, tone, what, became = lines[number]
                mark.set_icon(icon, tone)
                text.setText(what)
                outcome.setText(became)
        self._none.setText(nothing)
        self._none.setVisible(not lines)

    def forget(self) -> None:
        """Hold nothing of the last lines."""
        for row, _, text, outcome in self._rows:
            row.hide()
            text.setText("")
            outcome.setText("")

    def _new_row(self) -> tuple[QWidget, IconLabel, SafeLabel, SafeLabel]:
        row = QWidget()
        mark = IconLabel(self._look, "check", "good", 16)
        text = SafeLabel(role="meta", tone="text2", wrap=True)
        outcome = SafeLabel(role="control_strong", tone="text", wrap=True)
        line = hbox(row, spacing=self._look.px(8))
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = vbox(spacing=0)
        words.addWidget(text)
        words.addWidget(outcome)
        line.addLayout(words, 1)
        self._body.addWidget(row)
        return row, mark, text, outcome
