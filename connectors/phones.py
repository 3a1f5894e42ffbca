"""Telephone numbers: every spelling of one number leads to the same E.164, anything else to nothing.

The rules of reading, in order: a plus or an international prefix says it all; digits that start with the region's
own country code and lack its trunk zero are international without the plus; then the region's own spelling; then a
foreign number without the plus. A reading that is valid beats one that merely has a possible length.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, ValidationResult

MAX_RAW = 256
MAX_WRITTEN = 64
MIN_DIGITS = 6
MAX_DIGITS = 20
TAIL_DIGITS = 8
LAST_DIGITS = 4
SHORTEST_WITH_MORE = 9

# 266696687 spells ANONYMOUS on a keypad: some exchanges send it as the number.
_WITHHELD = frozenset(
    {
        *("anonymous", "anonym", "unknown", "restricted", "private", "unavailable", "withheld", "blocked", "hidden"),
        *("nonumber", "notavailable", "outofarea", "unknowncaller", "unknownnumber", "privatenumber"),
        *("callerwithheld", "numberwithheld", "266696687"),
    }
)
_NUMBER = re.compile(r"[+(]?[0-9][0-9()./\s-]*(?:[+(]0\)[0-9()./\s-]*)?")
_EXTENSION = re.compile(
    r"(?:ext|extn|extension|durchwahl|dw|poste|anexo|x|#|;ext=)[\s.:=]*[0-9]{1,7}",
    re.IGNORECASE,
)
# A comma is a pause in dialling; what follows one at the end is dialled to whoever answers.
_AFTER_PAUSE = re.compile(r"(?<=[0-9]),{1,4}[0-9]{1,5}\s*\Z")
_WRAPPED = re.compile(r"<([^<>]*)>\s*\Z")
_REGION = re.compile(r"[A-Z]{2}\Z")


@dataclass(frozen=True, slots=True)
class PhoneQuery:
    """One number in the spellings systems store it in; `candidates` holds them in the order to try.

    `digits` is without plus, `idd` with 00, `national` with the trunk zero, `nsn` without it, `tail` the last eight
    digits of `nsn`. `e164` and `country` (ISO 3166) are None for digits that are no complete number. People write it
    as `shown` (national), `international` or with `grouped` (as from abroad, without the country code); `pattern` is
    `nsn` with a % between its digits, which LIKE finds in every spelling, `glob` has a * there, and `regex` what
    stands for anything but a digit. `last4` are its last digits, which most spellings leave together.
    """

    raw: str
    e164: str | None
    digits: str
    idd: str
    national: str
    nsn: str
    tail: str
    candidates: tuple[str, ...]
    country: str | None = None
    shown: str = ""
    grouped: str = ""
    pattern: str = ""
    international: str = ""

    @property
    def glob(self) -> str:
        """The number with a * between its digits, as some systems write "anything"."""
        return "*".join(self.nsn)

    @property
    def regex(self) -> str:
        """A regular expression, in what every dialect understands, that finds the number in every spelling."""
        return "[^0-9]*".join(self.nsn)

    @property
    def last4(self) -> str:
        """The last four digits, for systems that only find what stands there letter by letter."""
        return self.nsn[-LAST_DIGITS:]

    def inputs(self) -> dict[str, object]:
        """Everything that a manifest may ask with, by name."""
        return {**asdict(self), "glob": self.glob, "regex": self.regex, "last4": self.last4}


def parse_number(raw: object, region: str | None) -> PhoneQuery | None:
    """The query for a number as written; None for what is no number: withheld, an extension, words, anything else."""
    written = _written(raw, _region(region))
    if written is None or is_withheld(raw):
        return None
    return _parse(written, _region(region))


def is_withheld(raw: object) -> bool:
    """Whether the caller, or the exchange, keeps the number back; an empty text is absent, not withheld."""
    text = _clean(raw)
    if text is None:
        return False
    words = "".join(char for char in _user_part(text).casefold() if char.isalnum())
    return words in _WITHHELD


def display(e164: object) -> str:
    """The number as people read it, `+49 1512 0000004`; a text that is no E.164 comes back as it is, cut to size."""
    text = _clean(e164)
    if text is None:
        return str(e164)[:MAX_WRITTEN] if isinstance(e164, str) else ""
    number = _read_international(text) if text.startswith("+") else None
    if number is None:
        return text[:MAX_WRITTEN]
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def is_spelled_out(raw: object) -> bool:
    """Whether a number as written names its country: it starts with a plus or 00."""
    written = _written(raw)
    return written is not None and written.lstrip("( ").startswith(("+", "00"))


def _clean(raw: object) -> str | None:
    """A short text in ASCII digits without invisible characters, or None."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw) if abs(raw) < 10**MAX_DIGITS else ""
    if not isinstance(raw, str) or not 0 < len(raw) <= MAX_RAW:
        return None
    if raw.isascii():
        return raw.strip() or None
    # Contact apps wrap numbers in direction marks, which are as invisible as they are harmful.
    seen = "".join(char for char in unicodedata.normalize("NFKC", raw) if unicodedata.category(char) != "Cf")
    ascii_digits = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in seen)
    return re.sub(r"[‐-―−]", "-", ascii_digits).strip()[:MAX_RAW] or None


def _user_part(text: str) -> str:
    """The caller of a SIP or tel URI, with or without a display name; other texts as they are."""
    wrapped = _WRAPPED.search(text)
    if wrapped:
        text = wrapped.group(1)
    scheme, colon, rest = text.partition(":")
    if colon and scheme.strip().casefold() in {"sip", "sips", "tel", "callto"}:
        text = rest
        # `;phone-context=` and the like belong to the URI, not to the number.
        return text.partition("@")[0].partition(";")[0].removeprefix("//").strip()
    return text.partition("@")[0].strip()


def _written(raw: object, region: str | None = None) -> str | None:
    """The part of a text that spells a number, without words around it and without an extension."""
    text = _clean(raw)
    if text is None:
        return None
    text = _EXTENSION.sub(" ", _without_pause(_user_part(text), region))
    found = _NUMBER.search(text)
    if found is None:
        return None
    rest = text[: found.start()] + text[found.end() :]
    digits = sum(char.isdigit() for char in found.group())
    if any(char.isdigit() for char in rest) or not MIN_DIGITS <= digits <= MAX_DIGITS:
        return None
    if _is_glued(text, found):
        return None
    return found.group().strip()[:MAX_WRITTEN]


def _without_pause(text: str, region: str | None) -> str:
    """The text without what is dialled after a pause; before anything shorter than a number, a comma is a slip."""
    pause = _AFTER_PAUSE.search(text)
    head = _NUMBER.search(text[: pause.start()]) if pause else None
    if pause is None or head is None:
        return text
    number, joined = (_read(written, region) for written in (head.group(), head.group() + pause.group().lstrip(",")))
    if number is None or not phonenumbers.is_valid_number(number):
        return text
    # Where lengths differ within a country, a short number may be the beginning of a longer one.
    is_short = len(phonenumbers.national_significant_number(number)) < SHORTEST_WITH_MORE
    may_go_on = is_short and joined is not None and phonenumbers.is_valid_number(joined)
    return text if may_go_on else text[: pause.start()]


def _is_glued(text: str, found: re.Match[str]) -> bool:
    """Whether letters touch the digits, as in CALL4US1234567 or a hash: then it is no number."""
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    return before.isalnum() or (after.isalnum() and found.group()[-1].isdigit()) or "_" in (before, after)


def _region(region: str | None) -> str | None:
    text = region.upper() if isinstance(region, str) else ""
    return text if _REGION.match(text) else None


@lru_cache(maxsize=4096)
def _parse(written: str, region: str | None) -> PhoneQuery:
    number = _read(written, region)
    digits = phonenumbers.normalize_digits_only(written)
    if number is None:
        nsn = digits.lstrip("0") or digits
        return PhoneQuery(
            written,
            None,
            digits,
            "",
            digits,
            nsn,
            nsn[-TAIL_DIGITS:],
            _distinct(digits, nsn, written),
            shown=written,
            grouped=written,
            pattern="%".join(nsn),
            international=written,
        )
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    nsn = phonenumbers.national_significant_number(number)
    shown = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    national = phonenumbers.normalize_digits_only(shown)
    return PhoneQuery(
        raw=written,
        e164=e164,
        digits=e164[1:],
        idd="00" + e164[1:],
        national=national,
        nsn=nsn,
        tail=nsn[-TAIL_DIGITS:],
        candidates=_distinct(e164, "00" + e164[1:], e164[1:], national, nsn, written),
        country=_country(number),
        shown=shown,
        grouped=_grouped(number),
        pattern="%".join(nsn),
        international=phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL),
    )


def _grouped(number: PhoneNumber) -> str:
    """The groups a number is written in from abroad, which stand in the national spelling of many countries, too."""
    shown = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    return shown.removeprefix(f"+{number.country_code} ")


def _distinct(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _country(number: PhoneNumber) -> str | None:
    found = phonenumbers.region_code_for_number(number)
    if found is None and number.country_code is not None:
        found = phonenumbers.region_code_for_country_code(number.country_code)
    return found if found and _REGION.match(found) else None


def _read(written: str, region: str | None) -> PhoneNumber | None:
    digits = phonenumbers.normalize_digits_only(written)
    if written.lstrip("( ").startswith("+"):
        return _read_international(written)
    own = _parsed(written, region) if region else None
    abroad = _parsed("+" + digits.removeprefix("00"), None)
    without_zero = region is not None and _trunk(region) == "0" and not digits.startswith("0")
    first, second = own, abroad
    if digits.startswith("00") or (region and without_zero and _has_own_code(digits, region)):
        first, second = abroad, own
    for number in (first, second):
        if number is not None and phonenumbers.is_valid_number(number):
            return number
    # Plans grow, and examples use numbers outside of them: the right length will do where it is spelled in full.
    return None if without_zero else _possible(first)


def _read_international(written: str) -> PhoneNumber | None:
    return _possible(_parsed(written.lstrip("( "), None))


def _possible(number: PhoneNumber | None) -> PhoneNumber | None:
    if number is None:
        return None
    reason = phonenumbers.is_possible_number_with_reason(number)
    return number if reason == ValidationResult.IS_POSSIBLE or phonenumbers.is_valid_number(number) else None


def _parsed(text: str, region: str | None) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    number.extension = None
    return number


def _trunk(region: str) -> str | None:
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
    return metadata.national_prefix if metadata else None


def _has_own_code(digits: str, region: str) -> bool:
    return digits.startswith(str(phonenumbers.country_code_for_region(region)))
