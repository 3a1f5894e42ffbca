"""The macros of one call: which are offered now, with which values, and what would keep one from being run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.call.deed_views import MacroView
from desktop.call.guide import filled_effect
from desktop.playbook.colleagues import colleague
from desktop.rules.kleene import T

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.call.advice import Advice
    from desktop.call.context import Context
    from desktop.playbook.quick_read import Macro
    from desktop.rules.session import FilledEffect


class Macros:
    """Looks at the playbook's macros with the eyes of one call; `problem` tells what keeps effects from being done."""

    def __init__(
        self, context: Context, advice: Advice, problem: Callable[[Sequence[FilledEffect]], str | None]
    ) -> None:
        self._context = context
        self._advice = advice
        self._problem = problem
        self._views: tuple[MacroView, ...] = ()

    def views(self) -> tuple[MacroView, ...]:
        """Those for this call type whose condition is true; the same object while nothing has changed."""
        kind, seen = self._advice.call_type, self._advice.seen
        found = tuple(
            self._view(macro)
            for macro in self._context.playbook.macros.values()
            if (not macro.call_types or kind in macro.call_types)
            and (macro.when is None or macro.when.verdict(seen) is T)
        )
        if found != self._views:
            self._views = found
        return self._views

    def view(self, macro_id: str) -> MacroView | None:
        """One that is offered now."""
        return next((view for view in self.views() if view.id == macro_id), None)

    def title(self, macro_id: str) -> str:
        """What a macro is called, offered or not."""
        macro = self._context.playbook.macros.get(macro_id)
        return colleague(self._advice.reader, macro.title) if macro is not None else macro_id

    def _view(self, macro: Macro) -> MacroView:
        context, advice = self._context, self._advice
        schema = context.playbook.bundle.schema
        language = advice.guide.language()
        show = advice.show_in(language)
        filled = (filled_effect(step.in_language(language), advice.seen, show, schema) for step in macro.steps)
        steps = tuple(advice.aim.effect(step) for step in filled)
        return MacroView(macro.id, colleague(advice.reader, macro.title), steps, self._problem(steps))
