"""Text from callers, systems and playbooks, shown without ever being read as markup.

`clean` replaces what could deceive, `cap` shortens, `isolate` keeps a Latin name whole in Arabic text, `button_text`
doubles ampersands, `elide` cuts a line to a width, `set_tip` sets a tooltip, `SafeLabel` and `ElidedLabel` show text.
`PlainTextStyle` is the net under it all: it turns every label that would guess its format into a plain one.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QProxyStyle, QSizePolicy, QWidget

LABEL_CAP = 2000
CELL_CAP = 200
TIP_CAP = 600
_TELLS = 4
_MARK = "\ufffd"
# C0 but tab and newline, DEL, C1, and everything that can turn the reading direction or hide in it; surrogates alone.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BLANK = frozenset({"Zs", "Zl", "Zp", "Cf", "Cc"})
_TAG_OPENER = re.compile(r"<(?=[A-Za-z/!?])")
_FIRST_ISOLATE = "\u2068"
_RIGHT_ISOLATE = "\u2067"
_POP_ISOLATE = "\u2069"
_ISOLATES = re.compile(f"[{_FIRST_ISOLATE}{_RIGHT_ISOLATE}{_POP_ISOLATE}]")
_HAS_A_SIDE = frozenset({"L", "R", "AL"})


def clean(text: object) -> str:
    """Return text with controls, direction marks and lone surrogates replaced by a visible U+FFFD; None is empty."""
    if text is None:
        return ""
    return _UNSAFE.sub(_MARK, str(text))


def cap(text: str, limit: int = LABEL_CAP) -> str:
    """Shorten a text to a number of characters, the last being an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def shown(text: object, limit: int = LABEL_CAP) -> str:
    """Return text fit for a label: shortened first, so that a huge value costs nothing, then cleaned."""
    if text is None:
        return ""
    return clean(cap(text if isinstance(text, str) else str(text), limit))


def capitalized(text: str) -> str:
    """A system's own words as a label of ours: the first letter large, the rest as it came."""
    return text[:1].upper() + text[1:]


def cell(text: object) -> str:
    """Return text fit for one list cell: one line, at most 200 characters."""
    return shown(text, CELL_CAP).replace("\n", " ").replace("\t", " ")


def first_seen(*texts: object) -> str:
    """Return the first text in which there is something to see, fit for a cell; empty where there is none."""
    found = (cell(text) for text in texts)
    return next((text for text in found if any(unicodedata.category(char) not in _BLANK for char in text)), "")


def isolate(text: object, limit: int = LABEL_CAP) -> str:
    """Wrap data so that its direction cannot reorder its neighbors; clean it first."""
    value = shown(text, limit)
    return f"{_FIRST_ISOLATE}{value}{_POP_ISOLATE}" if value else ""


def label_text(text: object) -> str:
    """Return text fit for a label of one line that may hold isolates of ours around data."""
    return _keep_isolates(cap("" if text is None else str(text), CELL_CAP)).replace("\n", " ").replace("\t", " ")


def directed(text: str, *, mirrored: bool) -> str:
    """Return a text to paint, read from its own side in a mirrored layout: "3 bikes?" does not become "?bikes 3"."""
    if not mirrored or not text:
        return text
    return "\n".join(f"{_opener(line)}{line}{_POP_ISOLATE}" for line in text.split("\n"))


def _opener(line: str) -> str:
    """Return the mark of a line's own side; an amount of Arabic digits alone is read from the right, sign and all."""
    sides = {unicodedata.bidirectional(char) for char in line}
    return _RIGHT_ISOLATE if "AN" in sides and not sides & _HAS_A_SIDE else _FIRST_ISOLATE


def plain(text: str) -> str:
    """Return displayed text without the isolates we put in: for accessible names and comparisons."""
    return _ISOLATES.sub("", text)


def button_text(text: object) -> str:
    """Return data for a button, tab or menu entry: no mnemonic eats an ampersand."""
    return cell(text).replace("&", "&&")


def tip_text(text: object) -> str:
    """Return data for a tooltip; an angle bracket that could open a tag becomes a look-alike."""
    return _TAG_OPENER.sub("\u2039", shown(text, TIP_CAP))


def elide(metrics: QFontMetrics, text: str, width: int, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> str:
    """Return one line cut to a width; a text that fits by its advance is left whole, whatever rounding says."""
    return text if metrics.horizontalAdvance(text) <= width else metrics.elidedText(text, mode, width)


def set_tip(widget: QWidget, text: object) -> None:
    """Set a widget's tooltip from data; an empty text removes it."""
    tip = tip_text(text)
    if widget.toolTip() != tip:
        widget.setToolTip(tip)


def safe_url(address: str | None) -> QUrl | None:
    """Return an https address with a host, or None: nothing else may ever be opened from data."""
    url = QUrl(address or "", QUrl.ParsingMode.StrictMode)
    return url if url.isValid() and url.scheme() == "https" and url.host() and not url.userInfo() else None


def open_address(address: str) -> bool:
    """Open an https address in the person's browser; anything else is refused."""
    return open_link(QUrl(address, QUrl.ParsingMode.StrictMode))


def open_link(url: QUrl) -> bool:
    """Open an address made by `safe_url` in the browser; anything else is refused."""
    return safe_url(url.toString()) is not None and QDesktopServices.openUrl(url)


class SafeLabel(QLabel):
    """A label that shows plain text only, cleaned and capped; `role`, `tone` and `tag` choose its look in the sheet."""

    def __init__(
        self,
        text: object = "",
        role: str = "",
        tone: str = "",
        *,
        tag: str = "",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        super().setTextFormat(Qt.TextFormat.PlainText)
        for name, value in (("role", role), ("tone", tone), ("tag", tag)):
            if value:
                self.setProperty(name, value)
        self.setWordWrap(wrap)
        if self.isRightToLeft():
            self.setAlignment(self.alignment())
        if text:
            self.setText(text)

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        """Align to a side of the layout: Qt would take the side of the text, and a Latin name leave its column."""
        super().setAlignment(_sided(alignment, mirrored=self.isRightToLeft()))

    def setTextFormat(self, format: Qt.TextFormat) -> None:
        """Refuse: the format is plain, whatever comes."""
        if format is not Qt.TextFormat.PlainText:
            raise TypeError("a SafeLabel shows plain text only")

    def setText(self, text: object) -> None:
        """Show cleaned text; nothing happens when it is the same."""
        value = directed(_keep_isolates(text), mirrored=self.isRightToLeft())
        if value != self.text():
            super().setText(value)


def _sided(alignment: Qt.AlignmentFlag, *, mirrored: bool) -> Qt.AlignmentFlag:
    """Return an alignment with left and right exchanged in a mirrored layout; the center and what is fixed stay."""
    left, right, fixed = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignAbsolute
    middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignJustify
    if not mirrored or alignment & (middle | fixed):
        return alignment
    return (alignment & ~(left | right)) | (left if alignment & right else right) | fixed


def _keep_isolates(text: object) -> str:
    """Clean a text that may hold isolates of ours around data already cleaned."""
    raw = cap("" if text is None else str(text))
    if _FIRST_ISOLATE not in raw:
        return clean(raw)
    parts = re.split(f"([{_FIRST_ISOLATE}{_POP_ISOLATE}])", raw)
    depth, out = 0, []
    for part in parts:
        if part == _FIRST_ISOLATE:
            depth += 1
        elif part == _POP_ISOLATE:
            if depth == 0:
                continue
            depth -= 1
        out.append(part if part in (_FIRST_ISOLATE, _POP_ISOLATE) else clean(part))
    return "".join(out) + _POP_ISOLATE * depth


_OTHER_FONT = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LanguageChange)


class ElidedLabel(SafeLabel):
    """One line that gives way: cut with an ellipsis when narrow, then whole in the tooltip; always whole to readers.

    `middle=True` cuts in the middle, for ids and e-mail addresses. `text()` is the full text.
    """

    def __init__(
        self,
        text: object = "",
        role: str = "",
        tone: str = "",
        *,
        middle: bool = False,
        stretch: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        self._mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        self._tip = ""
        self._briefer: tuple[str, ...] = ()
        self._widths: dict[str, int] = {}
        super().__init__(text, role, tone, parent=parent)
        policy = QSizePolicy.Policy.Ignored if stretch else QSizePolicy.Policy.Maximum
        self.setSizePolicy(policy, QSizePolicy.Policy.Preferred)

    def setText(self, text: object) -> None:
        """Show one line of text; line breaks become spaces."""
        before = self.text()
        super().setText("" if text is None else str(text).replace("\n", " "))
        if self.text() != before:
            self._widths.clear()
            self._refresh_tip()

    def set_brief(self, *texts: object) -> None:
        """Give shorter wordings, longest first: the first that fits is shown, and the tooltip has the text itself."""
        briefer = tuple(filter(None, map(_keep_isolates, texts)))
        if briefer != self._briefer:
            self._briefer = briefer
            self._widths.clear()
            self._refresh_tip()
            self.update()

    def line_shown(self) -> str:
        """Return the wording on show, before anything is cut from it: the shortest where none fits."""
        wordings = (self.text(), *self._briefer)
        return next((text for text in wordings if not self._lacks_room(text)), wordings[-1])

    def _lacks_room(self, text: str) -> bool:
        return self._width_of(text) > self.contentsRect().width()

    def _width_of(self, text: str) -> int:
        """Measure a wording once: layouts, tooltip and painting all ask."""
        found = self._widths.get(text)
        if found is None:
            found = self._widths[text] = self.fontMetrics().horizontalAdvance(text)
        return found

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another font."""
        if event.type() in _OTHER_FONT:
            self._widths.clear()
        super().changeEvent(event)

    def set_tip(self, text: str) -> None:
        """Give a tooltip of its own, shown under the full text when that is cut."""
        self._tip = text
        self._refresh_tip()

    def minimumSizeHint(self) -> QSize:
        """Give way down to an ellipsis."""
        return QSize(self._width_of("…"), super().minimumSizeHint().height())

    def is_elided(self) -> bool:
        """Say whether something is cut from what is shown."""
        return self._lacks_room(self.line_shown())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the tooltip in step with what is cut."""
        super().resizeEvent(event)
        self._refresh_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, cut where it does not fit; a letter or two would tell nothing."""
        del event
        painter = QPainter(self)
        rect = self.contentsRect()
        metrics = QFontMetrics(self.font())
        line = self.line_shown()
        if self._width_of(line) > rect.width():
            line = metrics.elidedText(line, self._mode, rect.width())
            if len(plain(line)) < _TELLS:
                return
        painter.setPen(self.palette().color(self.foregroundRole()))
        flags = Qt.TextFlag.TextSingleLine | self.alignment() | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, int(flags), line)

    def _refresh_tip(self) -> None:
        parts = [plain(self.text())] if self.width() > 0 and self._lacks_room(self.text()) else []
        set_tip(self, "\n".join([*parts, *([self._tip] if self._tip else [])]))


class PlainTextStyle(QProxyStyle):
    """Fusion, under which a label that would guess whether it holds markup is made plain: also one of Qt's own.

    Covers labels inside message boxes, form rows, progress dialogs and tooltips. A style polishes each widget before it
    is first shown; a filter for the application would be asked about every event of every widget, thousands a second.
    """

    def __init__(self) -> None:
        super().__init__("Fusion")

    def polish(self, what: Any, /) -> None:
        """Catch each label before it is seen; the program and its palette are polished too."""
        if isinstance(what, QLabel) and what.textFormat() == Qt.TextFormat.AutoText:
            what.setTextFormat(Qt.TextFormat.PlainText)
        super().polish(what)
