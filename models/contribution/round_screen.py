from odoo import api, fields, models
from odoo.tools import format_date


class Round(models.Model):
    """What the back office shows of a round: its buttons and what the draw met."""

    _inherit = "code.social.round"

    viewer_can_open = fields.Boolean(
        compute="_compute_viewer_rights", export_string_translation=False
    )
    viewer_can_close = fields.Boolean(
        compute="_compute_viewer_rights", export_string_translation=False
    )
    viewer_can_publish = fields.Boolean(
        compute="_compute_viewer_rights", export_string_translation=False
    )
    viewer_can_lock = fields.Boolean(
        compute="_compute_viewer_rights", export_string_translation=False
    )
    viewer_can_replay = fields.Boolean(
        compute="_compute_viewer_rights", export_string_translation=False
    )
    viewer_can_reveal = fields.Boolean(
        compute="_compute_viewer_rights", export_string_translation=False
    )
    progress = fields.Char(compute="_compute_progress")
    short_contribution_ids = fields.Many2many(
        "code.social.contribution",
        string="Works with too few evaluators",
        compute="_compute_short_contribution_ids",
        help="The draw found nobody else free: too few members, or tied to the people"
        " of the work. These works will have no figure unless the facilitator acts.",
    )

    @api.depends_context("uid")
    @api.depends("state", "facilitator_ids", "auditor_id")
    def _compute_viewer_rights(self):
        for round_ in self:
            over = round_.state not in ("draft", "open")
            round_.viewer_can_open = round_._can_open()
            round_.viewer_can_close = round_._can_close()
            round_.viewer_can_publish = round_._can_publish()
            round_.viewer_can_lock = round_._can_lock()
            round_.viewer_can_replay = over and round_._can_replay()
            round_.viewer_can_reveal = bool(
                round_.seed_hash and round_._can_reveal_seed()
            )

    @api.depends("state", "date_end", "submitted_count", "assigned_count")
    @api.depends_context("lang")
    def _compute_progress(self):
        for round_ in self:
            round_.progress = self.env._(
                "%(given)s ballots given of %(drawn)s drawn. The round closes on"
                " %(day)s. If nothing is done, it closes by itself the day after, with"
                " the ballots given.",
                given=round_.submitted_count,
                drawn=round_.assigned_count,
                day=format_date(self.env, round_.date_end),
            )

    @api.depends("shortfalls")
    def _compute_short_contribution_ids(self):
        for round_ in self:
            short = (round_.shortfalls or {}).get("short", {})
            works = self.env["code.social.contribution"].browse(map(int, short))
            round_.short_contribution_ids = works._filtered_access("read")

    def action_replay(self):
        """Find the figures again and say whether they are the same."""
        self.ensure_one()
        if self.replay():
            kind, message = (
                "success",
                self.env._(
                    "Every figure of this round is found again from its ballots."
                ),
            )
        else:
            kind, message = (
                "danger",
                self.env._(
                    "Some figures are not found again. Do not lock this round: ask its"
                    " auditor to look at the ballots and at the register of acts."
                ),
            )
        return self._notification(kind, message, sticky=kind == "danger")

    def action_show_seed(self):
        """Show the seed of the draw to the auditor of the round."""
        self.ensure_one()
        seed = self.reveal_seed()
        message = self.env._(
            "Seed of the draw: %(seed)s. Its SHA-256 is the one shown since the"
            " opening.",
            seed=seed,
        )
        return self._notification("info", message, sticky=True)

    def _notification(self, kind, message, sticky=False):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": kind, "message": message, "sticky": sticky},
        }

    def action_view_contributions(self):
        """Open the works of this round."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "code_social.code_social_contribution_action"
        )
        return dict(action, domain=[("round_ids", "in", self.ids)], context={})

    def action_view_ballots(self):
        """Open the ballots of this round that the user may read."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "code_social.code_social_ballot_action"
        )
        return dict(action, domain=[("round_id", "in", self.ids)], context={})

    def action_view_valuations(self):
        """Open the figures of this round that the user may read."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "code_social.code_social_valuation_action"
        )
        return dict(action, domain=[("round_id", "in", self.ids)], context={})
