"""SAY: the guide of the call type, step by step, with what was promised before below it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.call.state import CallState, GuideView, Phase
from desktop.views.agent.guide_steps import StepsColumn
from desktop.views.agent.guide_summary import GuideSummary
from desktop.views.agent.layout_class import Height, LayoutClass
from desktop.views.agent.measures import Measured
from desktop.views.agent.promises import PromisesPane
from desktop.views.agent.scrolling import Scroller
from desktop.views.context import ViewContext
from desktop.views.safe_text import ElidedLabel, SafeLabel, cell
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import TOP_LEFT, Card, hbox, vbox
from desktop.views.widgets.labels import SectionTitle
from desktop.views.widgets.meter import Steps


class GuidePane(Card):
    """The guide while the call lasts, its summary afterwards. Widgets are made once and reused.

    Signals: panel_wanted(str) = a step opens this panel.
    """

    panel_wanted = Signal(str)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__("plain", parent)
        self._context = context
        self._call_id: str | None = None
        self._guide: GuideView | None = None
        self._phase: Phase | None = None
        self._rows_wanted = (0, 0)
        self._with_promises, self._has_promises = True, False
        look = context.look
        self.setAccessibleName(self.tr("Guide"))
        self._title = SectionTitle(self.tr("Guide"))
        self._name = ElidedLabel(role="meta", tone="text2")
        self._count = SafeLabel(role="meta", tone="text2")
        self._progress = Steps(look)
        self._steps = StepsColumn(context)
        self._scroll = Scroller(self._steps)
        self._scroll.resized.connect(self._steps.fit_into)
        self._summary = GuideSummary(context)
        self._summary_scroll = Scroller(self._summary)
        self._nothing = SafeLabel(role="body", tone="text2", wrap=True)
        self._promises = PromisesPane(context)
        self._back = Button(look, self.tr("Back"), "quiet", key=context.keymap.caption("step_back"))
        self._skip = Button(look, self.tr("Skip step"), "quiet", key=context.keymap.caption("step_skip"))
        self._lay_out()
        Measured(self, context.look)
        self._steps.card.answered.connect(self._on_answered)
        self._steps.card.skipped.connect(self._on_skipped)
        self._steps.card.panel_wanted.connect(self.panel_wanted)
        self._steps.wanted.connect(self._on_wanted)
        self._back.clicked.connect(self._on_back)
        self._skip.clicked.connect(self._on_skip)
        context.keymap.bind("step_back", self._back.click)
        context.keymap.bind("step_skip", self._skip.click)

    def _lay_out(self) -> None:
        px = self._context.look.px
        body = vbox(self, margins=(px(12), px(12), px(12), px(10)), spacing=px(8))
        head = hbox(margins=(px(4), 0, px(4), 0), spacing=px(8))
        head.addWidget(self._title)
        head.addWidget(self._name, 1)
        head.addWidget(self._count)
        body.addLayout(head)
        bar = hbox(margins=(px(4), 0, px(4), 0))
        bar.addWidget(self._progress)
        body.addLayout(bar)
        self._nothing.setAlignment(TOP_LEFT)
        self._nothing.setMargin(px(4))
        body.addWidget(self._nothing, 1)
        body.addWidget(self._scroll, 1)
        body.addWidget(self._summary_scroll, 1)
        low = hbox(margins=(px(4), 0, px(4), 0))
        low.addWidget(self._promises)
        body.addLayout(low)
        foot = hbox(spacing=0)
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._skip)
        body.addLayout(foot)

    @property
    def card(self) -> QWidget:
        """Return the step that is read out now."""
        return self._steps.card

    def set_layout(self, layout: LayoutClass) -> None:
        """Below the guide there is room for promises from the normal height on."""
        self._with_promises = layout.height >= Height.NORMAL
        self._promises.setVisible(self._has_promises and self._with_promises)

    def show_call(self, state: CallState) -> None:
        """Show where this call stands in its guide; after the call, what was done."""
        self._call_id = state.id
        closing = state.phase in (Phase.WRAP_UP, Phase.FINISHED)
        if state.guide != self._guide or state.phase is not self._phase:
            self._guide, self._phase = state.guide, state.phase
            labels = {source.name: source.label for source in state.sources}
            self._show_guide(state.guide, state.phase, labels, closing=closing)
        if closing:
            self._summary.show_call(state)
        self._has_promises = self._promises.show_call(state)
        self._promises.setVisible(self._has_promises and self._with_promises)

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self._call_id = self._guide = self._phase = None
        self._show_guide(GuideView(), Phase.TALKING, {}, closing=False)
        self._steps.clear()
        self._summary.clear()
        self._has_promises = False
        self._promises.clear()

    def _show_guide(self, guide: GuideView, phase: Phase, labels: Mapping[str, str], *, closing: bool) -> None:
        known = bool(guide.steps)
        self._title.setText(self.tr("Summary") if closing else self.tr("Guide"))
        self._name.setText(self._named(guide))
        self._count.setText(self._counted(guide))
        self._progress.setVisible(known)
        self._progress.set_states(tuple(step.status.value for step in guide.steps), self._counted(guide))
        self._scroll.setVisible(known and not closing)
        self._summary_scroll.setVisible(closing)
        self._nothing.setVisible(not known and not closing)
        keys = self._context.keymap.caption("call_type")
        nothing = self.tr("The guide opens once it is clear what this call is about. {keys} sets the call type.")
        self._nothing.setText(nothing.format(keys=keys))
        resting = phase is Phase.RINGING
        if known and not closing:
            self._steps.show_guide(guide, labels, resting=resting)
        self._ready(guide, resting=resting, closing=closing)

    def _named(self, guide: GuideView) -> str:
        if not guide.title:
            return ""
        if not guide.version:
            return cell(guide.title)
        return self.tr("{guide} · v{version}").format(guide=cell(guide.title), version=cell(guide.version))

    def _counted(self, guide: GuideView) -> str:
        count = len(guide.steps)
        if not count:
            return ""
        if guide.current >= count:
            return self.tr("All steps done")
        number = self._context.formats.number
        return self.tr("Step {step} of {count}").format(step=number(guide.current + 1), count=number(count))

    def _ready(self, guide: GuideView, *, resting: bool, closing: bool) -> None:
        at_start = guide.current == 0
        at_end = guide.current >= len(guide.steps)
        wait = self.tr("The guide starts when the call is answered.")
        self._back.set_ready(not resting and not at_start, wait if resting else self.tr("This is the first step."))
        self._skip.set_ready(not resting and not at_end, wait if resting else self.tr("There is no step left."))
        for button in (self._back, self._skip):
            button.setVisible(bool(guide.steps) and not closing)

    def _on_answered(self, step_id: str, value: str) -> None:
        if self._call_id is not None:
            self._context.desk.answer_step(self._call_id, step_id, value)

    def _on_wanted(self, step_id: str) -> None:
        if self._call_id is not None:
            self._context.desk.go_to_step(self._call_id, step_id)

    def _on_back(self) -> None:
        if self._steps.card.asks_why:
            self._steps.card.ask_why(())
        elif self._call_id is not None:
            self._context.desk.back(self._call_id)

    def _on_skip(self) -> None:
        """Leave out the step; where the playbook wants to know why, and it may be left out, ask."""
        guide = self._guide
        step = guide.steps[guide.current] if guide is not None and guide.current < len(guide.steps) else None
        if guide is not None and step is not None and guide.skip_reasons and (not step.required or step.answer):
            self._steps.card.ask_why(guide.skip_reasons)
        else:
            self._on_skipped("")

    def _on_skipped(self, reason: str) -> None:
        if self._call_id is not None:
            self._context.desk.skip(self._call_id, reason)

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        return [*self._steps.card.stops(), self._back, self._skip]
