import difflib
import re

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .text import blocks

_WORDS = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")
_BREAK = "\n"
_RUNS = {"": "%s", "del": "<del>%s</del>", "ins": "<ins>%s</ins>"}


def word_diff(before, after):
    """Return two lines of text as one safe HTML: `del` what goes, `ins` what comes."""
    return _marked([("p", before)], [("p", after)])


def body_diff(before, after):
    """Return two HTML texts as one, word by word; lines and items keep their own."""
    return _marked(blocks(before), blocks(after))


def _tokens(rows):
    """Return the words of some blocks as two lists: what leads each, and each."""
    leads, words = [], []
    for kind, text in rows:
        leads.append("")
        words.append(_BREAK + kind)
        for found in _WORDS.finditer(text):
            leads.append(" " if text[: found.start()][-1:].isspace() else "")
            words.append(found[0])
    return leads, words


def _marked(before, after):
    old_leads, old = _tokens(before)
    new_leads, new = _tokens(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    lines = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            _lay(lines, "del", zip(old_leads[i1:i2], old[i1:i2], strict=True))
        mark = "" if tag == "equal" else "ins"
        _lay(lines, mark, zip(new_leads[j1:j2], new[j1:j2], strict=True))
    return _joined([line for line in lines if line[1]])


def _lay(lines, mark, tokens):
    """Add words to the runs of the last line; a break opens the next line."""
    for lead, word in tokens:
        if word.startswith(_BREAK):
            lines.append((word[1:], []))
            continue
        runs = lines[-1][1]
        if runs and runs[-1][0] == mark:
            runs[-1][2] += lead + word
        else:
            runs.append([mark, lead, word])


def _joined(lines):
    html = Markup("")
    for kind, runs in lines:
        if html:
            html += Markup("<br/><br/>") if kind == "p" else Markup("<br/>")
        html += _line(runs) if kind == "p" else Markup("• %s") % _line(runs)
    return html


def _line(runs):
    html = Markup("")
    for mark, lead, text in runs:
        html += Markup(lead if html else "") + Markup(_RUNS[mark]) % text
    return html


class CharterVersion(models.Model):
    _inherit = "code.social.charter.version"

    changes = fields.Html("What changes", compute="_compute_changes", sanitize=False)

    @api.depends("article_ids")
    def _compute_changes(self):
        for version in self:
            version.changes = version.diff(version._before())

    def _before(self):
        """Return the version adopted before this one (one), itself if it is first."""
        domain = Domain("charter_id", "=", self.sudo().charter_id.id)
        domain &= Domain("state", "in", ("adopted", "superseded"))
        domain &= Domain("number", "<", self.sudo().number)
        return self.search(domain, order="number desc", limit=1) or self

    def diff(self, other=None):
        """Return what this version (one) changes from `other`, as safe HTML.

        :param other: an earlier version of the same charter, a record or its id
        :return: Markup; one section an article that differs, empty if none does
        :raise AccessError: one of them may not be read
        :raise UserError: not two versions of one charter
        """
        return Markup("").join(
            Markup("<section><h3>%s</h3><p>%s</p></section>")
            % (row["title"], row["text"])
            for row in self._changes_from(self._comparable(other))
        )

    def _comparable(self, other):
        """Return the other version, checked, as the user."""
        self.ensure_one()
        self.check_access("read")
        if isinstance(other, int):
            other = self.browse(other)
        other = (other or self.browse()).with_env(self.env)
        other.check_access("read")
        if other.sudo().charter_id != self.sudo().charter_id:
            raise UserError(self.env._("Choose two versions of the same charter."))
        return other

    def _changes_from(self, other):
        """Return [{article, title, status, label, place, text}] of what differs.

        `article` is this version's, or the vanished one; `status` is "new",
        "changed", "layout" (the same words, laid out otherwise) or "repealed"; `title`,
        `place` (kind and pillar, if they changed) and `text` are safe HTML.
        """
        before = {one.uid: one for one in other.sudo().article_ids}
        rows = []
        for article in self.sudo().article_ids:
            old = before.pop(article.uid, article.browse())
            status = article._status_from(old)
            if status:
                rows.append(article._change_from(old, status))
        return rows + [
            one.browse()._change_from(one, "repealed") for one in before.values()
        ]

    def _unchanged_from(self, other):
        """Return the headings of the articles that say the same in both versions."""
        before = {one.uid: one for one in other.sudo().article_ids}
        return [
            one._heading()
            for one in self.sudo().article_ids
            if one.uid in before and not one._status_from(before[one.uid])
        ]


class CharterArticle(models.Model):
    _inherit = "code.social.charter.article"

    def _heading(self):
        return f"{self.number}. {self.title}" if self else ""

    def _said(self):
        """Return what this article (one or none) says, as blocks of text."""
        return [("p", self._heading()), ("p", self._place()), *blocks(self.body)]

    def _place(self):
        """Return the kind and the pillar of this article (one or none), as text."""
        if not self:
            return ""
        kind = dict(self._fields["kind"]._description_selection(self.env))[self.kind]
        return " · ".join(filter(None, (kind, self.pillar_id.name)))

    def _status_from(self, old):
        """Tell how this article (one) differs from an older self, "" if it does not."""
        if not old:
            return "new"
        if self._said() != old._said() or self.situations != old.situations:
            return "changed"
        return "layout" if self.body != old.body else ""

    def _change_from(self, old, status):
        shown = self or old
        place = (old._place(), self._place())
        labels = {
            "new": (self.env._("New"), "leaf"),
            "changed": (self.env._("Changed"), "grey"),
            "layout": (self.env._("Same words, laid out anew"), "grey"),
            "repealed": (self.env._("Taken out"), "coral"),
        }
        label, tone = labels[status]
        return {
            "article": shown,
            "status": status,
            "label": label,
            "tone": tone,
            "title": word_diff(old._heading(), self._heading()),
            "place": word_diff(*place) if self and old and len(set(place)) > 1 else "",
            "text": body_diff(old.body, self.body),
        }
