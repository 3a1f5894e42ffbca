"""What the command line reads beside words: names, sizes, languages, seconds. Nothing heavy is imported here."""

from __future__ import annotations

import argparse
import re

SIZES = ((1280, 720), (1440, 900), (1920, 1080))
LANGUAGES = ("en", "ar", "de", "es", "fr")
"""Those of the catalogs; the views, which know them too, are not imported here."""


def named(text: str) -> str:
    """A name that is there."""
    if not text.strip():
        raise argparse.ArgumentTypeError("a name is missing")
    return text


def sizes(text: str) -> list[tuple[int, int]]:
    """A window's size in pixels, or all of them."""
    return list(SIZES) if text == "all" else [_size(text)]


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{3,4})x(\d{3,4})", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"not a size such as 1440x900: {text}")
    return int(found[1]), int(found[2])


def languages(text: str) -> list[str]:
    """A language's tag, or all that the window speaks."""
    return list(LANGUAGES) if text == "all" else [_language(text)]


def _language(text: str) -> str:
    if re.fullmatch(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*", text) is None:
        raise argparse.ArgumentTypeError(f"not a language such as de or fr-CA: {text}")
    return text


def seconds(text: str) -> float:
    """A number of seconds."""
    found = re.fullmatch(r"\d{1,5}(\.\d{1,3})?", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"not a number of seconds: {text}")
    return float(text)
