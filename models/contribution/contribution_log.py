from odoo import api, fields, models


class Contribution(models.Model):
    """How a contribution is noted and corrected, from the portal or on behalf."""

    _inherit = "code.social.contribution"

    @api.model
    def log(self, values):
        """Note a contribution and declare it, as its contributor.

        :param values: dict with `name`, `nature_id` and optionally `date` (today),
            `quantity` (hours, euros, items or km; 0), `joy` (bool: a contribution of
            joy comes with it), `description`, `proposal`, `link`, `project_id`,
            `task_id`, `commission_id`, `beneficiary_ids`, `co_contributors`
            ([(partner id, percent)], the rest is the contributor's), `token` (UUID:
            a second call with it returns the first record), `partner_id` (the
            person for whom the publisher writes it)
        :return: the contribution
        :raise AccessError: not a member, or for somebody else without the right
        :raise UserError: a value a person can mend, said in their language
        """
        me = self.env.user.partner_id
        person = self._person_of(values)
        self._require(
            self._can_log(person),
            self.env._("Only members note contributions, and each for themselves."),
        )
        token = self._clean_token(values.get("token"))
        if token:
            me.sudo()._lock_days()
            known = self.sudo().search(
                [("entered_by_id", "=", me.id), ("token", "=", token)]
            )
            if known:
                return self.browse(known.ids)
        return self._log_for(person, values, token)

    def _log_for(self, person, values, token):
        vals = self._clean_values(values, person)
        vals.update(
            entered_by_id=self.env.user.partner_id.id,
            token=token,
            origin=self._origin_of(person),
            share_ids=self._share_commands(person, values),
            beneficiary_ids=self._people_command(values.get("beneficiary_ids")),
        )
        record = self._by_method().create(vals)
        contribution = self.browse(record.ids)
        contribution.action_declare()
        contribution._set_joy(values.get("joy"))
        contribution._tell_behalf(person)
        return contribution

    def revise(self, values):
        """Correct a contribution that nobody acknowledged yet.

        :param values: as for :meth:`log`; what is absent stays as it is
        :raise AccessError: not by a contributor, or acknowledged meanwhile
        """
        self.ensure_one()
        self._require(
            self._can_revise(),
            self.env._(
                "This contribution was acknowledged meanwhile: it no longer changes."
            ),
        )
        this = self.sudo()
        person = this._first_person()
        vals = self._clean_values(values, person, this)
        if "co_contributors" in values:
            vals["share_ids"] = [
                fields.Command.clear(),
                *self._share_commands(person, values),
            ]
        if "beneficiary_ids" in values:
            vals["beneficiary_ids"] = self._people_command(values["beneficiary_ids"])
        self._by_method().write(vals)
        if this.state == "returned":
            self.action_declare()
        this.share_ids._sync_lines()
        if "joy" in values:
            self._set_joy(values["joy"])
        return True

    def _first_person(self):
        me = self.env.user.partner_id
        return me if me in self.partner_ids else self.share_ids[:1].partner_id

    @api.model
    def _person_of(self, values):
        person_id = self._clean_id(values.get("partner_id"))
        return self.env["res.partner"].browse(person_id or self.env.user.partner_id.id)

    @api.model
    def _origin_of(self, person):
        if person != self.env.user.partner_id:
            return "behalf"
        return "backoffice" if self.env.user._is_internal() else "portal"

    # --- Joy that came with it, and the word to a person written for ---

    def _companion(self):
        return self.sudo().search(
            [("companion_id", "=", self.id), ("state", "!=", "withdrawn")], limit=1
        )

    def _set_joy(self, wanted):
        """Add or take back the joy that came with this contribution."""
        self.ensure_one()
        companion = self._companion()
        if wanted and not companion and self.sudo().nature_id.code != "joy":
            self._add_joy()
        elif companion and not wanted and companion.state in ("draft", "declared"):
            self.browse(companion.ids).action_withdraw()

    def _add_joy(self):
        this = self.sudo()
        joy = self._by_method().create(
            {
                "name": this.name,
                "date": this.date,
                "nature_id": self.env.ref("code_social.nature_joy").id,
                "companion_id": this.id,
                "entered_by_id": this.entered_by_id.id,
                "origin": this.origin,
                "project_id": this.project_id.id,
                "commission_id": this.commission_id.id,
                "beneficiary_ids": [fields.Command.set(this.beneficiary_ids.ids)],
                "share_ids": [
                    fields.Command.create(
                        {"partner_id": s.partner_id.id, "share": s.share}
                    )
                    for s in this.share_ids
                ],
                "company_id": this.company_id.id,
            }
        )
        self.browse(joy.ids).action_declare()

    def _tell_behalf(self, person):
        """Tell a person that a contribution was written in their name."""
        if person == self.env.user.partner_id:
            return
        self.sudo().message_notify(
            partner_ids=person.ids,
            subject=self.sudo().name,
            body=self.env._(
                "%(who)s noted “%(name)s” in your name. You can correct or withdraw"
                " it in your contributions.",
                who=self.env.user.name,
                name=self.sudo().name,
            ),
        )

    @api.model
    def _guess_nature(self, title):
        """Return the natures a title suggests, the likeliest first."""
        me = self.env.user.partner_id
        recent = self.sudo().search(
            [("partner_ids", "in", me.ids)], limit=20, order="id desc"
        )
        return self.env["code.social.nature"]._guess(title, recent.nature_id)
