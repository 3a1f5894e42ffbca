"""A line that TOML cannot read, as it was probably meant: quotes, signs, yes and no, days, brackets.

Every mend is tried before it is offered: what is returned can be read.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from desktop.rules.localized import meant_date, meant_value

_NAME = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
_NAMES = rf"{_NAME}(?:\s*+\.\s*+{_NAME})*+"
_STRING = r'"(?:\\.|[^"\\\n])*+"|' r"'[^'\n]*+'"
_SPACED = re.compile(r"(\s*+)([A-Za-z]\w*(?: +\w+)+)\s*+(=|:)\s*+(.*)", re.DOTALL)
_ASSIGNED = re.compile(rf"(\s*+)({_NAMES})\s*+(:=|=>|==|->|=|:|;|(?<=\s)(?=[\"'\[{{\d]|true|false))\s*+(.*)", re.DOTALL)
_HEADER = re.compile(rf"\s*+(\[+)\s*+({_NAMES}(?:[ ]{_NAMES})*+)\s*+\]*+\s*+(#.*)?")
_TEXT = re.compile(_STRING)
_SEVERAL = re.compile(rf"\s*+(?:{_STRING})(?:\s*+,\s*+(?:{_STRING}))++\s*+")
_QUOTED_WITHIN = tuple(re.compile(rf"{q}((?:[^{q}]|{q}(?!\s*(?:[,}}\]]|$)))*+){q}(?=\s*(?:[,}}\]]|$))") for q in "\"'")
_TOKEN = re.compile(rf"({_STRING})|(#.*)|([\[\]{{}},=;])|(\s+)|([^\[\]{{}},=;\s\"#]+(?:[ ]+[^\[\]{{}},=;\s\"#]+)*)|(.)")
_REMARK = re.compile(r"\s*(?://|;|--|<!--|/\*|%)")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ZEROS = re.compile(r"0+(\d+)")
_YES = dict.fromkeys(("yes", "true", "on", "ja", "wahr", "oui", "y"), "true")
_NO = dict.fromkeys(("no", "false", "off", "nein", "falsch", "non", "n"), "false")
_DOUBLE = dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02\u2033"), '"')
_SINGLE = dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2039\u203a`\u00b4"), "'")
_BLANK = {
    **dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009\u3000"), " "),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"), ""),
    ord("\uff1d"): "=",
}
ODD = "".join(map(chr, (*_DOUBLE, *_SINGLE, *_BLANK)))
"""Signs that word processors put in place of the plain ones."""
LONGEST = 4_000


class Mend(NamedTuple):
    """What was wrong with a line, by the code of its message, and the line as it can be read."""

    code: str
    line: str


def mended(line: str, *, listed: bool = False) -> Mend | None:
    """The line as it was meant, None where nobody can tell; `listed` where it stands in a list of several lines."""
    if len(line) > LONGEST:
        return None
    for code, written in _plain(line):
        for mend in _mends(written, listed=listed):
            if mend.line.strip() and mend.line != line and reads(mend.line, listed=listed):
                return mend if not code or mend.code == "SYN034" else Mend(code, mend.line)
    return None


def reads(line: str, *, listed: bool = False) -> bool:
    """Whether a line can be read by itself, or as a part of a list."""
    try:
        tomllib.loads(f"x = [\n{line}\n]" if listed else line)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return False
    return True


def _plain(line: str) -> Iterator[tuple[str, str]]:
    """The line, and before it the same with plain signs in place of a word processor's, where they hold no words."""
    for signs in (_DOUBLE | _BLANK, _DOUBLE | _SINGLE | _BLANK):
        plain = _outside(line, signs)
        if plain != line:
            yield "SYN024", plain
    yield "", line


def _outside(line: str, signs: Mapping[int, str]) -> str:
    """The line with some signs exchanged, those in whole texts left as they are."""
    parts, at = [], 0
    for text in _TEXT.finditer(line):
        parts += [line[at : text.start()].translate(signs), text[0]]
        at = text.end()
    return "".join((*parts, line[at:].translate(signs)))


def _mends(line: str, *, listed: bool) -> Iterator[Mend]:
    """Ways to mend a line, the likeliest first."""
    yield Mend("SYN024", line)
    if listed:
        yield from _values(line.rstrip(), "", inside=True)
        return
    remark = _REMARK.match(line)
    if remark:
        yield Mend("SYN034", f"# {line[remark.end() :].strip()}")
    header = _HEADER.fullmatch(line)
    if header:
        first, last = ("[[", "]]") if len(header[1]) > 1 else ("[", "]")
        name = header[2] if reads(f"[{header[2]}]") else header[2].replace(" ", "_")
        yield Mend("SYN035", f"{first}{name}{last}{'  ' + header[3] if header[3] else ''}")
    found = _SPACED.fullmatch(line) or _ASSIGNED.fullmatch(line)
    if found:
        yield from _assigned(*found.groups())


def _assigned(indent: str, key: str, sign: str, rest: str) -> Iterator[Mend]:
    """Mends of a line that gives a value to a key."""
    name = key if re.fullmatch(_NAMES, key) else key.strip().replace(" ", "_")
    single = sign == "=" and not rest.startswith("=")
    rest = rest.lstrip("= ") if sign == "=" else rest
    code = "SYN036" if name != key else "" if single else "SYN023"
    head = f"{indent}{name} = "
    if code:
        yield Mend(code, head + rest)
    for mend in _values(rest, head, inside=False):
        yield Mend(code or mend.code, mend.line)


def _values(rest: str, head: str, *, inside: bool) -> Iterator[Mend]:
    """Mends of a value, or of a line of a list."""
    bare, remark = _parted(rest)
    if _SEVERAL.fullmatch(bare) and not inside:
        yield Mend("SYN038", f"{head}[{bare.strip()}]{remark}")
    words = () if inside else _words(bare)
    for code, value in (*words, *_rewritten(bare, inside=inside), *_quotes(bare)):
        yield Mend(code, f"{head}{value}{remark}")


def _parted(rest: str) -> tuple[str, str]:
    """A value and the remark behind it, with the blanks before that."""
    at = re.search(r"\s+#\s", rest)
    if at is None:
        return rest.rstrip(), ""
    value = rest[: at.start()]
    # with all quotes in pairs the # stands in a text
    inside = any(value.count(quote) % 2 and not rest.count(quote) % 2 for quote in "\"'")
    return (rest.rstrip(), "") if inside else (value, rest[at.start() :])


def _words(value: str) -> Iterator[tuple[str, str]]:
    """Yes and no, days, numbers as people write them, and words without their quotes."""
    word = value.strip().rstrip(",;").strip()
    if word.lower() in _YES | _NO:
        yield "SYN027", (_YES | _NO)[word.lower()]
    day = _DAY.fullmatch(word)
    iso = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day else meant_date(word)
    if iso is not None and "YYYY" not in iso:
        yield "SYN026", iso
        return
    number = meant_value(word)
    if number is not None:
        yield "SYN033", number[1]
    if _ZEROS.fullmatch(word):
        yield "SYN033", word.lstrip("0")
    if word and word != value.strip():
        yield "SYN031", word
    if word and not any(sign in word for sign in "\"'[]{}="):
        yield "SYN022", f'"{word}"'
    elif word[:1].isalpha() and "'" not in word and not word.count('"') % 2:
        yield "SYN022", f"'{word}'"


def _quotes(value: str) -> Iterator[tuple[str, str]]:
    """A quote that is missing, quotes inside quotes, a backslash that begins no sign."""
    for quote in ('"', "'"):
        if value.count(quote) % 2:
            yield from (("SYN021", text) for text in _closed(value, quote))
    for within in _QUOTED_WITHIN:
        written = within.sub(_requoted, value)
        if written != value:
            yield ("SYN032" if "\\" in value and value.count('"') == 2 else "SYN031"), written
    begun = _TEXT.match(value)
    if begun:
        yield "SYN031", json.dumps(begun[0][1:-1] + value[begun.end() :].rstrip(), ensure_ascii=False)


def _requoted(found: re.Match[str]) -> str:
    """A text whose words hold its own quotes, or a sign that does not belong in it, in others."""
    words = found[1]
    if found[0][0] not in words and "\\" not in words:
        return found[0]
    return json.dumps(words, ensure_ascii=False) if "'" in words else f"'{words}'"


def _closed(value: str, quote: str) -> Iterator[str]:
    """The value with one quote more: at its end, before what closes it, or at its beginning."""
    if not value.startswith(quote) and value.endswith(quote):
        yield quote + value
    yield value.rstrip() + quote
    for at in [found.start() for found in re.finditer(r"\s*[\]},]", value)][::-1][:40]:
        yield value[:at] + quote + value[at:]
    for found in list(re.finditer(r"(?<=[\[{,=])\s*(?=\w)", value))[:40]:
        yield value[: found.end()] + quote + value[found.end() :]


# -- a value taken apart and put together again ---------------------------------------------------------------------


def _rewritten(value: str, *, inside: bool) -> Iterator[tuple[str, str]]:
    """The value with brackets, commas and words as they have to be, where it has several parts."""
    if not inside and not any(sign in value for sign in "[]{},"):
        return
    rewriter = _Rewriter(inside=inside)
    text = rewriter.run(value)
    if rewriter.touching:
        return
    yield rewriter.code, text
    if not inside and not text.lstrip().startswith("["):
        yield "SYN038", f"[{text.strip()}]"


class _Rewriter:
    """Walks over the parts of a value; `code` is what was wrong with the first of them that is changed.

    `touching` says that two parts stand so close that it is quotes inside quotes rather than a comma that is missing.
    """

    def __init__(self, *, inside: bool) -> None:
        self.code = ""
        self.touching = False
        self._out: list[str] = []
        self._open = ["["] if inside else []
        self._around = len(self._open)
        self._key = False
        self._full = False

    def run(self, value: str) -> str:
        """The value rewritten."""
        for token in _TOKEN.finditer(value):
            text, remark, sign, blank, bare, odd = token.groups()
            if remark or blank or odd:
                self.touching |= odd in ('"', "'")
                self._out.append(token[0])
            elif sign:
                self._sign(sign)
            else:
                self._part(text or bare, quoted=bool(text))
        for opened in reversed(self._open[self._around :]):
            self._changed("SYN029")
            self._no_comma()
            self._out.append("]" if opened == "[" else " }")
        self.code = self.code or "SYN031"
        return "".join(self._out)

    def _changed(self, code: str) -> None:
        self.code = self.code or code

    def _no_comma(self) -> bool:
        """Take away a comma that nothing follows."""
        at = next((i for i in range(len(self._out) - 1, -1, -1) if self._out[i].strip()), -1)
        if at >= 0 and self._out[at] == ",":
            del self._out[at]
            return True
        return False

    def _sign(self, sign: str) -> None:
        if sign in "[{":
            self._comma()
            self._open.append(sign)
            self._key, self._full = sign == "{", False
        elif sign in "]}":
            if len(self._open) == self._around or self._open[-1] != ("[" if sign == "]" else "{"):
                self._changed("SYN029")
                return
            if sign == "}" and self._no_comma():
                self._changed("SYN037")
            self._open.pop()
            self._key, self._full = False, True
        elif sign == "=":
            self._key, self._full = False, False
        else:
            self._divide(sign)
            return
        self._out.append(sign)

    def _divide(self, sign: str) -> None:
        """A comma, or a semicolon in its place or in that of =."""
        named = self._key and self._full
        if sign != ",":
            self._changed("SYN023" if named else "SYN037")
        self._out.append(" =" if named and sign == ";" else ",")
        self._key = self._open[-1:] == ["{"] and not (named and sign == ";")
        self._full = False

    def _comma(self) -> None:
        """A comma where one value follows another."""
        if self._full and self._open:
            self._changed("SYN037")
            blank = "" if self._out[-1].strip() else self._out.pop()
            self.touching |= not blank and self._out[-1][-1:] in ('"', "'")
            self._out += [",", blank or " "]
            self._key, self._full = self._open[-1] == "{", False

    def _part(self, text: str, *, quoted: bool) -> None:
        colon = not quoted and self._key and ":" in text
        if colon and (text.startswith(":") or not self._full):
            self._paired(*text.split(":", 1))
            return
        self._comma()
        self._out.append(text if quoted or self._key else self._word(text))
        self._full = True

    def _paired(self, name: str, value: str) -> None:
        """A name and its value with a colon between them."""
        self._changed("SYN023")
        self._out.append(f"{name.strip()} =")
        self._key = self._full = False
        if value.strip():
            self._out.append(" ")
            self._part(value.strip(), quoted=False)

    def _word(self, text: str) -> str:
        if reads(f"x = {text}"):
            return text
        if text.lower() in _YES | _NO:
            self._changed("SYN027")
            return (_YES | _NO)[text.lower()]
        self._changed("SYN022")
        return json.dumps(text, ensure_ascii=False)
