"""The one style sheet, generated from tokens and put on by `Wardrobe`; widgets pick rules by dynamic properties.

Properties (set them in the constructor, change them with `set_property`):
  role   QLabel: a type role of tokens.TYPE            tone   QLabel: text text2 text3 accent good warn bad violet
  tag    QLabel: good warn bad violet gold accent            gold bar_text bar_text2 live_text bar_warn on_accent
         plain live bar_warn bar: a soft fill                 cap    QLabel: true = a key cap; bar = one on the call bar
  card   QFrame: plain, inner, top (accent edge), flat  band   QFrame: bar, hold, header, status, tour
  kind   QPushButton: primary plain quiet danger link chip tab answer alert icon row; bar end bar_quiet bar_tab search
  field  line edit, combo, plain text: true, or bar     edge   any QFrame: bottom or top hairline
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.views.theme.tokens import TYPE, scaled, type_role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.views.theme.tokens import Tokens

LABEL_TONES = {
    "text": "text",
    "text2": "text2",
    "text3": "text3",
    "accent": "accent_text",
    "good": "good",
    "warn": "warn",
    "bad": "bad",
    "violet": "violet",
    "gold": "gold",
    "bar_text": "bar_text",
    "bar_text2": "bar_text2",
    "live_text": "live_text",
    "bar_warn": "bar_warn",
    "on_accent": "on_accent",
}
TAG_TONES = {
    "good": ("good", "good_soft"),
    "warn": ("warn", "warn_soft"),
    "bad": ("bad", "bad_soft"),
    "violet": ("violet", "violet_soft"),
    "gold": ("gold", "gold_soft"),
    "accent": ("accent_text", "accent_soft"),
    "plain": ("text2", "bg"),
}

_FRAMES = """
QWidget[page="true"] {{ background: {bg}; }}
QFrame[card="plain"] {{ background: {surface}; border: 1px solid {line}; border-radius: {r10}px; }}
QFrame[card="inner"] {{ background: {surface}; border: 1px solid {line}; border-radius: {r8}px; }}
QFrame[card="top"] {{ background: {surface}; border: 1px solid {accent}; border-radius: {r8}px; }}
QFrame[card="soft"] {{ background: {accent_soft}; border: {soft_edge}; border-radius: {r8}px; }}
QFrame[card="sunken"] {{ background: {sunken}; border: 1px solid {line}; border-radius: {r8}px; }}
QFrame[card="sheet"] {{ background: {surface}; border: 1px solid {line2}; border-radius: {r10}px; padding: 1px; }}
QFrame[card="sheet"]:focus {{ border: 2px solid {focus}; padding: 0; }}
QFrame[band="bar"] {{ background: {bar}; border: none; }}
QFrame[band="hold"] {{ background: {bar_hold}; border: none; }}
QFrame[band="header"] {{ background: {surface}; border: none; border-bottom: 1px solid {line}; }}
QFrame[band="status"] {{ background: {surface}; border: none; border-top: 1px solid {line}; }}
QFrame[band="tour"] {{ background: {accent_soft}; border: none; border-top: 1px solid {accent_text}; }}
QFrame[edge="bottom"] {{ border: none; border-bottom: 1px solid {line}; }}
QFrame[edge="top"] {{ border: none; border-top: 1px solid {line}; }}
QFrame[rule="true"] {{ background: {line}; border: none; }}
QFrame[rule="bar"] {{ background: {bar_line}; border: none; }}
"""

_CONTROLS = """
QLabel[cap="true"] {{ color: {text2}; background: {sunken}; border: 1px solid {line2}; border-radius: {r4}px;
  padding: 0 {p5}px; font-size: {s_micro}px; font-weight: 600; }}
QLabel[cap="bar"] {{ color: {bar_text2}; background: {bar}; border: 1px solid {bar_line}; border-radius: {r4}px;
  padding: 0 {p5}px; font-size: {s_micro}px; font-weight: 600; }}
QPushButton {{ border-radius: {r6}px; padding: 0 {p12}px; min-height: {h30}px; max-height: {h30}px;
  font-size: {s_control}px; font-weight: 600; border: 1px solid {line2}; background: {surface}; color: {text}; }}
QPushButton:hover {{ background: {sunken}; }}
QPushButton:pressed {{ background: {pressed}; }}
QPushButton:disabled {{ color: {text3}; border-color: {line}; background: {surface}; }}
QPushButton[kind="primary"] {{ background: {accent}; border-color: {accent}; color: {on_accent}; }}
QPushButton[kind="primary"]:hover {{ background: {accent_hover}; border-color: {accent_hover}; }}
QPushButton[kind="primary"]:pressed {{ background: {accent_press}; border-color: {accent_press}; }}
QPushButton[kind="primary"]:disabled {{ background: {surface}; border-color: {line}; color: {text3}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {text}; }}
QPushButton[kind="danger"] {{ color: {bad}; }}
QPushButton[kind="row"] {{ border-color: transparent; background: transparent; color: {text};
  min-height: {h24}px; max-height: {h24}px; padding: 0 {p5}px; font-weight: 500; }}
QPushButton[kind="row"]:hover {{ background: {bg}; }}
QPushButton[kind="row"]:checked {{ background: {accent_soft}; color: {accent_text}; }}
QPushButton[kind="quiet"], QPushButton[kind="icon"] {{ border-color: transparent; background: transparent;
  color: {text2}; }}
QPushButton[kind="icon"] {{ padding: 0; min-width: {h24}px; min-height: {h24}px; max-height: {h24}px; }}
QPushButton[kind="quiet"]:hover, QPushButton[kind="icon"]:hover {{ background: {bg}; }}
QPushButton[kind="quiet"]:pressed, QPushButton[kind="icon"]:pressed {{ background: {pressed}; }}
QPushButton[kind="link"] {{ border-color: transparent; background: transparent; color: {accent_text};
  padding: 0 {p4}px; min-height: {h24}px; max-height: {h24}px; font-size: {s_meta}px; }}
QPushButton[kind="link"]:hover {{ background: {accent_soft}; }}
QPushButton[kind="chip"] {{ border-radius: {r13}px; min-height: {h24}px; max-height: {h24}px; padding: 0 {p10}px;
  font-size: {s_meta}px; }}
QPushButton[kind="chip"]:checked {{ background: {accent_soft}; border-color: {accent_text}; color: {accent_text}; }}
QPushButton[kind="tab"] {{ border: none; border-bottom: 2px solid transparent; border-radius: 0; padding: 0 {p4}px;
  background: transparent; color: {text2}; }}
QPushButton[kind="tab"]:checked {{ border-bottom-color: {accent}; color: {text}; }}
QPushButton[kind="tab"]:hover {{ color: {text}; }}
QPushButton[kind="answer"]:checked {{ background: {accent_soft}; border-color: {accent_text}; color: {accent_text}; }}
QPushButton[kind="bar"] {{ background: {bar_button}; border-color: {bar_button}; color: {bar_text}; }}
QPushButton[kind="bar"]:hover, QPushButton[kind="bar"]:checked {{ background: {bar_button_hover};
  border-color: {bar_button_hover}; }}
QPushButton[kind="bar"]:disabled {{ background: transparent; border-color: {bar_line}; color: {bar_text2}; }}
QPushButton[kind="bar_quiet"] {{ background: transparent; border-color: transparent; color: {bar_text}; }}
QPushButton[kind="bar_quiet"] {{ min-height: {h22}px; max-height: {h22}px; }}
QPushButton[kind="bar_quiet"]:hover, QPushButton[kind="bar_tab"]:hover {{ background: {bar_button}; }}
QPushButton[kind="bar_tab"] {{ background: transparent; border-color: transparent; color: {bar_text2}; }}
QPushButton[kind="bar_tab"]:checked {{ background: {bar_button}; border-color: {bar_line}; color: {bar_text}; }}
QPushButton[kind="search"] {{ background: {bar_button}; border-color: {bar_line}; color: {bar_text2}; }}
QPushButton[kind="search"]:hover {{ background: {bar_button_hover}; }}
QPushButton[kind="status"] {{ border-color: transparent; background: transparent; min-height: {h22}px;
  max-height: {h22}px; padding: 0 {p4}px; }}
QPushButton[kind="status"]:hover {{ background: {bg}; }}
QPushButton[kind="alert"] {{ min-height: {h32}px; max-height: {h32}px; }}
QPushButton[kind="end"] {{ background: {end}; border-color: {end}; color: {on_end}; }}
QPushButton[kind="end"]:hover {{ background: {end_hover}; border-color: {end_hover}; }}
QPushButton[kind="end"]:disabled {{ background: transparent; border-color: {bar_line}; color: {bar_text2}; }}
QPushButton:focus {{ border: 2px solid {focus}; }}
QPushButton[kind="bar"]:focus, QPushButton[kind="bar_quiet"]:focus, QPushButton[kind="bar_tab"]:focus,
QPushButton[kind="search"]:focus, QPushButton[kind="end"]:focus {{ border: 2px solid {bar_focus}; }}
QLineEdit[field], QPlainTextEdit[field] {{ background: {surface}; color: {text}; placeholder-text-color: {text3};
  border: 1px solid {control}; border-radius: {r6}px; padding: {p4}px {p8}px; font-size: {s_body}px;
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit[field]:focus, QPlainTextEdit[field]:focus {{
  border: 2px solid {focus}; padding: {p3}px {p7}px; }}
QLineEdit[field]:disabled, QPlainTextEdit[field]:disabled {{ color: {text3}; border-color: {line}; }}
QLineEdit[field="bar"] {{ background: {bar_button}; color: {bar_text}; border-color: {bar_line};
  placeholder-text-color: {bar_text2};
  font-size: {s_control}px; }}
QLineEdit[field="bar"]:focus {{ border: 2px solid {bar_focus}; }}
QPlainTextEdit[reading] {{ background: transparent; color: {text}; border: 2px solid transparent; border-radius: {r6}px;
  selection-background-color: {accent}; selection-color: {on_accent}; }}
QFrame[reading="true"] {{ border: 2px solid transparent; border-radius: {r6}px; }}
QPlainTextEdit[reading]:focus, QFrame[reading="true"]:focus {{ border: 2px solid {focus}; }}
QAbstractItemView {{ background: transparent; border: none; outline: none; }}
QAbstractItemView:focus {{ border: 2px solid {focus}; border-radius: {r6}px; }}
QAbstractItemView[rows="painted"] {{ selection-background-color: transparent; }}
QAbstractItemView[frame="list"] {{ border: 2px solid transparent; border-radius: {r6}px; }}
QAbstractItemView[frame="list"]:focus {{ border: 2px solid {focus}; }}
QHeaderView::section {{ background: {surface}; color: {text2}; border: none; border-bottom: 1px solid {line};
  padding: 0 {p8}px; font-size: {s_micro}px; font-weight: 600; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: {p8}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {p8}px; margin: 0; }}
QScrollBar::handle {{ background: {line2}; border-radius: {p3}px; min-height: {h24}px; min-width: {h24}px;
  margin: 1px; }}
QScrollBar::handle:hover {{ background: {control}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {line2}; }}
QMenu {{ background: {surface}; color: {text}; border: 1px solid {line2}; padding: {p4}px; font-size: {s_control}px; }}
QMenu::item {{ padding: {p5}px {p16}px; border-radius: {r4}px; }}
QMenu::item:selected {{ background: {accent_soft}; color: {accent_text}; }}
QMenu::item:disabled {{ color: {text3}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: {p4}px 0; }}
QToolTip {{ background: {surface}; color: {text}; border: 1px solid {line2}; padding: {p4}px {p8}px;
  font-size: {s_meta}px; }}
QCheckBox, QRadioButton {{ font-size: {s_control}px; spacing: {p8}px; }}
"""


def sheet_of(tokens: Tokens, density: int) -> str:
    """Return the style sheet of a theme at a density."""
    values = _values(tokens, density)
    return "".join((_labels(tokens, density), _tags(tokens, density), (_FRAMES + _CONTROLS).format(**values)))


def _values(tokens: Tokens, density: int) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(tokens, name) for name in tokens.__dataclass_fields__}
    values |= {f"p{size}": scaled(size, density) for size in (3, 4, 5, 7, 8, 10, 12, 16)}
    values |= {f"r{size}": scaled(size, density) for size in (4, 6, 8, 10, 13)}
    values |= {f"h{size}": scaled(size + 2, density) - 2 for size in (22, 24, 30, 32)}
    values |= {f"s_{role}": scaled(kind.size, density) for role, kind in TYPE.items()}
    # A line is as dark as an edge in high contrast: no text could be read on it.
    values["pressed"] = tokens.accent_soft if tokens.strong else tokens.line
    values["soft_edge"] = f"1px solid {tokens.accent_text}" if tokens.strong else "none"
    return values


def _labels(tokens: Tokens, density: int) -> str:
    rules = []
    for role in TYPE:
        kind = type_role(role, tokens)
        size = scaled(kind.size, density)
        rules.append(f'QLabel[role="{role}"] {{ font-size: {size}px; font-weight: {kind.weight}; }}')
    for tone, field in LABEL_TONES.items():
        rules.append(f'QLabel[tone="{tone}"] {{ color: {getattr(tokens, field)}; }}')
    return "\n".join(rules)


def _tags(tokens: Tokens, density: int) -> str:
    size, side = scaled(TYPE["micro"].size, density), scaled(7, density)
    radius = scaled(4, density)
    shape = f"font-size: {size}px; font-weight: 600; border-radius: {radius}px; padding: 0 {side}px;"
    rules = [f"QLabel[tag] {{ {shape} }}"]
    for tone, (text, fill) in TAG_TONES.items():
        edge = getattr(tokens, text) if tokens.strong else getattr(tokens, fill)
        rules.append(
            f'QLabel[tag="{tone}"] {{ color: {getattr(tokens, text)}; background: {getattr(tokens, fill)};'
            f" border: 1px solid {edge}; }}"
        )
        rules.append(
            f'QPushButton[kind="alert"][tone="{tone}"] {{ background: {getattr(tokens, fill)};'
            f" border: 1px solid {edge}; }}"
        )
        rules.append(f'QPushButton[kind="alert"][tone="{tone}"]:focus {{ border: 2px solid {tokens.focus}; }}')
    for tone, text in (("live", tokens.live_text), ("bar_warn", tokens.bar_warn), ("bar", tokens.bar_text2)):
        rules.append(
            f'QLabel[tag="{tone}"] {{ color: {text}; background: {tokens.bar_button};'
            f" border: 1px solid {tokens.bar_line}; }}"
        )
    return "\n".join(rules)


def set_property(widget: QWidget, name: str, value: str | bool) -> None:
    """Change a dynamic property and let the sheet see it; costs a polish, so only when it differs."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
