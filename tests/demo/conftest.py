"""One demo company for all tests that only read it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from resources.demo.company import DemoCompany, ensure

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> DemoCompany:
    return ensure(tmp_path_factory.mktemp("demo"), TODAY)


def opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


@pytest.fixture
def crm(company: DemoCompany) -> Iterator[sqlite3.Connection]:
    with closing(opened(company.paths.crm)) as connection:
        yield connection


@pytest.fixture
def shop(company: DemoCompany) -> Iterator[sqlite3.Connection]:
    with closing(opened(company.paths.shop)) as connection:
        yield connection


@pytest.fixture
def voice(company: DemoCompany) -> Iterator[sqlite3.Connection]:
    with closing(opened(company.paths.voice)) as connection:
        yield connection


@pytest.fixture
def bank(company: DemoCompany) -> Iterator[sqlite3.Connection]:
    with closing(opened(company.paths.bank)) as connection:
        yield connection
