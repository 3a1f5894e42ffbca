"""The page of keys is written from the models, and editors get the same."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from connectors.connector import DRAFT_FIELDS, WRITE_FIELDS
from connectors.declarative import MAX_LIMIT
from connectors.loading.load import manifest_json_schema
from connectors.loading.reference import reference
from connectors.mapping.shapes import SHAPES
from tests.connectors.test_docs import EXAMPLES

PAGE = Path(__file__).parents[2] / "docs" / "manifest-reference.md"


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == reference(), "run `make reference`"


def test_every_field_of_a_record_and_every_word_of_a_status_is_listed():
    page = reference()
    for kind, shape in SHAPES.items():
        name = "a table of the site" if kind == "row" else f"`{kind}`"
        (line,) = [line for line in page.splitlines() if line.startswith(f"| {name} | `")]
        assert set(shape.fields) <= set(re.findall(r"`(\w+)`", line))
    assert "| `cases` `priority` | `low` `normal` `high` `urgent` `other` |" in page
    assert "| `orders` `payment` | `unpaid` `partial` `paid` `refunded` `failed` `other` |" in page


def test_every_field_of_a_draft_is_listed():
    page = reference()
    for name, carried in WRITE_FIELDS.items():
        (line,) = [line for line in page.splitlines() if line.startswith(f"| `{name}` | ")]
        assert set(carried) <= set(re.findall(r"`(\w+)`", line))
    assert set(DRAFT_FIELDS) <= {field for carried in WRITE_FIELDS.values() for field in carried}


def test_every_link_leads_somewhere():
    page = reference()
    anchors = {
        "".join(char for char in title.lower().replace(" ", "-") if char.isalnum() or char in "-_")
        for title in re.findall(r"^## (.+)$", page, re.MULTILINE)
    }
    assert set(re.findall(r"\(#([^)]*)\)", page)) <= anchors


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.startswith("schema = 1")])
def test_the_schema_takes_what_the_manual_shows(example):
    jsonschema.validate(tomllib.loads(example), manifest_json_schema())


def test_the_schema_refuses_what_is_misspelled():
    wrong = {"schema": 1, "name": "x", "orders": {"list": {"reqest": {"path": "/x"}}}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, json.loads(json.dumps(manifest_json_schema())))


def test_how_many_rows_an_answer_may_have_is_said_with_one_figure():
    assert f"| `max_rows` | whole number, from 1, to {MAX_LIMIT} | `100` |" in reference()
    manual = (PAGE.parent / "manifests.md").read_text("utf-8")
    assert f"{MAX_LIMIT} at most" in manual
