"""The call bar: timer, call type, phone buttons, search, presence; dark in both themes, pinned, never covered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QSpacerItem, QWidget

from connectors.telephony.events import PhoneCommand
from desktop.call.between_state import Presence
from desktop.call.desk_state import DeskState, Phase
from desktop.views.agent.call_words import CallWords, ClockFace, lost_phone
from desktop.views.agent.layout_class import LayoutClass, Width
from desktop.views.agent.transfer_sheet import TransferSheet
from desktop.views.context import ViewContext
from desktop.views.safe_text import ElidedLabel, SafeLabel, button_text, plain
from desktop.views.theme.sheet import set_property
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import Rule, at_start, hbox, vbox
from desktop.views.widgets.focus import announce
from desktop.views.widgets.labels import IconLabel, Tag
from desktop.views.widgets.stripes import paint_stripes

if TYPE_CHECKING:
    from desktop.call.state import CallState

_SEARCH = {Width.NARROW: 0, Width.COMPACT: 110, Width.REGULAR: 230, Width.WIDE: 360, Width.ULTRA: 360}
_BUTTONS = ("answer", "mute", "hold", "transfer", "end")
_STRIPE = 4


class CallBar(QFrame):
    """What is going on with the phone, and the commands that make sense now; others are not there."""

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", "bar")
        self.setAccessibleName(self.tr("Call"))
        self._context = context
        self._words = CallWords(context.formats)
        self._layout_class = LayoutClass()
        self._state: CallState | None = None
        self._desk = DeskState()
        self._seen: set[str] = set()
        self._build()
        self._bind()
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._paint_clock)
        self.set_layout(self._layout_class)
        context.look.reshaped.connect(self._on_reshaped)

    def _build(self) -> None:
        look, caption = self._context.look, self._context.keymap.caption
        self.icon = IconLabel(look, "phone", "bar_text", 18)
        self.word = SafeLabel(role="micro", tone="bar_text2")
        self.timer = SafeLabel(role="timer", tone="bar_text")
        self.call_type = Button(look, "", "bar_quiet", key=caption("call_type"))
        self.about = ElidedLabel(role="meta", tone="bar_text2")
        self.answer = Button(look, self.tr("Answer"), "primary", icon="phone", key=caption("answer"))
        self.mute = Button(look, self.tr("Mute"), "bar", icon="mic", key=caption("mute"))
        self.hold = Button(look, self.tr("Hold"), "bar", icon="pause", key=caption("hold"))
        self.transfer = Button(look, self.tr("Transfer"), "bar", icon="arrow-right-left", key=caption("transfer"))
        self.end = Button(look, self.tr("End"), "end", icon="phone-off", key=caption("end"))
        self.search = Button(look, self.tr("Search or run…"), "search", icon="search", key=caption("palette"))
        self.search.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.presence = Tag(look, "", "live")
        self.presence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.practice = Tag(look, self.tr("Practice"), "bar_warn")
        self.sheet = TransferSheet(self._context, self)
        clock = vbox(spacing=0)
        clock.addStretch(1)
        clock.addWidget(self.word)
        clock.addWidget(self.timer)
        # Not a least width of the labels: a label keeps the one it had when it was last measured.
        self._clock_room = QSpacerItem(0, 0)
        clock.addSpacerItem(self._clock_room)
        clock.addStretch(1)
        about = vbox(spacing=0)
        about.addStretch(1)
        about.addWidget(self.call_type)
        line = self._line = hbox()
        line.addWidget(self.about)
        about.addLayout(line)
        about.addStretch(1)
        self._row = hbox(self, margins=(16, 0, 16, 0), spacing=8)
        self._row.addWidget(self.icon)
        self._row.addLayout(clock)
        self._row.addWidget(Rule(vertical=True, on_bar=True))
        self._row.addLayout(about, 1)
        for name in _BUTTONS:
            self._row.addWidget(self._button(name))
        for widget in (self.search, self.practice, self.presence):
            self._row.addWidget(widget)

    def _bind(self) -> None:
        bind = self._context.keymap.bind
        for name in _BUTTONS:
            bind(name, getattr(self, f"_on_{name}"))
            self._button(name).clicked.connect(getattr(self, f"_on_{name}"))
        bind("call_type", self._on_call_type)
        bind("next_call", self._on_next_call)
        self.call_type.clicked.connect(self._on_call_type)
        self.search.clicked.connect(self._on_search)
        self.sheet.chosen.connect(self._on_transfer_to)

    def _button(self, name: str) -> Button:
        found: Button = getattr(self, name)
        return found

    # Layout

    def set_layout(self, layout: LayoutClass) -> None:
        """Take the height and the room of a class; call it before data."""
        self._layout_class = layout
        look, narrow = self._context.look, layout.width is Width.NARROW
        self.setFixedHeight(look.px(layout.bars[0]))
        side = look.px(12 if narrow else 16)
        # The band of practice calls has a place of its own; it never lies under text.
        self._row.setContentsMargins(side, _STRIPE if self._desk.practice else 0, side, 0)
        self._line.setContentsMargins(*at_start(self, look.px(7)))
        for name in _BUTTONS:
            self._button(name).set_icon_only(narrow)
        self.search.set_icon_only(narrow)
        wide = _SEARCH[layout.width]
        self.search.setFixedWidth(look.px(wide) if wide else look.px(34))
        self.search.set_label(self.tr("Search or run…") if wide > 120 else "")
        self.search.setAccessibleName(self.tr("Search or run anything"))
        self.presence.setVisible(not narrow)
        self._reserve()
        self._paint_clock()

    def minimumSizeHint(self) -> QSize:
        """Never force the window wide: the class decides what is shown."""
        return QSize(self._context.look.px(400), super().minimumSizeHint().height())

    def _reserve(self) -> None:
        """Keep each button as wide as the longest word it will say, so that none moves when the phone answers."""
        pending = self._words.pending
        for name, words, bare in (
            ("mute", (self.tr("Mute"), self.tr("Unmute")), (PhoneCommand.MUTE, PhoneCommand.UNMUTE)),
            ("hold", (self.tr("Hold"),), (PhoneCommand.HOLD, PhoneCommand.RESUME)),
            ("transfer", (self.tr("Transfer"),), (PhoneCommand.TRANSFER,)),
            ("end", (self.tr("End"), self.tr("Reject")), (PhoneCommand.HANG_UP,)),
        ):
            self._button(name).reserve(words, [pending(command) for command in bare])
        states = [self._words.phase(phase) for phase in Phase]
        width = self._context.look.width
        timer = 0 if self._layout_class.width is Width.NARROW else width("timer", "0:00:00")
        self._clock_room.changeSize(max(timer, *(width("micro", state) for state in states)), 0)
        self._row.invalidate()
        metrics = self.presence.fontMetrics()
        phrases = [self._words.presence(self._desk, phase) for phase in (None, *Phase)]
        widest = max(metrics.horizontalAdvance(plain(phrase)) for phrase in phrases)
        self.presence.setFixedWidth(min(widest, self._context.look.px(160)) + self._context.look.px(18))

    # Data

    def show_call(self, state: CallState) -> None:
        """Show a call."""
        before, self._state = self._state, state
        if before is None or before.id != state.id:
            self._seen.clear()
            self.sheet.hide()
        if before is None or before.info is not state.info or before.phase is not state.phase:
            self._show_buttons(state)
        self._show_about(state)
        set_property(self, "band", "hold" if state.phase is Phase.HELD else "bar")
        self._paint_clock()
        self._show_presence()
        self._run_clock()

    def show_desk(self, desk: DeskState) -> None:
        """Show what is around the call: lines, presence, practice."""
        ringing = {tab.call_id for tab in desk.tabs if tab.phase is Phase.RINGING}
        known = {tab.call_id for tab in self._desk.tabs}
        for tab in desk.tabs:
            if tab.call_id in ringing - known:
                who = tab.name or tab.number or self.tr("Number withheld")
                announce(self, self.tr("{who} is calling").format(who=who), assertive=True)
        changed = desk.practice != self._desk.practice
        self._desk = desk
        self.practice.setVisible(desk.practice)
        if changed:
            self.set_layout(self._layout_class)
        if self._state is None:
            self._show_idle()
        else:
            self._show_about(self._state)
            self._show_buttons(self._state)
        self._reserve()
        self._show_presence()
        self._run_clock()

    def clear(self) -> None:
        """Between calls: nothing of the last one."""
        self._state = None
        self._seen.clear()
        self.sheet.hide()
        set_property(self, "band", "bar")
        self._show_idle()
        self._show_presence()
        self._run_clock()

    def _show_idle(self) -> None:
        trouble = self._words.line_trouble(self._desk)
        self.icon.set_icon("headset", "bar_text")
        self.word.hide()
        self.timer.setText(self.tr("No call"))
        set_property(self.timer, "tone", "bar_text")
        self.call_type.setVisible(False)
        self.call_type.set_label("")
        self.hold.set_label(self.tr("Hold"))
        self._show_line(trouble, warn=bool(trouble))
        for name in _BUTTONS:
            self._button(name).setVisible(name == "answer" and bool(self._ringing()))
        self.answer.set_ready(True)

    def _show_about(self, state: CallState) -> None:
        current = next((kind.title for kind in state.call_types if kind.id == state.guide.call_type), "")
        self.call_type.set_label(current or self.tr("Choose the call type"))
        self.call_type.setVisible(bool(state.call_types))
        trouble = self._words.call_trouble(state, self._desk)
        other = self._words.on_the_line(state, self._desk)
        self._show_line(trouble or other or self._words.about(state), warn=bool(trouble or other))
        self.about.set_brief("" if trouble or other else self._words.about(state, brief=True))

    def _show_line(self, text: str, *, warn: bool) -> None:
        self.about.setText(text)
        self.about.set_brief("")
        set_property(self.about, "tone", "bar_warn" if warn else "bar_text2")

    def _show_buttons(self, state: CallState) -> None:
        commands, pending = state.info.commands, state.info.pending
        can = {
            # Another call that rings is answered from its tab or by its key: here stands who is in view.
            "answer": state.phase is Phase.RINGING and self._ringing() == state.id,
            "mute": bool(commands & {PhoneCommand.MUTE, PhoneCommand.UNMUTE}),
            "hold": bool(commands & {PhoneCommand.HOLD, PhoneCommand.RESUME}),
            "transfer": PhoneCommand.TRANSFER in commands,
            "end": PhoneCommand.HANG_UP in commands,
        }
        busy = _BUSY.get(pending, "") if pending is not None else ""
        can |= {busy: True} if busy else {}
        self._seen |= {name for name, there in can.items() if there and name != "answer"}
        live = state.phase in (Phase.TALKING, Phase.HELD)
        why = self._words.command_trouble("not_connected") if lost_phone(state, self._desk) is not None else ""
        for name in _BUTTONS:
            button = self._button(name)
            _keep_place(button, keep=live and name in self._seen)
            button.setVisible(can[name])
            button.leave_out_key(name == busy)
            ready = not why and (pending is None or not can[name])
            button.set_ready(ready, why or self.tr("The phone has not confirmed yet"))
        self._show_labels(state, busy)

    def _show_labels(self, state: CallState, busy: str) -> None:
        held, muted = state.phase is Phase.HELD, state.info.muted
        resume = self.tr("Resume {name}").format(name=self._words.who_of(state, self._desk.tabs))
        ringing = state.phase is Phase.RINGING
        labels = {
            "answer": self.tr("Answer"),
            "mute": self.tr("Unmute") if muted else self.tr("Mute"),
            "hold": resume if held else self.tr("Hold"),
            "transfer": self.tr("Transfer"),
            "end": self.tr("Reject") if ringing and state.info.direction != "out" else self.tr("End"),
        }
        if busy and state.info.pending is not None:
            labels[busy] = self._words.pending(state.info.pending)
        for name, label in labels.items():
            self._button(name).set_label(label)
        self.mute.set_icon("mic-off" if muted else "mic")
        self.hold.set_icon("play" if held else "pause")

    def _show_presence(self) -> None:
        phase = self._words.busy_with(self._state, self._desk)
        self.presence.setText(self._words.presence(self._desk, phase))
        away = phase is None and self._desk.between.presence.status is Presence.AWAY
        self.presence.set_tone("live" if phase in (None, Phase.TALKING, Phase.RINGING) and not away else "bar")

    def _ringing(self) -> str:
        """Return the call that F2 answers: the one in view if it rings, else the first that does."""
        state = self._state
        if state is not None and state.phase is Phase.RINGING and PhoneCommand.ANSWER in state.info.commands:
            return state.id
        viewed = state.id if state is not None else None
        tabs = (tab for tab in self._desk.tabs if tab.phase is Phase.RINGING and tab.call_id != viewed)
        return next((tab.call_id for tab in tabs), "")

    # Clock

    def _run_clock(self) -> None:
        running = self._state is not None and self._state.phase is not Phase.FINISHED
        if running != self._tick.isActive():
            self._tick.start() if running else self._tick.stop()

    def _paint_clock(self) -> None:
        if self._state is None:
            return
        face: ClockFace = self._words.clock_face(self._state, self._context.now())
        self.icon.set_icon(face.icon, face.tone)
        self.word.setText(face.word)
        self.word.show()
        self.timer.setText(face.time)
        set_property(self.timer, "tone", face.tone)

    # What the agent does

    def _on_answer(self) -> None:
        call_id = self._ringing()
        if call_id:
            self._context.desk.answer(call_id)

    def _at_hand(self) -> CallState | None:
        """The call that a key is about, where its phone can be told something now.

        It is taken as it is shown; where the phone was still to confirm, as it is by now: a key pressed just after the
        phone's answer, and before that is painted, is not lost.
        """
        state = self._state
        if state is not None and state.info.pending is not None:
            state = self._context.desk.call(state.id) or state
        if state is None or state.info.pending is not None or lost_phone(state, self._desk) is not None:
            return None
        return state

    def _on_mute(self) -> None:
        state, desk = self._at_hand(), self._context.desk
        if state is not None and PhoneCommand.UNMUTE in state.info.commands and state.info.muted:
            desk.unmute(state.id)
        elif state is not None and PhoneCommand.MUTE in state.info.commands:
            desk.mute(state.id)

    def _on_hold(self) -> None:
        state, desk = self._at_hand(), self._context.desk
        if state is not None and PhoneCommand.RESUME in state.info.commands and state.phase is Phase.HELD:
            desk.resume(state.id)
        elif state is not None and PhoneCommand.HOLD in state.info.commands:
            desk.hold(state.id)

    def _on_transfer(self) -> None:
        state = self._at_hand()
        if state is not None and PhoneCommand.TRANSFER in state.info.commands:
            self.sheet.open_under(self.transfer)

    def _on_transfer_to(self, target: str) -> None:
        if self._state is not None:
            self._context.desk.transfer(self._state.id, target)

    def _on_end(self) -> None:
        state = self._at_hand()
        if state is not None and PhoneCommand.HANG_UP in state.info.commands:
            self._context.desk.hang_up(state.id)

    def _on_next_call(self) -> None:
        ids = [tab.call_id for tab in self._desk.tabs]
        if len(ids) > 1:
            at = ids.index(self._desk.viewed) if self._desk.viewed in ids else -1
            self._context.desk.view(ids[(at + 1) % len(ids)])

    def _on_search(self) -> None:
        self._context.keymap.run("palette")

    def _on_call_type(self) -> None:
        menu = self.call_type_menu()
        if menu is not None:
            menu.popup(self.call_type.mapToGlobal(QPoint(0, self.call_type.height() + 4)))

    def call_type_menu(self) -> QMenu | None:
        """Return the call types, suggested ones first; a digit chooses while the menu is open."""
        if self._state is None or not self._state.call_types:
            return None
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        current = self._state.guide.call_type
        kinds = sorted(self._state.call_types, key=_by_suggestion)
        for at, kind in enumerate(kinds, start=1):
            digit = f"&{at}   " if at < 10 else "     "
            suffix = "   " + self.tr("suggested") if kind.suggested else ""
            action = QAction(digit + button_text(kind.title) + suffix, menu)
            action.setCheckable(True)
            action.setChecked(kind.id == current)
            action.setData(kind.id)
            menu.addAction(action)
            if kind.suggested and not (at < len(kinds) and kinds[at].suggested):
                menu.addSeparator()
        menu.triggered.connect(self._on_type_chosen)
        return menu

    def _on_type_chosen(self, action: QAction) -> None:
        if self._state is not None:
            self._context.desk.switch_call_type(self._state.id, str(action.data()))

    # Upkeep

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._desk.practice:
            paint_stripes(QPainter(self), self._context.look.color("bar_warn"), self.rect(), _STRIPE)

    def _on_reshaped(self) -> None:
        self.set_layout(self._layout_class)


_BUSY = {
    PhoneCommand.ANSWER: "answer",
    PhoneCommand.MUTE: "mute",
    PhoneCommand.UNMUTE: "mute",
    PhoneCommand.HOLD: "hold",
    PhoneCommand.RESUME: "hold",
    PhoneCommand.TRANSFER: "transfer",
    PhoneCommand.HANG_UP: "end",
}


def _by_suggestion(kind: object) -> bool:
    return not getattr(kind, "suggested", False)


def _keep_place(button: Button, *, keep: bool) -> None:
    """Let a hidden button keep its room, so that its neighbors stay where the hand expects them."""
    policy = button.sizePolicy()
    if policy.retainSizeWhenHidden() != keep:
        policy.setRetainSizeWhenHidden(keep)
        button.setSizePolicy(policy)
