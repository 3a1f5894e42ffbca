"""Choosing the language of the workspace: at once between calls, and after the call while there is one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.views.language import LANGUAGES, Languages, base


class LanguageChoice(QObject):
    """What the agent chose; `free` says whether no call is on the desk, whose typed text a new page would not have.

    Signals: due = another language is spoken, build the workspace again; kept(str) = the choice is worth keeping.
    """

    due = Signal()
    kept = Signal(str)

    def __init__(self, languages: Languages | None, free: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._languages, self._free = languages, free
        self._waiting = ""

    def rows(self) -> list[tuple[str, str, str]]:
        """Return what can be chosen, as (language, title, when it takes effect)."""
        if self._languages is None:
            return []
        when = "" if self._free() else self.tr("after this call")
        spoken = self._waiting or base(self._languages.current)
        return [
            # Also in English: who got into a language by mistake finds the way out by a word they know.
            (language, self.tr("Language: {name}").format(name=name), when or "Language")
            for language, name in LANGUAGES.items()
            if language != spoken
        ]

    def choose(self, language: str) -> None:
        """Keep a choice and speak it as soon as nobody is on the line."""
        self._waiting = language
        self.kept.emit(language)
        self.settle()

    def forget(self) -> None:
        """Speak no language any more: the window is closed, and another one may follow in this program."""
        if self._languages is not None:
            self._languages.forget()

    def settle(self) -> None:
        """Speak what was chosen during a call, once there is none."""
        if self._languages is not None and self._waiting and self._free():
            language, self._waiting = self._waiting, ""
            self._languages.speak(language)
            self.due.emit()
