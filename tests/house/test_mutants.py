"""The list of accepted mutants names code that is there, and a mutant is known again by what it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.repository import ROOT
from tests.mutation.survivors import Survivor, looked_at, read_diff

DIFF = """--- desktop/rules/hitpolicy.py
+++ desktop/rules/hitpolicy.py
@@ -1,5 +1,5 @@
 def _first(table, true, unknown):
-    before = tuple(row for row in unknown if row < first)
+    before = tuple(row for row in unknown if row <= first)
"""


def test_every_listed_mutant_changes_code_that_is_there() -> None:
    for one in looked_at():
        source = (ROOT / "desktop" / "rules" / f"{one.module}.py").read_text(encoding="utf-8")
        assert f"def {one.function.rpartition('.')[2]}(" in source, one
        code = {line.strip() for line in source.splitlines()}
        assert [line for line in one.was.splitlines() if line not in code] == [], one


@pytest.mark.parametrize(
    ("name", "function"), [("x__first__mutmut_5", "_first"), ("xǁTruthǁopposite__mutmut_1", "Truth.opposite")]
)
def test_a_survivor_is_known_by_its_function_and_its_lines(name: str, function: str) -> None:
    found = read_diff("hitpolicy", f"desktop.rules.hitpolicy.{name}", DIFF)
    was = "before = tuple(row for row in unknown if row < first)"
    assert found == Survivor("hitpolicy", function, was, was.replace("<", "<="))


@pytest.mark.parametrize("line", ["x = 1", "x = 'a'", 'x = "a"\ny = 2', "", "x = ''"])
def test_what_is_printed_can_be_pasted_into_the_list(tmp_path: Path, line: str) -> None:
    one = Survivor("kleene", "truth", line, "pass")
    listed = tmp_path / "mutants.toml"
    listed.write_text(one.as_toml().replace("why = ''", "why = 'equivalent'"), encoding="utf-8")
    assert looked_at(listed) == {one: "equivalent"}
    listed.write_text(one.as_toml(), encoding="utf-8")
    with pytest.raises(ValueError, match="needs a reason"):
        looked_at(listed)
