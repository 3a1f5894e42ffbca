"""What the palette offers now: commands, what can be done with the typed text, call types and dispositions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.call.state import ArticleView, CallState, Phase, StepStatus
from desktop.views.agent.change_words import ChangeWords
from desktop.views.agent.deed_words import DeedWords
from desktop.views.agent.letter_words import ICONS, LetterWords
from desktop.views.context import ViewContext
from desktop.views.entries import Entry
from desktop.views.found_people import PeopleEntries
from desktop.views.keys import COMMANDS, Command, command_title
from desktop.views.safe_text import cell

if TYPE_CHECKING:
    from desktop.call.deed_views import ChangeView
    from desktop.views.agent.workspace import Workspace
    from desktop.views.language_choice import LanguageChoice

_ICONS = {"bar": "phone", "say": "list", "know": "layers", "do": "circle-check", "alerts": "bell", "window": "keyboard"}


class PaletteEntries(QObject):
    """Called with the text of the palette's field; what it returns depends on the call in view."""

    def __init__(self, context: ViewContext, workspace: Workspace, choice: LanguageChoice) -> None:
        super().__init__(workspace)
        self._choice = choice
        self._context, self._workspace = context, workspace
        self._letters = LetterWords(self)
        self._not_done = DeedWords(self)
        self._show_macro: Callable[[str], None] = _nothing
        self._insert: Callable[[str], None] = _nothing
        self._show_own: Callable[[], None] = _nothing
        self._show_change: Callable[[ChangeView], None] = _nothing
        self._changes = ChangeWords(context.formats, self)
        self._people = PeopleEntries(context, self)

    def __call__(self, text: str) -> Sequence[Entry]:
        """Return what can be run now; the field's text is for searches."""
        commands = [*self._command_entries(), *self._language_entries()]
        of_call = self._call_entries() or self._to_read()
        if not text.strip():
            return [*commands, *of_call]
        return [*self._typed_entries(text.strip()), *of_call, *commands, *self._why_entries()]

    def _typed_entries(self, text: str) -> list[Entry]:
        """Return what can be done with the typed text itself: look for a customer, dial a number."""
        state = self._workspace.state
        if not text:
            return []
        if state is None:
            return self._people.between_calls(text)
        if state.identity.customer is not None:
            return self._people.instead(state.id, state.identity.customer, text)
        title = self.tr("Find customer: {text}").format(text=cell(text))
        ask = Entry(title, self.tr("in all systems"), "search", "", _Run(self._find_customer, state.id, text))
        return [*self._people.to_pick(state.id, text), replace(ask, listed=True)]

    def typed(self, text: str) -> None:
        """The palette's field holds this text now: look for customers."""
        self._context.desk.between.type_text(text)

    def closed(self) -> None:
        """The palette is gone: nobody who was found stays anywhere on screen."""
        self._context.desk.between.stop_looking()

    def _find_customer(self, call_id: str, text: str) -> None:
        self._context.desk.search(call_id, text)
        self._context.keymap.run("panel_1")

    def _command_entries(self) -> list[Entry]:
        keymap = self._context.keymap
        wanted = [each for each in COMMANDS.values() if each.id != "palette" and self._makes_sense(each)]
        return [
            Entry(command_title(each), "", _ICONS[each.region], keymap.caption(each.id), _Run(keymap.run, each.id))
            for each in wanted
        ]

    def _language_entries(self) -> list[Entry]:
        choose = self._choice.choose
        return [Entry(title, line, "globe", "", _Run(choose, tag)) for tag, title, line in self._choice.rows()]

    def _makes_sense(self, command: Command) -> bool:
        """Leave out what needs a call while there is none, and what only a ring makes possible."""
        if not self._context.keymap.is_bound(command.id):
            return False
        state = self._workspace.state
        if command.id == "tour":
            return self._context.desk.state.practice
        if command.id in ("letter_gap", "letter_send"):
            return state is not None and state.letters.open is not None
        if command.id == "letter":
            return state is not None and bool(state.letters.texts)
        if command.id == "answer":
            return any(tab.phase is Phase.RINGING for tab in self._context.desk.state.tabs)
        return state is not None or command.region == "window"

    def _why_entries(self) -> list[Entry]:
        """Return a question about each action of the playbook, also of those that are not recommended."""
        state = self._workspace.state
        titles = self._context.desk.action_titles(state.id) if state is not None else {}
        words = self.tr("Why, or why not: {title}")
        return [
            Entry(words.format(title=cell(title)), "", "info", "", _Run(self._workspace.cards.explain, action_id))
            for action_id, title in titles.items()
        ]

    def _to_read(self) -> list[Entry]:
        """Every article of the playbook, between calls."""
        between, title = self._context.desk.between, self.tr("Read: {title}")
        return [
            Entry(
                title.format(title=cell(article.title)),
                cell(", ".join(article.tags)),
                "lightbulb",
                "",
                _Run(between.read, article.id),
            )
            for article in self._context.desk.state.between.articles
            if self._workspace.state is None
        ]

    def _call_entries(self) -> list[Entry]:
        state, desk = self._workspace.state, self._context.desk
        if state is None:
            return []
        kinds = [
            Entry(
                self.tr("Call type: {name}").format(name=cell(kind.title)),
                self.tr("suggested") if kind.suggested else "",
                "tag",
                "",
                _Run(desk.switch_call_type, state.id, kind.id),
            )
            for kind in state.call_types
        ]
        ends = [
            Entry(
                self.tr("Disposition: {path}").format(path=cell(" › ".join(leaf.path))),
                "",
                "flag",
                "",
                _Run(desk.set_disposition, state.id, leaf.id),
            )
            for leaf in state.wrap_up.dispositions
        ]
        steps = [
            Entry(
                self.tr("Guide step: {title}").format(title=cell(step.title)),
                cell(step.answer or ""),
                "list",
                "",
                _Run(desk.go_to_step, state.id, step.id),
            )
            for step in state.guide.steps
            if step.status is not StepStatus.CURRENT and state.phase is not Phase.RINGING
        ]
        return [*self.writing(), *self._copies(state), *kinds, *ends, *steps, *self._articles(state)]

    def _copies(self, state: CallState) -> list[Entry]:
        """What one system knows of the customer and another could be told."""
        labels, now = {source.name: source.label for source in state.sources}, self._context.now()
        words, ringing = self._changes, state.phase is Phase.RINGING
        return [
            Entry(
                words.copy(change, labels, now),
                self.tr("{field}, as in {system}").format(
                    field=words.field(change.field), system=cell(labels.get(change.source, change.source))
                ),
                "arrow-right-left",
                "",
                partial(self._show_change, change),
            )
            for change in state.changes
            if not change.promised and not ringing
        ]

    def offer(
        self,
        macro: Callable[[str], None],
        own: Callable[[], None],
        insert: Callable[[str], None],
        change: Callable[[ChangeView], None],
    ) -> None:
        """Who shows a macro, one's own quick texts, what copying would change; who writes a quick text into a field."""
        self._show_macro, self._show_own, self._insert, self._show_change = macro, own, insert, change

    def writing(self, text: str = "") -> list[Entry]:
        """Return what can be done or written in one go: macros, letters, quick texts, and the way to one's own."""
        state, title = self._workspace.state, self.tr("Macro: {title}")
        macros = [
            Entry(
                title.format(title=cell(macro.title)),
                self._not_done.not_done(macro.problem or "") or "",
                "layers",
                "",
                _Run(self._show_macro, macro.id),
            )
            for macro in (state.macros if state is not None else ())
        ]
        own = Entry(self.tr("Quick texts…"), self.tr("Your own quick texts"), "pencil", "", self._show_own)
        return [*macros, *self.letters(text), *self._quick_entries(), own]

    def _quick_entries(self) -> list[Entry]:
        """The quick texts; one that is chosen stands where the cursor was."""
        state = self._workspace.state
        formats = self._context.formats
        found = self._context.desk.quick_options(state.id if state is not None else "", formats.own_language) or ()
        return [
            Entry(f";{option.abbr}", cell(option.text), "pencil", "", _Run(self._insert, option.abbr))
            for option in found
        ]

    def letters(self, text: str = "") -> list[Entry]:
        """Return the texts to write from, those for this call type first."""
        del text
        state, desk = self._workspace.state, self._context.desk
        if state is None:
            return []
        return [
            Entry(
                self.tr("Write: {title}").format(title=cell(option.title)),
                self._letters.line(option),
                ICONS.get(option.channel, "mail"),
                "",
                _Run(desk.write_letter, state.id, option.id),
            )
            for option in state.letters.texts
        ]

    def _articles(self, state: CallState) -> list[Entry]:
        """Every article of the playbook, the nearest first; found by title or tag."""
        title = self.tr("Read: {title}")
        return [
            Entry(
                title.format(title=cell(article.title)),
                cell(", ".join(article.tags)),
                "lightbulb",
                "",
                _Read(self._workspace, article).run,
            )
            for article in state.panels.articles
        ]


class _Read:
    """Shows one article in the place of the first panel."""

    def __init__(self, workspace: Workspace, article: ArticleView) -> None:
        self._workspace, self._article = workspace, article

    def run(self) -> None:
        """Show it."""
        self._workspace.page.read(self._article)


class _Run:
    """Calls a function with arguments fixed now; holds no widget."""

    def __init__(self, function: Callable[..., object], *arguments: str) -> None:
        self._function, self._arguments = function, arguments

    def __call__(self) -> None:
        self._function(*self._arguments)


def _nothing(*_arguments: object) -> None:
    """Nobody has offered to do it yet."""
