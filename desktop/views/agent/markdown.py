"""The little Markdown that articles may use: heads, paragraphs, bullets, bold. Everything else is its own text.

Pure. Nothing is ever turned into markup: the result is blocks of plain text, each with the runs that are bold.
A link is written out, its words and then its address; an image is its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

MOST_BLOCKS = 400
_HEAD = re.compile(r"\s{0,3}(#{1,6})\s+")
_BULLET = re.compile(r"(\s*)(?:[-*+•]|(\d{1,3})[.)])\s+(.*)")
_LINK = re.compile(r"(!?)\[([^\[\]]{0,300})\]\(\s*([^()\s]{0,600})[^()]{0,100}\)")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A head, a paragraph or a bullet; `level` is the depth of a head (1 to 6) or of a bullet (0 on).

    `mark` is what stands before a bullet: • or its number.
    """

    kind: str
    runs: tuple[Run, ...]
    level: int = 0
    mark: str = ""

    @property
    def text(self) -> str:
        """All of its words."""
        return "".join(run.text for run in self.runs)


def blocks_of(text: str) -> tuple[Block, ...]:
    """The text as blocks, in its order; at most MOST_BLOCKS of them, the last of which then says "…"."""
    found: list[Block] = []
    lines: list[str] = []  # what is open: a paragraph, or else the bullet whose empty block is the last one found
    in_bullet = False
    for line in [*text.splitlines(), ""]:
        head, bullet = _HEAD.match(line), _BULLET.fullmatch(line)
        goes_on = not in_bullet or line[:1].isspace()
        if lines and (head or bullet or not line.strip() or not goes_on):
            # Runs are made of all the lines together: bold may begin in one and end in another.
            runs = runs_of(" ".join(lines))
            found.append(replace(found.pop(), runs=runs) if in_bullet else Block("paragraph", runs))
            lines, in_bullet = [], False
        if head:
            found.append(Block("head", runs_of(_without_closing(line[head.end() :])), len(head[1])))
        elif bullet:
            mark = f"{bullet[2]}." if bullet[2] else "•"
            found.append(Block("bullet", (), min(len(bullet[1].expandtabs(2)) // 2, 3), mark))
            lines, in_bullet = [bullet[3].strip()], True
        elif line.strip():
            lines.append(line.strip())
    found = [block for block in found if block.text.strip()]
    return tuple(found) if len(found) <= MOST_BLOCKS else (*found[: MOST_BLOCKS - 1], Block("paragraph", (Run("…"),)))


def _without_closing(head: str) -> str:
    """The words of a head without the # that may close it."""
    return head.rstrip().rstrip("#").strip()


def runs_of(text: str) -> tuple[Run, ...]:
    """One line as runs of plain and bold words; links are written out."""
    text = _LINK.sub(_written_out, text)
    runs: list[Run] = []
    at = 0
    for bold in _BOLD.finditer(text):
        runs += [Run(text[at : bold.start()]), Run(bold[1] or bold[2], bold=True)]
        at = bold.end()
    return tuple(run for run in (*runs, Run(text[at:])) if run.text)


def _written_out(link: re.Match[str]) -> str:
    image, words, address = link[1], link[2].strip(), link[3]
    if image or not address or address == words:
        return words or ("" if image else address)
    return f"{words} ({address})" if words else address
