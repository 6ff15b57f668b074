"""The first draft: what the community's own text says, to discuss and to adopt."""

import re

from markupsafe import Markup

from odoo import api, models

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class Charter(models.Model):
    _inherit = "code.social.charter"

    @api.model
    def _install(self, company):
        """Give a company its charter and a first draft, once; return the charter.

        The draft is in the language of the company, else of the user.
        """
        charter = self._of_company(company)
        if charter:
            return charter
        charter = self._by_method().create({"company_id": company.id})
        version = charter.version_ids.create({"charter_id": charter.id})
        charter._write_shipped(version, company.partner_id.lang or self.env.lang)
        return charter

    def _write_shipped(self, version, lang):
        """Write the shipped articles anew, in a language, into a first draft."""
        version = version._by_method()
        version.article_ids.unlink()
        pillars = self.env["code.social.pillar"].sudo().search([("code", "!=", False)])
        by_code = {pillar.code: pillar.id for pillar in pillars}
        values = self.with_context(lang=lang)
        rows = [*values._shipped_values(), *values._shipped_ways()]
        version.article_ids.create(
            [
                {
                    "version_id": version.id,
                    "number": number,
                    "kind": kind,
                    "pillar_id": by_code.get(pillar, False),
                    "title": title,
                    "body": self._shipped_body(kind, body),
                    "situations": "\n".join(situations) or False,
                }
                for number, (kind, pillar, title, body, *situations) in enumerate(
                    rows, 1
                )
            ]
        )

    def _shipped_body(self, kind, body):
        """Return a text as HTML; the sentences of a procedure are its steps."""
        if kind != "procedure":
            return Markup("<p>%s</p>") % body
        steps = _SENTENCE.split(body)
        return Markup("<ol>%s</ol>") % Markup("").join(
            Markup("<li>%s</li>") % step for step in steps
        )

    def _shipped_values(self):
        """Return [(kind, pillar code, title, body)]: what the community holds to."""
        return [
            (
                "value",
                "social",
                self.env._("Kindness"),
                self.env._("We wish each other well, in what we say as in what we do."),
            ),
            (
                "value",
                "social",
                self.env._("Trust in oneself and in others"),
                self.env._(
                    "Each person is trusted from the first day, and grows by being"
                    " trusted."
                ),
            ),
            (
                "value",
                "social",
                self.env._("Autonomy"),
                self.env._(
                    "Each person chooses how far they commit, and may change"
                    " their mind."
                ),
            ),
            (
                "value",
                "economic",
                self.env._("Transparency"),
                self.env._(
                    "What is decided, spent and received can be read by all members."
                ),
            ),
            (
                "value",
                "economic",
                self.env._("Reciprocity"),
                self.env._(
                    "What is given is seen and thanked. Nothing is owed for it, and it"
                    " comes back in other ways."
                ),
            ),
            (
                "value",
                "social",
                self.env._("Connection"),
                self.env._(
                    "We make links between people, talents and places that did"
                    " not meet."
                ),
            ),
            (
                "value",
                "cultural",
                self.env._("Hospitality"),
                self.env._(
                    "Whoever arrives is welcomed, fed and heard before being asked."
                ),
            ),
            (
                "value",
                "cultural",
                self.env._("Joyfulness"),
                self.env._("Bringing joy is a contribution as full as any other."),
            ),
            (
                "value",
                "cultural",
                self.env._("Play"),
                self.env._("We try, we play, and we are allowed to be wrong."),
            ),
            (
                "value",
                "social",
                self.env._("Benevolent critique"),
                self.env._(
                    "We speak of the work and not of the person, and say what we"
                    " propose"
                    " instead."
                ),
            ),
            (
                "value",
                "social",
                self.env._("Fair speaking time"),
                self.env._(
                    "Each person present has their part of the time to speak. Passing"
                    " one's turn is always allowed."
                ),
            ),
        ]

    def _shipped_ways(self):
        """Return [(kind, pillar code, title, body, *situations)]: what we do."""
        return [
            (
                "rule",
                "social",
                self.env._("Right of initiative"),
                self.env._(
                    "Every contributor may start something, from a"
                    " micro-contribution to"
                    " a new project, a collective research or a network of mutual aid."
                    " One sentence is enough, and it receives an answer."
                ),
            ),
            (
                "rule",
                "cultural",
                self.env._("The author's initial project"),
                self.env._(
                    "A contribution to a project stays coherent with its author's"
                    " initial intent. The publisher watches over it with reasons."
                ),
            ),
            (
                "rule",
                "economic",
                self.env._("Nothing is added into one number"),
                self.env._(
                    "Hours, euros, things and joy are written down side by side, with"
                    " their nature and their quality. None is worth the other."
                ),
            ),
            (
                "rule",
                "ecological",
                self.env._("Care for what is living"),
                self.env._(
                    "We use what is there before buying, and leave a place better off."
                ),
            ),
            (
                "rule",
                "technological",
                self.env._("Technology serves"),
                self.env._(
                    "Whatever is done on a screen can also be done on paper or aloud."
                ),
            ),
            (
                "procedure",
                "social",
                self.env._("When a disagreement lasts"),
                self.env._(
                    "We first talk, the two of us or with somebody we trust. Without"
                    " relief after 15 days, a mediation is offered. The Council"
                    " of Sages"
                    " then listens and settles."
                ),
                self.env._("two people no longer get along"),
                self.env._("we do not agree and it lasts"),
                self.env._("there is a conflict"),
            ),
            (
                "procedure",
                "legal",
                self.env._("Trying, adapting, keeping"),
                self.env._(
                    "What is new is tried for a given time, adapted, then kept in the"
                    " charter or let go. Respecting the frame and allowing the"
                    " experience go together."
                ),
                self.env._("somebody wants to try something new"),
                self.env._("we do not know whether an idea works"),
            ),
            (
                "procedure",
                "legal",
                self.env._("Changing this charter"),
                self.env._(
                    "Any member proposes an amendment, with its wording and its"
                    " reasons."
                    " It receives an answer. Two guarantors adopt each new"
                    " version after"
                    " a consultation."
                ),
                self.env._("a rule no longer suits us"),
                self.env._("we want to change the charter"),
            ),
        ]


class ResCompany(models.Model):
    _inherit = "res.company"

    def action_install_community(self):
        """Give these companies a charter to discuss as well."""
        result = super().action_install_community()
        for company in self:
            self.env["code.social.charter"]._install(company)
        return result
