from odoo import api, models


class Event(models.Model):
    _inherit = "code.social.event"

    @api.model
    def _action_labels(self):
        return {
            **super()._action_labels(),
            "charter.draft": self.env._("Version of the charter prepared"),
            "charter.consultation": self.env._("Consultation opened"),
            "charter.confirm": self.env._("Confirmed by a first guarantor"),
            "charter.adopted": self.env._("Version of the charter adopted"),
            "charter.superseded": self.env._("Version of the charter superseded"),
            "charter.take_up": self.env._("Amendments taken up in a draft"),
            "charter.days": self.env._("Days of consultation changed"),
            "article.write": self.env._("Article of a draft written"),
            "article.remove": self.env._("Article taken out of a draft"),
            "article.keep": self.env._("Article reviewed and kept"),
            "comment.published": self.env._("Comment on an article"),
            "comment.withdrawn": self.env._("Comment taken back"),
            "comment.hidden": self.env._("Comment hidden"),
            "amendment.ask": self.env._("Asked to carry an amendment"),
            "amendment.join": self.env._("Joined an amendment"),
            "amendment.decline": self.env._("Declined to carry an amendment"),
            "amendment.rebase": self.env._("Amendment moved to the text in force"),
            "amendment.proposed": self.env._("Amendment proposed"),
            "amendment.under_review": self.env._("Amendment under review"),
            "amendment.retained": self.env._("Amendment retained"),
            "amendment.rejected": self.env._("Amendment not retained"),
            "amendment.merged": self.env._("Amendment merged into the charter"),
            "adhesion.sign": self.env._("Charter signed"),
            "adhesion.paper": self.env._("Signature on paper entered"),
            "adhesion.certificate": self.env._("Certificate of adhesion made"),
            "adhesion.withdraw": self.env._("Adhesion withdrawn"),
            "adhesion.erase": self.env._("Name and signature erased"),
        }
