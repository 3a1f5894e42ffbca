"""The one way in for call events, whatever door they came through: cleaned first, then put in order.

Everything a phone says is hostile until cleaned: any program and any caller may have written it.
"""

from __future__ import annotations

import binascii
import hashlib
import logging
import unicodedata
from base64 import b64decode
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from connectors.phones import is_withheld, parse_number
from connectors.telephony.events import CallEvent, CallEventType, LineState, TelephonySignal

log = logging.getLogger(__name__)

MAX_TEXT = 120
MAX_UUI = 2_048
MAX_VALUE = 500
MAX_VALUES = 50
DERIVED = "~"
"""Begins the ids that are ours, of calls whose phone sends none."""
WITHOUT_ID = timedelta(seconds=2)
"""Within this time, the same number from the same phone without an id is one call."""
DIRECTIONS = frozenset({"in", "out", "internal"})
REASONS = frozenset({"normal", "abandoned", "rejected", "no_answer", "answered_elsewhere", "failed", "transferred"})
_HIDDEN = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class BadEvent(ValueError):
    """An event that cannot be used; `code` is unknown_type, no_call or not_an_object."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


def clean_text(value: object, limit: int = MAX_TEXT) -> str | None:
    """A short printable line, or None; what could reorder or hide text becomes a visible mark."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = str(value)[: limit * 2] if isinstance(value, str) else (str(value) if abs(value) < 10**20 else "")
    shown = "".join(_visible(character) for character in text)
    return " ".join(shown.split())[:limit] or None


def _visible(character: str) -> str:
    if character in _HIDDEN or unicodedata.category(character) in ("Cc", "Cs"):
        return " " if character in "\t\n\r" else "\ufffd"
    return character


def clean_event(raw: object, source: str, now: datetime, region: str | None) -> CallEvent:
    """The event in a phone's own fields; raises BadEvent where there is nothing to act on.

    Understood: event, id, from, name, to, queue, uui, direction, line, reason, at and data (a flat object).
    """
    if not isinstance(raw, Mapping):
        raise BadEvent("not_an_object")
    kind = _kind(raw.get("event", "ringing"))
    ani, withheld = _ani(raw.get("from"), region)
    call_id = clean_text(raw.get("id")) or _derived_id(source, ani, now)
    uui = _decode_uui(clean_text(raw.get("uui"), MAX_UUI))
    direction, reason = clean_text(raw.get("direction")), clean_text(raw.get("reason"))
    return CallEvent(
        source=source,
        call_id=call_id,
        type=kind,
        at=_instant(raw.get("at"), now),
        direction=direction if direction in DIRECTIONS else "in",
        ani=ani,
        ani_name=clean_text(raw.get("name")),
        dnis=clean_text(raw.get("to"), 64),
        queue=clean_text(raw.get("queue"), 64),
        uui=uui,
        data=_data(raw.get("data")),
        line=clean_text(raw.get("line"), 64),
        reason=reason if reason in REASONS else None,
        withheld=withheld,
    )


def _kind(value: object) -> CallEventType:
    try:
        return CallEventType(str(value)[:20])
    except ValueError:
        known = ", ".join(kind.value for kind in CallEventType)
        raise BadEvent("unknown_type", f"expected one of {known}") from None


def _ani(value: object, region: str | None) -> tuple[str | None, bool]:
    """The caller's number as E.164 where it is one, else as written; and whether it is withheld."""
    if is_withheld(value):
        return None, True
    number = parse_number(value, region)
    if number is not None:
        return number.e164 or number.raw, False
    return clean_text(value, 64), False


def _derived_id(source: str, ani: str | None, now: datetime) -> str:
    """An id for phones that send none: the same for the same number from the same source in one window of time.

    The ledger sees to calls that lie across the edge of two windows.
    """
    window = int(now.timestamp() // WITHOUT_ID.total_seconds())
    return DERIVED + hashlib.sha256(f"{source}|{ani or ''}|{window}".encode("utf-8", "replace")).hexdigest()[:16]


def _instant(value: object, now: datetime) -> datetime:
    """The phone's own time where it is plausible; a wrong clock must not make a call last for years."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) and len(value) < 40 else now
        at = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
        return at.astimezone(UTC) if abs(now - at) < timedelta(hours=12) else now
    except (ValueError, OverflowError):
        return now


def _data(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping):
        return {}
    cleaned: dict[str, str] = {}
    for key, item in value.items():
        name, text = clean_text(key, 64), clean_text(item, MAX_VALUE)
        if name is not None and text is not None:
            cleaned[name] = text
        if len(cleaned) == MAX_VALUES:
            break
    return cleaned


def _decode_uui(uui: str | None) -> str | None:
    """User-to-user information as text: hex and base64 are decoded, garbage is dropped. A hint, never an identity."""
    if uui is None:
        return None
    body, _, rest = uui.partition(";")
    encoding = dict(part.partition("=")[::2] for part in rest.split(";")).get("encoding", "")
    try:
        if encoding == "hex":
            return clean_text(bytes.fromhex(body).decode("utf-8"), MAX_VALUE)
        if encoding == "base64":
            return clean_text(b64decode(body, validate=True).decode("utf-8"), MAX_VALUE)
    except (ValueError, binascii.Error):
        return None
    return clean_text(body, MAX_VALUE)


@dataclass
class _Known:
    """What has been seen of one call."""

    event: CallEvent
    seen: set[CallEventType] = field(default_factory=set)
    last: CallEventType | None = None
    ended_at: datetime | None = None


class CallLedger:
    """Puts signals of all sources in order: each call once, late and repeated events dropped.

    Two sources that report the same number within a few seconds tell of one call, and so does one source that sends no
    ids; it keeps the name of the first.
    """

    SAME_CALL = timedelta(seconds=5)
    REUSED_AFTER = timedelta(seconds=30)
    REMEMBERED = 500
    _REPEATABLE = frozenset({CallEventType.HELD, CallEventType.RESUMED, CallEventType.UPDATED})

    def __init__(self) -> None:
        self._calls: OrderedDict[tuple[str, str], _Known] = OrderedDict()
        self._alias: dict[tuple[str, str], tuple[str, str]] = {}

    def accept(self, signal: TelephonySignal) -> CallEvent | None:
        """The event under its call's own name, or None where it tells nothing new."""
        if isinstance(signal, LineState):
            return None
        key = self._key(signal)
        known = self._calls.get(key)
        if known is not None and self._is_new_call(known, signal):
            del self._calls[key]
            known = None
        if known is None:
            return self._first(key, signal)
        if known.ended_at is not None or self._repeated(known, signal):
            log.info("dropped a %s event of %s: late or repeated", signal.type, signal.source)
            return None
        return self._next(known, replace(signal, source=key[0], call_id=key[1]))

    def _key(self, event: CallEvent) -> tuple[str, str]:
        own = (event.source, event.call_id)
        if own in self._calls:
            return own
        if own not in self._alias:
            twin = self._twin(event)
            if twin is None:
                return own
            self._alias[own] = twin
        return self._alias[own] if self._alias[own] in self._calls else own

    def _twin(self, event: CallEvent) -> tuple[str, str] | None:
        if event.ani is None:
            return None
        for key, known in reversed(self._calls.items()):
            if known.ended_at is None and known.event.ani == event.ani and self._is_close(event, known.event):
                return key
        return None

    def _is_close(self, event: CallEvent, known: CallEvent) -> bool:
        """Whether two events of one number can only be of one call."""
        apart = abs(event.at - known.at)
        if event.source != known.source:
            return apart <= self.SAME_CALL
        nameless = event.call_id.startswith(DERIVED) and known.call_id.startswith(DERIVED)
        return nameless and apart <= WITHOUT_ID

    def _is_new_call(self, known: _Known, event: CallEvent) -> bool:
        """Some phones count their calls from one each morning: a ring well after the end is another call."""
        ended = known.ended_at
        return ended is not None and event.type is CallEventType.RINGING and event.at - ended > self.REUSED_AFTER

    def _first(self, key: tuple[str, str], event: CallEvent) -> CallEvent | None:
        known = _Known(event, {event.type}, event.type)
        if event.type in (CallEventType.ENDED, CallEventType.TRANSFERRED):
            known.ended_at = event.at
        self._calls[key] = known
        while len(self._calls) > self.REMEMBERED:
            gone, _ = self._calls.popitem(last=False)
            self._alias = {other: target for other, target in self._alias.items() if target != gone}
        if known.ended_at is not None:
            log.info("dropped the end of a call of %s that never began here", event.source)
            return None
        return event

    def _repeated(self, known: _Known, event: CallEvent) -> bool:
        if event.type is CallEventType.UPDATED:
            return False
        if event.type in self._REPEATABLE:
            return event.type is known.last or (event.type is CallEventType.RESUMED and known.last is None)
        # A ring that comes after the answer is a late one: the call is already further.
        return event.type in known.seen or event.type is CallEventType.RINGING

    def _next(self, known: _Known, event: CallEvent) -> CallEvent:
        known.seen.add(event.type)
        if event.type is not CallEventType.UPDATED:
            known.last = event.type
        if event.type in (CallEventType.ENDED, CallEventType.TRANSFERRED):
            known.ended_at = event.at
        return event
