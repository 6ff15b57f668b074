"""What an adhesion proves, and how it is verified: with its data or without."""

from odoo import api, models
from odoo.fields import Domain

from ...tools import chain

#: Audit events that hold the hash of an adhesion.
SIGNINGS = ("adhesion.sign", "adhesion.paper")


class Adhesion(models.Model):
    _inherit = "code.social.adhesion"

    @api.model
    def _add(self, values, action):
        """Create an adhesion with its hash, which the audit log keeps as well."""
        draft = self.sudo().new(values)
        values = dict(values, hash=chain.link(values["text_hash"], draft._payload()))
        adhesion = self.browse(self._by_method().create(values).id)
        version = adhesion.sudo().version_id
        self.env["code.social.event"]._record(
            adhesion,
            action,
            None,
            {"version": version.number, "proof": values["hash"]},
        )
        return adhesion

    def _payload(self):
        """Return what the hash of this adhesion (one) covers; no personal data."""
        return {
            "uid": self.uid,
            "member": self.partner_id.member_uid,
            "version": self.version_id.number,
            "signed_on": self.signed_on,
            "name": self.signed_name_digest,
            "signature": self.signature_digest or None,
            "paper": self.paper_digest or None,
        }

    def verify(self):
        """Tell what is left of this adhesion (one): "kept", "erased" or "broken".

        Erased: the name and the signature are gone, the proof holds. Broken: the row,
        the text it is under or its files changed after it was signed.

        :raise AccessError: not one's own, and not looking after the community
        """
        self.ensure_one()
        self.check_access("read")
        return self._verified()[self.id]

    def _verified(self):
        """Return {id: "kept", "erased" or "broken"}, read from the database."""
        self.env.flush_all()
        adhesions = self.sudo()
        adhesions.invalidate_recordset(flush=False)
        kept = adhesions._hashes_kept()
        return {one.id: one._state_of_proof(kept.get(one.id)) for one in adhesions}

    def _hashes_kept(self):
        """Return {id: hash} as the audit log says it, of those that still exist."""
        domain = Domain("model", "=", self._name) & Domain("action", "in", SIGNINGS)
        domain &= Domain("res_id", "in", self.ids)
        events = self.env["code.social.event"].sudo().search(domain)
        return {one.res_id: (one.after or {}).get("proof") for one in events}

    def _state_of_proof(self, kept):
        parts = {self._proof_state(name) for name in self._erasable}
        holds = (
            self.hash
            and self.hash == kept
            and self.text_hash == self.version_id.content_hash
            and self.hash == chain.link(self.text_hash, self._payload())
        )
        if not holds or "broken" in parts:
            return "broken"
        return "erased" if self._proof_state("signed_name") == "erased" else "kept"


class Charter(models.Model):
    _inherit = "code.social.charter"

    def verify_adhesions(self):
        """Return the adhesions to these charters that were altered, or none.

        A row which somebody deleted is among them: it no longer exists, the audit log
        remembers it. Read as superuser, for those who may read adhesions.

        :raise AccessError: may not read this charter, or adhesions at all
        """
        self.check_access("read")
        adhesions = self.env["code.social.adhesion"]
        self._require(
            self._reads_adhesions(),
            self.env._("Those who look after the community verify its adhesions."),
        )
        found = adhesions.sudo().search([("version_id.charter_id", "in", self.ids)])
        states = found._verified()
        altered = [key for key, state in states.items() if state == "broken"]
        return adhesions.browse([*altered, *self._vanished(found)])

    def _reads_adhesions(self):
        groups = ("group_publisher", "group_guarantor", "group_manager")
        return any(self.env.user.has_group(f"code_social.{one}") for one in groups)

    def _vanished(self, found):
        """Return the ids of adhesions which the audit log knows and the table lost."""
        domain = Domain("model", "=", found._name) & Domain("action", "in", SIGNINGS)
        domain &= Domain("company_id", "in", self.sudo().company_id.ids)
        events = self.env["code.social.event"].sudo().search_fetch(domain, ["res_id"])
        signed = {one.res_id for one in events}
        known = found.browse(signed).exists()
        return sorted(signed - set(known.ids))

    def action_verify(self):
        """Verify the chain of versions, then the adhesions, and say the result."""
        action = super().action_verify()
        if action["params"]["type"] != "success" or not self._reads_adhesions():
            return action
        altered = self.verify_adhesions()
        if altered:
            message = self.env._(
                "%(count)s adhesions were changed after they were signed: %(rows)s.",
                count=len(altered),
                rows=", ".join(self._named(altered)),
            )
            action["params"].update(type="danger", message=message)
        return action

    @api.model
    def _named(self, adhesions):
        """Return the references of altered adhesions, or the number of those gone."""
        here = {one.id: one.uid for one in adhesions.sudo().exists()}
        return [
            here.get(one.id) or self.env._("no. %(id)s, deleted", id=one.id)
            for one in adhesions
        ]
