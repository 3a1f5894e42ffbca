"""Netstrings: whatever way the bytes are cut, the same frames come out; anything else is refused."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.telephony.netstring import Decoder, FramingError, encode


@given(st.lists(st.binary(max_size=200), max_size=8), st.lists(st.integers(0, 400), max_size=8))
def test_frames_survive_any_cut(frames: list[bytes], cuts: list[int]):
    stream = b"".join(map(encode, frames))
    decoder, found, start = Decoder(), [], 0
    for cut in [*sorted(cut for cut in cuts if cut < len(stream)), len(stream)]:
        found += decoder.feed(stream[start:cut])
        start = cut
    assert found == frames


@given(st.binary(max_size=60))
def test_garbage_never_does_anything_but_refuse_or_wait(data: bytes):
    with contextlib.suppress(FramingError):
        Decoder().feed(data)


@pytest.mark.parametrize("data", [b"x", b"-1:,", b"99999999:", b"12345678", b"3:abcX", b"9999999:"])
def test_what_is_no_frame_is_refused_at_once(data: bytes):
    with pytest.raises(FramingError):
        Decoder().feed(data)
