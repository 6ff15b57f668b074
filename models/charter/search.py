"""“What do we do when…”: the article that answers a situation."""

from odoo import models

from .text import blocks, folded

_SHORTEST = 3
#: What a word weighs where it is found.
_WEIGHTS = {"situations": 4, "title": 2, "body": 1}


def _stem(word):
    """Return a word without the mark of its plural."""
    return word[:-1] if len(word) > 4 and word[-1] in "sx" else word


def words_of(question):
    """Return the words of a question worth looking for."""
    text = "".join(one if one.isalnum() else " " for one in folded(question))
    return [_stem(word) for word in text.split() if len(word) >= _SHORTEST]


class CharterVersion(models.Model):
    _inherit = "code.social.charter.version"

    def _find(self, question="", kind="", pillar=0):
        """Return the articles that answer a question, the best first, superuser.

        All the words of the question are in the article; else, in a question of
        several words, more than half of them are in one of its situations.
        """
        articles = self.sudo().article_ids.sorted(lambda one: (one.number, one.id))
        if kind:
            articles = articles.filtered(lambda one: one.kind == kind)
        if pillar:
            articles = articles.filtered(lambda one: one.pillar_id.id == pillar)
        words = words_of(question)
        if not words:
            return articles
        scores = {one: one._score(words) for one in articles}
        found = articles.filtered(lambda one: scores[one])
        return found.sorted(lambda one: -scores[one])


class CharterArticle(models.Model):
    _inherit = "code.social.charter.article"

    def _score(self, words):
        """Return how well this article (one) answers these words, 0 for not at all."""
        texts = {
            "situations": folded(self.situations),
            "title": folded(self.title),
            "body": folded(" ".join(text for _kind, text in blocks(self.body))),
        }
        score = sum(
            _WEIGHTS[where] for word in words for where in texts if word in texts[where]
        )
        if all(any(word in text for text in texts.values()) for word in words):
            return score
        lines = texts["situations"].splitlines()
        nearest = max(
            (sum(word in line for word in words) for line in lines), default=0
        )
        return nearest if nearest * 2 > len(words) else 0

    def _steps(self):
        """Return the steps of this procedure (one), as plain text, or none."""
        if self.kind != "procedure":
            return []
        rows = blocks(self.body)
        items = [text for kind, text in rows if kind != "p"]
        return items or [text for _kind, text in rows]
