"""The whole charter with its history, to keep, print and verify elsewhere."""

import json

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools.chain import canonical_json
from ...tools.charter_export import FORMAT

#: What an amendment says in an export: never who carried or answered it.
_TOLD = ("uid", "kind", "state", "title", "wording", "reasons", "answer", "answered_on")


class Charter(models.Model):
    _inherit = "code.social.charter"

    def action_export(self):
        """Open the JSON file of this charter (one)."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/my/charter/export.json?charter={self.id}",
            "target": "download",
        }

    def _export(self):
        """Return this charter (one) and its history: see tools.charter_export.

        Adopted versions and answered amendments; signatures as counts, no name.
        """
        self.check_access("read")
        charter = self.sudo()
        versions = charter.version_ids.filtered(
            lambda one: one.state in ("adopted", "superseded")
        ).sorted("number")
        counts = versions._adhesion_counts()
        data = {
            "format": FORMAT,
            "name": charter.name,
            "community": charter.company_id.name,
            "versions": [one._exported(counts.get(one.id, {})) for one in versions],
            "amendments": charter._exported_amendments(),
            "head": versions[-1:].content_hash or "",
        }
        # Once through the one JSON form: what is read back is what was hashed.
        return json.loads(canonical_json(data))

    def _exported_amendments(self):
        domain = Domain("charter_id", "=", self.id)
        domain &= Domain("state", "in", ("retained", "rejected", "merged"))
        amendments = self.env["code.social.amendment"].sudo()
        return [
            {
                **{name: one[name] or None for name in _TOLD},
                "wording": str(one.wording or ""),
                "article": one.article_id.uid or None,
                "version": one.version_id.number or None,
                "origin": one._origin_payload(),
            }
            for one in amendments.search(domain, order="id")
        ]


class CharterVersion(models.Model):
    _inherit = "code.social.charter.version"

    def _adhesion_counts(self):
        """Return {version id: {state: number of adhesions}} of these versions."""
        groups = (
            self.env["code.social.adhesion"]
            .sudo()
            ._read_group(
                Domain("version_id", "in", self.ids),
                ["version_id", "state"],
                ["__count"],
            )
        )
        counts = {}
        for version, state, count in groups:
            counts.setdefault(version.id, {})[state] = count
        return counts

    def _exported(self, counts):
        articles = self.article_ids.sorted(lambda one: (one.number, one.id))
        return {
            "number": self.number,
            "state": self.state,
            "adopted_on": self.adopted_on or None,
            "effective_on": self.effective_on or None,
            "summary": self.summary or "",
            "previous_hash": self.previous_hash or "",
            "content_hash": self.content_hash,
            "text": self._payload(),
            "articles": [one.uid for one in articles],
            "adhesions": counts,
        }

    # === Print ===

    @api.model
    def _adopted_so_far(self):
        """Return the versions adopted in the current company, the last first."""
        charter = self.env["code.social.charter"]._of_company(self.env.company)
        domain = Domain("charter_id", "in", charter.ids)
        domain &= Domain("state", "in", ("adopted", "superseded"))
        return self.search(domain, order="number desc")

    def _printed(self):
        """Return what the print of this version (one) says, to its readers."""
        self.check_access("read")
        version = self.sudo()
        earlier = version.charter_id.version_ids.filtered(
            lambda one: one.content_hash and one.number <= version.number
        ).sorted("number")
        return {
            **self._card(),
            "company": version.company_id.name,
            "previous_hash": version.previous_hash or "",
            "articles": version._printed_articles(),
            "history": [
                {
                    "number": one.number,
                    "on": format_date(self.env, one.adopted_on),
                    "summary": one.summary or "",
                    "hash": one.content_hash,
                }
                for one in earlier
            ],
        }

    def _printed_articles(self):
        """Return the articles of a print, each with the amendments it comes from."""
        articles = self.article_ids.sorted(lambda one: (one.number, one.id))
        kinds = dict(articles._fields["kind"]._description_selection(self.env))
        history = self._histories(articles)
        return [
            {
                "heading": one._heading(),
                "kind": kinds[one.kind],
                "pillar": one.pillar_id.name or "",
                "body": one.body,
                "history": history.get(one.uid, []),
            }
            for one in articles
        ]

    def _histories(self, articles):
        """Return {article uid: [{title, answer, on, version}]} up to this version."""
        domain = Domain("result_article_id.uid", "in", articles.mapped("uid"))
        domain &= Domain("state", "=", "merged")
        domain &= Domain("version_id.number", "<=", self.number)
        amendments = self.env["code.social.amendment"].sudo()
        rows = {}
        for one in amendments.search(domain, order="answered_on, id"):
            rows.setdefault(one.result_article_id.uid, []).append(
                {
                    "title": one.title,
                    "answer": one.answer or "",
                    "on": format_date(self.env, one.answered_on),
                    "version": one.version_id.number,
                }
            )
        return rows
