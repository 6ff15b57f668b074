"""How people are drawn: candidates fixed, secrets given, opened, and replayed."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ...tools.draw import candidates_hash, commitment, draw_by_lot, seed_from_secrets
from .draw import LEVELS, REVEAL_DAYS


class CodeSocialDraw(models.Model):
    _inherit = "code.social.draw"

    # === Candidates ===

    def _candidates(self):
        """Return who may be drawn, as superuser."""
        draw = self.sudo()
        people = self.env["res.partner"].sudo()
        levels = LEVELS[LEVELS.index(draw.level) :]
        domain = people._members_domain() & Domain("community_level", "in", levels)
        out = draw.concerned_ids | draw.excluded_ids
        out |= self.env["code.social.tie"]._tied_to(draw.concerned_ids)
        domain &= Domain("id", "not in", out.ids)
        if draw.commission_id:
            domain &= Domain("id", "in", draw.commission_id.member_ids.ids)
        if draw.talent_ids:
            talents = draw.talent_ids._with_finer()
            domain &= Domain("talent_ids", "in", talents.ids)
        people = people.search(domain).with_company(draw.company_id)
        return people._eligible("draw")._members_here().sudo()

    def _check_witnesses(self, candidates):
        witnesses = self.witness_ids.with_company(self.company_id)
        if len(witnesses) < 2:
            raise UserError(self.env._("Choose two witnesses at least."))
        if self.env.user.partner_id in witnesses:
            raise UserError(
                self.env._("Who fixes the candidates is not a witness of the draw.")
            )
        able = witnesses._members_here().filtered("user_ids")
        if outside := witnesses - able:
            raise UserError(
                self.env._(
                    "%(name)s is not a member with a login: choose another witness.",
                    name=outside[0].name,
                )
            )
        if both := witnesses & candidates:
            raise UserError(
                self.env._(
                    "%(name)s would be a witness and a candidate: leave this person "
                    "out, or choose another witness.",
                    name=both[0].name,
                )
            )

    def _check_ready(self, candidates):
        if self.reveal_by < fields.Date.context_today(self):
            raise UserError(self.env._("The last day for the secrets is past."))
        if self.seats < 1:
            raise UserError(self.env._("Draw one person at least."))
        self._check_witnesses(candidates)
        if len(candidates) < self.seats:
            raise UserError(
                self.env._(
                    "Only %(count)s people can be drawn: ask for fewer, or widen the "
                    "choice.",
                    count=len(candidates),
                )
            )

    # === From the list to the people drawn ===

    def action_commit(self):
        """Fix the candidates by their hash, and ask the witnesses for secrets.

        :raise AccessError: neither the publisher nor the manager
        :raise UserError: fewer than two witnesses, one who could be drawn, fewer
            candidates than seats, a day that is past, or fixed already
        """
        for draw in self:
            draw._require(
                draw._can_commit(),
                self.env._("The publisher or the manager fixes the candidates."),
            )
            draw._expect("draft")
            candidates = draw._candidates()
            draw.sudo()._check_ready(candidates)
            draw._fix(candidates)
        return True

    def _fix(self, candidates):
        uids = sorted(candidates.mapped("member_uid"))
        digest = candidates_hash(uids)
        witnesses = self.sudo().witness_ids
        self._by_method().write(
            {
                "state": "committed",
                "candidate_uids": uids,
                "candidate_count": len(uids),
                "candidates_hash": digest,
                "secret_ids": [
                    Command.create({"partner_id": one.id}) for one in witnesses
                ],
            }
        )
        # In the chained log, so that a list rewritten in the database shows.
        fixed = {"state": "committed", "candidates": digest, "seats": self.seats}
        self._note("committed", {"state": "draft"}, fixed)
        self._tell(
            witnesses,
            self.env._("“%(name)s”: your secret is awaited.", name=self.name),
        )

    def action_reveal(self):
        """Ask the witnesses to open their secrets, once all have given one.

        :raise AccessError: neither who prepares draws nor a witness
        :raise UserError: a secret is missing, or it is too early or too late
        """
        for draw in self:
            draw._require(
                draw._can_reveal(),
                self.env._("A witness, the publisher or the manager does this."),
            )
            draw._expect("committed")
            if names := draw.waiting_for:
                raise UserError(
                    self.env._("A secret is still awaited from: %(names)s", names=names)
                )
            draw._move("revealed")
            draw._tell(
                draw.sudo().witness_ids,
                self.env._("“%(name)s”: open your secret.", name=draw.sudo().name),
            )
        return True

    def _draw(self):
        this = self.sudo()
        if not this._is_list_intact():
            self._void("changed")
            return
        secrets = this.secret_ids.mapped("secret")
        seed = seed_from_secrets(secrets, this.candidates_hash)
        uids = draw_by_lot(this.candidate_uids, this.seats, seed)
        people = this.drawn_ids.search([("member_uid", "in", uids)])
        self._move(
            "published",
            seed=seed,
            drawn_uids=uids,
            drawn_ids=[Command.set(people.ids)],
            closed_on=fields.Date.context_today(self),
        )
        self.env["ir.attachment"]._seal_of(this)
        self._tell(
            people, self.env._("“%(name)s”: you were drawn by lot.", name=this.name)
        )
        self._tell(
            this.witness_ids | this.opened_by_id,
            self.env._("“%(name)s” is drawn.", name=this.name),
        )

    def _is_list_intact(self):
        """Tell whether the list is the one that was fixed, and noted in the log."""
        noted = self.env["code.social.event"].sudo()
        noted = noted.search(
            [
                ("model", "=", self._name),
                ("res_id", "=", self.id),
                ("action", "=", "draw.committed"),
            ],
            order="id",
            limit=1,
        ).after
        return (
            candidates_hash(self.candidate_uids or ()) == self.candidates_hash
            and bool(noted)
            and noted["candidates"] == self.candidates_hash
            and noted["seats"] == self.seats
        )

    # === Void, and again ===

    def _void(self, reason):
        self._move(
            "void", void_reason=reason, closed_on=fields.Date.context_today(self)
        )
        self.env["ir.attachment"]._seal_of(self.sudo())
        self._tell(
            self.sudo().witness_ids | self.sudo().opened_by_id,
            self.env._("“%(name)s” is void: it starts again.", name=self.sudo().name),
        )

    @api.model
    def _cron_void(self):
        """Void the draws past their last day; a second run finds nothing left."""
        today = fields.Date.context_today(self)
        domain = [("state", "in", ("committed", "revealed")), ("reveal_by", "<", today)]
        over = self.search(domain)
        for draw in over:
            draw._void("silent")
        return len(over)

    def action_start_again(self):
        """Prepare the same draw anew, with witnesses to choose again, and open it.

        :raise AccessError: neither the publisher nor the manager
        :raise UserError: it is not void
        """
        self.ensure_one()
        self._require(
            self._can_start_again(),
            self.env._("The publisher or the manager prepares draws."),
        )
        self._expect("void")
        today = fields.Date.context_today(self)
        fresh = self.copy({"reveal_by": today + timedelta(days=REVEAL_DAYS)})
        fresh._by_method().write({"previous_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": fresh.id,
            "views": [(False, "form")],
        }

    # === Replaying ===

    def replay(self):
        """Return True when what is published gives the very same people again.

        Computes all of it from the stored list and secrets, never from the outcome.
        """
        self.ensure_one()
        self.check_access("read")
        self.invalidate_recordset()
        draw = self.sudo()
        draw.secret_ids.invalidate_recordset()
        if draw.state != "published" or not draw._is_list_intact():
            return False
        secrets = draw.secret_ids.mapped("secret")
        if len(secrets) < 2 or not all(secrets):
            return False
        seed = seed_from_secrets(secrets, draw.candidates_hash)
        return (
            all(commitment(one.secret) == one.commitment for one in draw.secret_ids)
            and draw.seed == seed
            and draw.drawn_uids == draw_by_lot(draw.candidate_uids, draw.seats, seed)
            and set(draw.drawn_ids.mapped("member_uid")) == set(draw.drawn_uids)
        )

    def action_replay(self):
        """Replay the draw and say the result."""
        same = self.replay()
        message = self.env._("Replayed: the same people come out.")
        if not same:
            message = self.env._("Replayed: what is published does not give this.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success" if same else "danger", "message": message},
        }
