"""Which of a playbook's articles are worth reading now: those for this step first, then for this call type. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.call.state import ArticleFit, ArticleView

if TYPE_CHECKING:
    from desktop.playbook.model import CallType
    from desktop.playbook.text_read import Article


def articles_for(
    articles: Sequence[Article], kind: CallType | None, step: str | None, language: str
) -> tuple[ArticleView, ...]:
    """Every article in the language of the call, the nearest first."""
    found = [_view(article, kind, step, language) for article in articles]
    return tuple(sorted(found, key=lambda view: list(ArticleFit).index(view.fit)))


def _view(article: Article, kind: CallType | None, step: str | None, language: str) -> ArticleView:
    written = article.in_language(language)
    return ArticleView(article.id, written.title, written.body, article.tags, fit_of(article, kind, step))


def fit_of(article: Article, kind: CallType | None, step: str | None) -> ArticleFit:
    """How near an article is to what is being talked about."""
    if kind is None:
        return ArticleFit.OTHER if article.call_types or article.steps else ArticleFit.GENERAL
    if article.call_types and kind.id not in article.call_types:
        return ArticleFit.OTHER
    if step is not None and step in article.steps:
        return ArticleFit.STEP
    if article.call_types or any(kind.step(name) is not None for name in article.steps):
        return ArticleFit.CALL_TYPE
    return ArticleFit.OTHER if article.steps else ArticleFit.GENERAL
