"""A commission with its coordinator, and a meeting that can be held."""

from datetime import datetime, timedelta

from odoo import fields

HOUR = datetime(2030, 5, 6, 18)


class LifeMixin:
    """On top of `CodeSocialMixin`: `commission`, coordinated by `rosa`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Meeting = cls.env["code.social.meeting"]
        cls.Decision = cls.env["code.social.decision"]
        cls.Turn = cls.env["code.social.speaking.turn"]
        cls.commission = cls.env["code.social.commission"].create(
            {"name": "Bread (test)", "purpose": "Bake together"}
        )
        cls.give_seat(cls.rosa, "Coordinator (test)", "coordinator")
        for user in (cls.amina, cls.noe, cls.theo):
            cls.give_seat(user, "Seat (test)", False)

    @classmethod
    def give_seat(cls, user, name, code):
        """Open and confirm a mandate in the commission."""
        Role = cls.env["code.social.role"]
        role = code and cls.env.ref(f"code_social.role_{code}")
        role = role or Role.search([("name", "=", name)])
        role = role or Role.create(
            {"name": name, "scope": "commission", "kind": "seat"}
        )
        mandate = cls.env["code.social.mandate"].create(
            {
                "partner_id": user.partner_id.id,
                "role_id": role.id,
                "commission_id": cls.commission.id,
                "deputy_id": cls.sage.partner_id.id,
                "date_start": fields.Date.today() - timedelta(days=1),
            }
        )
        mandate._by_method().write(
            {"state": "active", "started_on": mandate.date_start}
        )

    @classmethod
    def planned(cls, user=None, **values):
        """Plan a meeting of two hours as the coordinator."""
        values = {
            "name": "Spring bread",
            "commission_id": cls.commission.id,
            "start": HOUR,
            "stop": HOUR + timedelta(hours=2),
            "facilitator_id": cls.facilitator.partner_id.id,
            "scribe_id": cls.noe.partner_id.id,
            **values,
        }
        return cls.Meeting.with_user(user or cls.rosa).plan(values)

    @classmethod
    def in_session(cls, *people, **values):
        """Start a meeting at which these people are, as its facilitator."""
        meeting = cls.planned(**values).with_user(cls.facilitator)
        meeting.action_start()
        for user in people:
            meeting.add_attendance(user.partner_id.id)
        return meeting

    @classmethod
    def closed(cls, *people, **values):
        meeting = cls.in_session(*people, **values)
        meeting.action_close()
        return meeting

    @classmethod
    def opened(cls, user=None, **values):
        """Put a decision to the commission."""
        values = {
            "name": "A new oven",
            "text": "We buy an oven.",
            "commission_id": cls.commission.id,
            "closes_on": fields.Date.today() + timedelta(days=7),
            **values,
        }
        decision = cls.Decision.with_user(user or cls.amina).propose(values)
        decision.with_user(cls.rosa).action_open()
        return decision
