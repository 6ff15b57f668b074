"""What tests of calls, aid and draws share."""

from odoo import Command

#: A call or a draw on a day of this community.
SECRETS = {"rosa": "The well of the old barn", "sage": "Nine swallows on the wire"}


class BondMixin:
    """Mix it in before `CodeSocialCommon` or `PortalCommon`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Talent = cls.env["code.social.talent"]
        cls.music = Talent.create({"name": "Music (test)"})
        cls.song = Talent.create({"name": "Song (test)", "parent_id": cls.music.id})
        cls.cooking = Talent.create({"name": "Cooking (test)"})
        cls.project.author_ids = cls.amina.partner_id
        cls.Call = cls.env["code.social.talent.call"]
        cls.Match = cls.env["code.social.talent.match"]
        cls.Aid = cls.env["code.social.aid"]
        cls.Draw = cls.env["code.social.draw"]

    @classmethod
    def call(cls, user=None, **values):
        """Call for music, as the author of the project."""
        values = {
            "name": "A choir for the feast",
            "project_id": cls.project.id,
            "talent_ids": cls.music.ids,
            **values,
        }
        return cls.Call.with_user(user or cls.amina).launch(values)

    @classmethod
    def asked(cls, call):
        """Return who is before a call, as superuser."""
        return cls.Match.sudo().search([("call_id", "=", call.id)])

    @classmethod
    def aid(cls, user, kind="need", **values):
        values = {"kind": kind, "name": "A ladder for the pears", **values}
        return cls.Aid.with_user(user).ask(values)

    @classmethod
    def draw(cls, **values):
        """Prepare a draw among amina, noe and theo, as the publisher."""
        out = cls.facilitator | cls.guarantor | cls.rosa | cls.sage
        values = {
            "name": "Two for the welcome",
            "purpose": "Welcome newcomers until the autumn",
            "seats": 2,
            "excluded_ids": [Command.set(out.partner_id.ids)],
            "witness_ids": [Command.set((cls.rosa | cls.sage).partner_id.ids)],
            **values,
        }
        return cls.Draw.with_user(cls.publisher).create(values)

    @classmethod
    def secret_of(cls, draw, user):
        return (
            draw.sudo()
            .secret_ids.filtered(lambda one: one.partner_id == user.partner_id)
            .with_user(user)
        )

    @classmethod
    def committed(cls, **values):
        draw = cls.draw(**values)
        draw.action_commit()
        return draw

    @classmethod
    def opened(cls, **values):
        """Return a draw whose witnesses gave their secrets and may open them."""
        draw = cls.committed(**values)
        for name, secret in SECRETS.items():
            cls.secret_of(draw, getattr(cls, name)).action_give(secret)
        draw.action_reveal()
        return draw

    @classmethod
    def drawn(cls, **values):
        draw = cls.opened(**values)
        for name, secret in SECRETS.items():
            cls.secret_of(draw, getattr(cls, name)).action_open(secret)
        return draw
