"""What the portal's pages show of the charter: small dicts, read as the user."""

from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

#: Answers shown with their steps.
_ANSWERS = 3


class Charter(models.Model):
    _inherit = "code.social.charter"

    @api.model
    def _awaits(self):
        """Return the rows of the home page: what waits for a word of the member."""
        versions = self.env["code.social.charter.version"]
        amendments = self.env["code.social.amendment"]
        return [
            *versions._sign_rows(),
            *versions._consultation_rows(),
            *amendments._asked_rows(),
            *amendments._to_answer_rows(),
            *amendments._stale_rows(),
            *amendments._answered_rows(),
            *self.env["code.social.charter.article"]._review_rows(),
        ]

    @api.model
    def _guarantor_page(self):
        """Return what a guarantor may do now, or an empty dict."""
        charter = self.browse(self._of_company(self.env.company).ids)
        if not charter or not charter._is_guarantor():
            return {}
        version = self.env["code.social.charter.version"].browse(
            charter._open_version().ids
        )
        return {
            "can_new": charter._can_new_version(),
            "can_paper": bool(charter.sudo().current_version_id),
            "days": charter.sudo().consultation_days,
            "version": version._card() if version else {},
            **(version._guarantor_card() if version else {}),
        }


class CharterVersion(models.Model):
    _inherit = "code.social.charter.version"

    @api.model
    def _to_sign(self):
        """Return the version in force of the current company, as the user, or none."""
        return self.browse(self._in_force()[:1].ids)

    @api.model
    def _consulted(self):
        """Return the version in consultation of the current company, or none."""
        domain = Domain("company_id", "=", self.env.company.id)
        return self.search(domain & Domain("state", "=", "consultation"), limit=1)

    @api.model
    def _shown(self):
        """Return the version in force, else the one in consultation, or none."""
        return self._to_sign() or self._consulted()

    # === Home ===

    @api.model
    def _sign_rows(self):
        version = self._to_sign()
        if not version or not version._can_sign() or version._my_adhesion():
            return []
        return [
            {
                "icon": "pencil-square-o",
                "tone": "plum",
                "title": self.env._("Read and sign the #CodeSocial"),
                "text": self.env._(
                    "Version %(number)s. Without it you are only not drawn nor"
                    " asked to vote.",
                    number=version.sudo().number,
                ),
                "url": "/my/charter/sign",
            }
        ]

    @api.model
    def _consultation_rows(self):
        """Return the row of a consultation: to read, or to adopt once it is over."""
        version = self._consulted()
        if not version:
            return []
        over, this = version._is_consulted(), version.sudo()
        if over and not version._can_adopt():
            return []
        title, text = version._consultation_words(over)
        return [
            {
                "icon": "balance-scale" if over else "book",
                "tone": "sun" if over else "sky",
                "title": title,
                "text": text,
                "url": f"/my/charter?version={this.id}",
            }
        ]

    def _consultation_words(self, over):
        this = self.sudo()
        if over:
            return (
                self.env._("A version waits for its guarantors"),
                self.env._(
                    "Version %(number)s has been read: two guarantors adopt it. Without"
                    " them the version in force stays.",
                    number=this.number,
                ),
            )
        return (
            self.env._("Read the next version of the #CodeSocial"),
            self.env._(
                "Version %(number)s, until %(day)s. Without a word from you it goes on"
                " as it is.",
                number=this.number,
                day=format_date(self.env, this.consultation_until),
            ),
        )

    # === Cards ===

    def _card(self):
        this = self.sudo()
        states = dict(self._fields["state"]._description_selection(self.env))
        until = this.state == "consultation" and this.consultation_until
        return {
            "id": this.id,
            "number": this.number,
            "name": this.charter_id.name,
            "state": this.state,
            "state_label": states[this.state],
            "since": this.effective_on and format_date(self.env, this.effective_on),
            "until": until and format_date(self.env, until),
            "summary": this.summary or "",
            "hash": this.content_hash or "",
            "can_sign": self._can_sign() and not self._my_adhesion(),
        }

    def _guarantor_card(self):
        """Return what a guarantor may do with this version (one), being prepared."""
        return {
            "confirmed": self._confirmed_by_me(),
            "can_consult": self._can_consult(),
            "can_reopen": self._can_reopen(),
            "can_adopt": self._can_adopt() and self._is_consulted(),
            "can_write": self._can_write(),
            "can_take_up": self._can_take_up(),
            "until": fields.Date.to_string(self._consultation_end()) or "",
            "taken": [one._row() for one in self.sudo().amendment_ids],
            "waiting": [one._row() for one in self._waiting()],
        }

    @api.model
    def _cards(self):
        """Return the cards of the versions the user reads, each with the one before."""
        domain = Domain("company_id", "=", self.env.company.id)
        versions = self.search(domain, order="charter_id, number desc")
        following = [*versions[1:], self.browse()]
        return [
            dict(
                one._card(),
                before=before.id if before.charter_id == one.charter_id else False,
            )
            for one, before in zip(versions, following, strict=True)
        ]

    # === One version ===

    def _page(self, q="", kind="", pillar=0):
        """Return the page of this version (one): what answers, then its articles."""
        articles = self._find(q, kind, pillar)
        labels = dict(articles._fields["kind"]._description_selection(self.env))
        answers = articles.filtered(lambda one: q and one.kind == "procedure")
        answers = answers[:_ANSWERS]
        groups = [
            {"kind": key, "label": label, "rows": [a._card() for a in rows]}
            for key, label in labels.items()
            if (rows := articles.filtered(lambda a, key=key: a.kind == key) - answers)
        ]
        return dict(
            self._card(),
            answers=[dict(one._card(), steps=one._steps()) for one in answers],
            groups=groups,
            total=len(articles),
            kinds=self._kind_chips(labels, q, kind, pillar),
            pillars=self._pillar_tiles(q, kind, pillar),
        )

    def _address(self, q, kind, pillar):
        """Return the address of the page of this version (one) with these filters."""
        asked = {"version": self.id, "q": q, "kind": kind, "pillar": pillar}
        return "/my/charter?" + urlencode({k: v for k, v in asked.items() if v})

    def _kind_chips(self, labels, q, kind, pillar):
        rows = [("", self.env._("All of it")), *labels.items()]
        return [
            {"label": label, "on": key == kind, "url": self._address(q, key, pillar)}
            for key, label in rows
        ]

    def _pillar_tiles(self, q, kind, pillar):
        """Return the pillars of this version (one); the chosen one leads back."""
        return [
            {
                "name": one.name,
                "icon": one.icon or "circle-o",
                "on": one.id == pillar,
                "url": self._address(q, kind, one.id if one.id != pillar else 0),
            }
            for one in self.sudo().article_ids.pillar_id.sorted()
        ]

    @api.model
    def _public_page(self, company_id, q=""):
        """Return the text in force of a company for a visitor, or an empty dict."""
        company = self.env["res.company"].sudo().browse(company_id).exists()
        version = self._in_force(company)[:1] if company else self.browse()
        if not version:
            return {}
        articles = version._find(str(q).strip()[:100])
        labels = dict(articles._fields["kind"]._description_selection(self.env))
        return {
            "name": version.charter_id.name,
            "community": company.name,
            "number": version.number,
            "since": format_date(self.env, version.effective_on),
            "hash": version.content_hash,
            "articles": [
                {
                    "heading": one._heading(),
                    "kind": labels[one.kind],
                    "body": one.body,
                }
                for one in articles
            ],
        }

    def _changes_since_signed(self):
        """Return {since, rows}: what changed since the user's last signature."""
        domain = Domain("partner_id", "=", self.env.user.partner_id.id)
        domain &= Domain("version_id.charter_id", "=", self.sudo().charter_id.id)
        domain &= Domain("version_id", "!=", self.id)
        last = self.env["code.social.adhesion"].sudo().search(domain, limit=1)
        if not last:
            return {"since": False, "rows": []}
        return {
            "since": last.version_id.number,
            "signed_on": format_date(self.env, last.signed_on),
            "rows": self._changes_from(last.version_id),
        }

    def _diff_page(self, other):
        """Return the page of what this version (one) changes from another, checked."""
        other = self._comparable(other)
        domain = Domain("charter_id", "=", self.sudo().charter_id.id)
        return {
            "changes": self._changes_from(other),
            "same": self._unchanged_from(other),
            "version": self._card(),
            "other": other._card(),
            "choices": [one._card() for one in self.search(domain)],
        }
