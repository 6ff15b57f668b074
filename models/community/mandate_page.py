"""What a holder reads of a mandate on the portal."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

TONES = {"draft": "sun", "active": "leaf"}


class CodeSocialMandate(models.Model):
    _inherit = "code.social.mandate"

    # === Who may open the page ===

    def _can_open(self):
        """Tell whether the page is for the user: the holder, or who receives it."""
        if not self.exists() or not self.has_access("read"):
            return False
        received = self.sudo().handover_ids.receiver_id
        return self._is_own() or self.env.user.partner_id in received

    # === Lists ===

    @api.model
    def _mine(self):
        domain = Domain("partner_id", "=", self.env.user.partner_id.id)
        return self.search(domain & Domain("company_id", "in", self.env.companies.ids))

    @api.model
    def _page_rows(self):
        """Return one's own mandates as ([those that count now], [those that are over]).

        Each is a dict as `_card()` gives it.
        """
        mine = self._mine()
        now = mine.filtered(lambda one: one.state in ("draft", "active"))
        return ([one._card() for one in now], [one._card() for one in mine - now])

    @api.model
    def _awaits(self):
        """Return the rows of the home page: what one hands over, what ends soon."""
        me = self.env.user.partner_id
        handovers = self.env["code.social.handover"].search(
            Domain("partner_id", "=", me.id) & Domain("state", "=", "open")
        )
        soon = fields.Date.today() + timedelta(days=30)
        ending = self._mine().filtered(
            lambda one: (
                one.is_running
                and one.date_end
                and one.date_end <= soon
                and "active" not in one.next_ids.mapped("state")
            )
        )
        return [
            *(one._await_handover() for one in handovers.mandate_id),
            *(one._await_end() for one in ending - handovers.mandate_id),
        ]

    def _await_handover(self):
        over = self.state != "active"
        return {
            "icon": "exchange",
            "tone": "coral" if over else "sun",
            "title": self.env._("Hand over: %(role)s", role=self._seat_name()),
            "text": self.env._(
                "Until %(day)s. After that, who comes next begins without your list.",
                day=self._day(self.date_end),
            )
            if not over
            else self.env._(
                "Your mandate is over: who comes next waits for your list."
            ),
            "url": f"/my/mandates/{self.id}",
        }

    def _await_end(self):
        return {
            "icon": "hourglass-half",
            "tone": "sun",
            "title": self.env._("Your mandate ends: %(role)s", role=self._seat_name()),
            "text": self.env._(
                "On %(day)s. It ends by itself if nobody renews it.",
                day=self._day(self.date_end),
            ),
            "url": f"/my/mandates/{self.id}",
        }

    # === One mandate ===

    def _day(self, day):
        return format_date(self.env, day, date_format="d MMMM y") if day else ""

    def _dates_in_words(self):
        start, end = self._day(self.date_start), self._day(self.date_end)
        if end:
            return self.env._("From %(start)s to %(end)s", start=start, end=end)
        return self.env._("Since %(start)s", start=start)

    def _holder_row(self):
        """Return {name, where, until} of this mandate, for the page of roles."""
        mandate = self.sudo()
        return {
            "name": mandate.partner_id.name or "",
            "where": mandate.commission_id.name or mandate.project_id.name or "",
            "until": self._day(mandate.date_end),
        }

    def _card(self):
        """Return what a list shows: {id, name, state, dates, deputy, next…}."""
        mandate = self.sudo()
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "id": mandate.id,
            "name": mandate._seat_name(),
            "state": mandate.state,
            "state_label": states[mandate.state],
            "tone": TONES.get(mandate.state, "grey"),
            "dates": mandate._dates_in_words(),
            "deputy": mandate.deputy_id.name or "",
            "next": mandate._what_next(),
        }

    def _page(self):
        """Return the whole page: the card, and {mine, holder, purpose, gives, …}."""
        mandate = self.sudo()
        handover = mandate.handover_ids[:1]
        own = self._is_own()
        return {
            **self._card(),
            "mine": own,
            "holder": mandate.partner_id.name or "",
            "purpose": mandate.role_id.purpose or "",
            "gives": mandate._gives_in_words()
            if own and mandate.state in TONES
            else [],
            "reason": (own and mandate.end_reason) or "",
            "can_resign": mandate.state == "active" and self._can_resign(),
            "handover": handover.with_env(self.env)._page() if handover else {},
        }

    def _gives_in_words(self):
        """Say what this mandate gives: a list of sentences, never empty."""
        role, env = self.role_id, self.env
        said = {
            "code_social.group_sage": env._(
                "You sit among those who settle what is put before the council."
            ),
            "code_social.group_guarantor": env._(
                "You watch over the charter: its next versions pass through you."
            ),
        }
        names = role.group_ids.get_external_id().values()
        words = [said[name] for name in names if name in said]
        if role.core:
            words.append(env._("You belong to the core circle."))
        if role.domain:
            words.append(env._("You decide alone: %(what)s", what=role.domain))
        return words or [env._("Nothing on this site: the trust of the others.")]

    def _what_next(self):
        """Say the next date of this mandate, and what happens if nobody acts."""
        env = self.env
        begin, end = self._day(self.date_start), self._day(self.date_end)
        if self.state == "draft":
            return env._("Somebody else must confirm it. Until then, nothing changes.")
        if self.state != "active":
            return env._("It ended on %(day)s.", day=end)
        if not self.started_on:
            return env._("It begins by itself on %(day)s.", day=begin)
        if not end:
            return env._("It has no end: it lasts until you give it back.")
        if "active" in self.next_ids.mapped("state"):
            return env._("It goes on after %(day)s: it is renewed.", day=end)
        if self.granted_group_ids:
            return env._(
                "It ends on %(day)s. If nobody renews it, it ends by itself and takes "
                "back what it gave.",
                day=end,
            )
        return env._(
            "It ends on %(day)s. If nobody renews it, it ends by itself.", day=end
        )


class CodeSocialHandover(models.Model):
    _inherit = "code.social.handover"

    def _page(self):
        """Return the list: {state, receiver, can_tick, remaining, lines}."""
        handover = self.sudo()
        receiver = handover.receiver_id.name
        if receiver:
            said = self.env._("%(who)s receives it.", who=receiver)
        else:
            said = self.env._("Nobody is named yet to receive it.")
        return {
            "id": handover.id,
            "state": handover.state,
            "receiver": said,
            "can_tick": handover.state == "open" and self._can_tick(),
            "remaining": handover.remaining,
            "lines": [
                {"id": line.id, "name": line.name, "done": line.done}
                for line in handover.line_ids
            ],
        }
