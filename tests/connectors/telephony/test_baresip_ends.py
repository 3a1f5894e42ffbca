"""Why a ringing call ended, in the words of baresip's control port, old and new."""

from __future__ import annotations

import json

import pytest

from connectors.telephony.baresip import BaresipSource
from connectors.telephony.events import CallEvent, CallEventType, TelephonySignal

RESET = "Connection reset by peer [104]"


def told(*events: tuple[str, str]) -> CallEvent:
    """The last event that Callside hears when baresip tells these, each with its `param`."""
    heard: list[TelephonySignal] = []
    source = BaresipSource("127.0.0.1", 4444, "DE")
    source._emit = heard.append
    for kind, param in events:
        call = {"id": "c1", "peeruri": "sip:+4915120000004@pbx", "direction": "incoming", "class": "call"}
        source._on_message(json.dumps({"event": True, "type": kind, "param": param} | call).encode())
    last = heard[-1]
    assert isinstance(last, CallEvent)
    return last


@pytest.mark.parametrize(
    ("param", "reason"),
    [
        (RESET, "abandoned"),
        (f'{RESET},SIP;cause=200;text="Call completed elsewhere"', "answered_elsewhere"),
        (f'{RESET},SIP ;text="Call completed elsewhere" ;cause=200', "answered_elsewhere"),
        (f'{RESET},Q.850;cause=26;text="Non-selected user clearing"', "answered_elsewhere"),
        (f"{RESET},Q.850;cause=16", "abandoned"),
        (f'{RESET},SIP;cause=487;text="ORIGINATOR_CANCEL"', "abandoned"),
        (f"{RESET},SIP;cause=2000", "abandoned"),
        ("Rejected by user", "rejected"),
        ("503 Service Unavailable", "failed"),
    ],
)
def test_a_call_that_rang_says_why_it_ended(param: str, reason: str) -> None:
    ended = told(("CALL_INCOMING", ""), ("CALL_CLOSED", param))
    assert (ended.type, ended.reason) == (CallEventType.ENDED, reason)


def test_one_that_was_answered_here_ends_as_usual() -> None:
    ended = told(("CALL_INCOMING", ""), ("CALL_ESTABLISHED", ""), ("CALL_CLOSED", f"{RESET},SIP;cause=200"))
    assert ended.reason == "normal"
