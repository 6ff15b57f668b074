import difflib
import re

from markupsafe import Markup

from odoo import models
from odoo.exceptions import UserError

_WORDS = re.compile(r"\s+|[^\s]+")


def word_diff(before, after):
    """Return two plain texts as one HTML: words out in `del`, words in in `ins`."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    parts = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            parts.append(Markup.escape("".join(new[j1:j2])))
            continue
        if i2 > i1:
            parts.append(Markup("<del>%s</del>") % "".join(old[i1:i2]))
        if j2 > j1:
            parts.append(Markup("<ins>%s</ins>") % "".join(new[j1:j2]))
    return Markup("").join(parts)


class CharterVersion(models.Model):
    _inherit = "code.social.charter.version"

    def diff(self, other=None):
        """Return what this version (one) changes from `other`, as safe HTML.

        :param other: an earlier version of the same charter, a record or its id
        :return: Markup; one section an article that differs, empty if none does
        :raise AccessError: one of them may not be read
        :raise UserError: not two versions of one charter
        """
        self.ensure_one()
        self.check_access("read")
        if isinstance(other, int):
            other = self.browse(other)
        other = (other or self.browse()).with_env(self.env)
        other.check_access("read")
        if other.sudo().charter_id != self.sudo().charter_id:
            raise UserError(self.env._("Choose two versions of the same charter."))
        return Markup("").join(
            Markup("<section><h3>%s</h3><p>%s</p></section>")
            % (row["title"], row["text"])
            for row in self._changes_from(other)
        )

    def _changes_from(self, other):
        """Return [{article, title, status, text}] of the articles that differ.

        `article` is this version's, or the vanished one; `status` is "new",
        "changed" or "repealed"; `title` and `text` are safe HTML.
        """
        before = {one.uid: one for one in other.sudo().article_ids}
        rows = []
        for article in self.sudo().article_ids:
            old = before.pop(article.uid, article.browse())
            texts = (old._heading(), article._heading(), old._plain(), article._plain())
            if not old:
                rows.append(self._change(article, "new", *texts))
            elif texts[0] != texts[1] or texts[2] != texts[3]:
                rows.append(self._change(article, "changed", *texts))
        for old in before.values():
            texts = (old._heading(), "", old._plain(), "")
            rows.append(self._change(old, "repealed", *texts))
        return rows

    def _change(self, article, status, old_title, title, old_text, text):
        return {
            "article": article,
            "status": status,
            "title": word_diff(old_title, title),
            "text": word_diff(old_text, text),
        }


class CharterArticle(models.Model):
    _inherit = "code.social.charter.article"

    def _heading(self):
        return f"{self.number}. {self.title}" if self else ""
