"""A language of no country: every text of ours is accented and 40 % longer, so that what is cut shows."""

from __future__ import annotations

import math

from PySide6.QtCore import QTranslator

_ACCENTS = str.maketrans("aceinosuyzACEINOSUYZ", "àçéîñöšüÿžÀÇÉÎÑÖŠÜŸŽ")
LONGER = 1.4


def pseudo(text: str) -> str:
    """Return a text 40 % longer, its places for data as they were."""
    said, inside = [], False
    for char in text:
        inside = char == "{" or (inside and char != "}")
        said.append(char if inside or char in "%Ln" else char.translate(_ACCENTS))
    more = math.ceil(len(text) * (LONGER - 1)) if any(char.isalpha() for char in text) else 0
    tail = "…" if text.endswith("…") else ""
    return "".join(said).removesuffix("…") + "éñ"[: more % 2] + "ñé" * (more // 2) + tail


class Pseudo(QTranslator):
    """Answers for every text there is."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, comment: str | None = None, n: int = -1) -> str | None:
        del comment
        # Qt's own words, such as names of keys, stay as they are.
        return None if context.startswith("Q") else pseudo(text).replace("%Ln", str(n))
