"""Call events: cleaned at the edge, put in order, each call once."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.telephony.events import CallEvent, CallEventType
from connectors.telephony.intake import BadEvent, CallLedger, clean_event, clean_text

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
RINGING, ANSWERED, HELD, RESUMED, ENDED, UPDATED = (
    CallEventType.RINGING,
    CallEventType.ANSWERED,
    CallEventType.HELD,
    CallEventType.RESUMED,
    CallEventType.ENDED,
    CallEventType.UPDATED,
)


def clean(**fields: object) -> CallEvent:
    return clean_event(fields, "pop", NOW, "DE")


def event(kind: CallEventType, call_id: str = "1", source: str = "phone", seconds: float = 0, ani: str | None = None):
    return CallEvent(source, call_id, kind, NOW + timedelta(seconds=seconds), ani=ani)


def test_number_becomes_e164_whatever_the_phone_sends():
    for raw in (
        "0151 20000004",
        "+4915120000004",
        "sip:+4915120000004@127.0.0.1:5090;user=phone",
        "tel:004915120000004",
    ):
        assert clean(**{"from": raw}).ani == "+4915120000004", raw


@pytest.mark.parametrize("raw", ["anonymous", "<unknown>", "Restricted", "sip:anonymous@anonymous.invalid"])
def test_withheld_numbers_are_withheld_not_unknown_numbers(raw: str):
    cleaned = clean(**{"from": raw})
    assert cleaned.withheld
    assert cleaned.ani is None


def test_what_is_no_number_is_kept_to_be_shown_but_never_a_number():
    cleaned = clean(**{"from": "reception"})
    assert (cleaned.ani, cleaned.withheld) == ("reception", False)


def test_hostile_text_is_short_visible_and_in_one_line():
    cleaned = clean(
        **{"from": "+4915120000004"},
        name="<img src=file:///etc/passwd>\x00\u202eeman\nnext" + "x" * 10_000_000,
        queue="a\ud800b",
        data={"k" * 5000: "v" * 5000, "nested": {"no": 1}, "ok": "yes", 7: 8},
    )
    assert cleaned.ani_name is not None
    assert len(cleaned.ani_name) <= 120
    assert cleaned.ani_name.startswith("<img src=file:///etc/passwd>\ufffd\ufffdeman next")
    assert cleaned.queue == "a\ufffdb"
    assert cleaned.data["ok"] == "yes"
    assert cleaned.data["7"] == "8"
    assert "nested" not in cleaned.data
    assert all(len(key) <= 64 and len(value) <= 500 for key, value in cleaned.data.items())


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda v: st.lists(v) | st.dictionaries(st.text(), v),
    )
)
def test_no_field_content_raises_anything_but_a_bad_event(value: object):
    for field in ("event", "id", "from", "name", "to", "queue", "uui", "direction", "line", "reason", "at", "data"):
        refusals = (BadEvent,) if field == "event" else ()
        with contextlib.suppress(*refusals):
            assert abs(clean_event({field: value}, "pop", NOW, "DE").at - NOW) < timedelta(hours=12)


def test_anything_but_an_object_is_refused():
    for raw in (None, [], "ringing", 3):
        with pytest.raises(BadEvent):
            clean_event(raw, "pop", NOW, None)


@pytest.mark.parametrize(
    ("uui", "text"),
    [
        ("4f524445522d3432;encoding=hex", "ORDER-42"),
        ("T1JERVItNDI=;encoding=base64", "ORDER-42"),
        ("ORDER-42", "ORDER-42"),
        ("zz;encoding=hex", None),
        ("ff;encoding=hex", None),
    ],
)
def test_user_to_user_information_is_decoded_or_dropped(uui: str, text: str | None):
    assert clean(uui=uui).uui == text


def test_a_call_without_an_id_is_one_call_within_two_seconds():
    one, same = clean(**{"from": "+4915120000004"}), clean(**{"from": "0151 20000004"})
    other = clean(**{"from": "+4915120000005"})
    assert one.call_id == same.call_id != other.call_id


def test_a_phone_with_a_wrong_clock_does_not_make_calls_that_last_for_years():
    assert clean(at="1999-01-01T00:00:00Z").at == NOW
    assert clean(at="2026-11-21T10:00:00+01:00").at == NOW
    assert clean(at="rubbish").at == NOW


def test_clean_text_knows_nothing_for_nothing():
    assert clean_text("  ") is None
    assert clean_text(True) is None
    assert clean_text(12) == "12"


@given(st.floats(0, 10), st.floats(0, 2))
def test_a_call_without_an_id_is_one_call_wherever_the_two_seconds_begin(start: float, apart: float):
    ledger, first = CallLedger(), NOW + timedelta(seconds=start)
    second = first + timedelta(seconds=apart)
    told = [clean_event({"from": "+4915120000004"}, "pop", at, "DE") for at in (first, second)]
    assert [ledger.accept(one) for one in told] == [told[0], None]
    answer = clean_event({"from": "+4915120000004", "event": "answered", "id": told[1].call_id}, "pop", second, "DE")
    answered = ledger.accept(answer)
    assert answered is not None
    assert answered.call_id == told[0].call_id


@pytest.mark.parametrize(
    ("other", "seconds"),
    [
        ({"from": "+4915120000004"}, 2.1),
        ({"from": "+4915120000005"}, 0.5),
        ({"from": "+4915120000004", "id": "7"}, 0.5),
    ],
)
def test_another_call_without_an_id_is_another_call(other: dict[str, str], seconds: float):
    ledger = CallLedger()
    assert ledger.accept(clean_event({"from": "+4915120000004"}, "pop", NOW, "DE")) is not None
    assert ledger.accept(clean_event(other, "pop", NOW + timedelta(seconds=seconds), "DE")) is not None


class TestLedger:
    def test_the_same_event_twice_is_one(self):
        ledger = CallLedger()
        assert ledger.accept(event(RINGING)) is not None
        assert ledger.accept(event(RINGING)) is None
        assert ledger.accept(event(ANSWERED)) is not None
        assert ledger.accept(event(ANSWERED)) is None

    def test_hold_and_resume_may_repeat_in_turn(self):
        ledger = CallLedger()
        kinds = [RINGING, ANSWERED, HELD, RESUMED, HELD, HELD, RESUMED]
        told = [ledger.accept(event(kind)) is not None for kind in kinds]
        assert told == [True, True, True, True, True, False, True]

    def test_a_ring_after_the_answer_is_late(self):
        ledger = CallLedger()
        assert ledger.accept(event(ANSWERED)) is not None
        assert ledger.accept(event(RINGING)) is None

    def test_the_end_of_an_unknown_call_and_whatever_follows_an_end_is_not_shown(self):
        ledger = CallLedger()
        assert ledger.accept(event(ENDED, "9")) is None
        assert ledger.accept(event(RINGING, "9", seconds=1)) is None
        ledger.accept(event(RINGING, "1"))
        assert ledger.accept(event(ENDED, "1")) is not None
        assert ledger.accept(event(ANSWERED, "1")) is None

    def test_a_number_reused_by_the_phone_half_a_minute_later_is_another_call(self):
        ledger = CallLedger()
        ledger.accept(event(RINGING))
        ledger.accept(event(ENDED))
        assert ledger.accept(event(RINGING, seconds=31)) is not None

    def test_two_sources_that_report_one_call_tell_of_one_call(self):
        ledger = CallLedger()
        first = ledger.accept(event(RINGING, "a", "pbx", ani="+4915120000004"))
        second = ledger.accept(event(RINGING, "b", "phone", 1, "+4915120000004"))
        answered = ledger.accept(event(ANSWERED, "b", "phone", 2, "+4915120000004"))
        assert first is not None
        assert second is None
        assert answered is not None
        assert (answered.source, answered.call_id) == ("pbx", "a")

    def test_the_same_number_later_is_another_call(self):
        ledger = CallLedger()
        ledger.accept(event(RINGING, "a", "pbx", ani="+4915120000004"))
        later = ledger.accept(event(RINGING, "b", "phone", 60, "+4915120000004"))
        assert later is not None
        assert later.source == "phone"

    def test_withheld_callers_are_never_taken_for_each_other(self):
        ledger = CallLedger()
        ledger.accept(event(RINGING, "a", "pbx"))
        assert ledger.accept(event(RINGING, "b", "phone", 1)) is not None

    def test_memory_is_bounded(self):
        ledger = CallLedger()
        for number in range(ledger.REMEMBERED * 3):
            ledger.accept(event(RINGING, str(number), ani=f"+49151200{number:05}"))
            ledger.accept(event(RINGING, f"x{number}", "pbx", 1, f"+49151200{number:05}"))
        assert len(ledger._calls) <= ledger.REMEMBERED
        assert len(ledger._alias) <= ledger.REMEMBERED

    @given(
        st.lists(st.tuples(st.sampled_from(list(CallEventType)), st.sampled_from("ab"), st.sampled_from(["p", "q"])))
    )
    def test_after_an_end_nothing_is_told_of_that_call(self, story):
        ledger, ended = CallLedger(), set()
        for kind, call_id, source in story:
            told = ledger.accept(event(kind, call_id, source))
            if told is not None:
                assert (told.source, told.call_id) not in ended
                if told.type in (ENDED, CallEventType.TRANSFERRED):
                    ended.add((told.source, told.call_id))
