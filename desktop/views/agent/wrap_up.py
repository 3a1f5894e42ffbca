"""DO, lower half: how the call ended, notes, promises, and Finish; there from the first second of the call."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from itertools import chain, product

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.call.state import CallState, DeskState, Phase, SaveStatus, WrapUpView
from desktop.views.agent.call_words import first_word, lost_phone, twin_mark
from desktop.views.agent.disposition_field import DispositionField, path_text
from desktop.views.agent.follow_ups import FollowUpForm, FollowUpList
from desktop.views.agent.giving_button import GivingButton
from desktop.views.agent.layout_class import Height, LayoutClass, Width
from desktop.views.agent.measures import Measured
from desktop.views.agent.notes_field import NotesField
from desktop.views.agent.survey_line import SurveyLine
from desktop.views.agent.wrap_up_words import WrapUpWords
from desktop.views.context import ViewContext
from desktop.views.safe_text import ElidedLabel, SafeLabel, cell, first_seen, isolate, set_tip
from desktop.views.theme.sheet import set_property
from desktop.views.widgets.buttons import Chip, IconButton
from desktop.views.widgets.card import Card, hbox, vbox
from desktop.views.widgets.labels import IconLabel, SectionTitle

SUGGESTED = 3
_BETWEEN = 6
SECOND = 1_000
_PROMISES = {Height.SHORT: 1, Height.LOW: 1, Height.NORMAL: 2}
NO_REASON, UNADDED = "survey_missing", "unadded_missing"
_PLACES = ("disposition", "notes", "finish")


class WrapUpPane(Card):
    """What the agent types belongs to its call and is never replaced while it is being typed."""

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__("plain", parent)
        self._context = context
        look, caption = context.look, context.keymap.caption
        self._state: CallState | None = None
        self._view: WrapUpView | None = None
        self._came_from: QWidget | None = None
        self._short = False
        self._offered: tuple[str, ...] = ()
        self._finish_labels: tuple[tuple[str, ...], ...] = ()
        self._words = WrapUpWords(self)
        self.setAccessibleName(self.tr("Wrap-up"))
        self._title = SectionTitle(self.tr("Wrap-up"))
        self._clock = SafeLabel(role="meta", tone="text2")
        self._save_icon = IconLabel(look, "check", "good", 14)
        self._save = ElidedLabel(role="meta_strong", tone="text2", stretch=False)
        self.disposition = DispositionField(context)
        self._clear = IconButton(look, "x", self.tr("Clear the disposition"))
        self._chips = [Chip(look) for _ in range(SUGGESTED)]
        self.notes = NotesField(context)
        self._problems = {place: SafeLabel(role="meta_strong", tone="bad", wrap=True) for place in _PLACES}
        self.follow_ups = FollowUpList(context)
        self.form = FollowUpForm(context)
        self.survey = SurveyLine(context)
        self._promise = GivingButton(look, self.tr("Follow-up"), "plain", icon="calendar", key=caption("follow_up"))
        self.finish = GivingButton(look, self.tr("Finish"), "primary", key=caption("finish"))
        self._second = QTimer(self)
        self._second.setInterval(SECOND)
        self._lay_out()
        Measured(self, context.look)
        self._connect()

    def _lay_out(self) -> None:
        px = self._context.look.px
        body = vbox(self, margins=(px(12), px(8), px(12), px(10)), spacing=px(6))
        head = hbox(margins=(px(4), 0, px(2), 0), spacing=px(4))
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._save_icon)
        head.addWidget(self._save)
        head.addSpacing(px(4))
        head.addWidget(self._clock)
        body.addLayout(head)
        line = hbox(spacing=px(4))
        line.addWidget(self.disposition, 1)
        line.addWidget(self._clear)
        body.addLayout(line)
        body.addWidget(self._problems["disposition"])
        chips = hbox(spacing=px(6))
        for chip in self._chips:
            chips.addWidget(chip)
        chips.addStretch(1)
        self._chip_row = QWidget()
        self._chip_row.setLayout(chips)
        body.addWidget(self._chip_row)
        body.addWidget(self.notes, 1)
        body.addWidget(self._problems["notes"])
        body.addWidget(self.follow_ups)
        body.addWidget(self.form)
        body.addWidget(self.survey)
        body.addWidget(self._problems["finish"])
        foot = hbox(spacing=px(_BETWEEN))
        foot.addWidget(self._promise)
        foot.addStretch()
        foot.addWidget(self.finish, 0)
        body.addLayout(foot)
        for label in self._problems.values():
            label.setIndent(px(4))
            label.hide()

    def _connect(self) -> None:
        keymap = self._context.keymap
        self.disposition.chosen.connect(self._on_disposition)
        self.disposition.left.connect(self._on_disposition_left)
        self._clear.clicked.connect(self._on_clear)
        for chip in self._chips:
            chip.clicked.connect(self._on_chip)
        self.notes.typed.connect(self._on_typed)
        self.follow_ups.removed.connect(self._on_removed)
        self.form.typed.connect(self._on_promising)
        self.form.added.connect(self._on_added)
        self.survey.switched.connect(self._on_invite)
        self.form.left.connect(self._on_form_left)
        self._promise.clicked.connect(self._on_promise)
        self.finish.clicked.connect(self._on_finish)
        self._second.timeout.connect(self._show_clock)
        keymap.bind("notes", self.notes.enter)
        keymap.bind("disposition", self._on_disposition_key)
        keymap.bind("follow_up", self._on_promise)
        keymap.bind("finish", self._on_finish)

    def set_layout(self, layout: LayoutClass) -> None:
        """Low windows show one promise, so that the notes keep their room."""
        self.follow_ups.limit(_PROMISES.get(layout.height, 4))
        self._short = layout.height is Height.SHORT
        self.survey.set_roomy(roomy=layout.height >= Height.NORMAL)
        self.notes.set_low(low=layout.height <= Height.LOW)
        self._promise.set_icon("calendar" if layout.width >= Width.WIDE else "")
        if self._view is not None:
            self._make_room()

    # Showing

    def show_call(self, state: CallState) -> None:
        """Show the wrap-up of a call."""
        before, self._state = self._state, state
        if before is not None and before.id != state.id:
            self._view = None
            self.disposition.forget()
        self.form.show_call(state.id, state.wrap_up.promising)
        self.notes.show_notes(state.id, state.wrap_up.notes, state.wrap_up.notes_revision)
        closing = state.phase in (Phase.WRAP_UP, Phase.FINISHED)
        self._show_finish(self._context.desk.state)
        view = state.wrap_up
        if closing and view.problem == "on_call":
            # The call has ended since: what stood in the way is gone.
            view = replace(view, problem=None)
        if view != self._view:
            # A call that comes back into view was refused when its agent saw it: what they do now is not interrupted.
            refused = view.problem if self._view is not None and self._view.problem != view.problem else None
            self._view = view
            self._show_view(view)
            if refused == NO_REASON:
                self.survey.ask()
            elif refused == UNADDED:
                self._write_promise()
        self._show_clock()
        if closing and not self._second.isActive():
            self._second.start()
        elif not closing:
            self._second.stop()
        if state.phase is Phase.FINISHED:
            self._second.stop()
            self.notes.forget(state.id)
            self.form.forget(state.id)

    def keep_only(self, call_ids: Collection[str]) -> None:
        """Forget what was typed in calls that are finished."""
        self.notes.keep_only(call_ids)
        self.form.keep_only(call_ids)

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self._state = self._view = None
        self._second.stop()
        self.notes.forget_all()
        self._show_view(WrapUpView())
        self._view = None
        self.disposition.forget()
        self.form.clear()
        self.follow_ups.clear()
        self._finish_labels = ((self.tr("Finish"),),)
        self._fit_foot()

    def show_desk(self, desk: DeskState) -> None:
        """Say again whose call is finished: another caller of the same name, or the phone, may have come or gone."""
        self._show_finish(desk)

    def _show_finish(self, desk: DeskState) -> None:
        """Finish is what comes next once the call is over, or where nobody but the agent can tell that it is."""
        state = self._state
        if state is None:
            return
        self._finish_labels = self._finish_words(state, desk)
        self._fit_foot()
        over = state.phase in (Phase.WRAP_UP, Phase.FINISHED)
        by_agent = state.phase is not Phase.RINGING and (state.info.by_hand or lost_phone(state, desk) is not None)
        self.finish.set_kind("primary" if over or by_agent else "plain")

    def _fit_foot(self) -> None:
        """Whose call is finished in full where there is room, else in a word, or not at all; its key stays longest."""
        room = self.width() - 2 * self._context.look.px(12) - self._context.look.px(_BETWEEN)
        keys = (product((False, True), labels) for labels in self._finish_labels)
        for without_key, label in chain.from_iterable(keys):
            self._promise.leave_out_key(without_key)
            self.finish.set_label(label)
            if self._promise.easy_width() + self.finish.easy_width() <= room:
                break
        # A layout would take all that lacks from the wider one.
        whole = self._promise.sizeHint().width()
        lacks = max(0, whole + self.finish.sizeHint().width() - room)
        self._promise.setMaximumWidth(max(self._promise.minimumSizeHint().width(), whole - lacks // 2))

    def _finish_words(self, state: CallState, desk: DeskState) -> tuple[tuple[str, ...], ...]:
        customer = state.identity.customer
        name = customer.customer.name if customer is not None else None
        mark = twin_mark(state.id, name, state.info.ani_display, desk.tabs)
        # The mark must not be what is cut.
        whole = f"{first_word(name)} {mark}" if mark else first_seen(name, state.info.ani_display)
        brief = whole if mark or not name else first_word(name)
        names = dict.fromkeys(who for who in (whole, brief) if who)
        named = tuple(self.tr("Finish {name}").format(name=isolate(who)) for who in names)
        # Where there is one call only, there is no other to take it for.
        return (named,) if named and len(desk.tabs) > 1 else (named, (self.tr("Finish"),))

    def _show_view(self, view: WrapUpView) -> None:
        words, icon, tone = self._words.save(view)
        self._save.setText(words)
        set_property(self._save, "tone", tone)
        self._save_icon.set_icon(icon, tone)
        self._save_icon.setVisible(bool(icon))
        saved = view.save is SaveStatus.SAVED and view.saved_at is not None
        at = self._context.formats.clock(view.saved_at) if saved and view.saved_at is not None else ""
        self._save.set_tip(self.tr("Saved on this computer at {time}").format(time=at) if at else "")
        self.disposition.show_choice(view.dispositions, view.suggested, view.disposition)
        self._clear.setVisible(view.disposition is not None)
        self._show_chips(view)
        self.follow_ups.show_follow_ups(view.follow_ups, view.suggested_follow_up)
        self.survey.show_offer(view.survey)
        suggested = view.suggested_follow_up
        set_tip(self._promise, cell(suggested.text) if suggested is not None else self.tr("Promise something"))
        for place, label in self._problems.items():
            text = self._words.refused(view, place)
            if place == "notes" and not text:
                text = self._words.trouble(view)
            set_property(label, "tone", "warn" if view.save in (SaveStatus.OFF, SaveStatus.HELD) else "bad")
            label.setText(text)
            label.setVisible(bool(text))
        self.disposition.setAccessibleDescription(self._problems["disposition"].text())
        self.notes.setAccessibleDescription(self._problems["notes"].text())
        self._show_saving(view.save)

    def _show_saving(self, save: SaveStatus) -> None:
        """What is being saved cannot change on its way: fields are read, keep the focus, and wait for the answer."""
        saving = save is SaveStatus.SAVING
        self.notes.setReadOnly(saving or save is SaveStatus.OFF)
        self.disposition.set_read_only(read_only=saving)
        self.form.set_read_only(read_only=saving)
        for part in (self._clear, *self._chips, self.follow_ups, self._promise, self.survey):
            part.setEnabled(not saving)
        self.finish.set_ready(not saving, self.tr("It is being saved."))

    def _show_chips(self, view: WrapUpView) -> None:
        leaves = {leaf.id: leaf for leaf in view.dispositions}
        wanted = [leaves[leaf_id] for leaf_id in view.suggested[:SUGGESTED] if leaf_id in leaves]
        for number, chip in enumerate(self._chips):
            leaf = wanted[number] if number < len(wanted) else None
            chip.set_label("" if leaf is None else cell(leaf.path[-1]) if leaf.path else leaf.id)
            set_tip(chip, path_text(leaf) if leaf is not None else "")
            chip.setChecked(leaf is not None and leaf.id == view.disposition)
        self._offered = tuple(leaf.id for leaf in wanted)
        self._fit_chips()
        self._make_room()

    def _fit_chips(self) -> None:
        """Only suggestions that can be read whole, and always the first one; the list behind the field has them all."""
        px = self._context.look.px
        room = self.width() - 2 * px(12)
        for number, chip in enumerate(self._chips):
            room -= chip.sizeHint().width()
            chip.setVisible(number < len(self._offered) and (number == 0 or room >= 0))
            room -= px(6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_chips()
        self._fit_foot()

    def _make_room(self) -> None:
        """While a promise is written, suggestions and promises step aside; in a short window there are no chips."""
        writing = not self.form.isHidden()
        self._chip_row.setVisible(bool(self._offered) and not self._short and not writing)
        if writing:
            self.follow_ups.hide()
        elif self._view is not None:
            self.follow_ups.show_follow_ups(self._view.follow_ups, self._view.suggested_follow_up)

    def _show_clock(self) -> None:
        """After the call: how long it takes against the goal; before, the goal alone."""
        state = self._state
        if state is None:
            return
        goal, ended = state.wrap_up.goal_s, state.info.ended_at
        formats, text, over = self._context.formats, "", False
        if state.phase is Phase.WRAP_UP and ended is not None:
            spent = max(0.0, (self._context.now() - ended).total_seconds())
            text = formats.short(spent)
            if goal is not None:
                over = spent > goal
                text = self.tr("{time} of {goal}").format(time=text, goal=formats.short(goal))
        elif goal is not None:
            text = self.tr("goal {time}").format(time=formats.short(goal))
        self._clock.setText(text)
        set_property(self._clock, "tone", "warn" if over else "text2")

    # Acting

    def _on_typed(self, text: str) -> None:
        if self._state is not None:
            self._context.desk.set_notes(self._state.id, text)

    def _on_disposition_key(self) -> None:
        self._came_from = QApplication.focusWidget()
        self.disposition.enter()

    def _on_disposition(self, leaf_id: str) -> None:
        if self._state is not None:
            self._context.desk.set_disposition(self._state.id, leaf_id)

    def _on_disposition_left(self) -> None:
        """After a choice the focus returns to where Ctrl+D found it, else to the notes."""
        back, self._came_from = self._came_from, None
        usable = back is not None and back.isVisible() and back is not self.disposition
        (back if usable and back is not None else self.notes).setFocus()

    def _on_clear(self) -> None:
        if self._state is not None:
            self._context.desk.set_disposition(self._state.id, None)

    def _on_chip(self) -> None:
        for chip, leaf_id in zip(self._chips, self._offered, strict=False):
            if chip is self.sender():
                chip.setChecked(True)
                self._on_disposition(leaf_id)

    def _on_promise(self) -> None:
        """Take the promise suggested; without one, write one."""
        state = self._state
        if state is None or not self._promise.isEnabled():
            return
        suggested = state.wrap_up.suggested_follow_up
        if suggested is not None:
            self._context.desk.add_follow_up(state.id, suggested.text, suggested.due_on)
        else:
            self._write_promise()

    def _write_promise(self) -> None:
        self.form.open()
        self._make_room()

    def _on_promising(self, text: str, due_on: date | None) -> None:
        if self._state is not None:
            self._context.desk.type_follow_up(self._state.id, text, due_on)

    def _on_added(self, text: str, due_on: object) -> None:
        if self._state is not None:
            self._context.desk.add_follow_up(self._state.id, text, due_on)  # type: ignore[arg-type]
        self._on_form_left()

    def _on_form_left(self) -> None:
        self.form.hide()
        self._make_room()
        self.notes.setFocus()

    def _on_invite(self, on: bool, why_not: str) -> None:
        if self._state is not None:
            self._context.desk.set_invite(self._state.id, on, why_not)

    def _on_removed(self, number: int) -> None:
        if self._state is not None:
            self._context.desk.remove_follow_up(self._state.id, number)

    def _on_finish(self) -> None:
        if self._state is not None and self.finish.isEnabled():
            self._context.desk.finish(self._state.id)
            if self._view is not None and self._view.problem == NO_REASON:
                self.survey.ask()

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        form = self.form.stops()
        promises = self.follow_ups.stops()
        upper = [self.disposition, self._clear, *self._chips, self.notes]
        return [*upper, *promises, *form, self.survey.switch, self._promise, self.finish]
