"""One sealed record of each kind, made by the acts that seal it."""

from datetime import timedelta
from typing import NamedTuple

from odoo.models import BaseModel

from ..charter.test_charter import LONG, CharterMixin
from ..governance.meeting_common import HOUR, LifeMixin
from ..publishing.publishing_common import PNG, PublishingMixin
from .rooms import initiative

EVERY_GROUP = (
    "base.group_system,base.group_erp_manager,base.group_partner_manager,"
    "base.group_allow_export,account.group_account_manager,"
    "hr_timesheet.group_timesheet_manager,code_social.group_publisher,"
    "code_social.group_accountant,code_social.group_manager,"
    "code_social.group_guarantor,code_social.group_sage"
)
WORDS = "Said once and for all (test)"


class Sealed(NamedTuple):
    """A sealed record, and why a path does not concern it: {path: reason}."""

    record: BaseModel
    without: dict = {}


class SealedWorld(CharterMixin, LifeMixin, PublishingMixin):
    """`rows`: {kind: Sealed}, room by room. `admin` holds every group there is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls._create_user("administrator", EVERY_GROUP)
        cls.admin.partner_id._join()
        cls.settings = cls._create_user(
            "settings", "base.group_system,base.group_erp_manager"
        )
        for user in (cls.sage, cls.rosa):
            cls._give_role(user, "role_sage")
        cls.rows = {
            **cls._of_community(),
            **cls._of_contribution(),
            **cls._of_governance(),
            **cls._of_publishing(),
            # Last: from then on, who is asked has signed.
            **cls._of_charter(),
        }
        cls.rows["audit event"] = Sealed(cls._sealed_event())
        cls.rows = {
            kind: Sealed(row.record.with_env(cls.env), row.without)
            for kind, row in cls.rows.items()
        }
        cls.env.flush_all()

    @classmethod
    def _give_role(cls, user, role):
        role = cls.env.ref(f"code_social.{role}")
        here = cls.commission.id if role.scope == "commission" else False
        mandate = cls.env["code.social.mandate"].create(
            {
                "partner_id": user.partner_id.id,
                "role_id": role.id,
                "commission_id": here,
                "date_end": cls.today + timedelta(days=90),
            }
        )
        mandate.with_user(cls.manager).action_confirm()
        return mandate

    # === Room by room ===

    @classmethod
    def _of_community(cls):
        mandate = cls._give_role(cls.amina, "role_core_member")
        mandate.with_user(cls.amina).action_resign("Elsewhere")
        return {"mandate that ended": Sealed(mandate)}

    @classmethod
    def _sealed_event(cls):
        event = cls.env["code.social.event"]._record(
            cls.amina.partner_id, "test.act", {"a": 1}, {"a": 2}, WORDS
        )
        event._cron_seal()
        return event

    @classmethod
    def _of_charter(cls):
        cls._adopt(cls.draft)
        change = cls.env["code.social.amendment"].with_user(cls.amina)
        change = change.propose(
            {
                "article_id": cls.draft.article_ids[0].id,
                "wording": LONG,
                "reasons": WORDS,
            }
        )
        change.with_user(cls.guarantor).action_retain("Thank you")
        version = cls._adopt(cls.charter.with_user(cls.guarantor).action_new_version())
        adhesion = version.with_user(cls.amina).sign("Amina", PNG)
        return {
            "adopted version": Sealed(version),
            "article of an adopted version": Sealed(version.article_ids[0]),
            "adhesion": Sealed(adhesion),
            "merged amendment": Sealed(change),
        }

    @classmethod
    def _adopt(cls, version):
        version.with_user(cls.guarantor).action_consult()
        for user in (cls.guarantor, cls.second):
            version.with_user(user).action_adopt()
        return version

    @classmethod
    def _of_contribution(cls):
        return {**cls._of_a_round(), **cls._of_a_period()}

    @classmethod
    def _of_a_round(cls):
        work = cls.acknowledged(cls.amina, beneficiary_ids=cls.rosa.partner_id.ids)
        round_ = cls.opened_round(auditor_id=cls.sage.partner_id.id)
        ballots = cls.env["code.social.ballot"].search([("round_id", "=", round_.id)])
        for ballot in ballots:
            scores = {criterion.id: 4 for criterion in ballot._criteria()}
            ballot.with_user(ballot.evaluator_id.user_ids).action_submit(
                scores=scores, strength=WORDS, improvement=WORDS
            )
        mine = round_.with_user(cls.facilitator)
        mine.action_close()
        mine.action_publish()
        mine.action_lock()
        return {
            "locked round": Sealed(round_),
            "given ballot": Sealed(ballots[0]),
            "published figure": Sealed(round_.valuation_ids),
            "contribution of a round": Sealed(work),
            "share of a contribution of a round": Sealed(work.sudo().share_ids),
        }

    @classmethod
    def _of_a_period(cls):
        day = cls.today - timedelta(days=60)
        work = cls.acknowledged(cls.noe, project_id=cls.project.id, date=day)
        period = cls.env["code.social.period"].with_user(cls.accountant)
        period = period.create(
            {"name": "Fortnight (test)", "date_from": day, "date_to": day}
        )
        period.action_review()
        period.action_accept_within_tolerance()
        period.action_lock()
        line = period.sudo().reconciliation_ids
        return {
            "locked period": Sealed(period),
            "reconciliation of a locked period": Sealed(line),
            "match of a locked period": Sealed(line.link_ids),
            "contribution of a locked period": Sealed(work),
            "share of a locked period": Sealed(work.sudo().share_ids),
        }

    @classmethod
    def _of_governance(cls):
        waiting = initiative.common(cls)
        coherence = waiting["code.social.coherence", ""]
        coherence._by_method().write({"state": "answered"})
        return {
            **cls._of_a_meeting(),
            **cls._of_a_decision(),
            **cls._of_an_arbitration(),
            **cls._of_a_case(),
            "closed tension": Sealed(waiting["code.social.tension", "closed"]),
            "experiment that ended": Sealed(
                waiting["code.social.experiment", "lapsed"]
            ),
            "answered coherence": Sealed(coherence),
        }

    @classmethod
    def _of_a_meeting(cls):
        meeting = cls.planned()
        item = meeting.with_user(cls.amina).propose_item("Flour (test)")
        mine = meeting.with_user(cls.facilitator)
        mine.action_start()
        for user in (cls.amina, cls.noe, cls.theo, cls.facilitator):
            mine.add_attendance(user.partner_id.id)
        turn = mine.add_turn(cls.amina.partner_id.id, HOUR, 60)
        mine.action_close()
        meeting.with_user(cls.noe).action_propose_minutes(f"<p>{WORDS}</p>")
        for user in (cls.amina, cls.theo):
            meeting.with_user(user).action_agree_minutes()
        mine.action_approve_minutes()
        return {
            "approved meeting": Sealed(meeting),
            "item of an approved meeting": Sealed(item),
            "presence at an approved meeting": Sealed(meeting.sudo().attendance_ids[0]),
            "turn of an approved meeting": Sealed(turn),
        }

    @classmethod
    def _of_a_decision(cls):
        decision = cls.opened()
        people = (cls.amina, cls.noe, cls.rosa, cls.sage, cls.theo)
        for user, kind in zip(people, ("agree",) * 4 + ("concern",), strict=True):
            position = decision.with_user(user).take_position(kind, WORDS)
        decision.with_user(cls.rosa).action_close()
        return {
            "concluded decision": Sealed(decision),
            "position on a concluded decision": Sealed(position),
        }

    @classmethod
    def _of_an_arbitration(cls):
        put = cls.env["code.social.arbitration"].with_user(cls.publisher)
        put = put.action_put({"name": "The barn", "question": WORDS})
        put.with_user(cls.sage).action_hear("Both were heard")
        put.with_user(cls.sage).action_rule("A box", "All may open it")
        put.with_user(cls.rosa).action_agree()
        return {
            "ruled arbitration": Sealed(put),
            "seat of a ruled arbitration": Sealed(put.sudo().seat_ids[0]),
        }

    @classmethod
    def _of_a_case(cls):
        Case = cls.env["code.social.case"]
        case = Case.with_user(cls.amina).open_case(
            {"facts": WORDS, "other_id": cls.noe.partner_id.id}
        )
        Case.with_user(cls.guarantor).seat(case.sudo().name, cls.sage.partner_id.id)
        case = case.with_user(cls.sage)
        case.action_declare(False)
        case.action_rule(WORDS)
        case.action_close()
        case = case.sudo()
        return {
            "closed case": Sealed(case),
            "part of a closed case": Sealed(case.part_ids[0]),
            "seat of a closed case": Sealed(case.seat_ids),
            "log of a closed case": Sealed(case.log_ids[0]),
        }

    @classmethod
    def _of_publishing(cls):
        agreement = cls.signed().sudo()
        stated = cls.royalties(cls.invoice(10))
        statement = cls.communicated(agreement)
        statement.with_user(cls.amina).action_approve()
        statement.action_bill()
        posted = cls.royalties(cls.invoice(5))
        return {
            "signed agreement": Sealed(agreement),
            "holder of a signed agreement": Sealed(agreement.holder_ids),
            "tier of a signed agreement": Sealed(agreement.tier_ids[0]),
            "billed statement": Sealed(statement),
            "royalty line of a statement": Sealed(stated),
            "royalty line of a posted invoice": Sealed(
                posted,
                {"attachment": "no screen gives it a file before it is stated"},
            ),
        }
