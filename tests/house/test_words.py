"""The repository says nothing of the machine it was written on, nor where packages come from."""

from __future__ import annotations

import re

import pytest

from tests.house.repository import ROOT, tracked_files

# In pieces, so that this file is not its own first finding.
FORBIDDEN = {
    "a path of one machine": re.compile(
        r"(?<![\w.-])/" + r"(?:work|root|tmp/cs|opt/(?:pypi|wheels))" + r"(?:/|\b(?![\w.-]))"
    ),
    "a package registry": re.compile("py" + r"pi\.org|pythonhosted\.|registry\.npm" + r"js\.|deb\.deb" + r"ian\.org"),
    "a place for secrets": re.compile("BEGIN " + r"(?:RSA |EC |OPENSSH )?PRIVATE KEY"),
}
TEXT = (
    ".cfg", ".css", ".csv", ".in", ".ini", ".json", ".lock", ".mako", ".md", ".py", ".sh", ".sql", ".svg", ".toml",
    ".ts", ".txt", ".xml", ".yml", "Makefile", "run", ".gitignore", ".gitattributes",
)  # fmt: skip


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_in_the_repository_names(what: str) -> None:
    found = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path in tracked_files()
        if path.endswith(TEXT)
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a path of one machine", "see /" + "work/main/desktop"),
        ("a path of one machine", "cd /" + "root"),
        ("a package registry", "https://" + "pypi" + ".org/simple"),
        ("a place for secrets", "-----BEGIN " + "PRIVATE KEY-----"),
    ],
)
def test_what_is_forbidden_is_found(what: str, text: str) -> None:
    assert FORBIDDEN[what].search(text)


@pytest.mark.parametrize("text", ["network/", "/workspace/x", "teamwork/root cause", "/rooms"])
def test_what_only_looks_like_it_passes(text: str) -> None:
    assert not FORBIDDEN["a path of one machine"].search(text)
