"""What the portal shows of amendments: small dicts, names as public."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from .diff import body_diff


class Amendment(models.Model):
    _inherit = "code.social.amendment"

    stale = fields.Char("Changed meanwhile", compute="_compute_stale")

    @api.depends("article_id", "version_id", "state")
    def _compute_stale(self):
        for amendment in self:
            amendment.stale = amendment._stale_sentence()

    def action_open_article(self):
        """Open the article this amendment (one) made."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "code.social.charter.article",
            "res_id": self.sudo().result_article_id.id,
            "views": [(False, "form")],
        }

    # === Home ===

    @api.model
    def _answered_rows(self):
        """Return the home rows of one's amendments answered in the last fortnight."""
        domain = Domain("carrier_ids", "in", self.env.user.partner_id.ids)
        domain &= Domain("state", "in", ("retained", "rejected"))
        domain &= Domain("answered_on", ">=", "today -14d")
        title = self.env._("Your amendment was answered")
        return self._rows(domain, "comments-o", "leaf", title)

    @api.model
    def _asked_rows(self):
        """Return the home rows of the amendments one is asked to carry."""
        domain = Domain("asked_ids", "in", self.env.user.partner_id.ids)
        domain &= Domain("state", "in", ("draft", "proposed", "under_review"))
        title = self.env._("You are asked to carry an amendment")
        return self._rows(domain, "users", "plum", title)

    @api.model
    def _stale_rows(self):
        """Return the home rows of one's amendments whose article changed since."""
        domain = Domain("carrier_ids", "in", self.env.user.partner_id.ids)
        domain &= Domain("article_id.version_id.state", "=", "superseded")
        domain &= Domain("version_id", "=", False) & Domain("state", "!=", "rejected")
        stale = self.search(domain, limit=10).filtered(lambda one: one._can_rebase())
        title = self.env._("The article you would change has changed")
        return self._rows(Domain("id", "in", stale.ids), "random", "sun", title)

    @api.model
    def _to_answer_rows(self):
        """Return the home rows of the amendments that wait for a guarantor."""
        charter = self.env["code.social.charter"]._of_company(self.env.company)
        if not self.env["code.social.charter"].browse(charter.ids)._is_guarantor():
            return []
        domain = Domain("charter_id", "in", charter.ids)
        domain &= Domain("state", "in", ("proposed", "under_review"))
        domain &= Domain("carrier_ids", "not in", self.env.user.partner_id.ids)
        title = self.env._("An amendment waits for an answer")
        return self._rows(domain, "pencil", "coral", title)

    @api.model
    def _rows(self, domain, icon, tone, title):
        return [
            {
                "icon": icon,
                "tone": tone,
                "title": title,
                "text": one.title,
                "url": f"/my/charter/amendments/{one.id}",
            }
            for one in self.search(domain, limit=3)
        ]

    # === Cards ===

    def _row(self):
        """Return what a list says of this amendment (one)."""
        this = self.sudo()
        states = dict(self._fields["state"]._description_selection(self.env))
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            "id": this.id,
            "title": this.title,
            "kind": kinds[this.kind],
            "state_label": states[this.state],
            "carriers": [one._public_card()["name"] for one in this.carrier_ids],
        }

    def _card(self):
        this = self.sudo()
        return {
            **self._row(),
            "state": this.state,
            "wording": this.wording or "",
            "reasons": this.reasons or "",
            "answer": this.answer or "",
            "answered_on": this.answered_on and format_date(self.env, this.answered_on),
            "article": this.article_id._heading(),
            "version": this.version_id.number,
            "can_propose": self._can_propose(),
            "can_review": self._can_review(),
            "can_answer": self._can_retain(),
        }

    def _page(self, who=""):
        """Return the page of this amendment (one), and whom one may ask to carry it.

        :param who: letters of a name
        """
        this = self.sudo()
        change = this.kind == "change" and not this.article_id._is_past()
        return dict(
            self._card(),
            difference=body_diff(this.article_id.body, this.wording) if change else "",
            asked=[one._public_card()["name"] for one in this.asked_ids],
            can_ask=self._can_ask(),
            can_join=self._can_join(),
            can_rebase=self._can_rebase(),
            found=self._people_to_ask(who),
            stale=self._stale_sentence(),
            meanwhile=self._meanwhile(this.article_id),
            origins=self._origin_rows(),
            article_id=this.article_id.id,
            made_id=this.result_article_id.id,
        )

    def _stale_sentence(self):
        """Say that its article changed, while that still matters; else ""."""
        this = self.sudo()
        matters = not this.version_id and this.state != "rejected"
        past = matters and self._is_stale()
        return this.article_id._past_sentence() if past else ""

    def _origin_rows(self):
        """Return [{label, name, url}] of what this amendment (one) came from. Hook."""
        return []

    # === Form ===

    @api.model
    def _new_form(self, article):
        """Return the values of an empty form, about an article or a new one."""
        known = self._article_of(article)
        form = dict.fromkeys(("title", "wording", "reasons"), "")
        form.update(kind="change" if known else "new", article_id="")
        if known:
            form.update(
                article_id=str(known.id),
                title=known.sudo().title,
                wording=known._text(),
            )
        return form

    @api.model
    def _article_of(self, typed):
        """Return the article a form is about, as the user, or none."""
        typed = str(typed or "")
        articles = self.env["code.social.charter.article"]
        article = articles.browse(int(typed) if typed.isdigit() else 0)
        readable = article.exists() and article.has_access("read")
        return article if readable else articles

    @api.model
    def _form_choices(self, form):
        """Return what the form offers besides what was typed."""
        article = self._article_of(form.get("article_id"))
        kinds = self._fields["kind"]._description_selection(self.env)
        article_kinds = self._fields["article_kind"]._description_selection(self.env)
        offered = [one for one in kinds if (one[0] == "new") != bool(article)]
        return {
            "kinds": offered,
            "article": article._card() if article else {},
            "article_kinds": article_kinds,
            "pillars": article._pillar_choices(),
        }

    @api.model
    def _moved_form(self, form):
        """Return a refused form moved to what its article has become.

        :return: (form, safe HTML of what changed meanwhile), the same form and ""
            when its article has not changed
        """
        article = self._article_of(form.get("article_id"))
        if not article or not article._is_past():
            return form, ""
        current, meanwhile = article._current(), self._meanwhile(article)
        if current:
            return dict(form, article_id=str(current.id)), meanwhile
        return dict(form, article_id="", kind="new"), meanwhile
