from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools.season import season_of

#: Tint behind the sign of a nature, by its group: decoration, it says nothing alone.
TONES = {
    "group_living": "coral",
    "group_joyful": "sun",
    "group_thinking": "sky",
    "group_giving": "leaf",
    "group_digital": "grey",
}
#: Order of the list, by its key in the address.
SORTS = {"date": "date desc, id desc", "name": "name, id", "nature": "nature_id, id"}


class Contribution(models.Model):
    """What the portal shows of contributions, prepared for its pages.

    Names of people pass through their public card, so that a page never needs more
    rights than its reader has.
    """

    _inherit = "code.social.contribution"

    def _can_follow(self):
        """Contributors, or who wrote it for them: the page of one's contribution."""
        self.ensure_one()
        return self._can_see() and (self._is_mine() or self._entered_by_me())

    @api.model
    def _period_start(self, period):
        """Return the first day of "season" or "year", or None for everything."""
        today = fields.Date.context_today(self)
        starts = {"season": season_of(today)[1], "year": today.replace(month=1, day=1)}
        return starts.get(period)

    @api.model
    def _season_label(self):
        """Return the words for the current season: "This spring"."""
        labels = {
            "winter": self.env._("This winter"),
            "spring": self.env._("This spring"),
            "summer": self.env._("This summer"),
            "autumn": self.env._("This autumn"),
        }
        return labels[season_of(fields.Date.context_today(self))[0]]

    @api.model
    def _own_domain(self, search="", state="", nature=False, period=""):
        """Return the domain of the current user's contributions that match.

        :param search: words of the title
        :param state: a state, or "" for all but the withdrawn ones
        :param nature: id of a nature, or False
        :param period: "season", "year" or ""
        """
        me = self.env.user.partner_id
        domain = Domain("partner_ids", "in", me.ids) | Domain(
            "entered_by_id", "=", me.id
        )
        if state in dict(self._fields["state"].selection):
            domain &= Domain("state", "=", state)
        else:
            domain &= Domain("state", "!=", "withdrawn")
        if search:
            domain &= Domain("name", "ilike", search)
        if nature:
            domain &= Domain("nature_id", "=", nature)
        start = self._period_start(period)
        if start:
            domain &= Domain("date", ">=", start)
        return domain

    @api.model
    def _own_rows(self, domain, sort="date", limit=None, offset=0):
        """Return (total, one dict a contribution) for a page of the own list."""
        total = self.search_count(domain)
        order = SORTS.get(sort, SORTS["date"])
        records = self.search(domain, order=order, limit=limit, offset=offset)
        return total, [record._row() for record in records]

    @api.model
    def _own_natures(self):
        """Return [(id, name)] of the natures the current user has brought."""
        groups = self._read_group(self._own_domain(state=""), ["nature_id"])
        natures = self.env["code.social.nature"].union(*(n for (n,) in groups))
        return [(nature.id, nature.name) for nature in natures.sorted()]

    def _row(self):
        """Return what a list shows of one contribution."""
        nature = self.nature_id
        return {
            "id": self.id,
            "name": self.name,
            "day": self._day_label(),
            "icon": nature.icon,
            "tone": self._tone(nature),
            "nature": nature.name,
            "quantity": nature._format(self.quantity),
            "state": self.state,
            "state_label": self._state_label(),
        }

    @api.model
    def _tone(self, nature):
        return TONES.get(nature.sudo().parent_id.code, "plum")

    def _day_label(self):
        """Return the day in words, with its year when it is not the current one."""
        today = fields.Date.context_today(self)
        pattern = "d MMMM" if self.date.year == today.year else "d MMMM y"
        return format_date(self.env, self.date, date_format=pattern)

    def _state_label(self):
        labels = {
            "draft": self.env._("proposed, to confirm"),
            "declared": self.env._("waiting for somebody to receive it"),
            "acknowledged": self.env._("received"),
            "returned": self.env._("to mend"),
            "withdrawn": self.env._("withdrawn"),
        }
        return labels[self.state]

    def _page(self):
        """Return what its page shows of one contribution the user may read."""
        self.ensure_one()
        this = self.sudo()
        return dict(
            self._row(),
            description=this.description,
            proposal=this.proposal,
            link=this.link,
            project=this.project_id.name,
            commission=this.commission_id.name,
            people=self._shared_by(),
            beneficiaries=[p._public_card() for p in this.beneficiary_ids],
            thanks=this.thanks
            and self.env["code.social.wealth.matrix"]._quoted(this.thanks),
            reason=this.return_reason,
            received=self._received_label() if this.acknowledged_by_id else "",
            joy=bool(self._companion()),
            evidence=self._evidence_cards(),
            can_revise=self._can_revise(),
            can_declare=self._can_declare(),
            can_withdraw=self._can_withdraw(),
            can_acknowledge=self._can_acknowledge(),
        )

    def _received_label(self):
        """Return who received it and when, as a signature."""
        this = self.sudo()
        return self.env._(
            "%(who)s, on %(day)s",
            who=this.acknowledged_by_id._public_card()["name"],
            day=format_date(self.env, this.acknowledged_on, date_format="d MMMM"),
        )

    def _shared_by(self):
        """Return [(public card, percent in words or "")] of the contributors."""
        shares = self.sudo().share_ids
        several = len(shares) > 1
        nature = self.sudo().nature_id
        return [
            (
                share.partner_id._public_card(),
                f"{nature._format_number(share.share)}\u00a0%" if several else "",
            )
            for share in shares
        ]

    def _evidence_cards(self):
        return [
            {
                "id": file.id,
                "name": file.name,
                "image": (file.mimetype or "").startswith("image/")
                and file.mimetype != "image/heic",
                "url": f"/my/evidence/{self.id}/{file.id}",
            }
            for file in self._evidence()
        ]

    # --- Acknowledging ---

    def _can_review(self):
        """Who may acknowledge it, or did: the page where it is received."""
        self.ensure_one()
        done = self.sudo().acknowledged_by_id == self.env.user.partner_id
        return self._can_see() and (done or self._can_acknowledge())

    @api.model
    def _to_acknowledge_rows(self, limit=None):
        """Return one dict a contribution that awaits the user, oldest first."""
        waiting = self._to_acknowledge().sorted("id")[:limit]
        return [
            dict(
                record._row(),
                people=", ".join(card["name"] for card, _part in record._shared_by()),
            )
            for record in waiting
        ]

    # --- The home page ---

    @api.model
    def _awaits(self):
        """Return [{icon, tone, title, text, url}] of what awaits the member."""
        return [
            *self._awaits_ballots(),
            *self._awaits_words(),
            *self._awaits_mending(),
            *self._awaits_proposals(),
        ]

    @api.model
    def _awaits_ballots(self):
        waiting = self.env["code.social.ballot"]._mine_waiting()
        if not waiting:
            return []
        several = waiting["n"] > 1
        title = (
            self.env._("Evaluate %(n)s contributions", n=waiting["n"])
            if several
            else self.env._("Evaluate one contribution")
        )
        return [
            {
                "icon": "comments-o",
                "tone": "plum",
                "title": title,
                "text": self.env._(
                    "before %(day)s, about %(minutes)s min",
                    day=waiting["until"],
                    minutes=waiting["minutes"],
                ),
                "url": "/my/evaluate"
                if several
                else f"/my/evaluate/{waiting['first']}",
            }
        ]

    @api.model
    def _awaits_words(self):
        number = len(self._to_acknowledge())
        if not number:
            return []
        rows = self._to_acknowledge_rows(limit=3)
        one = rows[0]
        titles = ", ".join(row["name"] for row in rows)
        single = number == 1
        return [
            {
                "icon": "handshake-o",
                "tone": "leaf",
                "title": self.env._("Receive what %(who)s brought", who=one["people"])
                if single
                else self.env._("Receive %(n)s contributions", n=number),
                "text": titles,
                "url": f"/my/acknowledge/{one['id']}" if single else "/my/acknowledge",
            }
        ]

    @api.model
    def _awaits_mending(self):
        returned = self.search(self._own_domain(state="returned"))
        if not returned:
            return []
        return [
            {
                "icon": "pencil",
                "tone": "coral",
                "title": self.env._("Mend %(n)s contributions", n=len(returned))
                if len(returned) > 1
                else self.env._("Mend “%(name)s”", name=returned.name),
                "text": returned[0].return_reason,
                "url": "/my/contributions?state=returned"
                if len(returned) > 1
                else f"/my/contributions/{returned.id}",
            }
        ]

    @api.model
    def _awaits_proposals(self):
        proposed = self.search(self._own_domain(state="draft"))
        if not proposed:
            return []
        return [
            {
                "icon": "clock-o",
                "tone": "sky",
                "title": self.env._("Confirm %(n)s contributions", n=len(proposed))
                if len(proposed) > 1
                else self.env._("Confirm “%(name)s”", name=proposed.name),
                "text": self.env._("noted from your hours, yours to confirm"),
                "url": "/my/contributions?state=draft"
                if len(proposed) > 1
                else f"/my/contributions/{proposed.id}",
            }
        ]
