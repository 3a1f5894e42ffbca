"""What the documentation says of the connectors that ship, written from their manifests and their quality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.loading.load import load_manifest
from connectors.loading.quality import Quality, load_quality
from connectors.loading.shipped import SHIPPED, shipped_names
from connectors.manifest.model import Manifest
from connectors.written.found import MANIFEST

START = "<!-- shipped: `make reference` writes what follows -->"
END = "<!-- /shipped -->"
_SIGN_IN = {
    "none": "-",
    "basic": "user and password",
    "header": "a key",
    "bearer": "a token",
    "session_login": "user and password, for a session",
    "oauth2_client": "OAuth 2.0, as the system",
    "oauth2_pkce": "OAuth 2.0, each agent in the browser",
    "oauth1": "OAuth 1.0a",
}
_TOP = """\
# The connectors that ship

`make reference` writes this page from the manifests and their `quality.toml`. A site names one by its name and fills in
its own settings ([site.md](site.md)); [connect-a-system.md](connect-a-system.md) says how to go on from there and what
to look at when something is wrong.
"""


@dataclass(frozen=True, slots=True)
class Shipped:
    """One shipped connector: its name, what it says and how good it is."""

    name: str
    manifest: Manifest
    quality: Quality


def shipped(folder: Path = SHIPPED) -> list[Shipped]:
    """The connectors that ship, in the order of their names; raises ManifestError for one that cannot be used."""
    return [
        Shipped(name, load_manifest(folder / name / MANIFEST), load_quality(folder / name))
        for name in shipped_names(folder)
    ]


def table(connectors: Sequence[Shipped]) -> str:
    """One row a connector: what it offers, how it signs in, its tier, what it was tried against."""
    head = ["| name | system | finds by | reads | writes | sign-in | tier | tried against |", "|---" * 8 + "|"]
    return "\n".join([*head, *(_row(each) for each in connectors)])


def with_table(page: str, connectors: Sequence[Shipped]) -> str:
    """A page with the table in its place."""
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{table(connectors)}\n{END}{after}"


def page(connectors: Sequence[Shipped]) -> str:
    """The page that says what each needs, in Markdown."""
    return "\n".join([_TOP, *(line for each in connectors for line in _part(each))])


def _row(each: Shipped) -> str:
    kept = each.manifest.answers_from_sync()
    offered = {*each.manifest.reads(), *kept}
    finds = sorted(name.partition("find_by_")[2] for name in offered if "find_by_" in name)
    lists = sorted(name for name in offered if "find_by_" not in name)
    reads = [f"{name} (read before the call)" if name in kept else name for name in lists]
    writes = [f"{name} ({write.idempotency})" for name, write in each.manifest.writes().items()]
    cells = (
        f"[`{each.name}`](shipped-connectors.md#{each.name})",
        each.manifest.label,
        ", ".join(finds),
        ", ".join(reads),
        ", ".join(writes) or "-",
        _SIGN_IN[each.manifest.auth.kind] if each.manifest.kind != "sql" else "the database's",
        each.quality.tier,
        each.quality.tried or "nothing yet: written from its documentation",
    )
    return "| " + " | ".join(cells) + " |"


def _part(each: Shipped) -> Iterator[str]:
    manifest, quality = each.manifest, each.quality
    yield f"## {each.name}\n"
    yield f"{quality.system}, {quality.api}. Tier: {quality.tier}.\n"
    yield "What it needs:\n"
    yield from (f"- {sentence}" for sentence in quality.needs)
    named = "".join(f" `{name}`" for name in manifest.settings.model_dump(exclude_unset=True))
    yield f"\nSettings:{named}. " + _secrets(manifest)
    if quality.tried:
        yield f"\nTried against {quality.tried}."
    if quality.untried:
        yield "\nOnly read, never run against the real system:\n"
        yield from (f"- {sentence}" for sentence in quality.untried)
    left = {name: rule.todo for name, rule in quality.rules().items() if rule.todo is not None}
    if left:
        yield "\nStill to do:\n"
        yield from (f"- {name}: {why}" for name, why in left.items())
    yield ""


def _secrets(manifest: Manifest) -> str:
    if not manifest.secret_names:
        return "It needs no secret."
    names = ", ".join(f"`callside connect secret {name}`" for name in manifest.secret_names)
    return f"Secrets: {names}."
