"""How values are written: numbers, money, days, times, ages and lengths, in the site's language, currency and zone.

Pure: no widgets, no clock; what depends on the moment takes `now`. Moments are aware datetimes and are shown in the
site's zone; days are days and never move. Amounts stay exact: they never pass through a float.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from desktop.playbook.currencies import places_of, symbol_of
from desktop.views.names import country_name, language_name
from desktop.views.safe_text import cap

if TYPE_CHECKING:
    from connectors.records import Money

# Where the sign of per cent follows its number at once; Qt tells the sign alone.
_CLOSE_PERCENT = frozenset(
    getattr(QLocale.Language, name)
    for name in (
        *("Arabic", "Chinese", "Dutch", "English", "Hebrew", "Hindi", "Italian", "Japanese", "Korean"),
        *("Persian", "Polish", "Portuguese", "Thai", "Vietnamese"),
    )
)
_MINUS = "\u2212"
_NBSP = "\u00a0"
_MARKS = re.compile("[\u061c\u200e\u200f]")
_HUGE = 30


class Formats:
    """Writes values for one site: `locale` for words and order, `currency` its own, `zone` for the clock."""

    def __init__(self, locale: QLocale | None = None, currency: str = "EUR", zone: tzinfo = UTC) -> None:
        self._currency = currency
        self._zone = zone
        self.speak(locale if locale is not None else QLocale())

    def speak(self, locale: QLocale) -> None:
        """Write values in another language from now on."""
        self._locale = locale
        self._day, self._day_year = _day_patterns(locale)
        self._month_year = "MMM yyyy"
        pattern = locale.toCurrencyString(1, "¤").replace(_one(locale), "#")
        self._money_pattern = _MARKS.sub("", pattern)
        close = locale.language() in _CLOSE_PERCENT
        self._percent = ("" if close else _NBSP) + _MARKS.sub("", locale.percent())

    @property
    def currency(self) -> str:
        """Return the site's currency."""
        return self._currency

    @property
    def zone(self) -> tzinfo:
        """Return the zone of the clock."""
        return self._zone

    @property
    def own_language(self) -> str:
        """Return the language of the window, as a code such as en or pt-BR."""
        return self._locale.bcp47Name()

    def in_language(self, language: str) -> Formats:
        """Return how values are written for a reader of a language; the site's own order where it is the site's own."""
        locale = QLocale(language.replace("-", "_"))
        if locale.language() in (self._locale.language(), QLocale.Language.C):
            return self
        return Formats(locale, self._currency, self._zone)

    def tr(self, text: str, disambiguation: str = "", n: int = -1) -> str:
        """Translate one of our own words."""
        return QCoreApplication.translate("Formats", text, disambiguation, n)

    # Numbers

    def number(self, value: Decimal | int, places: int | None = None) -> str:
        """Write a number with the locale's grouping; without `places`, as exactly as it came, zeros dropped."""
        exact = Decimal(value)
        if not exact.is_finite() or exact.adjusted() > _HUGE:
            return cap(str(value), 24)
        if places is not None:
            exact = _round(exact, places)
        elif exact == exact.to_integral_value():
            exact = exact.quantize(Decimal(1)) if abs(exact) < Decimal(10) ** 20 else exact
        digits = f"{abs(exact):f}"
        if places is None and "." in digits:
            digits = digits.rstrip("0").rstrip(".")
        whole, _, fraction = digits.partition(".")
        text = self._group(whole) + (self._locale.decimalPoint() + self._native(fraction) if fraction else "")
        return (_MINUS if exact < 0 else "") + text

    def signed(self, value: Decimal | int, places: int | None = None) -> str:
        """Write a change with its sign: "+8", "−3"; no change is "±0"."""
        text = self.number(value, places)
        if Decimal(value) == 0:
            return f"±{text}"
        return text if Decimal(value) < 0 else f"+{text}"

    def percent(self, share: Decimal | float, places: int = 0) -> str:
        """Write a share of 0 to 1 as per cent."""
        return f"{self.number(Decimal(str(share)) * 100, places)}{self._percent}"

    def money(self, money: Money, *, whole: bool = False) -> str:
        """Write an amount with its currency; `whole` drops the cents of an amount that is a mere order of size."""
        places = 0 if whole else places_of(money.currency)
        try:
            amount = self.number(money.amount, places)
        except InvalidOperation:
            amount = str(money.amount)
        symbol = symbol_of(money.currency, self._currency)
        sign, digits = (_MINUS, amount[1:]) if amount.startswith(_MINUS) else ("", amount)
        spaced = f"{symbol}{_NBSP}" if len(symbol) > 1 and self._money_pattern.startswith("¤") else symbol
        return sign + self._money_pattern.replace("¤" + _NBSP, "¤").replace("¤", spaced).replace("#", digits)

    def _group(self, whole: str) -> str:
        if len(whole) > 15:
            return self._native(whole)
        return self._locale.toString(int(whole))

    def _native(self, digits: str) -> str:
        zero = ord(self._locale.zeroDigit()[:1] or "0")
        return digits if zero == ord("0") else "".join(chr(zero + int(digit)) for digit in digits)

    def _digits(self, time: str) -> str:
        """Write a running time in the locale's digits; its colons stay."""
        return ":".join(self._native(part) for part in time.split(":"))

    # Days and times

    def day(self, day: date, now: datetime | None = None) -> str:
        """Write a day; the year is left out where it is this one."""
        same = now is not None and day.year == self.local(now).year
        return self._locale.toString(QDate(day.year, day.month, day.day), self._day if same else self._day_year)

    def month(self, day: date) -> str:
        """Write a month and year: "Mar 2016"."""
        return self._locale.toString(QDate(day.year, day.month, 1), self._month_year)

    def clock(self, moment: datetime) -> str:
        """Write hours and minutes in the site's zone."""
        local = self.local(moment)
        return self._locale.toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)

    def local(self, moment: datetime) -> datetime:
        """Return a moment in the site's zone."""
        try:
            return moment.astimezone(self._zone)
        except OverflowError:
            return moment

    def when(self, moment: datetime | date, now: datetime) -> str:
        """Write when something happened or will: "today 09:12", "yesterday", "18 Nov", "29 Oct 2025"."""
        timed = isinstance(moment, datetime)
        local = self.local(moment) if isinstance(moment, datetime) else moment
        day = local.date() if isinstance(local, datetime) else local
        distance = (day - self.local(now).date()).days
        words = {0: self.tr("today"), -1: self.tr("yesterday"), 1: self.tr("tomorrow")}
        if distance not in words:
            return self.day(day, now)
        return f"{words[distance]} {self.clock(moment)}" if timed and isinstance(moment, datetime) else words[distance]

    def due(self, day: date, now: datetime) -> str:
        """Write when something is due: "due today", "due 23 Nov", "overdue since 3 Nov"."""
        pattern = self.tr("overdue since {day}") if day < self.local(now).date() else self.tr("due {day}")
        return pattern.format(day=self.when(day, now))

    # Lengths

    def age(self, moment: datetime, now: datetime) -> str:
        """Write how old something is: "just now", "2 min", "3 h", "5 days"."""
        seconds = max(0.0, (now - moment) / timedelta(seconds=1))
        if seconds < 45:
            return self.tr("just now")
        if seconds < 3600 - 30:
            return self.tr("{n} min").format(n=self.number(round(seconds / 60) or 1))
        if seconds < 48 * 3600:
            return self.tr("{n} h").format(n=self.number(round(seconds / 3600)))
        days = round(seconds / 86400)
        return self.tr("{n} days", "", days).format(n=self.number(days))

    def brief_age(self, moment: datetime, now: datetime) -> str:
        """Write how old something is where there is little room: "now", "2 min"."""
        age = self.age(moment, now)
        return self.tr("now") if age == self.tr("just now") else age

    def old(self, moment: datetime, now: datetime) -> str:
        """Write that something is not new: "3 h old"; what has just been read is "just now"."""
        age = self.age(moment, now)
        return age if age == self.tr("just now") else self.tr("{age} old").format(age=age)

    def timer(self, seconds: float) -> str:
        """Write a running time: "02:14", past an hour "1:02:14"."""
        total = max(0, int(seconds))
        hours, rest = divmod(total, 3600)
        minutes, left = divmod(rest, 60)
        return self._digits(f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes:02}:{left:02}")

    def short(self, seconds: float) -> str:
        """Write a short length: "0:42", "12:05"."""
        total = max(0, int(seconds))
        return self._digits(f"{total // 60}:{total % 60:02}")

    def duration(self, seconds: float) -> str:
        """Write a length in words: "40 s", "7 min 40 s", "1 h 5 min"."""
        total = max(0, int(seconds))
        hours, rest = divmod(total, 3600)
        minutes, left = divmod(rest, 60)
        h, m, s = (self.number(part) for part in (hours, minutes, left))
        if hours:
            return self.tr("{h} h {m} min").format(h=h, m=m) if minutes else self.tr("{n} h").format(n=h)
        if minutes:
            return self.tr("{m} min {s} s").format(m=m, s=s) if left else self.tr("{n} min").format(n=m)
        return self.tr("{n} s").format(n=s)

    def latency(self, milliseconds: float) -> str:
        """Write how long an answer took: "112 ms", from one second on "1.4 s"."""
        if milliseconds < 1000:
            return self.tr("{n} ms").format(n=self.number(max(0, round(milliseconds))))
        return self.tr("{n} s").format(n=self.number(Decimal(str(round(milliseconds / 1000, 1))), 1))

    # Names

    def language(self, tag: str) -> str:
        """Write a BCP 47 language as a word; an unknown one stays as it came."""
        return language_name(tag)

    def country(self, code: str) -> str:
        """Write an ISO 3166 country as a word; an unknown one stays as it came."""
        return country_name(code, self._locale.bcp47Name().partition("-")[0])


def _one(locale: QLocale) -> str:
    """Return how the locale writes 1 with the decimals of its currency strings."""
    text = locale.toCurrencyString(1, "¤")
    found = re.search(r"[^\s¤\u200e\u200f\u061c\u00a0]+", text)
    return found.group() if found else "1"


def _round(value: Decimal, places: int) -> Decimal:
    try:
        return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
    except InvalidOperation:
        return value


def _day_patterns(locale: QLocale) -> tuple[str, str]:
    """Return the patterns of a day without and with its year, in the locale's order, with a short month."""
    long = locale.dateFormat(QLocale.FormatType.LongFormat)
    with_year = re.sub(r"\W*\bdddd\b\W*|dddd", " ", long).replace("MMMM", "MMM").strip(" ,،")
    without = re.sub(r"('[^']*'\s*)*\W*y+[年년]?(\s*'[^']*')*\W*", " ", with_year).strip(" ,،")
    return without, with_year
