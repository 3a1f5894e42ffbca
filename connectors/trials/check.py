"""Checking a manifest without asking its system. Data only; the command line words it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from connectors.connector import ID_OPERATIONS, LIST_KINDS, WRITE_FIELDS
from connectors.loading.load import load_manifest
from connectors.manifest import templating
from connectors.manifest.model import Manifest, Operation
from connectors.manifest.problems import FileError, ManifestError, Problem
from connectors.site import load_site
from connectors.trials.recorder import Try
from connectors.trials.trial import Trial, Wanted, try_connection
from connectors.written.found import MANIFEST

__all__ = ["ALL_OPERATIONS", "CheckReport", "Trial", "Try", "Wanted", "check_manifest", "try_connection"]

CALL = "interaction.create"
"""The write of a finished call."""
ALL_OPERATIONS = (
    *("customer.find_by_phone", "customer.find_by_email", *ID_OPERATIONS.values(), "customer.search", "customer.get"),
    *(f"{kind}.list" for kind in LIST_KINDS),
    *WRITE_FIELDS,
    "health.check",
)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What is wrong with a manifest, and what it offers; `is_ok` unless there is an error among the problems."""

    file: str
    problems: tuple[Problem, ...] = ()
    offered: tuple[str, ...] = ()
    not_offered: tuple[str, ...] = ()

    @property
    def is_ok(self) -> bool:
        """Whether the manifest can be used."""
        return not any(problem.level == "error" for problem in self.problems)


def check_manifest(path: Path, settings: Mapping[str, object] | None = None) -> CheckReport:
    """Read a manifest and say everything that is wrong with it; its system is not asked."""
    try:
        manifest = load_manifest(path, settings)
    except ManifestError as wrong:
        warnings = _warnings(wrong.manifest, path.name) if wrong.manifest is not None else ()
        return CheckReport(str(path), (*wrong.problems, *warnings))
    declared = {*manifest.reads(), *manifest.writes(), *manifest.offers, *manifest.answers_from_sync(), "health.check"}
    known = (*ALL_OPERATIONS, *(f"{table}.list" for table in manifest.custom))
    offered = tuple(name for name in known if name in declared)
    missing = tuple(name for name in ALL_OPERATIONS if name not in declared)
    return CheckReport(str(path), tuple(_warnings(manifest, path.name)), offered, missing)


def keeps_no_call(offered: Container[str], folder: Path) -> bool:
    """Whether somebody who writes notes here may wait in vain for finished calls: no system of the site takes them.

    The site is the one whose `site.toml` lies in the folder; without one this manifest is all there is.
    """
    if "note.create" not in offered or CALL in offered:
        return False
    try:
        return not any(CALL in each.manifest.operations for each in load_site(folder).connections)
    except FileError:
        return True


def _warnings(manifest: Manifest, file: str) -> Iterable[Problem]:
    # A manifest in a folder of its own is for any site, so that the site alone says its region.
    is_shared = file == MANIFEST
    if manifest.settings.region is None and not is_shared and "customer.find_by_phone" in manifest.operations:
        message = "is not set: numbers without a country are read as the site's"
        yield Problem(file, 0, "settings.region", message, "warning")
    strategies = {name: write.idempotency for name, write in manifest.writes().items()} | manifest.idempotency
    for name, strategy in strategies.items():
        if strategy == "none":
            message = "may write twice after a lost answer: a person will be asked"
            yield Problem(file, 0, f"{name}.idempotency", message, "warning")
    for name, write in manifest.writes().items():
        search = write.search if write.idempotency == "search" else None
        if search is not None and search.marker is None and manifest.kind != "sql":
            message = "missing: where a found row holds our key (false: nowhere); a search that is ignored finds others"
            yield Problem(file, 0, f"{name}.search.marker", message, "warning")
    for name, read in manifest.reads().items():
        if _may_be_anybodys(manifest, name, read):
            message = 'missing: whose a row is (customer_id = "owner"); a filter that is ignored lists those of all'
            yield Problem(file, 0, f"{name}.map.customer_id", message, "warning")
    if not {"customer.find_by_phone", "customer.find_by_email", *ID_OPERATIONS.values()} & manifest.operations:
        yield Problem(file, 0, "customer", "nobody can be found in this system: it needs a find_by_*", "warning")


def _may_be_anybodys(manifest: Manifest, name: str, read: Operation) -> bool:
    """Whether nothing but the system's goodwill makes the rows of a list those of this customer.

    A database does what its statement says, and where the customer stands in the path, or only in a step, there is no
    filter to be ignored.
    """
    if manifest.kind not in {"rest", "graphql", "jsonrpc"} or not name.endswith(".list"):
        return False
    if "customer_id" in manifest.map_of(read):
        return False
    path = templating.paths_in(read.request.path) if read.request is not None else ()
    asked = templating.paths_in(read.templates())
    return "customer.id" not in path and not any(each.startswith("take.") for each in asked)
