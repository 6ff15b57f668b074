"""What the portal's pages show: small dicts, read as the user, names as public."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

_ICONS = {
    "value": ("sun-o", "sun"),
    "rule": ("bookmark-o", "plum"),
    "procedure": ("map-signs", "sky"),
}


class Charter(models.Model):
    _inherit = "code.social.charter"

    @api.model
    def _awaits(self):
        """Return the rows of the home page: what to sign, an answer not yet read."""
        rows = []
        version = self.env["code.social.charter.version"]._to_sign()
        if version and version._can_sign() and not version._my_adhesion():
            rows.append(
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
            )
        return rows + self.env["code.social.amendment"]._answered_rows()

    @api.model
    def _guarantor_page(self):
        """Return what a guarantor may do now, or an empty dict."""
        charter = self.browse(self._of_company(self.env.company).ids)
        if not charter or not charter._is_guarantor():
            return {}
        draft = self.env["code.social.charter.version"].browse(
            charter._open_version().ids
        )
        return {
            "can_new": charter._can_new_version(),
            "can_paper": bool(charter.sudo().current_version_id),
            "version": draft._card() if draft else {},
            "confirmed": bool(draft) and draft._confirmed_by_me(),
            "can_consult": bool(draft) and draft._can_consult(),
            "can_reopen": bool(draft) and draft._can_reopen(),
            "can_adopt": bool(draft) and draft._can_adopt(),
        }


class CharterVersion(models.Model):
    _inherit = "code.social.charter.version"

    @api.model
    def _to_sign(self):
        """Return the version in force of the current company, as the user, or none."""
        return self.browse(self._in_force()[:1].ids)

    @api.model
    def _shown(self):
        """Return the version in force, else the one in consultation, or none."""
        domain = Domain("company_id", "=", self.env.company.id)
        domain &= Domain("state", "=", "consultation")
        return self._to_sign() or self.search(domain, limit=1)

    def _card(self):
        this = self.sudo()
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "id": this.id,
            "number": this.number,
            "name": this.charter_id.name,
            "state": this.state,
            "state_label": states[this.state],
            "since": this.effective_on and format_date(self.env, this.effective_on),
            "summary": this.summary or "",
            "hash": this.content_hash or "",
            "can_sign": self._can_sign() and not self._my_adhesion(),
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

    def _page(self, q="", kind=""):
        """Return the page of this version (one): its articles found, by kind."""
        articles = self._find(q)
        groups = [
            {
                "kind": key,
                "label": label,
                "rows": [a._card() for a in articles if a.kind == key],
            }
            for key, label in self.article_ids._fields["kind"]._description_selection(
                self.env
            )
            if not kind or kind == key
        ]
        total = sum(len(group["rows"]) for group in groups)
        shown = [group for group in groups if group["rows"]]
        return dict(self._card(), groups=shown, total=total)

    def _find(self, q):
        """Return the articles in which each word of a question is found."""
        articles = self.sudo().article_ids.sorted(lambda one: (one.number, one.id))
        words = [word for word in q.lower().split() if len(word) > 2]
        texts = {one: f"{one.title} {one._plain()}".lower() for one in articles}
        return articles.filtered(lambda one: all(word in texts[one] for word in words))

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
            "number": version.number,
            "since": format_date(self.env, version.effective_on),
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


class CharterArticle(models.Model):
    _inherit = "code.social.charter.article"

    def _card(self):
        this = self.sudo()
        icon, tone = _ICONS[this.kind]
        labels = dict(self._fields["kind"]._description_selection(self.env))
        kind = labels[this.kind]
        return {
            "id": this.id,
            "heading": this._heading(),
            "kind": kind,
            "pillar": this.pillar_id.name or "",
            "icon": icon,
            "tone": tone,
            "body": this.body,
            "review": this.review_date and format_date(self.env, this.review_date),
        }

    def _page(self):
        """Return the page of this article (one), with where it comes from."""
        this = self.sudo()
        return dict(
            self._card(),
            version=this.version_id._card(),
            owner=this.owner_role_id.name or "",
            history=[one._card() for one in self._history()],
            amendable=this.version_id.state in ("adopted", "consultation"),
        )


class Amendment(models.Model):
    _inherit = "code.social.amendment"

    @api.model
    def _answered_rows(self):
        """Return the home rows of one's amendments answered in the last fortnight."""
        domain = Domain("carrier_ids", "in", self.env.user.partner_id.ids)
        domain &= Domain("state", "in", ("retained", "rejected"))
        domain &= Domain("answered_on", ">=", "today -14d")
        return [
            {
                "icon": "comments-o",
                "tone": "leaf",
                "title": self.env._("Your amendment was answered"),
                "text": one.title,
                "url": f"/my/charter/amendments/{one.id}",
            }
            for one in self.search(domain, limit=3)
        ]

    def _card(self):
        this = self.sudo()
        states = dict(self._fields["state"]._description_selection(self.env))
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            "id": this.id,
            "title": this.title,
            "kind": kinds[this.kind],
            "state": this.state,
            "state_label": states[this.state],
            "wording": this.wording or "",
            "reasons": this.reasons or "",
            "answer": this.answer or "",
            "answered_on": this.answered_on and format_date(self.env, this.answered_on),
            "carriers": [one._public_card()["name"] for one in this.carrier_ids],
            "article": this.article_id._heading(),
            "version": this.version_id.number,
            "can_propose": self._can_propose(),
            "can_review": self._can_review(),
            "can_answer": self._can_retain(),
        }

    @api.model
    def _new_form(self, article):
        """Return the values of an empty form, about an article or a new one."""
        known = self.env["code.social.charter.article"].browse(
            int(article) if str(article).isdigit() else 0
        )
        readable = known.exists() and known.has_access("read")
        form = dict.fromkeys(("title", "wording", "reasons"), "")
        form.update(kind="change" if readable else "new", article_id="")
        if readable:
            form.update(
                article_id=str(known.id),
                title=known.sudo().title,
                wording=known.sudo()._plain(),
            )
        return form

    @api.model
    def _form_choices(self, form):
        """Return what the form offers besides what was typed."""
        about = str(form.get("article_id") or "")
        article = self.env["code.social.charter.article"].browse(
            int(about) if about.isdigit() else 0
        )
        readable = article.exists() and article.has_access("read")
        kinds = self._fields["kind"]._description_selection(self.env)
        offered = [one for one in kinds if (one[0] == "new") != bool(readable)]
        return {"kinds": offered, "article": article._card() if readable else {}}
