"""What the agent wishes about one call besides talking: letters, and what systems are to be told of the customer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from desktop.call.deed_views import ChangeView
    from desktop.call.session import CallSession


class Wishes:
    """The desk's methods that only hand a wish to its call; one about a call that is over is no more."""

    def _do(self, call_id: str, wish: Callable[[CallSession], object]) -> None:
        raise NotImplementedError

    def change(self, call_id: str, change: ChangeView, title: str) -> None:
        """Tell a system what another one knows of the customer, as it was seen; `title` is how that reads."""
        self._do(call_id, lambda session: session.deeds.change(change, title))

    def type_follow_up(self, call_id: str, text: str, due_on: date | None) -> None:
        """What is typed as a follow-up by now; it is one only when it is added."""
        self._do(call_id, lambda session: session.wrap_up.type_follow_up(text, due_on))

    def write_letter(self, call_id: str, text_id: str) -> None:
        """Write an e-mail from one of the playbook's texts."""
        self._do(call_id, lambda session: session.letters.open(text_id))

    def edit_letter(self, call_id: str, text_id: str, to: str, subject: str, body: str) -> None:
        """What the fields of a letter hold by now."""
        self._do(call_id, lambda session: session.letters.edit(text_id, to, subject, body))

    def letter_language(self, call_id: str, text_id: str, language: str) -> None:
        """Write it in another of its languages."""
        self._do(call_id, lambda session: session.letters.speak(text_id, language))

    def send_letter(self, call_id: str, text_id: str) -> None:
        """Send it as it is seen."""
        self._do(call_id, lambda session: session.letters.send(text_id))

    def discard_letter(self, call_id: str, text_id: str) -> None:
        """Throw it away."""
        self._do(call_id, lambda session: session.letters.discard(text_id))

    def leave_letter(self, call_id: str) -> None:
        """Put the open letter aside."""
        self._do(call_id, lambda session: session.letters.leave())
