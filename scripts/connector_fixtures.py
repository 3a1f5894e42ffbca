"""Say in fixtures what is asked and what that is read as: `python -m scripts.connector_fixtures MANIFEST`.

Whoever writes one from a vendor's documentation writes what is asked for and the answers. Read what comes out: from
then on `callside connect check` takes it for right.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from connectors.http.client import HttpResponse
from connectors.loading.load import load_manifest
from connectors.manifest.asks import Ask
from connectors.trials.fixtures import FORMAT, Tape, expected, folder_of, replay, signature


class Learning(Tape):
    """A tape that takes down what it is asked."""

    def next(self, ask: Ask) -> dict[str, Any]:
        """The next answer, whatever is asked."""
        if self.at < len(self.answers):
            self.answers[self.at]["asks"] = signature(ask)
        return super().next(ask)

    def replay(self, ask: Ask) -> HttpResponse:
        """The next answer as it came over HTTP; without a status it was good."""
        if self.at < len(self.answers):
            self.answers[self.at].setdefault("status", 200)
        return super().replay(ask)


def learn(manifest: Path, file: Path) -> str:
    """Fill in one fixture; one line about it."""
    fixture = json.loads(file.read_text(encoding="utf-8"))
    trial = asyncio.run(replay(load_manifest(manifest), manifest.parent, fixture, Learning))
    told = expected(trial)
    whole = {"callside_fixture": FORMAT, **{name: fixture[name] for name in ("at", "settings", "asked", "answers")}}
    file.write_text(json.dumps({**whole, "expect": told}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    counts = f"kept {trial.kept}, dropped {trial.dropped}, possible {trial.possible}"
    lost = f", unreadable {', '.join(trial.unreadable)}" if trial.unreadable else ""
    return f"{file.name}: {told['error'] or ''} {counts}{lost}"


if __name__ == "__main__":
    for found in sorted(folder_of(Path(sys.argv[1])).glob("*.json")):
        print(learn(Path(sys.argv[1]), found))
