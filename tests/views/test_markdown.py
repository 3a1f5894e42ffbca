"""The little Markdown of articles: what is understood, and that nothing else ever becomes more than words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.views.agent.markdown import MOST_BLOCKS, Run, blocks_of, runs_of


def shapes(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.mark + block.text) for block in blocks_of(text)]


def test_heads_paragraphs_and_bullets():
    text = "# Fees\n\nOne line\nand the next.\n\n- first\n  and more\n* second\n  - deeper\n3. third\n## More ##\nend"
    assert shapes(text) == [
        ("head", 1, "Fees"),
        ("paragraph", 0, "One line and the next."),
        ("bullet", 0, "•first and more"),
        ("bullet", 0, "•second"),
        ("bullet", 1, "•deeper"),
        ("bullet", 0, "3.third"),
        ("head", 2, "More"),
        ("paragraph", 0, "end"),
    ]


def test_bold_words():
    assert runs_of("Say **this first**, then __that__.") == (
        Run("Say "),
        Run("this first", bold=True),
        Run(", then "),
        Run("that", bold=True),
        Run("."),
    )


def test_bold_may_span_the_lines_of_a_bullet():
    (bullet,) = blocks_of("- never **tell\n  the\n  code** to anybody")
    assert bullet.runs == (Run("never "), Run("tell the code", bold=True), Run(" to anybody"))


def test_a_line_at_the_margin_ends_a_bullet():
    assert shapes("- one\ntwo") == [("bullet", 0, "•one"), ("paragraph", 0, "two")]


@pytest.mark.parametrize("tail", ["x", "", " ##", "# " * 4000, "#" * 20_000])
def test_a_head_with_very_many_spaces_is_read_like_any_other(tail):
    # With a pattern that tries every split of the spaces this would not end within any patience.
    (head,) = blocks_of("## Fees" + " " * 20_000 + tail)
    assert (head.kind, head.level) == ("head", 2)
    assert head.text.startswith("Fees")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("See [the terms](https://x.example/terms).", "See the terms (https://x.example/terms)."),
        ("[x](javascript:alert)", "x (javascript:alert)"),
        ("![picture](file:///etc/passwd)", "picture"),
        ("[https://a.example](https://a.example)", "https://a.example"),
        ("2 ** 3 ** 4", "2 ** 3 ** 4"),
        ("<b>bold</b> &amp;", "<b>bold</b> &amp;"),
        ("`code` and *star*", "`code` and *star*"),
    ],
)
def test_everything_else_is_its_own_text(text, shown):
    assert "".join(run.text for run in runs_of(text)) == shown


def test_a_very_long_text_ends_with_a_sign():
    found = blocks_of("\n\n".join("word" for _ in range(MOST_BLOCKS * 2)))
    assert len(found) == MOST_BLOCKS
    assert found[-1].text == "…"


@given(st.text(alphabet=st.sampled_from("ab *_#-[]()!1.\n\t"), max_size=200))
def test_no_letter_is_lost_but_in_an_image(text):
    letters = [char for char in text if char in "ab"]
    if "!" in text:
        return
    assert [char for block in blocks_of(text) for char in block.text if char in "ab"] == letters


@given(st.text(max_size=300))
def test_no_text_breaks_it(text):
    assert all(block.kind in ("head", "paragraph", "bullet") and block.text.strip() for block in blocks_of(text))
