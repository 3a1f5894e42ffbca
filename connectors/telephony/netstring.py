"""Netstrings (`LEN:bytes,`), the framing of baresip's control port."""

from __future__ import annotations

MAX_FRAME = 1_048_576
MAX_LENGTH_DIGITS = 7


class FramingError(ValueError):
    """The other side does not speak netstrings."""


def encode(payload: bytes) -> bytes:
    """One frame."""
    return b"%d:%s," % (len(payload), payload)


class Decoder:
    """Takes bytes as they come and gives whole frames; raises FramingError on anything else."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """The frames that these bytes complete."""
        self._buffer += data
        frames = []
        while (frame := self._take()) is not None:
            frames.append(frame)
        return frames

    def _take(self) -> bytes | None:
        head, colon, _ = self._buffer[: MAX_LENGTH_DIGITS + 1].partition(b":")
        if not colon:
            if len(head) > MAX_LENGTH_DIGITS or (head and not head.isdigit()):
                raise FramingError("no length")
            return None
        if not head.isdigit() or int(head) > MAX_FRAME:
            raise FramingError("bad length")
        start, length = len(head) + 1, int(head)
        if len(self._buffer) <= start + length:
            return None
        if self._buffer[start + length] != ord(","):
            raise FramingError("no end mark")
        frame = bytes(self._buffer[start : start + length])
        del self._buffer[: start + length + 1]
        return frame
