"""What the pages of a signature show."""

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date


class CharterVersion(models.Model):
    _inherit = "code.social.charter.version"

    def _sign_page(self):
        """Return what the page of a signature shows of this version (one)."""
        changes = self._changes_since_signed()
        changed = {row["article"].id for row in changes["rows"]}
        articles = self.sudo().article_ids.sorted(lambda one: (one.number, one.id))
        return {
            "version": self._card(),
            "adhesion": self._my_adhesion()._card(),
            "changes": changes,
            "others": [
                {"heading": one._heading(), "body": one.body}
                for one in articles
                if one.id not in changed
            ],
            "earlier": self._earlier_adhesions(),
            "form": self._sign_form(),
        }

    def _sign_form(self):
        """Return the values of the signature form, for a screen."""
        return {
            "callUrl": f"/my/charter/sign/{self.id}",
            "contentHash": self.sudo().content_hash or "",
            "defaultName": self.env.user.partner_id._public_card()["name"],
            "mode": "draw",
            "sendLabel": self.env._(
                "Sign version %(number)s", number=self.sudo().number
            ),
        }

    def _earlier_adhesions(self):
        """Return the cards of the user's other adhesions, the last first."""
        adhesions = self.env["code.social.adhesion"]
        domain = Domain("partner_id", "=", self.env.user.partner_id.id)
        domain &= Domain("version_id.charter_id", "=", self.sudo().charter_id.id)
        mine = adhesions.browse(adhesions.sudo().search(domain).ids)
        return [one._card() for one in mine - self._my_adhesion()]

    def _paper_page(self, typed=None, problem=""):
        """Return what the page of a paper signature shows, for who may enter it."""
        self._require(
            self._can_sign_on_paper(),
            self.env._("Only a guarantor or the publisher enters paper signatures."),
        )
        people = self._unsigned_members() - self.env.user.partner_id.sudo()
        return {
            "version": self._card(),
            "people": [{"id": str(one.id), "name": one.name} for one in people],
            "form": typed or {},
            "problem": problem,
            "today": fields.Date.to_string(fields.Date.context_today(self)),
        }

    def _unsigned_members(self):
        """Return the members without a valid adhesion to this version, superuser."""
        adhesions = self.env["code.social.adhesion"].sudo()
        domain = Domain("version_id", "=", self.id) & Domain("state", "=", "valid")
        signed = adhesions._search(domain).subselect("partner_id")
        return self.env["res.partner"]._people_of(
            self.sudo().company_id, Domain("id", "not in", signed)
        )

    def _changed_meanwhile(self):
        """Return what replaced this version (one) while it was being read, or {}.

        Both texts in one: words out are struck, words in are underlined.
        """
        current = self._to_sign()
        if not current or self == current or self.sudo().state != "superseded":
            return {}
        if self.sudo().charter_id != current.sudo().charter_id:
            return {}
        return {
            "error": self.env._(
                "Version %(number)s came into force while you were reading. Nothing"
                " was signed; your name and your drawing are still here.",
                number=current.sudo().number,
            ),
            "changed": {"html": str(current.diff(self)), **current._sign_form()},
        }


class Adhesion(models.Model):
    _inherit = "code.social.adhesion"

    def _card(self):
        """Return what its person reads of this adhesion (one or none)."""
        if not self:
            return {}
        this = self.sudo()
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "id": this.id,
            "uid": this.uid,
            "number": this.version_id.number,
            "name": this.signed_name or "",
            "on": format_date(self.env, this.signed_on),
            "hash": this.text_hash or "",
            "state": this.state,
            "state_label": states[this.state],
            "erased": this.erased,
            "entered_by": this.entered_by_id.name or "",
        }

    @api.model
    def _public_proof(self, uid):
        """Return what anybody may verify of an adhesion, by its reference, or {}.

        Never who signed.
        """
        adhesion = self.sudo().search([("uid", "=", uid)], limit=1) if uid else self
        if not adhesion:
            return {}
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "proof": adhesion._verified()[adhesion.id],
            "state": adhesion.state,
            "state_label": states[adhesion.state],
            "charter": adhesion.version_id.charter_id.name,
            "number": adhesion.version_id.number,
            "on": format_date(self.env, adhesion.signed_on),
            "text_hash": adhesion.text_hash,
            "hash": adhesion.hash,
            "uid": adhesion.uid,
        }
