"""Which articles are worth reading at a step of a guide."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.call.knowledge import articles_for, fit_of
from desktop.call.state import ArticleFit
from desktop.playbook.model import CallType, Step
from desktop.playbook.text_read import Article, Written

BILLING = CallType("billing", "Billing", "1", (Step("which", "ask", "Which"), Step("close", "say", "Close")), ())


def article(name: str = "a", call_types: tuple[str, ...] = (), steps: tuple[str, ...] = ()) -> Article:
    written = MappingProxyType(
        {"en": Written(f"{name} in English", "", "x"), "de": Written(f"{name}, deutsch", "", "x")}
    )
    return Article(name, "", call_types, written, steps, ("fees",))


@pytest.mark.parametrize(
    ("call_types", "steps", "at", "fit"),
    [
        ((), (), "which", ArticleFit.GENERAL),
        (("billing",), (), "which", ArticleFit.CALL_TYPE),
        (("billing",), ("which",), "which", ArticleFit.STEP),
        (("billing",), ("which",), "close", ArticleFit.CALL_TYPE),
        ((), ("which",), "which", ArticleFit.STEP),
        ((), ("which",), None, ArticleFit.CALL_TYPE),
        ((), ("elsewhere",), "which", ArticleFit.OTHER),
        (("orders",), ("which",), "which", ArticleFit.OTHER),
    ],
)
def test_how_near_an_article_is(call_types, steps, at, fit):
    assert fit_of(article("a", call_types, steps), BILLING, at) is fit


def test_before_the_call_type_is_known_only_the_general_ones_fit():
    assert fit_of(article(), None, None) is ArticleFit.GENERAL
    assert fit_of(article("a", ("billing",)), None, None) is ArticleFit.OTHER


names = st.sampled_from([(), ("billing",), ("orders",)])
steps = st.sampled_from([(), ("which",), ("close",), ("elsewhere",)])


@given(st.lists(st.tuples(names, steps), max_size=8), st.sampled_from(["which", "close", None]))
def test_none_is_lost_and_the_nearest_come_first(kinds, at):
    given_ = [article(str(number), *kind) for number, kind in enumerate(kinds)]
    found = articles_for(given_, BILLING, at, "de")
    assert sorted(view.id for view in found) == sorted(each.id for each in given_)
    ranks = [list(ArticleFit).index(view.fit) for view in found]
    assert ranks == sorted(ranks)
    assert all(view.title.endswith("deutsch") and view.tags == ("fees",) for view in found)


def test_an_article_without_the_language_is_shown_in_the_first_one():
    assert articles_for([article()], BILLING, None, "fr")[0].title == "a in English"
