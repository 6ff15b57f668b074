from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_date, format_datetime, formatLang, html2plaintext

from .meeting_figures import PEOPLE_NEEDED

#: Ratios to one's fair share from which the word beside the bar changes.
BALANCED = 0.30


class Meeting(models.Model):
    """What the pages show of meetings: names of people through their public card."""

    _inherit = "code.social.meeting"

    @api.model
    def _cards(self, people):
        """Return the public cards of these people."""
        return [person._public_card() for person in people]

    def _when(self):
        """Return "Tuesday 3 June 2026, 18:30 – 20:00" in the reader's time."""
        self.ensure_one()
        this = self.sudo()
        local = fields.Datetime.context_timestamp(self, this.start)
        end = format_datetime(self.env, this.stop, dt_format="HH:mm")
        if fields.Datetime.context_timestamp(self, this.stop).date() != local.date():
            end = format_datetime(self.env, this.stop, dt_format="d MMM HH:mm")
        start = format_datetime(self.env, this.start, dt_format="HH:mm")
        day = format_date(self.env, local.date(), date_format="EEEE d MMMM y")
        return f"{day[:1].upper()}{day[1:]}, {start} – {end}"

    def _state_label(self):
        return dict(self._fields["state"]._description_selection(self.env))[
            self.sudo().state
        ]

    def _row(self):
        """Return what a list says of this meeting (one)."""
        this = self.sudo()
        return {
            "id": this.id,
            "name": this.name,
            "commission": this.commission_id.name,
            "when": self._when(),
            "state": this.state,
            "label": self._state_label(),
        }

    def _page(self):
        """Return what the meeting's page shows to the current user."""
        self.ensure_one()
        self.check_access("read")
        this = self.sudo()
        state = this.state
        running = self._is_noted()
        return {
            **self._row(),
            "commission_id": this.commission_id.id,
            "place": this.place,
            "roles": self._roles(),
            "items": self._agenda(),
            "present": self._cards(self._present()),
            "decisions": this.decision_ids.with_env(self.env)._rows(),
            "actions": self._action_rows(),
            "minutes": self._minutes_page(),
            "speech": self._speech_page(),
            "can_replan": state == "planned" and self._can_replan(),
            "can_propose": state == "planned" and self._can_propose_item(),
            "can_start": state == "planned" and self._can_start(),
            "can_close": state == "in_session" and self._can_close(),
            "can_note": running and self._can_note_presence(),
            "can_act": running and self._can_add_action(),
            "people": self._choices(self._present()),
        }

    def _is_noted(self):
        """Tell whether presence, turns and actions of it (one) are still noted."""
        return self.sudo().state in ("in_session", "closed")

    @api.model
    def _choices(self, people):
        """Return [(id, name)] to choose among, by name."""
        cards = self._cards(people)
        return sorted(((one["id"], one["name"]) for one in cards), key=lambda c: c[1])

    def _roles(self):
        this = self.sudo()
        labels = (
            (self.env._("Facilitates"), this.facilitator_id),
            (self.env._("Writes"), this.scribe_id),
            (self.env._("Keeps time"), this.timekeeper_id),
        )
        return [(label, one._public_card()["name"]) for label, one in labels if one]

    def _agenda(self):
        labels = dict(self._item_kinds())
        return [
            {
                "id": item.id,
                "name": item.name,
                "kind": labels[item.kind],
                "minutes": item.minutes,
                "who": item.partner_id.name,
                "can_withdraw": item.with_user(self.env.user)._can_withdraw(),
            }
            for item in self.sudo().item_ids
        ]

    def _action_rows(self):
        return [
            {
                "name": task.name,
                "who": task.action_owner_id.name,
                "day": format_date(self.env, task.date_deadline),
                "done": task.state == "1_done",
            }
            for task in self._actions()
        ]

    def _minutes_page(self):
        this = self.sudo()
        written = this.minutes_state in ("proposed", "corrected")
        writes = this.state == "closed" and self._can_write_minutes()
        said = this.message_ids.filtered(
            lambda one: one.message_type == "comment" and written
        )
        return {
            "state": this.minutes_state,
            "html": Markup(this.minutes or ""),
            "text": html2plaintext(this.minutes or ""),
            "version": this.minutes_version,
            "digest": this.minutes_digest,
            "agreed": [one["name"] for one in self._cards(this.agreed_ids)],
            "missing": self._agreements_missing(),
            "can_write": writes,
            "can_agree": self._can_agree_minutes(),
            "can_ask": written and self._was_there(),
            "can_approve": written
            and this.state == "closed"
            and self._can_approve_minutes(),
            "said": [(one.author_id.name, one.body) for one in said],
        }

    def _speech_page(self):
        """Return what everybody, and this person, see of the speaking time."""
        this = self.sudo()
        over = this.state in ("closed", "approved")
        mine = self._was_there() and self.my_speech()
        return {
            "over": over,
            "few": this.present_count < PEOPLE_NEEDED,
            "has_index": this.has_speech_index,
            "index": this.speech_index,
            "balanced": this.speech_index <= BALANCED,
            "unheard": this.unheard_count,
            "mine": mine and self._bar(mine),
        }

    @api.model
    def _bar(self, figures):
        """Return these figures as words, and as percents of a bar.

        The mark of the fair share stands in its middle.
        """
        ratio = figures["ratio"]
        return {
            "spoken": self._as_time(figures["spoken"]),
            "fair": self._as_time(figures["fair"]),
            "ratio": None if ratio is None else formatLang(self.env, ratio, digits=1),
            "percent": min(100, round(50 * (ratio or 0))),
        }

    @api.model
    def _as_time(self, seconds):
        minutes, rest = divmod(round(seconds), 60)
        return self.env._("%(m)s min %(s)s s", m=minutes, s=f"{rest:02d}")

    def _speak_page(self):
        """Return what the facilitator's page shows: least heard first."""
        self._require(
            self._can_see_speech(),
            self.env._("Speaking time by person is for the facilitator alone."),
        )
        figures = self._figures()
        first = self._bounds()[0]
        present = self._present()
        cards = {one.id: one._public_card()["name"] for one in present}
        people = [
            {
                "id": person,
                "name": name,
                **self._bar(figures["people"][person]),
                "order": figures["people"][person]["ratio"] or 0,
                "unheard": person in figures["unheard"],
            }
            for person, name in cards.items()
        ]
        labels = dict(self._turn_kinds())
        turns = self._turns()
        return {
            "id": self.id,
            "name": self.sudo().name,
            "running": self._is_noted(),
            "people": sorted(people, key=lambda one: (one["order"], one["name"])),
            "unheard": len(figures["unheard"]),
            "overlaps": figures["overlaps"],
            "kinds": self._turn_kinds(),
            "minute": self._next_minute(turns),
            "turns": [
                {
                    "id": turn.id,
                    "name": cards.get(turn.partner_id.id, ""),
                    "kind": labels[turn.kind],
                    "passed": turn.passed,
                    "time": self._as_time(turn.seconds),
                    "at": self._as_time((turn.start - first).total_seconds()),
                }
                for turn in turns.sorted("id", reverse=True)
            ],
            "stretches": self._stretch_rows(),
            "others": self._choices(self._members_of_community() - present),
        }

    def _stretch_rows(self):
        return [
            {
                "id": one.id,
                "name": one.partner_id.name,
                "from": format_datetime(self.env, one.arrival, dt_format="HH:mm"),
                "to": one.departure
                and format_datetime(self.env, one.departure, dt_format="HH:mm"),
            }
            for one in self.sudo().attendance_ids
        ]

    def _next_minute(self, turns):
        """Return [minute, second] at which the last turn ended."""
        last = max((self._seconds(one._end()) for one in turns), default=0)
        return divmod(last, 60)

    @api.model
    def _members_of_community(self):
        """Return the members of the current community, as superuser."""
        domain = [("joined_on", "!=", False), ("left_on", "=", False)]
        return self.env["res.partner"].sudo().search(domain)._members_here()

    @api.model
    def _plan_choices(self):
        """Return the choices of the planning form."""
        Commission = self.env["code.social.commission"]
        here = [("company_id", "in", self.env.companies.ids)]
        mine = Commission.search(here).filtered(self._can_plan)
        return {
            "commissions": [(one.id, one.name) for one in mine],
            "members": self._choices(self._members_of_community()),
        }
