"""What a macro would do, step by step, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.views.agent.detail_words import Line
from desktop.views.agent.effect_words import EffectWords
from desktop.views.safe_text import cell, shown

if TYPE_CHECKING:
    from desktop.call.deed_views import MacroView
    from desktop.call.state import CallState
    from desktop.rules.session import FilledEffect
    from desktop.views.format import Formats


_GAP = "\u2002"
_INDENT = "\u2002" * 2


class MacroWords(QObject):
    """Lines for a sheet; each step begins with its number."""

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._effects = EffectWords(self)

    def preview(self, macro: MacroView, state: CallState, labels: Mapping[str, str]) -> list[Line]:
        """What each step does, value by value; `labels` name systems."""
        lines: list[Line] = []
        for number, step in enumerate(macro.steps, 1):
            first, *rest = self._step(step, state, labels)
            lines.append(replace(first, name=f"{number}{_GAP}{first.name}"))
            lines += [replace(line, name=f"{_INDENT}{line.name}") for line in rest]
        return lines

    def _step(self, step: FilledEffect, state: CallState, labels: Mapping[str, str]) -> list[Line]:
        if step.kind == "disposition":
            leaf = next((each for each in state.wrap_up.dispositions if each.id == step.name), None)
            return [
                Line(self.tr("Sets the disposition"), cell(" › ".join(leaf.path) if leaf is not None else step.name))
            ]
        if step.kind == "follow_up":
            days = Line(self.tr("Due in days"), cell(step.params.get("due_in_days", "")))
            return [Line(self.tr("Promises"), shown(step.params.get("text", "")), long=True), days]
        if step.kind == "email":
            text = next((each for each in state.letters.texts if each.id == step.name), None)
            return [Line(self.tr("Begins a letter"), cell(text.title if text is not None else step.name))]
        if step.kind == "open_panel":
            return [Line(self.tr("Opens the panel"), cell(step.name).replace("_", " "))]
        return self._effects.preview(step, labels) or [Line(self._effects.deed(step), cell(step.name))]
