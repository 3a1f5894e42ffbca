"""Tokens as a QPalette, so that everything the sheet does not name (menus, scroll bars, selections) agrees with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:
    from desktop.views.theme.tokens import Tokens

_Role = QPalette.ColorRole
_ROLES = {
    _Role.Window: "bg",
    _Role.WindowText: "text",
    _Role.Base: "surface",
    _Role.AlternateBase: "sunken",
    _Role.Text: "text",
    _Role.PlaceholderText: "text3",
    _Role.Button: "surface",
    _Role.ButtonText: "text",
    _Role.BrightText: "bad",
    _Role.ToolTipBase: "surface",
    _Role.ToolTipText: "text",
    _Role.Highlight: "accent",
    _Role.HighlightedText: "on_accent",
    _Role.Accent: "accent",
    _Role.Link: "accent_text",
    _Role.LinkVisited: "accent_text",
    _Role.Light: "surface",
    _Role.Midlight: "sunken",
    _Role.Mid: "line2",
    _Role.Dark: "control",
    _Role.Shadow: "control",
}
_DISABLED = (_Role.WindowText, _Role.Text, _Role.ButtonText)


def palette_of(tokens: Tokens) -> QPalette:
    """Return the palette of a theme, all groups alike but for disabled text."""
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(getattr(tokens, name)))
    for role in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text3))
    return palette
