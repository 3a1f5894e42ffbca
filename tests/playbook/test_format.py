"""The description of the format, the readers, the JSON Schemas and the reference page say the same."""

from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomlkit

from desktop.cli import main
from desktop.playbook.files import READ
from desktop.playbook.format import KINDS
from desktop.playbook.json_schema import schema_of
from desktop.playbook.loader import problems
from desktop.playbook.reference import reference
from desktop.rules.format import Block, FileFormat, Key, Shape
from scripts.playbook_reference import PAGE
from tests.playbook.folders import GOOD, write
from tests.playbook.whole_book import WHOLE

Table = dict[str, Any]
SHIPPED = sorted(path for path in (Path(__file__).parents[2] / "resources/playbooks").iterdir() if path.is_dir())
FILES = {file: kind for file in WHOLE for kind in KINDS.values() if fnmatch(file, kind.path)}
WRONG: dict[Shape, tuple[object, ...]] = {
    Shape.ID: ("a b",),
    Shape.CHOICE: ("nonsense",),
    Shape.FLAG: ("yes",),
    Shape.WHOLE: (1.5,),
    Shape.AMOUNT: ("much", -1),
    Shape.DURATION: ("soon",),
    Shape.DAY: ("someday",),
    Shape.INSTANT: ("soon",),
    Shape.VALUE: ({"a": 1},),
}
"""By shape what is none of it; whatever is not named here is not a number."""


def blocks_in(block: Block, table: Table, path: tuple[Any, ...] = ()) -> Iterator[tuple[Block, tuple[Any, ...]]]:
    """Each block of a file with the way to a table of its kind."""
    yield block, path
    for key in block.keys:
        if not key.blocks or key.name not in table:
            continue
        inner = table[key.name]
        ways = {Shape.TABLE: [()], Shape.TABLES: [(i,) for i in range(len(inner))], Shape.NAMED: [(n,) for n in inner]}
        for way in ways[key.shape]:
            found = at(inner, way)
            one = next(
                b
                for b in key.blocks
                if set(found) <= set(b.names) and {k.name for k in b.keys if k.needed} <= set(found)
            )
            yield from blocks_in(one, found, (*path, key.name, *way))


def at(table: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        table = table[part]
    return table


def plain(data: Any) -> Any:
    """TOML data as an editor's schema check sees it: dates as text."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    return data.isoformat() if isinstance(data, date) else data


@cache
def validator(path: str) -> jsonschema.Draft202012Validator:
    """The schema of a kind of file, as an editor would use it."""
    return jsonschema.Draft202012Validator(schema_of(next(kind for kind in KINDS.values() if kind.path == path)))


def refused(kind: FileFormat, data: Table) -> bool:
    return not validator(kind.path).is_valid(plain(data))


def wrong_values(key: Key) -> Iterator[object]:
    yield from WRONG.get(key.shape, (7,))
    if key.low is not None and key.high is not None:
        yield from (key.low - 1, key.high + 1)
    if key.shape is Shape.TEXTS and key.longest:
        yield ["x" * (key.longest + 1)]
    if key.shape is Shape.TEXTS and key.most:
        yield [f"word{number}" for number in range(key.most + 1)]
    if key.shape in (Shape.TEXT, Shape.WORDS) and key.longest:
        yield "x" * (key.longest + 1)


def every_key() -> Iterator[tuple[str, tuple[Any, ...], Key]]:
    seen = set()
    for file, kind in FILES.items():
        data = tomllib.loads(WHOLE[file])
        for block, path in blocks_in(kind.block, data):
            for key in block.keys:
                if key.name in at(data, path) and (kind.kind, block.head, block.which, key.name) not in seen:
                    seen.add((kind.kind, block.head, block.which, key.name))
                    yield file, path, key


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return write(tmp_path_factory.mktemp("whole"), WHOLE)


@pytest.fixture
def book(whole):
    """The whole playbook in a folder; what a test writes over it is put back."""
    yield whole
    for file, text in WHOLE.items():
        if (whole / file).read_text(encoding="utf-8") != text:
            (whole / file).write_text(text, encoding="utf-8")


def wrong_in(book: Path, file: str, data: Table) -> list[str]:
    """What is wrong with a file when it says this; whether its cases hold is not asked."""
    (book / file).write_text(tomlkit.dumps(data), encoding="utf-8")
    return [str(p) for p in problems(book) if p.is_error and p.file == file and p.code != "PBK040"]


def test_every_file_of_settings_is_described():
    described = {kind.path for kind in KINDS.values()}
    assert {pattern for pattern in READ if pattern.endswith(".toml")} == described


def test_the_whole_book_uses_every_key():
    described, used = set(), set()
    for file, kind in FILES.items():
        described |= {(kind.kind, b.head, b.which, name) for b in kind.block.inside() for name in b.names}
        data = tomllib.loads(WHOLE[file])
        used |= {
            (kind.kind, b.head, b.which, name) for b, path in blocks_in(kind.block, data) for name in at(data, path)
        }
    # A step does one thing; what an action's effects can be, it can be, too.
    done = {(kind, head, which, name) for kind, head, which, name in described if head.startswith("do =")}
    inner = {each for each in described if each[1].startswith(("then", "react", "expect"))}
    assert {each for each in described - used - done - inner if each[0] != "guides"} == set()
    assert {each[3] for each in inner} <= {each[3] for each in used}
    assert set(FILES.values()) == set(KINDS.values())


def test_every_described_key_is_accepted(book):
    assert [str(problem) for problem in problems(book) if problem.is_error] == []


@pytest.mark.parametrize(
    ("file", "path", "key"), [pytest.param(*each, id=f"{each[0]}-{each[2].name}") for each in every_key()]
)
def test_a_value_of_another_kind_is_refused(book, file, path, key):
    """By the reader and by the schema, for each key there is: none is described and not looked at."""
    for value in wrong_values(key):
        data = tomllib.loads(WHOLE[file])
        at(data, path)[key.name] = value
        assert wrong_in(book, file, data), (key.name, value)
        if key.shape is not Shape.VALUE and not (key.shape is Shape.TEXTS and key.most == 500):
            assert refused(FILES[file], data), (key.name, value)


def every_block() -> Iterator[tuple[str, tuple[Any, ...], Block]]:
    seen = set()
    for file, kind in FILES.items():
        for block, path in blocks_in(kind.block, tomllib.loads(WHOLE[file])):
            if (kind.kind, block.head, block.which) not in seen:
                seen.add((kind.kind, block.head, block.which))
                yield file, path, block


@pytest.mark.parametrize(
    ("file", "path", "block"),
    [pytest.param(*each, id=f"{each[0]}-{each[2].head}{each[2].which}") for each in every_block()],
)
def test_a_key_that_is_not_described_is_refused_with_a_mend(book, file, path, block):
    data = tomllib.loads(WHOLE[file])
    near = block.keys[-1].name
    odd = near[:-1] + "zz"
    at(data, path)[odd] = copy.deepcopy(at(data, path).get(near, "x"))
    texts = wrong_in(book, file, data)
    assert any(odd in text or "has only id, use, when and next" in text for text in texts), texts
    assert refused(FILES[file], data)


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda path: path.name)
def test_the_playbooks_that_ship_keep_to_the_schemas(folder):
    checked = 0
    for kind in KINDS.values():
        for file in sorted(folder.glob(kind.path)):
            found = [
                f"{list(e.absolute_path)}: {e.message}"
                for e in validator(kind.path).iter_errors(plain(tomllib.loads(file.read_text("utf-8"))))
            ]
            assert found == [], file.relative_to(folder)
            checked += 1
    assert checked >= 10


def test_the_small_and_the_whole_playbook_keep_to_the_schemas():
    for file, kind in FILES.items():
        assert not refused(kind, tomllib.loads(WHOLE[file])), file
    for file, text in GOOD.items():
        for kind in KINDS.values():
            if fnmatch(file, kind.path):
                assert not refused(kind, tomllib.loads(text)), file


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_schema_is_a_schema(kind):
    jsonschema.Draft202012Validator.check_schema(schema_of(kind))


def test_the_reference_page_is_of_this_code():
    assert PAGE.read_text(encoding="utf-8") == reference(KINDS.values()), "run `make reference`"


def test_every_key_is_told_in_one_sentence():
    for kind in KINDS.values():
        for block in kind.block.inside():
            for text in (block.what, *(key.what for key in block.keys)):
                assert text.endswith("."), text
                assert len(text) <= 110, text


def test_the_command_writes_the_schemas(tmp_path, capsys):
    assert main(["schema", "--out", str(tmp_path / "schemas")]) == 0
    written = sorted((tmp_path / "schemas").iterdir())
    assert [str(path) for path in written] == sorted(capsys.readouterr().out.split())
    assert {path.name for path in written} == {f"callside-{kind}.schema.json" for kind in (*KINDS, "connector")}
    assert main(["schema", "facts"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(
        (tmp_path / "schemas/callside-facts.schema.json").read_text()
    )


def test_the_command_names_the_kinds(capsys, tmp_path):
    assert main(["schema"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [*KINDS, "connector"]
    assert main(["schema", "colors"]) == 2
    assert "there are playbook, facts," in capsys.readouterr().err
    (tmp_path / "taken").write_text("")
    assert main(["schema", "--out", str(tmp_path / "taken")]) == 1
