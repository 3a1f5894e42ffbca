"""A letter to the customer, in the place of the first panel: what is seen is what is sent."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.call.letter import Letter, LetterStatus
from desktop.views.agent.letter_field import LetterField, take_gap_of_line
from desktop.views.agent.letter_words import ICONS, LetterWords
from desktop.views.agent.measures import keep_width
from desktop.views.context import ViewContext
from desktop.views.quick_field import LANGUAGE
from desktop.views.safe_text import ElidedLabel, SafeLabel, cell, set_tip
from desktop.views.theme.sheet import set_property
from desktop.views.widgets.buttons import Button, Chip
from desktop.views.widgets.card import hbox, vbox
from desktop.views.widgets.fields import LineField
from desktop.views.widgets.labels import IconLabel

LABEL_WIDTH = 64
LANGUAGES = 4
ROOM = 580
"""Where it is narrower, two of the buttons show only their icons."""


class Composer(QWidget):
    """Fields of one letter; what is typed goes to the desk at once, which keeps it. Signals: left() = put it aside."""

    left = Signal()

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._call_id: str | None = None
        self._letter: Letter | None = None
        self._filling = False
        self._held = ("", "", "")
        look, caption = context.look, context.keymap.caption
        self._words = LetterWords(self)
        self._icon = IconLabel(look, "mail", "text2", 16)
        self._title = ElidedLabel(role="card_title", tone="text")
        self._languages = [Chip(look) for _ in range(LANGUAGES)]
        self._back = Button(look, self.tr("Back"), "quiet", key="Esc")
        self._to_name, self.to = SafeLabel(self.tr("To"), "meta", "text2"), LineField(look, self.tr("To"))
        self._subject_name = SafeLabel(self.tr("Subject"), "meta", "text2")
        self.subject = LineField(look, self.tr("Subject"))
        self.body = LetterField(look)
        self.to.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        self._news_icon = IconLabel(look, "circle-help", "warn", 14)
        self._news = ElidedLabel(role="meta_strong", tone="warn")
        self._problem_icon = IconLabel(look, "circle-alert", "bad", 14)
        self._problem = SafeLabel(role="meta_strong", tone="bad", wrap=True)
        self._next = Button(look, self.tr("Next gap"), "plain", key=caption("letter_gap"))
        self._discard = Button(look, self.tr("Discard"), "quiet", icon="x")
        self._copy = Button(look, self.tr("Copy"), "quiet", icon="clipboard-list")
        self.send = Button(look, self.tr("Send"), "primary", icon="send", key=caption("letter_send"))
        # The place it stands in has its own size: it makes do with that.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        px = self._context.look.px
        body = vbox(self, margins=(px(16), px(8), px(12), px(8)), spacing=px(6))
        head = hbox(spacing=px(6))
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        for chip in self._languages:
            head.addWidget(chip)
            chip.hide()
        head.addWidget(self._back)
        body.addLayout(head)
        for name, field in ((self._to_name, self.to), (self._subject_name, self.subject)):
            keep_width(name, self._context.look, LABEL_WIDTH)
            line = hbox(spacing=px(8))
            line.addWidget(name)
            line.addWidget(field, 1)
            body.addLayout(line)
        body.addWidget(self.body, 1)
        self._problem_row = QWidget()
        line = hbox(self._problem_row, spacing=px(6))
        line.addWidget(self._problem_icon)
        line.addWidget(self._problem, 1)
        body.addWidget(self._problem_row)
        self._problem_row.hide()
        foot = hbox(spacing=px(6))
        foot.addWidget(self._news_icon)
        foot.addWidget(self._news, 1)
        for button in (self._next, self._discard, self._copy, self.send):
            foot.addWidget(button)
        body.addLayout(foot)

    def _connect(self) -> None:
        for field in (self.to, self.subject):
            field.textEdited.connect(self._on_typed)
        self.body.textChanged.connect(self._on_typed)
        for chip in self._languages:
            chip.clicked.connect(self._on_language)
        self._back.clicked.connect(self.left)
        self._next.clicked.connect(self.next_gap)
        self._discard.clicked.connect(self._on_discard)
        self._copy.clicked.connect(self._on_copy)
        self.send.clicked.connect(self._on_send)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._context.look.px(ROOM)
        for button in (self._discard, self._copy):
            button.set_icon_only(narrow)

    # Showing

    def show_letter(self, call_id: str, letter: Letter) -> None:
        """Show a letter; the fields are filled only where they do not hold the newest words already."""
        before, same_call = self._letter, call_id == self._call_id
        self._call_id, self._letter = call_id, letter
        same = same_call and before is not None and before.text_id == letter.text_id
        if before is None or not same or before.revision != letter.revision:
            self._fill(letter)
        if letter != before or not same_call:
            self._show_around(letter)

    def _fill(self, letter: Letter) -> None:
        self._filling = True
        for field, text in ((self.to, letter.to), (self.subject, letter.subject)):
            if field.text() != text:
                field.setText(text)
                field.setCursorPosition(0)
        self.body.show_words(letter.body)
        self._filling = False
        self._held = self._words_now()

    def _show_around(self, letter: Letter) -> None:
        open_ = letter.status is LetterStatus.DRAFT
        self._icon.set_icon(ICONS.get(letter.channel, "mail"), "text2")
        self._title.setText(self._words.head(letter))
        self._show_languages(letter)
        for part in (self._to_name, self.to):
            part.setVisible(letter.channel != "chat")
        for part in (self._subject_name, self.subject):
            part.setVisible(letter.channel == "email")
        self.to.setPlaceholderText(self._words.to_hint(letter.channel))
        self.body.show_marks(letter.marks if open_ else ())
        for field in (self.subject, self.body):
            field.setProperty(LANGUAGE, letter.language)
        for field in (self.to, self.subject, self.body):
            field.setReadOnly(not open_)
        self._show_news(letter)
        self._next.setVisible(open_ and bool(letter.gaps))
        self._discard.set_label(self.tr("Write another") if letter.status is LetterStatus.SENT else self.tr("Discard"))
        self._discard.set_ready(letter.status is not LetterStatus.SENDING, self.tr("It is being sent."))
        why_not = self._words.why_not(letter)
        self.send.set_ready(not why_not, why_not)

    def _show_news(self, letter: Letter) -> None:
        """How it stands beside the buttons, what stands in its way on a line of its own."""
        words, icon, tone = self._words.news(letter, self._context.formats)
        self._news.setText(words)
        set_property(self._news, "tone", tone)
        self._news_icon.set_icon(icon or "circle-help", tone)
        self._news_icon.setVisible(bool(icon))
        problem, tone = self._words.problem(letter)
        self._problem.setText(problem)
        set_property(self._problem, "tone", tone)
        self._problem_icon.set_icon("circle-alert", tone)
        self._problem_row.setVisible(bool(problem))
        for field in (self.to, self.subject, self.body):
            field.setAccessibleDescription(problem)

    def _show_languages(self, letter: Letter) -> None:
        shown = letter.languages if len(letter.languages) > 1 else ()
        for number, chip in enumerate(self._languages):
            chip.setVisible(number < len(shown))
            if number < len(shown):
                language = shown[number]
                chip.set_label(language.upper())
                set_tip(chip, cell(self._context.formats.language(language)))
                chip.setAccessibleName(self._context.formats.language(language))
                chip.setChecked(language == letter.language)
                chip.set_ready(letter.status is LetterStatus.DRAFT, self._words.why_not(letter))

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        if self._letter is None:
            return
        self._call_id = self._letter = None
        self._filling = True
        self.to.setText("")
        self.subject.setText("")
        self.body.setPlainText("")
        self._filling = False
        self._held = self._words_now()
        self._title.setText("")
        self._news.setText("")
        self._problem.setText("")

    # Acting

    def enter(self) -> None:
        """Take the focus to where something is missing: the address, the first gap, else the words."""
        letter = self._letter
        if letter is None:
            return
        if letter.channel != "chat" and not letter.to and letter.status is LetterStatus.DRAFT:
            self.to.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.body.setFocus(Qt.FocusReason.OtherFocusReason)
            self.body.take_gap(beyond=False)

    def next_gap(self) -> None:
        """Select the next gap, so that typing fills it; behind the last comes the first."""
        letter = self._letter
        if letter is None or not letter.gaps:
            return
        in_body = self.body.hasFocus()
        order = ((self._body_gap, True), (self._subject_gap, False), (self._body_gap, False))
        if not in_body:
            order = ((self._subject_gap, self.subject.hasFocus()), (self._body_gap, False), (self._subject_gap, False))
        for take, beyond in order:
            if take(beyond=beyond):
                return

    def _body_gap(self, *, beyond: bool) -> bool:
        if self.body.take_gap(beyond=beyond):
            self.body.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def _subject_gap(self, *, beyond: bool) -> bool:
        marks = self._letter.marks if self._letter is not None else ()
        if take_gap_of_line(self.subject, marks, beyond=beyond):
            start, length = self.subject.selectionStart(), len(self.subject.selectedText())
            self.subject.setFocus(Qt.FocusReason.OtherFocusReason)
            self.subject.setSelection(start, length)
            return True
        return False

    def _on_typed(self, text: object = None) -> None:
        del text
        letter, words = self._letter, self._words_now()
        # Marking a gap counts as a change for the editor, too.
        if words != self._held and not self._filling and letter is not None and self._call_id is not None:
            self._held = words
            self._context.desk.edit_letter(self._call_id, letter.text_id, *words)

    def _words_now(self) -> tuple[str, str, str]:
        return self.to.text(), self.subject.text(), self.body.toPlainText()

    def _on_language(self) -> None:
        letter = self._letter
        if letter is None or self._call_id is None:
            return
        for chip, language in zip(self._languages, letter.languages, strict=False):
            chip.setChecked(language == letter.language)
            if chip is self.sender():
                self._context.desk.letter_language(self._call_id, letter.text_id, language)

    def press_send(self) -> None:
        """What its key does."""
        if self.isVisible():
            self._on_send()

    def _on_send(self) -> None:
        if self._letter is not None and self._call_id is not None and self.send.isEnabled():
            self._context.desk.send_letter(self._call_id, self._letter.text_id)

    def _on_discard(self) -> None:
        """Throw it away; of one that was sent, begin another."""
        letter, call_id = self._letter, self._call_id
        if letter is None or call_id is None:
            return
        self._context.desk.discard_letter(call_id, letter.text_id)
        if letter.status is LetterStatus.SENT:
            self._context.desk.write_letter(call_id, letter.text_id)

    def _on_copy(self) -> None:
        """All of it as plain text, for another program."""
        letter = self._letter
        if letter is not None:
            head = [self.subject.text()] if letter.channel == "email" else []
            QGuiApplication.clipboard().setText("\n\n".join([*head, self.body.toPlainText()]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        fields: list[QWidget] = [self.to, self.subject, self.body]
        return [*self._languages, self._back, *fields, self._next, self._discard, self._copy, self.send]
