"""What was altered behind Odoo's back, named in a sentence."""

from odoo import models

from ...tools import chain


class Charter(models.Model):
    _inherit = "code.social.charter"

    def integrity(self):
        """Say whether the adopted versions of these charters are as adopted.

        :return: {"broken": id of the first broken version or False, "sentence": str}
        :raise AccessError: for one who may not read them
        """
        broken = self.verify_chain().sudo()
        if not broken:
            sentence = self.env._("Every adopted version is as it was adopted.")
            return {"broken": False, "sentence": sentence}
        sentence = self.env._(
            "Version %(number)s was changed after its adoption: %(what)s. Tell a"
            " guarantor.",
            number=broken.number,
            what=broken._altered_sentence(),
        )
        return {"broken": broken.id, "sentence": sentence}

    def action_verify(self):
        """Verify the chain and say the result."""
        result = self.integrity()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger" if result["broken"] else "success",
                "sticky": bool(result["broken"]),
                "message": result["sentence"],
            },
        }


class CharterVersion(models.Model):
    _inherit = "code.social.charter.version"

    def _fingerprints(self):
        """Return [[uid, heading, SHA-256]] of the articles of this version (one)."""
        return [
            [one.uid, one._heading(), chain.link("", one._payload())]
            for one in self.sudo().article_ids
        ]

    def _altered_sentence(self):
        """Return what of this version (one, broken) is no longer as adopted."""
        then = {uid: (name, proof) for uid, name, proof in self.fingerprints or ()}
        now = {uid: (name, proof) for uid, name, proof in self._fingerprints()}
        sentences = [
            *(
                self.env._("the article “%(name)s” was altered", name=then[uid][0])
                for uid in then
                if uid in now and now[uid][1] != then[uid][1]
            ),
            *(
                self.env._("the article “%(name)s” was deleted", name=then[uid][0])
                for uid in then
                if uid not in now
            ),
            *(
                self.env._("the article “%(name)s” was added", name=now[uid][0])
                for uid in now
                if then and uid not in then
            ),
        ]
        other = self.env._("its number, its hash or the amendments it took up")
        return ", ".join(sentences) or other
