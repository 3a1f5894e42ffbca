"""The status bar: each source with state, word and latency; what is still to be sent; rules, phone, keys."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from desktop.call.desk_state import DeskState, IdentityStatus, Phase, SourceView
from desktop.views.agent.call_words import CallWords
from desktop.views.agent.layout_class import LayoutClass, Width
from desktop.views.agent.store_words import StoreWords
from desktop.views.agent.trouble_words import TroubleWords
from desktop.views.context import ViewContext
from desktop.views.safe_text import SafeLabel, button_text, capitalized, cell, open_address, plain
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import hbox
from desktop.views.widgets.labels import KeyCap

if TYPE_CHECKING:
    from desktop.call.state import CallState

_MOST_SOURCES = 8
_LEFT, _RIGHT = 12, 16
_SIDES = _LEFT + _RIGHT
_MOST_PROBLEMS = 8
_HINTS = {Width.NARROW: 1, Width.COMPACT: 3, Width.REGULAR: 5, Width.WIDE: 6, Width.ULTRA: 6}
_ICONS = {
    "ok": ("circle-check", "good"),
    "asking": ("hourglass", "text3"),
    "slow": ("hourglass", "warn"),
    "cached": ("history", "warn"),
    "failed": ("triangle-alert", "bad"),
}


class StatusBar(QFrame):
    """Pools built once: sources, outbox, store, rules, phone at the start; the keys that work now at the end."""

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", "status")
        self.setAccessibleName(self.tr("Status"))
        self._context = context
        self._troubles = TroubleWords(context.formats, self)
        self._words = CallWords(context.formats)
        self._layout_class = LayoutClass()
        self._state: CallState | None = None
        self._desk = DeskState()
        self._call_sources: tuple[SourceView, ...] | None = None
        look = context.look
        self.sources = [SourceItem(context, self) for _ in range(_MOST_SOURCES)]
        self.more = SafeLabel(role="meta", tone="text2", parent=self)
        self.outbox = Button(look, "", "status", icon="send", parent=self)
        self.store = Button(look, "", "status", icon="triangle-alert", parent=self)
        self.rules = RulesItem(context, self)
        self.phone = Button(look, "", "status", icon="phone", parent=self)
        self._row = hbox(self, margins=(_LEFT, 0, _RIGHT, 0), spacing=2)
        for item in (*self.sources, self.more, self.outbox, self.store, self.phone, self.rules):
            self._row.addWidget(item)
            item.hide()
        self._row.addStretch(1)
        self.hints = [KeyHint(context, self) for _ in range(max(_HINTS.values()))]
        for hint in self.hints:
            self._row.addWidget(hint)
        for source in self.sources:
            source.clicked.connect(source.open_menu)
        self.rules.clicked.connect(self.rules.open_menu)
        self.outbox.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.store.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.phone.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_layout(self._layout_class)
        look.reshaped.connect(self._on_reshaped)
        context.keymap.changed.connect(self._show_hints)

    def set_layout(self, layout: LayoutClass) -> None:
        """Take the height and the number of keys of a class."""
        self._layout_class = layout
        self.setFixedHeight(self._context.look.px(layout.bars[3]))
        narrow = layout.width is Width.NARROW
        self.phone.set_icon_only(narrow)
        for item in self.sources:
            item.set_brief(narrow)
        self._show_rules()
        self._show_hints()

    def _show_rules(self) -> None:
        roomy = self._layout_class.width > Width.COMPACT
        self.rules.setVisible(bool(self._desk.playbook_problems) or (bool(self._desk.playbook) and roomy))

    # Data

    def show_call(self, state: CallState) -> None:
        """Show a call's sources and the keys that work in its phase."""
        before, self._state = self._state, state
        if before is None or before.id != state.id or state.sources != self._call_sources:
            self._call_sources = state.sources
            self._show_sources(state.sources, state.id)
            self._show_hints()
        elif _hinted(before) != _hinted(state):
            self._show_hints()

    def show_desk(self, desk: DeskState) -> None:
        """Show what is around the calls."""
        self._desk = desk
        if self._state is None:
            self._show_sources(desk.sources, "")
        self._show_outbox()
        self._show_store()
        self._show_phone()
        self.rules.show_desk(desk)
        self._show_rules()
        self._show_hints()

    def clear(self) -> None:
        """Between calls."""
        self._state, self._call_sources = None, None
        self._show_sources(self._desk.sources, "")
        self._show_hints()

    def refresh_ages(self) -> None:
        """Let ages grow; called about once a minute."""
        now = self._context.now()
        for item in self.sources:
            item.refresh(now)

    def _show_sources(self, views: tuple[SourceView, ...], call_id: str) -> None:
        now = self._context.now()
        ranked = sorted(views, key=_worst_first) if len(views) > _MOST_SOURCES else views
        for at, item in enumerate(self.sources):
            if at < len(ranked):
                item.show_source(ranked[at], call_id, now)
            item.setVisible(at < len(ranked))
        hidden = len(views) - _MOST_SOURCES
        self.more.setText(f"+{hidden}" if hidden > 0 else "")
        self.more.setVisible(hidden > 0)

    def _show_outbox(self) -> None:
        count = self._desk.outbox
        parts = [
            self.tr("%Ln to send", "", count.pending) if count.pending else "",
            self.tr("%Ln need you", "", count.needs_you) if count.needs_you else "",
        ]
        text = ", ".join(part for part in parts if part)
        self.outbox.set_label(text or self.tr("Nothing to send"))
        if count.needs_you:
            self.outbox.set_icon("circle-alert", "warn")
        else:
            self.outbox.set_icon("send", "text3")
        self.outbox.setVisible(bool(text))

    def _show_store(self) -> None:
        text = self.store_sentence(self._desk)
        self.store.set_label(text)
        self.store.set_icon("triangle-alert", "bad")
        self.store.setVisible(bool(text))

    def store_sentence(self, desk: DeskState) -> str:
        """Return what the agent must know about saving; empty while all is well."""
        if desk.store_problem:
            return StoreWords().line(desk.store_problem)
        return self.tr("Kept until you close: nothing is saved to disk") if desk.store_mode == "memory" else ""

    def _show_phone(self) -> None:
        lines = self._desk.lines
        trouble = self._words.line_trouble(self._desk)
        self.phone.set_label(trouble or self.tr("Phone ready"))
        self.phone.set_icon("unplug" if trouble else "phone", "bad" if trouble else "good")
        self.phone.setVisible(bool(lines))

    # Keys

    def hints_of(self, command: str) -> tuple[QWidget, ...]:
        """Return the caps that print the keys of a command."""
        keys = self._context.keymap.caption(command)
        return tuple(hint.cap for hint in self.hints if plain(hint.cap.text()) == keys)

    def _show_hints(self) -> None:
        phase = self._state.phase if self._state is not None else None
        first, *others = self._hints_of(phase)
        wanted = [*others[: _HINTS[self._layout_class.width] - 1], first]
        keymap = self._context.keymap
        for at, hint in enumerate(self.hints):
            if at < len(wanted):
                hint.show_key(keymap.caption(wanted[at][0]) + wanted[at][2], wanted[at][1])
            hint.setVisible(at < len(wanted))
        self._fit_hints(len(wanted))

    def _fit_hints(self, count: int) -> None:
        """Leave out the least of the keys but one where the words of the items need the room."""
        items = (*self.sources, self.more, self.outbox, self.store, self.phone, self.rules)
        shown = [item for item in (*items, *self.hints) if not item.isHidden()]
        over = sum(item.sizeHint().width() + self._row.spacing() for item in shown) + _SIDES - self.width()
        for hint in reversed(self.hints[: max(0, count - 1)]):
            if over > 0:
                over -= hint.sizeHint().width() + self._row.spacing()
                hint.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many keys as there is room for."""
        super().resizeEvent(event)
        self._show_hints()

    def _hints_of(self, phase: Phase | None) -> list[tuple[str, str, str]]:
        """Return (command, word, suffix of the cap), the one never dropped first, then most useful first."""
        last = [("all_keys", self.tr("All keys"), "")]
        everything = ("palette", self.tr("Everything"), "")
        if phase is None:
            return [*last, everything]
        if phase is Phase.RINGING:
            return [*last, ("answer", self.tr("Answer"), ""), everything]
        if phase in (Phase.WRAP_UP, Phase.FINISHED):
            return [
                *last,
                ("finish", self.tr("Finish"), ""),
                ("disposition", self.tr("Disposition"), ""),
                ("notes", self.tr("Notes"), ""),
                everything,
            ]
        return [
            *last,
            ("notes", self.tr("Notes"), ""),
            ("accept", self.tr("Accept"), ""),
            ("panel_1", self.tr("Panels"), self._last_panel()),
            everything,
            ("next_region", self.tr("Next region"), ""),
        ]

    def _last_panel(self) -> str:
        """The second half of the cap: up to which digit there are panels."""
        count = _panels(self._state) if self._state is not None else 0
        return f"–{count}" if count > 1 else ""

    def _on_reshaped(self) -> None:
        self.set_layout(self._layout_class)


class KeyHint(QWidget):
    """A key cap and what it does."""

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = hbox(self, margins=(10, 0, 0, 0), spacing=6)
        self.cap = KeyCap(context.look, "", parent=self)
        self.word = SafeLabel(role="meta", tone="text2", parent=self)
        row.addWidget(self.cap)
        row.addWidget(self.word)

    def show_key(self, keys: str, word: str) -> None:
        """Show a key and its word."""
        self.cap.setText(keys)
        self.word.setText(word)


class SourceItem(Button):
    """One source; opens what is known of its last answer, with one thing to do and a copy for IT."""

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(context.look, "", "status", icon="circle", parent=parent)
        self._context = context
        self._troubles = TroubleWords(context.formats, self)
        self._call_id = ""
        self._brief = False
        self.source: SourceView | None = None

    def set_brief(self, brief: bool) -> None:
        """Leave out what is good to know and not needed, where there is little room."""
        if brief != self._brief:
            self._brief = brief
            self.refresh(self._context.now())

    def show_source(self, source: SourceView, call_id: str, now: datetime) -> None:
        """Show a source; `call_id` is the call whose questions it answers, empty between calls."""
        self._call_id = call_id
        if source is not self.source:
            self.source = source
            self.set_icon(*_ICONS.get(source.status, ("circle", "text3")))
        self.refresh(now)

    def refresh(self, now: datetime) -> None:
        """Word it again for this moment."""
        if self.source is None:
            return
        label = self._short(self.source, now)
        self.set_label(label)
        if label.endswith("…"):
            name = cell(self.source.label or self.source.name)
            self.setAccessibleName(plain(self.tr("{source} is asked").format(source=name)))
        sentence = self._troubles.sentence(self.source.trouble, now) if self.source.trouble is not None else ""
        self.set_note(sentence)

    def _short(self, source: SourceView, now: datetime) -> str:
        formats, label = self._context.formats, cell(source.label or source.name)
        if source.status == "failed" and source.trouble is not None:
            words = {
                "auth": self.tr("signed out"),
                "sign_in": self.tr("sign-in failed"),
                "no_key_store": self.tr("no key store"),
                "key_store_locked": self.tr("key store locked"),
                "no_secret": self.tr("no key"),
                "denied": self.tr("not allowed"),
                "rate_limited": self.tr("asked to wait"),
                "bad_payload": self.tr("unreadable"),
                "busy": self.tr("busy"),
                "unread": self.tr("not read yet"),
                "rejected": self.tr("refused"),
            }
            said = words.get(source.trouble.code, self.tr("no answer"))
            return f"{label} {said}"
        if source.status == "cached" and source.as_of is not None:
            return f"{label} {formats.old(source.as_of, now)}"
        if source.status in ("asking", "slow"):
            word = self.tr("slow") if source.status == "slow" else "…"
            return f"{label} {word}"
        if source.latency_ms is not None and not self._brief:
            return f"{label} {formats.latency(source.latency_ms)}"
        return label

    def open_menu(self) -> None:
        """Show the details above the item."""
        menu = self.menu_of_source()
        if menu is not None:
            menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def menu_of_source(self) -> QMenu | None:
        """Return state, last answer and error of the source, "try again" and "copy for IT"."""
        source, now = self.source, self._context.now()
        if source is None:
            return None
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        lines = [cell(source.label or source.name)]
        if source.trouble is not None:
            lines.append(self._troubles.sentence(source.trouble, now))
        if source.latency_ms is not None:
            lines.append(
                self.tr("Last answer took {time}").format(time=self._context.formats.latency(source.latency_ms))
            )
        if source.as_of is not None:
            age = self._context.formats.age(source.as_of, now)
            lines.append(self.tr("Data from {age}").format(age=age))
        for line in lines:
            menu.addAction(button_text(line)).setEnabled(False)
        menu.addSeparator()
        if source.signs_in and source.trouble is not None and source.trouble.code in {"auth", "sign_in"}:
            menu.addAction(self.tr("Sign in with the browser"), self._on_sign_in)
        elif self._call_id:
            word = self._troubles.action((source.trouble,)) if source.trouble is not None else self.tr("Refresh")
            menu.addAction(button_text(word), self._on_retry)
        menu.addAction(self.tr("Copy for IT"), self._on_copy)
        return menu

    def _on_sign_in(self) -> None:
        if self.source is not None:
            self._context.desk.sign_in(self.source.name, open_address)

    def _on_retry(self) -> None:
        if self.source is not None and self._call_id:
            self._context.desk.refresh(self._call_id, self.source.name)

    def _on_copy(self) -> None:
        if self.source is not None:
            QGuiApplication.clipboard().setText(self.for_it())

    def for_it(self) -> str:
        """Return what IT wants to know, one line a thing; no customer data."""
        source = self.source
        if source is None:
            return ""
        lines = [f"source: {source.name} ({source.label})", f"state: {source.status}"]
        if source.latency_ms is not None:
            lines.append(f"latency: {source.latency_ms:.0f} ms")
        if source.trouble is not None:
            trouble = source.trouble
            lines += [f"error: {trouble.code}", f"since: {trouble.since.isoformat()}", f"detail: {trouble.detail}"]
        return "\n".join(cell(line) for line in lines)


class RulesItem(Button):
    """The playbook in use and its version; where a changed one was refused, why, and a copy for whoever mends it."""

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(context.look, "", "status", icon="layers", parent=parent)
        self._desk = DeskState()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_desk(self, desk: DeskState) -> None:
        """Show the playbook."""
        self._desk = desk
        version = self.tr("version {n}").format(n=cell(desk.playbook_version))
        named = " ".join((cell(desk.playbook), version) if desk.playbook_version else (cell(desk.playbook),))
        count = len(desk.playbook_problems)
        refused = self.tr("{version} stays: %Ln errors in the new playbook", "", count) if count else ""
        self.set_label(capitalized(refused.format(version=version)) if refused else named)
        self.set_icon(*(("triangle-alert", "warn") if refused else ("layers", "text3")))

    def open_menu(self) -> None:
        """Show what is wrong above the item."""
        menu = self.menu_of_problems()
        if menu is not None:
            menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def menu_of_problems(self) -> QMenu | None:
        """Return the first problems of the refused playbook, and "copy for IT" for all of them."""
        problems = self._desk.playbook_problems
        if not problems:
            return None
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        why = self.tr("The playbook was changed and cannot be used. Calls go on with the last good one.")
        menu.addAction(why).setEnabled(False)
        for problem in problems[:_MOST_PROBLEMS]:
            menu.addAction(button_text(cell(problem))).setEnabled(False)
        if len(problems) > _MOST_PROBLEMS:
            menu.addAction(self.tr("%Ln more", "", len(problems) - _MOST_PROBLEMS)).setEnabled(False)
        menu.addSeparator()
        menu.addAction(self.tr("Copy for IT"), self._on_copy)
        return menu

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(cell(problem) for problem in self._desk.playbook_problems))


def _worst_first(source: SourceView) -> int:
    order = ("failed", "slow", "cached", "asking", "ok", "idle")
    return order.index(source.status) if source.status in order else len(order)


def _panels(state: CallState) -> int:
    """How many panels the call pushes, as far as that is known."""
    if state.decision is None or state.identity.status is not IdentityStatus.IDENTIFIED:
        return 0
    return min(9, len({push.panel for push in state.decision.panels}))


def _hinted(state: CallState) -> tuple[object, ...]:
    return (state.id, state.phase, _panels(state))
