"""The tour on the window: it looks at what the workspace shows whenever that is painted, and says what comes next.

It stands in nobody's way: no key or click is taken from anybody, and it is only there in the demo.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from desktop.call.state import Phase, SaveStatus, StepStatus
from desktop.views.agent.columns import KNOW
from desktop.views.context import ViewContext
from desktop.views.keys import Command
from desktop.views.tour.band import TourBand
from desktop.views.tour.course import Course, Deed, Moment, Step, wait
from desktop.views.tour.ring import TourRing, in_sight
from desktop.views.tour.words import TourWords

if TYPE_CHECKING:
    from desktop.views.main_window import MainWindow

_ON_THE_WAY = (SaveStatus.EMPTY, SaveStatus.DRAFT, SaveStatus.SAVING)
_INSIDE = 6
_BEHIND = (StepStatus.DONE, StepStatus.SKIPPED)


class Mode(Enum):
    """Not shown, asking whether it is wanted, on, or at its end."""

    OFF = "off"
    OFFERED = "offered"
    ON = "on"
    OVER = "over"


class Tour(QObject):
    """Lives as long as the window; a change of language builds its band anew.

    Signals: kept(str) = the step to go on with another day.
    """

    kept = Signal(str)

    def __init__(self, context: ViewContext, window: MainWindow, kept: str) -> None:
        super().__init__(window)
        self._context, self._window, self._kept = context, window, kept
        self.mode = Mode.OFF
        self.course = Course()
        self._said = ""
        self._words = TourWords(context, self)
        self.ring = TourRing(context.look, window)
        self._build()
        context.keymap.bind("tour", self.go_on)
        context.keymap.about_to_run.connect(self._on_command)
        context.keymap.changed.connect(self._on_keys_changed)

    def _build(self) -> None:
        self.band = TourBand(self._context, self._words)
        self._window.workspace.take_foot(self.band)
        self.band.next.clicked.connect(self.go_on)
        self.band.skip.clicked.connect(self.put_aside)
        self._window.quick_typing.written.connect(self._on_quick_text)
        self._window.palette_sheet.closed.connect(self._on_searched)
        self._window.keys_sheet.closed.connect(self._on_keys_seen)

    def rebuild(self) -> None:
        """Come into a workspace that was built again, in another language."""
        self._build()
        self._said = ""
        self._show()

    # What the agent wants

    def offer(self) -> None:
        """Ask once whether the tour is wanted; whoever was asked is not asked again."""
        if self._context.desk.state.practice and not self._kept and self.mode is Mode.OFF:
            self.mode = Mode.OFFERED
            self._keep(Course().kept)
            self._show()

    def go_on(self) -> None:
        """Begin, go on where it was put aside, or leave a step for the next."""
        if not self._context.desk.state.practice:
            return
        if self.mode is Mode.ON:
            self._take(self.course.on().seen(self._moment()))
        else:
            kept = self.course.kept if self.mode is Mode.OVER else self._kept
            self.mode = Mode.ON
            self._take(Course.from_kept(kept).seen(self._moment()))

    def put_aside(self) -> bool:
        """Take it off the window, to be gone on with; say whether it was there."""
        if self.mode is Mode.OFF:
            return False
        held_focus = self.band.isAncestorOf(self._window.focusWidget())
        self.mode = Mode.OFF
        self._show()
        if held_focus:
            self._window.workspace.take_focus()
        return True

    # What is seen

    def look(self) -> None:
        """Something was painted: is the step done, and where is its control now?"""
        if self.mode is Mode.ON:
            self._take(self.course.seen(self._moment()))

    def _on_quick_text(self) -> None:
        self._did(Deed.QUICK)

    def _on_searched(self) -> None:
        self._did(Deed.SEARCH)

    def _on_keys_seen(self) -> None:
        self._did(Deed.KEYS)

    def _on_command(self, command: Command) -> None:
        if command.id.startswith("panel_"):
            self._did(Deed.PANEL)

    def _did(self, deed: Deed) -> None:
        if self.mode is Mode.ON:
            self._take(self.course.seen(self._moment(), deed))

    def _moment(self) -> Moment:
        workspace, desk = self._window.workspace, self._context.desk.state
        state, calls = workspace.state, frozenset(tab.call_id for tab in desk.tabs)
        if state is None:
            return Moment(calls=calls)
        return Moment(
            call=state.id,
            phase=state.phase,
            calls=calls | {state.id} if state.phase is not Phase.FINISHED else calls,
            answers=sum(step.status in _BEHIND for step in state.guide.steps),
            panel=workspace.panels.current,
            cards=len(state.decision.actions.shown) if state.decision is not None else 0,
            reactions=len(state.action_log),
            notes=workspace.wrap_up.notes.toPlainText(),
            saved=state.wrap_up.save not in _ON_THE_WAY,
        )

    # What is shown

    def _take(self, course: Course) -> None:
        before, self.course = self.course, course
        if course.step is None:
            self.mode = Mode.OVER
        if before.at != course.at:
            self._keep(course.kept)
        self._show()

    def _keep(self, kept: str) -> None:
        if kept != self._kept:
            self._kept = kept
            self.kept.emit(kept)

    def _on_keys_changed(self) -> None:
        self._said = ""
        self._show()

    def _show(self) -> None:
        step = self.course.step
        if self.mode is Mode.ON and step is not None:
            now = self._moment()
            self.band.show_step(self._words.title(step), self._words.sentence(step, now))
            self._point(step, now)
        else:
            self.ring.surround(QRect())
            self.band.setVisible(self.mode is not Mode.OFF)
        if self.mode is Mode.OFFERED:
            self.band.offer()
        elif self.mode is Mode.OVER:
            self.band.show_end()
        self._say(step)

    def _say(self, step: Step | None) -> None:
        """Have it read out, once for each sentence."""
        text = self.band.sentence.text() if self.mode is not Mode.OFF else ""
        if text != self._said:
            self._said = text
            if self.mode is Mode.ON and step is not None:
                text = self._words.sentence(step, self._moment(), spoken=True)
            if text:
                self._context.voice.tell(self.band, f"{self.band.title.text()}. {text}")

    def _point(self, step: Step, now: Moment) -> None:
        """Lay the ring around the step's control; while something lies over the window there is nothing to point at."""
        rect = QRect()
        if wait(step, now) is None and not self._window.is_covered:
            seen = (in_sight(widget, self._window) for widget in self._controls(step, now))
            rect = next((each for each in seen if not each.isEmpty()), rect)
        if step is Step.CALLER and not rect.isEmpty():
            # The header has room at its edges, and the bar above it none.
            rect = rect.adjusted(_INSIDE, _INSIDE, -_INSIDE, -_INSIDE)
        on_bar = self._window.workspace.call_bar.geometry().contains(rect)
        self.ring.surround(rect, self._words.number(step), on_bar=on_bar, on_top=step is Step.KEYS)

    def _controls(self, step: Step, now: Moment) -> tuple[QWidget, ...]:
        """Return a step's control, and what stands for it where a narrow window shows another page."""
        workspace = self._window.workspace
        if step is Step.SEARCH:
            return (workspace.call_bar.search,)
        if step is Step.KEYS:
            return workspace.status_bar.hints_of("all_keys")
        pager = workspace.columns.pager
        controls: dict[Step, tuple[QWidget, ...]] = {
            Step.CALLER: (workspace.header,),
            Step.ANSWER: (workspace.call_bar.answer,),
            Step.GUIDE: (workspace.guide.card, workspace.guide),
            Step.PANELS: (workspace.panels.cards()[0].head, pager.tabs[KNOW]),
            Step.CARD: (workspace.cards.top, pager.foot),
            Step.NOTES: (workspace.wrap_up.notes, pager.foot.notes),
            Step.QUICK: (workspace.wrap_up.notes, pager.foot.notes),
            Step.FINISH: (workspace.wrap_up.finish, pager.foot.finish),
        }
        if step is Step.FINISH and now.phase is not Phase.WRAP_UP:
            return (workspace.call_bar.end,)
        if step is Step.FINISH and workspace.state is not None and workspace.state.wrap_up.disposition is None:
            return (workspace.wrap_up.disposition, pager.foot.finish)
        return controls[step]
