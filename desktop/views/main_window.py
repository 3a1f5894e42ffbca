"""The window: puts the workspace under the bridge, owns keys, theme, density and the layers over everything."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QHideEvent, QKeyEvent, QMoveEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.views.agent.layout_class import layout_class
from desktop.views.first_frame import FirstFrame
from desktop.views.preferences import Away, Preferences
from desktop.views.theme.tokens import DENSITIES

if TYPE_CHECKING:
    from desktop.call.deed_views import ChangeView
    from desktop.call.desk_state import DeskState
    from desktop.call.state import CallState
    from desktop.views.agent.workspace import Workspace
    from desktop.views.bridge import Bridge
    from desktop.views.change_sheet import ChangeSheet
    from desktop.views.context import ViewContext
    from desktop.views.keys_sheet import KeysSheet
    from desktop.views.language import Languages
    from desktop.views.language_choice import LanguageChoice
    from desktop.views.macro_sheet import MacroSheet
    from desktop.views.palette import Palette
    from desktop.views.quick_sheet import QuickSheet
    from desktop.views.tour.tour import Tour

_FIRST = QSize(1440, 900)
_LEAST = QSize(617, 300)


class MainWindow(QWidget):
    """The one window; closing it asks whoever runs the program to end, it never ends by itself.

    Without a context it is a first frame until `fill`: painted before anything else is even imported, which is why
    nothing above imports what only a full window needs. `later` leaves what an idle window does not show to `complete`.

    Signals: closing() = the person closed the window; preferences_changed(Preferences) = worth keeping.
    """

    closing = Signal()
    preferences_changed = Signal(object)
    on_flush: Callable[[int], None] | None = None
    workspace: Workspace
    language_choice: LanguageChoice

    def __init__(
        self,
        context: ViewContext | None,
        preferences: Preferences = Preferences(),  # noqa: B008
        languages: Languages | None = None,
        *,
        later: bool = False,
    ) -> None:
        super().__init__()
        self._preferences = preferences
        self._is_filled = False
        self._frame: FirstFrame | None = None
        self._bridge: Bridge | None = None
        self._version = 0
        self._lookup: object = None
        self.painted_version = 0
        self._layers: tuple[Palette | KeysSheet | MacroSheet | ChangeSheet | QuickSheet, ...] = ()
        self.tour: Tour | None = None
        self.setProperty("page", "true")
        self.setWindowTitle("Callside")
        self.setMinimumSize(_LEAST)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._restore_place()
        if context is not None:
            self.fill(context, languages, later=later)

    def show_frame(self, theme: str) -> None:
        """Show the window with nothing in it yet."""
        self._frame = FirstFrame(theme, self._preferences.density)
        self._column.addWidget(self._frame)
        self.show()

    def fill(self, context: ViewContext, languages: Languages | None = None, *, later: bool = False) -> None:
        """Put the workspace into it; once, before anything else is asked of it."""
        from desktop.views.agent.workspace import Workspace  # noqa: PLC0415 - after the first paint
        from desktop.views.language_choice import LanguageChoice  # noqa: PLC0415 - after the first paint

        self._context = context
        self.language_choice = LanguageChoice(languages, self._is_free, self)
        self.formats = context.formats
        self.workspace = Workspace(context, self, later=later)
        if self._frame is not None:
            self._frame.hide()
            self._frame.deleteLater()
        self._column.addWidget(self.workspace)
        self._is_filled = True
        self._bind()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            context.voice.listen(app)
        context.look.changed.connect(self._on_look_changed)
        context.look.reshaped.connect(self._on_reshaped)
        self._begin()
        if not later:
            self.complete()
        # Not before: under a sheet Qt tells a widget, and all in it, of its style again for every parent it is given.
        context.look.dress(self)
        if self.isVisible():
            self.workspace.show()

    def _begin(self) -> None:
        """Fit a workspace that is new into the window and show the desk as it is."""
        self.workspace.restore_sizes(self._preferences.splitters)
        self.workspace.sizes_changed.connect(self._on_sizes_changed)
        self._classify(self.size())
        self.workspace.show_desk(self._context.desk.state)
        self.workspace.idle.focus_first()

    def complete(self) -> None:
        """Build what is not there yet: the page of a call, and the layers over everything."""
        self.workspace.complete()
        if self._layers:
            return
        # Opened by a key, much later: an idle window is painted before they are even imported.
        from desktop.views.change_sheet import ChangeSheet  # noqa: PLC0415 - see above
        from desktop.views.keys_sheet import KeysSheet  # noqa: PLC0415 - see above
        from desktop.views.macro_sheet import MacroSheet  # noqa: PLC0415 - see above
        from desktop.views.palette import Palette  # noqa: PLC0415 - see above
        from desktop.views.palette_entries import PaletteEntries  # noqa: PLC0415 - see above
        from desktop.views.quick_sheet import QuickSheet  # noqa: PLC0415 - see above
        from desktop.views.quick_typing import QuickTyping  # noqa: PLC0415 - see above
        from desktop.views.second_screen import SecondScreen  # noqa: PLC0415 - see above

        self.second = SecondScreen(self._context, self.workspace, self._preferences.away, self._call_in_view)
        self.second.remembered.connect(self._on_away_changed)
        self.quick_typing = QuickTyping(self._context, self, self._call_in_view)
        self.entries = PaletteEntries(self._context, self.workspace, self.language_choice)
        self.palette_sheet = Palette(self._context, self.entries, self)
        self.palette_sheet.typed.connect(self.entries.typed)
        self.palette_sheet.closed.connect(self.entries.closed)
        self.workspace.idle.searched.connect(self.palette_sheet.open_with)
        self.workspace.idle.asked.connect(self.palette_sheet.choose_from)
        self.keys_sheet = KeysSheet(self._context, self)
        self.macro_sheet, self.quick_sheet = MacroSheet(self._context, self), QuickSheet(self._context, self)
        self.change_sheet = ChangeSheet(self._context, self)
        self.macro_sheet.confirmed.connect(self._on_macro)
        self.change_sheet.confirmed.connect(self._on_change)
        self.workspace.header.change_wanted.connect(self.show_change)
        self.entries.offer(self.show_macro, self.show_quick_sheet, self.write_quick_text, self.show_change)
        self._layers = (self.palette_sheet, self.keys_sheet, self.macro_sheet, self.change_sheet, self.quick_sheet)
        self._context.keymap.bind("palette", self.palette_sheet.open)
        self._context.keymap.bind("letter", self._on_letter)
        self._context.keymap.bind("all_keys", self.keys_sheet.open)
        self._settle_tour()

    def _settle_tour(self) -> None:
        """Have the first-day tour at hand, in whatever workspace there is now."""
        if self.tour is None:
            from desktop.views.tour.tour import Tour  # noqa: PLC0415 - after the first paint

            self.tour = Tour(self._context, self, self._preferences.tour)
            self.tour.kept.connect(self._on_tour_kept)
        else:
            self.tour.rebuild()

    @property
    def is_covered(self) -> bool:
        """Say whether a layer lies over the window."""
        return any(layer.isVisible() for layer in self._layers)

    def _on_tour_kept(self, step: str) -> None:
        self._keep(replace(self._preferences, tour=step))

    def _on_letter(self) -> None:
        """Choose what to write from; while an abbreviation is typed, from what it may become."""
        typing = (self.quick_typing, self.second.typing)
        if any(each.open_list() for each in typing if each is not None):
            return
        self.palette_sheet.choose_from(self.entries.writing, self.tr("Macros, letters, quick texts"))

    def write_quick_text(self, abbr: str) -> None:
        """Write a quick text where the palette was called, in whichever window that is; else into the notes."""
        field, typings = self.palette_sheet.came_from, (self.quick_typing, self.second.typing)
        typing = next((each for each in typings if each is not None and each.takes(field)), None)
        if typing is None and self.workspace.state is not None:
            typing, field = self.quick_typing, self.workspace.wrap_up.notes
            field.setFocus()
        if typing is not None:
            typing.insert(abbr, field)

    def show_macro(self, macro_id: str) -> None:
        """Show what a macro would do in the call in view."""
        state = self.workspace.state
        if state is not None:
            self.macro_sheet.show_macro(state, macro_id)

    def show_change(self, change: ChangeView) -> None:
        """Show what copying a value to another system would change there."""
        state = self.workspace.state
        if state is not None:
            self.change_sheet.show_change(state, change)

    def _on_change(self, change: ChangeView, title: str) -> None:
        if self.workspace.state is not None:
            self._context.desk.change(self.workspace.state.id, change, title)

    def show_quick_sheet(self) -> None:
        """Show the agent's own quick texts."""
        self.quick_sheet.open()

    def _on_macro(self, macro_id: str) -> None:
        """Panels are opened here, all else by the desk."""
        state = self.workspace.state
        macro = next((each for each in state.macros if each.id == macro_id), None) if state is not None else None
        if state is None or macro is None:
            return
        for step in macro.steps:
            if step.kind == "open_panel":
                self.workspace.cards.panel_wanted.emit(step.name)
        self._context.desk.run_macro(state.id, macro_id)

    def _call_in_view(self) -> str:
        state = self.workspace.state
        return state.id if state is not None else ""

    def _bind(self) -> None:
        keymap = self._context.keymap
        for name, method in (
            ("full_screen", self._on_full_screen),
            ("theme", self.toggle_theme),
            ("contrast", self.toggle_contrast),
            ("density", self.next_density),
        ):
            keymap.bind(name, method)
        keymap.install(self)
        keymap.changed.connect(self._on_keys_changed)
        self._context.look.system.follow(self._on_system_contrast)
        self.language_choice.kept.connect(self._on_language_kept)
        self.language_choice.due.connect(self._on_language_due)

    def attach(self, bridge: Bridge) -> None:
        """Show what the desk publishes from now on."""
        self._bridge = bridge
        bridge.call_changed.connect(self._on_call_changed)
        bridge.desk_changed.connect(self._on_desk_changed)
        bridge.raised.connect(self.come_forward)
        self._on_desk_changed(self._context.desk.state)

    # What the desk publishes

    def _on_call_changed(self, state: CallState) -> None:
        """Show a call if it is the one in view; a call with another id never reaches the panes."""
        from desktop.call.desk_state import Phase  # noqa: PLC0415 - after the first paint

        desk = self._context.desk.state
        # One that was put aside is known to the desk, and in view of nobody.
        aside = desk.viewed is None and any(tab.call_id == state.id for tab in desk.tabs)
        if state.phase is not Phase.FINISHED and desk.viewed in (None, state.id) and not aside:
            self.show_call(state)

    def _on_desk_changed(self, desk: DeskState) -> None:
        self.workspace.show_desk(desk)
        if self._layers and self.workspace.state is None:
            self.macro_sheet.follow(None)
            self.change_sheet.follow(None)
        if self._layers and desk.between.lookup is not self._lookup:
            self._lookup = desk.between.lookup
            self.palette_sheet.again()
        shown = self.workspace.state
        if desk.viewed is not None and (shown is None or shown.id != desk.viewed):
            state = self._context.desk.call(desk.viewed)
            if state is not None:
                self.show_call(state)
        self._show_title()
        self.language_choice.settle()
        if self._layers:
            self.second.settle()

    def show_call(self, state: CallState) -> None:
        """Show a call."""
        self._version += 1
        self.workspace.show_call(state)
        if self._layers:
            self.macro_sheet.follow(state)
            self.change_sheet.follow(state)
        self._show_title()

    def _show_title(self) -> None:
        """Keep customers out of the title: task bars and screen sharing show it to everybody."""
        from desktop.call.desk_state import Phase  # noqa: PLC0415 - after the first paint
        from desktop.views.safe_text import clean  # noqa: PLC0415 - after the first paint

        state = self.workspace.state
        title = "Callside" if state is None else self.tr("Call in view – Callside")
        if state is not None and state.phase is Phase.RINGING:
            title = self.tr("Ringing – Callside")
        if self.windowTitle() != title:
            self.setWindowTitle(clean(title))

    def come_forward(self) -> None:
        """Come to the front without taking anything from what is typed."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    # Theme and density

    def toggle_theme(self) -> None:
        """Switch between light and dark, staying in high contrast where that is on."""
        self._wear(replace(self._preferences, theme="light" if self._context.look.tokens.dark else "dark"))

    def toggle_contrast(self) -> None:
        """Switch high contrast on or off, whatever the system asks for from now on."""
        self._wear(replace(self._preferences, contrast=not self._context.look.tokens.strong))

    def _wear(self, preferences: Preferences) -> None:
        """Show what was chosen and remember it."""
        self._context.look.set_theme(preferences.look(wanted=self._context.look.system.wants_contrast()))
        self._keep(preferences)

    def _on_system_contrast(self) -> None:
        """Follow the system, unless a person has chosen."""
        look = self._context.look
        look.set_theme(self._preferences.look(wanted=look.system.wants_contrast()))

    def next_density(self) -> None:
        """Go on to the next of 100, 115 and 130 per cent."""
        at = DENSITIES.index(self._context.look.density)
        density = DENSITIES[(at + 1) % len(DENSITIES)]
        self._context.look.set_density(density)
        self._keep(replace(self._preferences, density=density))

    def _on_look_changed(self) -> None:
        for layer in self._layers:
            layer.close_layer()

    def _on_reshaped(self) -> None:
        self._classify(self.size())
        self.workspace.rearrange()

    # Keys

    def _on_keys_changed(self) -> None:
        """Print other keys where they stand, and remember them."""
        from desktop.views.widgets.buttons import Button  # noqa: PLC0415 - after the first paint
        from desktop.views.widgets.labels import KeyCap  # noqa: PLC0415 - after the first paint

        caption = self._context.keymap.caption
        for button in self.findChildren(Button):
            button.show_keys_again(caption)
        for cap in self.findChildren(KeyCap):
            cap.show_keys_again(caption)
        self._keep(replace(self._preferences, keys=self._context.keymap.own))

    # Language

    def _is_free(self) -> bool:
        """Say whether no call is on the desk: what is typed in one would not be in a new workspace."""
        return not self._context.desk.state.tabs and self.workspace.state is None

    def _on_language_kept(self, language: str) -> None:
        self._keep(replace(self._preferences, language=language))

    def _on_language_due(self) -> None:
        """Build everything again: a text is set where its widget is built."""
        from desktop.views.agent.workspace import Workspace  # noqa: PLC0415 - after the first paint

        self.second.bring_back()
        old: tuple[QWidget, ...] = (self.workspace, *self._layers, self.quick_typing.list)
        self.quick_typing.deleteLater()
        self._layers = ()
        self.workspace = Workspace(self._context, self)
        self._column.addWidget(self.workspace)
        for widget in old:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        self._begin()
        self.complete()
        self._show_title()

    # Place and size

    def _restore_place(self) -> None:
        place = self._preferences.geometry
        room = self.screen().availableGeometry()
        if place is not None and _is_on_a_screen(QRect(*place)):
            self.setGeometry(QRect(*place))
        else:
            self.resize(_FIRST.boundedTo(room.size()))
        if self._preferences.maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _classify(self, size: QSize) -> None:
        """Choose the class before any data is laid out."""
        if self._is_filled:
            self.workspace.set_layout(layout_class(size.width(), size.height(), self._context.look.density))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._classify(event.size())
        super().resizeEvent(event)
        for layer in self._layers:
            if layer.isVisible():
                layer.open()
        self._note_place()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._note_place()

    def _note_place(self) -> None:
        if self.isVisible() and not self.isMaximized() and not self.isFullScreen():
            box = self.geometry()
            self._preferences = replace(
                self._preferences, geometry=(box.x(), box.y(), box.width(), box.height()), maximized=False
            )
        elif self.isMaximized():
            self._preferences = replace(self._preferences, maximized=True)

    def _on_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _on_sizes_changed(self, sizes: dict[str, list[int]]) -> None:
        self._keep(replace(self._preferences, splitters={name: tuple(each) for name, each in sizes.items()}))

    def _on_away_changed(self, away: Mapping[str, Away]) -> None:
        self._keep(replace(self._preferences, away=away))

    def _keep(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self.preferences_changed.emit(preferences)

    @property
    def preferences(self) -> Preferences:
        """Return what is worth keeping."""
        return self._preferences

    # Qt

    def event(self, event: QEvent) -> bool:
        """Paint, flush, and tell a waiting measurement when the pixels of an update were on their way."""
        if self._is_filled and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            self._context.keymap.notice(event)
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            self.painted_version = self._version
            if self.tour is not None:
                self.tour.look()
            if self.on_flush is not None:
                self.on_flush(time.monotonic_ns())
        return done

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._layers and not event.spontaneous():
            self.second.follow_first(shown=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._layers and not event.spontaneous():
            self.second.follow_first(shown=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody else wanted puts the tour aside."""
        if event.key() == Qt.Key.Key_Escape and self.tour is not None and self.tour.put_aside():
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide and say so; the program ends after it has put everything away."""
        event.ignore()
        self.preferences_changed.emit(self._preferences)
        self.hide()
        self.closing.emit()


def _is_on_a_screen(place: QRect) -> bool:
    return any(screen.availableGeometry().intersects(place) for screen in QGuiApplication.screens())
