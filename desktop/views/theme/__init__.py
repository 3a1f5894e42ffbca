"""How Callside looks: tokens become one palette, one small style sheet, fonts and tinted icons.

Everything that paints holds a `Look` (look.py) and asks it: `look.tokens`, `look.color("accent")`, `look.px(12)`,
`look.font("meta")`, `look.icon("phone", "text2")`, `look.pixmap(...)`; `look.changed` says that any of it changed.
"""
