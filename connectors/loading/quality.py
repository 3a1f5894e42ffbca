"""How good a shipped connector is: every rule of the scale done, still to do or not meant for it, and the tier.

A tier is reached when each of its rules, and of those below it, is done or exempt. What is done names its tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from connectors.loading.load import read_file, validation_problems
from connectors.manifest.parts import Part
from connectors.manifest.problems import ManifestError
from connectors.manifest.toml_lines import read_toml

Tier = Literal["none", "bronze", "silver", "gold", "platinum"]
TIERS: tuple[Tier, ...] = ("bronze", "silver", "gold", "platinum")
NAME = "quality.toml"
"""The file beside a shipped manifest."""


class Rule(Part):
    """One rule: `done` names its tests as path or path::name; `todo` says what is missing, `exempt` why it is not."""

    done: tuple[str, ...] | None = Field(None, min_length=1)
    todo: str | None = Field(None, min_length=8)
    exempt: str | None = Field(None, min_length=8)

    @model_validator(mode="after")
    def _one(self) -> Rule:
        if sum(each is not None for each in (self.done, self.todo, self.exempt)) != 1:
            raise ValueError("is one of done, todo and exempt")
        return self

    @property
    def holds(self) -> bool:
        """Whether nothing is left to do."""
        return self.todo is None


class Bronze(Part):
    """The least: settings tested before they are saved, unique ids, all of it typed, guarded, tested and told."""

    settings_tested: Rule
    unique_id: Rule
    typed_schema: Rule
    guarded_client: Rule
    coverage: Rule
    docs: Rule


class Silver(Part):
    """What may write: it stands the faults F1 to F11, signs in again, and writes nothing twice."""

    faults: Rule
    sign_in_again: Rule
    logs_once: Rule
    idempotency: Rule
    breaker: Rule


class Gold(Part):
    """What knows its system: its own fields, its pages and limits, answers kept without people, what to look at."""

    custom_fields: Rule
    paging_and_limits: Rule
    redaction: Rule
    doctor: Rule
    recorded_fixtures: Rule


class Platinum(Part):
    """What nothing is left to ask of."""

    strict_typing: Rule
    fully_async: Rule
    fuzzed: Rule
    soak: Rule


class Quality(Part):
    """The quality of one shipped connector.

    `tried` says against which real system, version and day it was run, and is empty where it never was; `untried` are
    the claims that were only read. `needs` is what IT has to do or to know in that system first.
    """

    schema_version: Literal[1] = Field(alias="schema")
    system: str = Field(min_length=3)
    api: str = Field(min_length=3)
    needs: tuple[str, ...] = Field(min_length=1)
    tried: str = ""
    untried: tuple[str, ...] = ()
    bronze: Bronze
    silver: Silver
    gold: Gold
    platinum: Platinum

    @model_validator(mode="after")
    def _honest(self) -> Quality:
        if not self.tried and not self.untried:
            raise ValueError("says neither what it was tried against nor what was only read")
        return self

    def rules(self) -> Mapping[str, Rule]:
        """Every rule by `tier.name`."""
        parts = {tier: getattr(self, tier) for tier in TIERS}
        return {f"{tier}.{name}": rule for tier, part in parts.items() for name, rule in part}

    @property
    def tier(self) -> Tier:
        """The highest tier of which, as of all below it, nothing is left to do."""
        reached: Tier = "none"
        for tier in TIERS:
            if not all(rule.holds for _, rule in getattr(self, tier)):
                break
            reached = tier
        return reached


def load_quality(path: Path) -> Quality:
    """The quality of the connector in a folder, or of a file; raises ManifestError."""
    file = path / NAME if path.is_dir() else path
    raw, lines = read_toml(read_file(file, ManifestError), file.name, ManifestError)
    try:
        return Quality.model_validate(raw)
    except ValidationError as wrong:
        raise ManifestError(validation_problems(wrong, Quality, file.name, lines)) from None
