"""The people of two communities, for our tests and for those of other add-ons."""

from datetime import timedelta

from odoo import Command, fields
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools.misc import file_path

STRIPPED_ASSET = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"


def without_stripped_asset(env):
    """Take out of the back-office bundle a file that some builds of Odoo lack.

    Without it every browser test of the back office fails on a console error that
    has nothing to do with us. Nothing of this is shipped.
    """
    try:
        file_path(STRIPPED_ASSET)
    except FileNotFoundError:
        env["ir.asset"].create(
            {
                "name": "Tests: file stripped from this build",
                "bundle": "web.assets_backend",
                "directive": "remove",
                "path": STRIPPED_ASSET,
            }
        )


class CodeSocialMixin:
    """Builds the personas; mix it into a TransactionCase or an HttpCase.

    Company A: `customer` (portal, never joined), `amina`, `noe`, `rosa`, `theo`
    (portal members), `facilitator`, `sage`, `guarantor` (portal members with
    their neutral group), `employee` (internal, not a member), `publisher`,
    `accountant`, `manager` (internal). Company B: `bruno` (portal member),
    `publisher_b`, `accountant_b`. Each is a `res.users`.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        without_stripped_asset(cls.env)
        cls.company_a = cls.env.company
        cls.company_b = (
            cls.env["res.company"]
            .with_context(install_mode=True)
            .create({"name": "Community B (test)"})
        )
        cls._create_personas()
        cls.today = fields.Date.today()
        cls.Contribution = cls.env["code.social.contribution"]
        cls.joy = cls.env.ref("code_social.nature_joy")
        cls.transmission = cls.env.ref("code_social.nature_transmission")
        cls.hospitality = cls.env.ref("code_social.nature_hospitality")
        cls.money = cls.env.ref("code_social.nature_money")
        cls.project = cls._create_project("Garden (test)", cls.company_a)

    @classmethod
    def _create_personas(cls):
        cls.customer = cls._create_user("customer", "base.group_portal")
        for name in ("amina", "noe", "rosa", "theo"):
            setattr(cls, name, cls._create_member(name))
        cls.facilitator = cls._create_member("facilitator")
        cls.sage = cls._create_member("sage", "code_social.group_sage")
        cls.guarantor = cls._create_member("guarantor", "code_social.group_guarantor")
        cls.employee = cls._create_user(
            "employee", "base.group_user,hr_timesheet.group_hr_timesheet_user"
        )
        cls.publisher = cls._create_user("publisher", "code_social.group_publisher")
        cls.accountant = cls._create_user(
            "accountant",
            "code_social.group_accountant,account.group_account_invoice,"
            "hr_timesheet.group_hr_timesheet_approver",
        )
        cls.manager = cls._create_user("manager", "code_social.group_manager")
        cls.bruno = cls._create_member("bruno", company=cls.company_b)
        cls.publisher_b = cls._create_user(
            "publisher_b", "code_social.group_publisher", cls.company_b
        )
        cls.accountant_b = cls._create_user(
            "accountant_b", "code_social.group_accountant", cls.company_b
        )

    @classmethod
    def _create_user(cls, login, groups, company=None):
        company = company or cls.company_a
        return new_test_user(
            cls.env,
            login=f"cs_{login}",
            name=f"{login.replace('_', ' ').capitalize()} (test)",
            groups=groups,
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
            context={"no_reset_password": True, "tracking_disable": True},
        )

    @classmethod
    def _create_member(cls, login, groups="", company=None):
        everything = ",".join(filter(None, ["base.group_portal", groups]))
        user = cls._create_user(login, everything, company)
        user.partner_id._join()
        return user

    @classmethod
    def _create_project(cls, name, company, **values):
        return cls.env["project.project"].create(
            {
                "name": name,
                "code_social": True,
                "company_id": company.id,
                "privacy_visibility": "portal",
                "allow_timesheets": True,
                **values,
            }
        )

    @classmethod
    def log(cls, user, **values):
        """Note a contribution as `user`; returns it in that user's environment."""
        values = {
            "name": "Singing with the families",
            "nature_id": cls.transmission.id,
            "quantity": 1.5,
            **values,
        }
        return cls.Contribution.with_user(user).log(values)

    @classmethod
    def acknowledged(cls, user, **values):
        """Note a contribution as `user` and have the publisher acknowledge it."""
        contribution = cls.log(user, **values)
        in_b = user.company_id == cls.company_b
        publisher = cls.publisher_b if in_b else cls.publisher
        contribution.with_user(publisher).action_acknowledge()
        return contribution

    @classmethod
    def opened_round(cls, **values):
        """Open a round of the last month with `facilitator` as its facilitator."""
        round_ = cls.env["code.social.round"].create(
            {
                "name": "Spring (test)",
                "date_end": cls.today + timedelta(days=10),
                "date_from": cls.today - timedelta(days=30),
                "date_to": cls.today,
                "facilitator_ids": [Command.set(cls.facilitator.partner_id.ids)],
                "k": 3,
                **values,
            }
        )
        round_.with_user(cls.facilitator).action_open()
        return round_

    @classmethod
    def filed(cls, record, name="a.txt", raw=b"as it was"):
        """Return a file that was with this record before it was sealed."""
        file = cls.env["ir.attachment"].create({"name": name, "raw": raw})
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE ir_attachment SET res_model = %s, res_id = %s WHERE id = %s",
            (record._name, record.id, file.id),
        )
        cls.env.invalidate_all()
        return file

    def ballots_of(self, round_, user=None):
        """Return the ballots of a round, as superuser, or those of one user."""
        domain = [("round_id", "=", round_.id)]
        if user:
            domain.append(("evaluator_id", "=", user.partner_id.id))
        return self.env["code.social.ballot"].search(domain)

    def vote(self, ballot, level=4, **values):
        """Give a ballot as its evaluator, the same level to every criterion."""
        user = ballot.evaluator_id.user_ids
        scores = {criterion.id: level for criterion in ballot._criteria()}
        given = {
            "scores": scores,
            "strength": "Every voice finds its place",
            "improvement": "Leave a written trace",
            "comment": "As seen on the day",
            **values,
        }
        return ballot.with_user(user).action_submit(**given)


@tagged("post_install", "-at_install", "code_social")
class CodeSocialCommon(CodeSocialMixin, TransactionCase):
    """Base class of the model tests."""
