"""The tour in words: a title and one sentence for each step, with the keys as they are now."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject

from desktop.call.state import Phase
from desktop.views.context import ViewContext
from desktop.views.keys import COMMANDS, command_title
from desktop.views.safe_text import cell, isolate
from desktop.views.tour.course import STEPS, Moment, Step, Wait, wait

USUAL_ABBR = "thx"
_COMMANDS = {
    "answer": "answer",
    "choice": "answer_1",
    "panel": "panel_1",
    "accept": "accept",
    "decline": "decline",
    "notes": "notes",
    "list": "letter",
    "end": "end",
    "disposition": "disposition",
    "finish": "finish",
    "search": "palette",
    "keys": "all_keys",
}


class TourWords(QObject):
    """Every text of the tour; `spoken` is the form without signs, for those who hear it."""

    def __init__(self, context: ViewContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def title(self, step: Step) -> str:
        """Return where the tour is and what the step is about."""
        titles = {
            Step.CALLER: self.tr("Who is calling"),
            Step.ANSWER: self.tr("Answer"),
            Step.GUIDE: self.tr("What to say"),
            Step.PANELS: self.tr("What the systems know"),
            Step.CARD: self.tr("What to do, and why"),
            Step.NOTES: self.tr("Notes"),
            Step.QUICK: self.tr("Quick texts"),
            Step.FINISH: self.tr("Finish"),
            Step.SEARCH: self.tr("Search everything"),
            Step.KEYS: self.tr("All keys"),
        }
        count = self.tr("Tour, {n} of {all}").format(n=self.number(step), all=self._context.formats.number(len(STEPS)))
        return f"{count} · {titles[step]}"

    def number(self, step: Step) -> str:
        """Return the step's number."""
        return self._context.formats.number(STEPS.index(step) + 1)

    def sentence(self, step: Step, now: Moment, *, spoken: bool = False) -> str:
        """Return what to do in a step, or what it waits for."""
        why = wait(step, now)
        text = self._waits()[why] if why is not None else self._texts(now.phase)[step]
        return text.format(abbr=isolate(f";{self._abbr(now.call)}"), **self._keys(spoken=spoken))

    def offer(self) -> tuple[str, str]:
        """Return title and sentence of the offer."""
        return self.tr("First-day tour"), self.tr(
            "New here? Ten short steps on this window, with the calls of the demo."
        )

    def end(self) -> tuple[str, str]:
        """Return title and sentence of the end."""
        text = self.tr("That was the tour. It is there again with {search}, “First-day tour”.")
        return self.tr("First-day tour"), text.format(**self._keys(spoken=False))

    def every(self) -> Iterator[str]:
        """Return each sentence there is, so that room can be kept for the longest."""
        yield from (self.offer()[1], self.end()[1])
        texts = [*self._waits().values(), *self._texts(Phase.TALKING).values(), *self._texts(Phase.WRAP_UP).values()]
        keys = self._keys(spoken=False)
        yield from (text.format(abbr=f";{USUAL_ABBR}", **keys) for text in texts)

    def _texts(self, phase: Phase | None) -> dict[Step, str]:
        finish = self.tr("When you have said goodbye, {end} ends the call.")
        if phase is Phase.WRAP_UP:
            finish = self.tr("{disposition} says how it ended. {finish} saves it all, and you are free again.")
        return {
            Step.CALLER: self.tr("Before you answer: who it is, how sure that is, and what matters about them."),
            Step.ANSWER: self.tr("{answer} answers. Each button here shows its key."),
            Step.GUIDE: self.tr("Read this out, then record the answer: {choice} for the first, and so on."),
            Step.PANELS: self.tr("Invoices, orders, cases: {panel} shows the first panel, the next digit the second."),
            Step.CARD: self.tr("The reasons come first. {accept} accepts, {decline} declines with a reason."),
            Step.NOTES: self.tr(
                "{notes} takes you to the notes from anywhere. Type something: it is saved as you type."
            ),
            Step.QUICK: self.tr("Type {abbr} and a space in the notes. {list} lists all quick texts."),
            Step.FINISH: finish,
            Step.SEARCH: self.tr("{search} finds customers, articles and all you can do. Have a look; Esc closes it."),
            Step.KEYS: self.tr("{keys} lists every key, and changes them. Esc closes it, like everything."),
        }

    def _waits(self) -> dict[Wait, str]:
        return {
            Wait.CALL: self.tr("This comes with the next call, in a few seconds."),
            Wait.ANSWER: self.tr("Answer first: {answer}."),
            Wait.FINISH: self.tr("This comes with the next call. Finish this one first: {finish}."),
            Wait.CARDS: self.tr("Nothing fits to recommend right now. It may after the next answer in the guide."),
        }

    def _keys(self, *, spoken: bool) -> dict[str, str]:
        return {name: self._key(command, spoken=spoken) for name, command in _COMMANDS.items()}

    def _key(self, command: str, *, spoken: bool) -> str:
        caption = self._context.keymap.caption(command)
        keys = caption.spoken if spoken else str(caption)
        # A command may have been left without keys. What begins with a key is still read from its language's side.
        return isolate(keys) if keys else f"“{command_title(COMMANDS[command])}”"

    def _abbr(self, call: str) -> str:
        """Return a quick text there is: the usual one, or the first of this playbook."""
        found = self._context.desk.quick_options(call, self._context.formats.own_language) or ()
        names = [option.abbr for option in found]
        return USUAL_ABBR if USUAL_ABBR in names or not names else cell(names[0])
