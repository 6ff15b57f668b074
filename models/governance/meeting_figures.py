"""Speaking time of a meeting: a mirror for those who were there."""

from odoo import fields, models

from ...tools import equity

#: Under this number of people an index would tell what the other one said.
PEOPLE_NEEDED = 3


class Meeting(models.Model):
    _inherit = "code.social.meeting"

    has_speech_index = fields.Boolean(
        readonly=True, copy=False, help="Enough people were there and somebody spoke."
    )
    speech_index = fields.Float(
        "Speaking index",
        readonly=True,
        copy=False,
        digits=(16, 3),
        aggregator="avg",
        help="0: everyone had their share, weighted by presence. Debate and rounds of"
        " the table alone count. A mirror, never a sanction.",
    )
    speech_hoover = fields.Float(
        "Part of the time to share out",
        readonly=True,
        copy=False,
        digits=(16, 3),
        aggregator="avg",
    )
    present_count = fields.Integer("People there", readonly=True, copy=False)
    unheard_count = fields.Integer(
        "Not heard",
        readonly=True,
        copy=False,
        help="Present ten minutes or more, without a turn, and did not say “I pass”.",
    )

    def _seconds(self, moment):
        """Return a moment as whole seconds since the first one of this meeting."""
        return int((moment - self._bounds()[0]).total_seconds())

    def _presences(self):
        """Return [(partner id, arrival, departure)] in seconds."""
        return [
            (one.partner_id.id, *(self._seconds(moment) for moment in one._span()))
            for one in self.sudo().attendance_ids
        ]

    def _spans(self, turns):
        """Return [(partner id, start, end)] of turns in seconds."""
        return [
            (one.partner_id.id, self._seconds(one.start), self._seconds(one._end()))
            for one in turns
        ]

    def _figures(self):
        """Return the speaking figures of this meeting (one), read as superuser.

        Keys: `people` {partner id: {spoken, fair (seconds), ratio or None}}, `index`
        (presence-weighted), `gini`, `normalised`, `hoover` (None when nobody spoke),
        `unheard` (partner ids), `overlaps` (number of stretches), `other`
        {partner id: seconds of the kinds that do not count}.
        """
        self.ensure_one()
        turns, presences = self._turns(), self._presences()
        counted = turns.filtered(lambda one: equity.feeds_index(one.kind))
        spans = self._spans(counted)
        fair = equity.fair_shares(spans, presences)
        spoken = dict.fromkeys(fair, 0) | equity.spoken_seconds(spans)
        ratios = {one: equity.speaking_ratio(spoken[one], fair[one]) for one in fair}
        everything = self._spans(turns)
        return {
            "people": {
                one: {"spoken": spoken[one], "fair": fair[one], "ratio": ratios[one]}
                for one in fair
            },
            "index": equity.presence_weighted_gini(ratios, fair),
            "gini": equity.gini(spoken),
            "normalised": equity.normalised_gini(spoken),
            "hoover": equity.hoover(spoken),
            "unheard": equity.unheard(
                everything, presences, turns.filtered("passed").partner_id.ids
            ),
            "overlaps": len(equity.overlaps(everything)),
            "other": equity.spoken_seconds(self._spans(turns - counted)),
        }

    def _store_figures(self):
        """Keep the figures of the whole meeting, which name nobody."""
        for meeting in self.sudo():
            figures = meeting._figures()
            index = figures["index"]
            shown = index is not None and len(figures["people"]) >= PEOPLE_NEEDED
            meeting._by_method().write(
                {
                    "has_speech_index": shown,
                    "speech_index": index if shown else 0.0,
                    "speech_hoover": figures["hoover"] if shown else 0.0,
                    "present_count": len(figures["people"]),
                    "unheard_count": len(figures["unheard"]),
                }
            )

    def _figures_moved(self, action):
        """Record what the facilitator noted; a closed meeting is counted again."""
        self.env["code.social.event"]._record(self, action)
        if self.sudo().state == "closed":
            self._store_figures()

    # === Who reads what ===

    def _can_see_speech(self):
        """The facilitator of this meeting and nobody else."""
        return self._is_facilitator()

    def speech_by_person(self):
        """Return the figures with people, for the facilitator of this meeting.

        :return: {partner id: {"spoken", "fair" (seconds), "ratio" (float or None)}}
        :raise AccessError: anybody else, staff included
        """
        self.ensure_one()
        self._require(
            self._can_see_speech(),
            self.env._("Speaking time by person is for the facilitator alone."),
        )
        people = self._figures()["people"]
        return {
            one: dict(figures, fair=float(figures["fair"]))
            for one, figures in people.items()
        }

    def my_speech(self):
        """Return one's own {"spoken", "fair", "ratio", "turns"} or an empty dict.

        :raise AccessError: not somebody who was there
        """
        self.ensure_one()
        me = self.env.user.partner_id
        self._require(
            me._is_member() and me in self._present(),
            self.env._("You are not noted as present at this meeting."),
        )
        figures = self._figures()["people"][me.id]
        turns = self._turns().filtered(
            lambda one: one.partner_id == me and equity.feeds_index(one.kind)
        )
        return dict(figures, fair=float(figures["fair"]), turns=len(turns))
