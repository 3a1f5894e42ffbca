"""Which declared word was meant by one that is none: near in spelling, or a part of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MAX_COMPARED = 15_000
"""How much comparing one word is worth: some milliseconds."""
LONGEST = 64
NEAR = 2
"""Edits of a slip of the fingers: nothing else is looked for where one explains the word."""
MOST_NAMED = 3


def _measured(a: str, b: str, limit: int) -> tuple[int, int]:
    """The edit distance of two words, swapped neighbors counting once; limit + 1 when it is more.

    Then how many cells of its table were filled: only those near the diagonal can matter.
    """
    far = limit + 1
    before: list[int] = []
    row = [min(j, far) for j in range(len(b) + 1)]
    cells = 0
    for i, ca in enumerate(a, 1):
        low, high = max(1, i - limit), min(len(b), i + limit)
        fresh = [far] * (len(b) + 1)
        fresh[0] = min(i, far)
        for j in range(low, high + 1):
            cb = b[j - 1]
            cost = min(row[j] + 1, fresh[j - 1] + 1, row[j - 1] + (ca != cb))
            if i > 1 and j > 1 and ca == b[j - 2] and a[i - 2] == cb:
                cost = min(cost, before[j - 2] + 1)
            fresh[j] = min(cost, far)
        cells += high - low + 1
        if min(fresh) > limit:
            return far, cells
        before, row = row, fresh
    return row[-1], cells


def likely(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """The declared words that may be meant, best first; several only where the word is a part of each of them.

    A slip of the fingers is looked for first, then a part of a name, then anything within len/3 edits as long as that
    takes little time; ties go to the alphabet.
    """
    if not word or len(word) > LONGEST:
        return ()
    words, most = tuple(known), max(1, len(word) // 3)
    best, left = _nearest(word, words, 1, min(NEAR, most), MAX_COMPARED)
    found = (best,) if best is not None else _partly(word, words)
    if found or most <= NEAR:
        return found
    best, _ = _nearest(word, words, min(most, 2 * NEAR), most, left)
    return (best,) if best is not None else ()


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The declared word that is most likely meant."""
    return next(iter(likely(word, known)), None)


def _nearest(word: str, words: Sequence[str], limit: int, most: int, left: int) -> tuple[str | None, int]:
    """The closest word within `most` edits, near ones first; then how much comparing is still allowed."""
    while left >= 0:
        best: tuple[int, str] | None = None
        for candidate in words:
            if abs(len(candidate) - len(word)) > limit:
                continue
            found, cells = _measured(word, candidate, limit)
            if found <= limit and (best is None or (found, candidate) < best):
                best = (found, candidate)
            left -= cells + len(candidate)
            if left < 0:
                break
        if best is not None or limit == most:
            return (best[1] if best is not None else None), left
        limit = min(most, 2 * limit)
    return None, left


def _partly(word: str, words: Sequence[str]) -> tuple[str, ...]:
    """Names of which the word says a part: order.lat, orders.late_count, late_count for order.open_late_count."""
    head, dot, rest = word.partition(".")
    if not dot:
        named = [name for name in words if "." in name]
        ends = [name for name in named if name.partition(".")[2] == word]
        begun = [name for name in words if name.startswith(word)] if len(word) > NEAR else []
        return _first(ends) or _first(begun) or _first([name for name in named if _says(word, name)])
    kin = [name for name in words if _related(head, name.partition(".")[0])]
    ends = [name for name in words if name.partition(".")[2] == rest]
    begun = [name for name in kin if rest and name.partition(".")[2].startswith(rest)]
    said = [name for name in kin if _says(rest, name.partition(".")[2])]
    return _first(begun) or _first(said) or _first(ends)


def _first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (len(name), name))[:MOST_NAMED])


def _related(head: str, other: str) -> bool:
    """Whether two names begin alike: the same word, in the plural, or with a slip or two in it."""
    one, two = _singular(head), _singular(other)
    slips = NEAR if len(one) > 2 * NEAR + 1 else 1
    return one == two or (abs(len(one) - len(two)) <= slips and _measured(one, two, slips)[0] <= slips)


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def _says(part: str, name: str) -> bool:
    """Whether all words of a part stand in a name: late_count in open_late_count."""
    return len(part) > NEAR + 1 and set(part.split("_")) <= set(name.replace(".", "_").split("_"))


def is_slip(word: str, other: str) -> bool:
    """Whether one edit makes one word of the other."""
    return bool(other) and abs(len(word) - len(other)) <= 1 and _measured(word, other, 1)[0] <= 1


def most_alike(word: str, known: Iterable[str], count: int) -> tuple[str, ...]:
    """Those of the known words that share most pairs of letters with a word, in the order in which they are known."""
    pairs = _pairs(word)
    ranked = sorted(enumerate(known), key=lambda each: -len(pairs & _pairs(each[1])) / (len(each[1]) + 1))
    return tuple(name for _, name in sorted(ranked[:count]))


def _pairs(word: str) -> set[str]:
    text = f" {word[:LONGEST].casefold()} "
    return {text[at : at + 2] for at in range(len(text) - 1)}
