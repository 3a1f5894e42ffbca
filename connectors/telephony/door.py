"""Knocking at the running program's door. Softphones start this for every event, so it imports next to nothing."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MAX_MESSAGE = 64 * 1024


class DoorError(Exception):
    """The running program could not be reached or refused; `code` is not_running, refused, too_large or no_answer."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


def send_pop(path: Path, fields: Mapping[str, Any], timeout: float = 2.0) -> str:
    """Hand a call to the running program; returns the call's id. Raises DoorError."""
    return str(_exchange(path, {"call": dict(fields)}, timeout).get("call_id", ""))


def raise_window(path: Path, timeout: float = 2.0) -> None:
    """Bring the running program's window to the front. Raises DoorError."""
    _exchange(path, {"do": "raise"}, timeout)


def _exchange(path: Path, message: dict[str, Any], timeout: float) -> dict[str, Any]:
    line = json.dumps(message).encode() + b"\n"
    if len(line) > MAX_MESSAGE:
        raise DoorError("too_large", f"a message holds {MAX_MESSAGE} bytes at most")
    try:
        answer = json.loads(_send(path, line, timeout))
    except (FileNotFoundError, ConnectionRefusedError):
        raise DoorError("not_running") from None
    except TimeoutError:
        raise DoorError("no_answer") from None
    except (OSError, ValueError) as error:
        raise DoorError("no_answer", type(error).__name__) from None
    if not isinstance(answer, dict) or not answer.get("ok"):
        raise DoorError("refused", str(answer.get("detail", "")) if isinstance(answer, dict) else "")
    return answer


def _send(path: Path, line: bytes, timeout: float) -> bytes:
    if sys.platform == "win32":
        with open(path, "r+b", buffering=0) as pipe:
            pipe.write(line)
            return pipe.readline()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.settimeout(timeout)
        door.connect(str(path))
        door.sendall(line)
        with door.makefile("rb") as answer:
            return answer.readline()
