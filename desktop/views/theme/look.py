"""The one object that everything that paints asks how: theme, density, fonts, icons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.safe_text import PlainTextStyle
from desktop.views.theme.fonts import base_font, load_fonts
from desktop.views.theme.icons import Icons
from desktop.views.theme.palette import palette_of
from desktop.views.theme.sheet import sheet_of
from desktop.views.theme.system import System
from desktop.views.theme.tokens import DENSITIES, THEMES, Tokens, scaled, type_role
from desktop.views.theme.wardrobe import Wardrobe

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintDevice

# Menus, lists and tooltips that slide or fade in: nothing here moves, so there is no setting to still it.
_MOVING = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)


_KEPT = 2_000
_LONGEST = 120


class Look(QObject):
    """Theme (light, dark, light-contrast, dark-contrast) and density (100, 115, 130 %) of the whole program.

    Signals: changed = theme or density changed, and the windows will be painted again; reshaped = after that, where
    measures are others too: from light to dark none is, so nobody measures again.
    """

    changed = Signal()
    reshaped = Signal()

    def __init__(self, theme: str = "light", density: int = 100) -> None:
        super().__init__()
        self.system = System()
        self._tokens = THEMES[theme]
        self._density = density if density in DENSITIES else DENSITIES[0]
        self._family = load_fonts()
        self._icons = Icons()
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[str, QFont] = {}
        self._metrics: dict[str, QFontMetrics] = {}
        self._widths: dict[tuple[str, str], int] = {}
        self._wardrobe = Wardrobe()

    @property
    def tokens(self) -> Tokens:
        """Return the colors in force."""
        return self._tokens

    @property
    def density(self) -> int:
        """Return the density in per cent."""
        return self._density

    def install(self, app: QApplication) -> None:
        """Give the application Fusion, our palette and our font; once, before the first window."""
        app.setStyle(PlainTextStyle())
        app.setPalette(palette_of(self._tokens))
        app.setFont(base_font(self._family, self.px(14)))
        for window in app.topLevelWidgets():
            # One that is there hears of it from the event loop only: too late for what is built into it before.
            QCoreApplication.sendEvent(window, QEvent(QEvent.Type.ApplicationFontChange))
        for effect in _MOVING:
            app.setEffectEnabled(effect, False)

    def dress(self, window: QWidget) -> None:
        """Put the sheet on a window and keep it in step; the sheet is one for all, never a single widget's own."""
        self._wardrobe.add(window, sheet_of(self._tokens, self._density))

    def undress(self, window: QWidget) -> None:
        """Forget a window that closes for good."""
        self._wardrobe.remove(window)

    def set_theme(self, theme: str) -> None:
        """Switch all windows to another theme at once."""
        if theme != self._tokens.name:
            self._apply(THEMES[theme], self._density)

    def set_density(self, density: int) -> None:
        """Switch all windows to 100, 115 or 130 per cent."""
        if density != self._density and density in DENSITIES:
            self._apply(self._tokens, density)

    def _apply(self, tokens: Tokens, density: int) -> None:
        if density != self._density:
            # Those of another theme have other tints and stay: who changes the theme often changes it back.
            self._icons.clear()
        shape = density != self._density or tokens.strong != self._tokens.strong
        self._tokens, self._density = tokens, density
        self._colors.clear()
        self._fonts.clear()
        self._metrics.clear()
        self._widths.clear()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(palette_of(tokens))
            app.setFont(base_font(self._family, self.px(14)))
        self._wardrobe.change(sheet_of(tokens, density), shape=shape)
        self.changed.emit()
        if shape:
            self.reshaped.emit()

    def px(self, pixels: int) -> int:
        """Return a measure of the design (density 100) in today's pixels."""
        return scaled(pixels, self._density)

    def color(self, name: str) -> QColor:
        """Return a token as a color, by field name."""
        found = self._colors.get(name)
        if found is None:
            found = self._colors[name] = QColor(getattr(self._tokens, name))
        return found

    def font(self, role: str) -> QFont:
        """Return the font of a type role (`tokens.TYPE`), for code that paints."""
        found = self._fonts.get(role)
        if found is None:
            kind = type_role(role, self._tokens)
            found = base_font(self._family, self.px(kind.size))
            found.setWeight(QFont.Weight(kind.weight))
            self._fonts[role] = found
        return found

    def metrics(self, role: str) -> QFontMetrics:
        """Return the metrics of a type role; made once, since widths are asked for at every layout."""
        found = self._metrics.get(role)
        if found is None:
            found = self._metrics[role] = QFontMetrics(self.font(role))
        return found

    def width(self, role: str, text: str) -> int:
        """Return how wide one line of text is in a type role, in pixels; kept, since every layout asks again."""
        found = self._widths.get((role, text))
        if found is None:
            found = self.metrics(role).horizontalAdvance(text)
            if len(text) <= _LONGEST:
                if len(self._widths) >= _KEPT:
                    self._widths.clear()
                self._widths[role, text] = found
        return found

    def pixmap(self, name: str, color: str, size: int = 16, on: QPaintDevice | None = None) -> QPixmap:
        """Return an icon tinted by a token, `size` at density 100, sharp on the given device."""
        ratio = on.devicePixelRatioF() if on is not None else 1.0
        mirrored = isinstance(on, QWidget) and on.isRightToLeft()
        return self._icons.pixmap(name, getattr(self._tokens, color), self.px(size), ratio, mirrored=mirrored)

    def icon(self, name: str, color: str, size: int = 16) -> QIcon:
        """Return the same as a QIcon, for menus and actions."""
        return self._icons.icon(name, getattr(self._tokens, color), self.px(size))
