"""The current step of the guide: what to say, what to ask, and the ways to answer."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desktop.call.state import GuideView, StepStatus, StepView
from desktop.views.agent.answer_button import AnswerButton
from desktop.views.agent.deed_words import DeedWords
from desktop.views.agent.detail_list import DetailList
from desktop.views.agent.effect_words import EffectWords
from desktop.views.context import ViewContext
from desktop.views.safe_text import SafeLabel, cell, plain
from desktop.views.theme.sheet import set_property
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import Card, hbox, vbox
from desktop.views.widgets.focus import read_as_laid_out
from desktop.views.widgets.labels import IconLabel, KeyCap

KEYED = 9
"""Answers that have a key; further ones are for the mouse."""

_TYPED_AS = {
    "number": Qt.InputMethodHint.ImhFormattedNumbersOnly,
    "money": Qt.InputMethodHint.ImhFormattedNumbersOnly,
    "date": Qt.InputMethodHint.ImhDate,
}


class GuideCard(Card):
    """Pools of widgets for one step after the other; what was typed stays until the step changes.

    Signals: answered(str, str) = step id and value; skipped(str) = for this reason; panel_wanted(str).
    """

    answered = Signal(str, str)
    skipped = Signal(str)
    panel_wanted = Signal(str)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__("soft", parent)
        self._context = context
        self._step: StepView | None = None
        self._reasons: tuple[str, ...] = ()
        self._sure = False
        self._labels: Mapping[str, str] = {}
        self._words = EffectWords(self)
        self._problem: str | None = None
        look = context.look
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._title = SafeLabel(role="meta_strong", tone="accent", wrap=True)
        self._say = SafeLabel(role="say", tone="text", wrap=True)
        self._question = SafeLabel(role="body_strong", tone="text", wrap=True)
        self._deed = DetailList(look, 92)
        self._gap_icon = IconLabel(look, "circle-help", "warn", 14)
        self._gaps = SafeLabel(role="meta", tone="warn", wrap=True)
        self._answers = [self._new_answer(number) for number in range(1, KEYED + 1)]
        self._field = QLineEdit()
        self._field.setProperty("field", "true")
        self._field_cap = KeyCap(look, context.keymap.caption("answer_1"))
        self._send = Button(look, self.tr("OK"), "plain")
        self._problem_icon = IconLabel(look, "circle-alert", "bad", 14)
        self._problem_text = SafeLabel(role="meta_strong", tone="bad", wrap=True)
        self._lay_out()
        self._field.returnPressed.connect(self._on_field)
        self._send.clicked.connect(self._on_field)
        for number in range(1, KEYED + 1):
            context.keymap.bind(f"answer_{number}", _Key(self, number).press)

    def _new_answer(self, number: int) -> AnswerButton:
        key = self._context.keymap.caption(f"answer_{number}") if number <= KEYED else ""
        button = AnswerButton(self._context.look, number, key, parent=self)
        button.picked.connect(self._on_picked)
        button.hide()
        return button

    def _lay_out(self) -> None:
        px = self._context.look.px
        body = vbox(self, margins=(px(12), px(10), px(12), px(12)), spacing=px(8))
        body.addWidget(self._title)
        body.addWidget(self._say)
        body.addWidget(self._question)
        body.addWidget(self._deed)
        self._gap_row = _row(self._gap_icon, self._gaps)
        body.addWidget(self._gap_row)
        self._list = vbox(spacing=px(6))
        for button in self._answers:
            self._list.addWidget(button)
        body.addLayout(self._list)
        self._field_row = QWidget()
        line = hbox(self._field_row, spacing=px(6))
        line.addWidget(self._field, 1)
        line.addWidget(self._field_cap)
        line.addWidget(self._send)
        body.addWidget(self._field_row)
        self._problem_row = _row(self._problem_icon, self._problem_text)
        body.addWidget(self._problem_row)

    def show_guide(self, guide: GuideView, labels: Mapping[str, str], *, resting: bool) -> None:
        """Show the current step of a guide that has one; `labels` name systems, `resting` dims it while it rings."""
        step = guide.steps[guide.current]
        new_step = self._step is None or step.id != self._step.id
        self._labels = labels
        if step != self._step:
            self._sure = False
            self._reasons = () if new_step else self._reasons
            self._show_step(step, new_step=new_step)
        self._step = step
        self._show_problem(guide.problem)
        self._rest(resting)

    def clear(self) -> None:
        """Leave nothing of the last customer: not in what is hidden either."""
        self._step, self._reasons, self._sure = None, (), False
        self._show_step(StepView("", "", "", StepStatus.NEXT, input="choice"), new_step=True)
        for button in self._answers:
            button.show_answer("", chosen=False)
            button.hide()
        self._field.clear()
        self._field.setAccessibleName("")
        self._show_problem(None)

    def _show_step(self, step: StepView, *, new_step: bool) -> None:
        self._title.setText(step.title)
        self._say.setText(step.say)
        self._say.setVisible(bool(step.say))
        question = self.tr("Why is this step left out?") if self._reasons else step.question
        self._question.setText(question)
        self._question.setVisible(bool(question) and question != step.title)
        self._gaps.setText(self.tr("What stands in [brackets] is not known yet."))
        effect = step.effect
        lines = self._words.preview(effect, self._labels) if effect is not None else []
        self._deed.show_lines(lines)
        self._deed.setVisible(bool(lines))
        self._gap_row.setVisible(bool(step.gaps) or (effect is not None and bool(effect.gaps)))
        self._show_answers(step)
        self._show_field(step, new_step=new_step)
        self.updateGeometry()

    def _show_answers(self, step: StepView) -> None:
        wanted = [(choice.label, choice.label == step.answer) for choice in step.choices]
        if self._reasons:
            wanted = [(reason, False) for reason in self._reasons]
        elif step.input == "none":
            wanted = [(self._done_word(step), False)]
        while len(self._answers) < len(wanted):
            button = self._new_answer(len(self._answers) + 1)
            self._answers.append(button)
            self._list.addWidget(button)
            read_as_laid_out(self)
        for number, button in enumerate(self._answers):
            if number < len(wanted):
                label, chosen = wanted[number]
                button.show_answer(label, chosen=chosen)
            button.setVisible(number < len(wanted))

    def _done_word(self, step: StepView) -> str:
        if step.effect is not None:
            return self.tr("Press again to do it") if self._sure else self._words.deed(step.effect)
        words = {"say": self.tr("Said, go on"), "check": self.tr("Checked, go on")}
        if step.check == "disclosure":
            return self.tr("Read out, go on")
        return words.get(step.kind, self.tr("Done, go on"))

    @property
    def asks_why(self) -> bool:
        """Whether it asks why the step is left out."""
        return bool(self._reasons)

    def ask_why(self, reasons: tuple[str, ...]) -> None:
        """Ask why the step is left out, with the keys of its answers; no reasons: back to the step."""
        if self._step is not None and reasons != self._reasons:
            self._reasons = reasons
            self._show_step(self._step, new_step=False)
            self._answers[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_field(self, step: StepView, *, new_step: bool) -> None:
        typed = step.input not in ("none", "choice") and not self._reasons
        self._field_row.setVisible(typed)
        if not typed:
            return
        self._field.setPlaceholderText(self._hint(step.input))
        self._field.setInputMethodHints(_TYPED_AS.get(step.input, Qt.InputMethodHint.ImhNone))
        self._field.setAccessibleName(plain(cell(step.question or step.title)))
        if new_step:
            self._field.setText(cell(step.answer) if step.answer else "")

    def _hint(self, kind: str) -> str:
        hints = {
            "number": self.tr("Such as 12"),
            "date": self.tr("Such as 2026-12-03"),
            "money": self.tr("Such as 18.00"),
        }
        return hints.get(kind, self.tr("In a few words"))

    def _show_problem(self, problem: str | None) -> None:
        if problem != self._problem or problem is None:
            self._problem = problem
            text = "" if problem is None else self._sentence(problem)
            self._problem_text.setText(text)
            self._problem_row.setVisible(bool(text))
            self._field.setAccessibleDescription(text)

    def _sentence(self, problem: str) -> str:
        sentences = {
            "not_a_number": self.tr("Not clear as a number. Write 1234 or 12.5."),
            "not_a_date": self.tr("Not clear as a day. Write 2026-12-03 or 3.12.2026."),
            "not_an_amount": self.tr("Not clear as an amount. Write 18.00 without a thousands mark."),
            "empty": self.tr("An answer is missing."),
            "required": self.tr("This step cannot be skipped: the call needs its answer."),
        }
        return sentences.get(problem) or DeedWords().not_done(problem) or self.tr("This answer was not accepted.")

    def _rest(self, resting: bool) -> None:
        tone = "text3" if resting else "text"
        set_property(self._say, "tone", tone)
        set_property(self._question, "tone", tone)
        for widget in (*self._answers, self._field, self._send):
            if widget.isEnabled() == resting:
                widget.setEnabled(not resting)

    def press(self, number: int) -> None:
        """What Ctrl and a digit do: pick that answer, or with 1 go into the field."""
        if not self.isVisible():
            return
        if number <= len(self._answers) and not self._answers[number - 1].isHidden():
            self._answers[number - 1].press()
        elif number == 1 and not self._field_row.isHidden() and self._field.isEnabled():
            self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._field.selectAll()

    def _on_picked(self, number: int) -> None:
        step = self._step
        if step is None:
            return
        if self._reasons:
            if number <= len(self._reasons):
                reason, self._reasons = self._reasons[number - 1], ()
                self.skipped.emit(reason)
        elif step.input == "none":
            self._do(step)
        elif number <= len(step.choices):
            self.answered.emit(step.id, step.choices[number - 1].id)

    def _do(self, step: StepView) -> None:
        """Do what the step does; one that has to be confirmed asks for a second press."""
        effect = step.effect
        if effect is not None and effect.confirm and not self._sure:
            self._sure = True
            self._show_answers(step)
            return
        if effect is not None and effect.kind == "open_panel":
            self.panel_wanted.emit(effect.name)
        self.answered.emit(step.id, "")

    def _on_field(self) -> None:
        if self._step is not None:
            self.answered.emit(self._step.id, self._field.text())

    def height_at(self, width: int) -> int:
        """How high this step is at a width."""
        layout = self.layout()
        return 0 if layout is None else layout.totalHeightForWidth(width)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        return [*self._answers, self._field, self._send]


class _Key:
    """The key of one answer."""

    def __init__(self, card: GuideCard, number: int) -> None:
        self._card, self._number = card, number

    def press(self) -> None:
        """Pick the answer."""
        self._card.press(self._number)


def _row(icon: IconLabel, text: SafeLabel) -> QWidget:
    row = QWidget()
    line: QHBoxLayout = hbox(row, spacing=6)
    line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(text, 1)
    row.hide()
    return row
