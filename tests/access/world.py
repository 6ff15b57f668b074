"""One row of each situation, and the people who meet it."""

from datetime import timedelta

from odoo import Command

from ..common import CodeSocialMixin
from .rooms import PARTS

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
SECRET = "Unspoken (test)"


class WorldMixin(CodeSocialMixin):
    """Builds a set of rows for a portal party and one for an internal party."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_more_personas()
        cls.round_draft = cls._create_round("draft")
        cls.round_open = cls._create_round("open")
        cls.round_closed = cls._create_round("closed")
        cls.round_published = cls._create_round("published")
        cls.common = cls._create_common_ground()
        cls.sets = [
            cls._create_set(cls.amina, cls.theo, cls.igor),
            cls._create_set(cls.ines, cls.igor, cls.theo),
        ]
        # A contact of company A: Odoo shares with B those without a company.
        for user in (cls.amina, cls.ines):
            user.partner_id.company_id = cls.company_a
        cls.env.flush_all()

    @classmethod
    def _create_more_personas(cls):
        internal = "base.group_user,base.group_allow_export"
        for name in ("ines", "ivan", "igor"):
            user = cls._create_user(name, internal)
            user.partner_id._join()
            setattr(cls, name, user)
        cls.auditor = cls._create_member("auditor")
        cls.visitor = cls.env.ref("base.public_user")
        cls.settings = cls._create_user(
            "settings", "base.group_system,base.group_erp_manager"
        )
        cls.manager_b = cls._create_user(
            "manager_b", "code_social.group_manager", cls.company_b
        )
        cls.publisher.group_ids |= cls.env.ref(
            "hr_timesheet.group_hr_timesheet_approver"
        )
        allow = cls.env.ref("base.group_allow_export")
        for name in ("employee", "publisher", "accountant", "manager", "publisher_b"):
            getattr(cls, name).group_ids |= allow

    @classmethod
    def _create_round(cls, state):
        """Create a round as the draw and the flow would, in this state."""
        day = cls.today
        return (
            cls.env["code.social.round"]
            ._by_method()
            .create(
                {
                    "name": f"Round {state} (test)",
                    "date_end": day + timedelta(days=10),
                    "date_from": day - timedelta(days=30),
                    "date_to": day,
                    "facilitator_ids": [Command.set(cls.facilitator.partner_id.ids)],
                    "auditor_id": cls.auditor.partner_id.id,
                    "k": 3,
                    "state": state,
                    "seed": "5eed" * 16,
                    "seed_hash": "4a54" * 16,
                    "parameters": {"minimum": 1, "weights": {}, "formula_version": "1"},
                }
            )
            .sudo(False)
        )

    @classmethod
    def _create_common_ground(cls):
        env, company = cls.env, cls.company_a.id
        ours = {"company_id": company}
        role = env.ref("code_social.role_associate")
        return {
            ("code.social.pillar", ""): env["code.social.pillar"].create(
                {"name": SECRET, "code": "test_pillar", **ours}
            ),
            ("code.social.commission", ""): env["code.social.commission"].create(
                {"name": SECRET, **ours}
            ),
            ("code.social.role", ""): env["code.social.role"].create(
                {"name": SECRET, **ours}
            ),
            ("code.social.talent", ""): env["code.social.talent"].create(
                {"name": SECRET, **ours}
            ),
            ("code.social.nature", ""): env["code.social.nature"].create(
                {"name": SECRET, "code": "test_nature", **ours}
            ),
            ("code.social.criterion", ""): env["code.social.criterion"].create(
                {
                    "name": SECRET,
                    **{f"anchor_{level}": str(level) for level in range(1, 6)},
                    **ours,
                }
            ),
            ("code.social.mandate", "draft"): env["code.social.mandate"].create(
                {"partner_id": cls.noe.partner_id.id, "role_id": role.id}
            ),
            **cls._create_import(),
            ("code.social.round", "draft"): cls.round_draft,
            ("code.social.round", "open"): cls.round_open,
            ("code.social.round", "closed"): cls.round_closed,
            ("code.social.round", "published"): cls.round_published,
            **cls._of_parts("common"),
        }

    @classmethod
    def _of_parts(cls, function, *people):
        """Return the rows which the rooms' own parts build."""
        rows = {}
        for part in PARTS:
            rows.update(getattr(part, function)(cls, *people))
        return rows

    @classmethod
    def _create_import(cls):
        """Return the rows that an import leaves behind it."""
        env = cls.env
        done = (
            env["code.social.import"]
            ._by_method()
            .create(
                {
                    "name": "people.csv",
                    "as_of": cls.today,
                    "state": "done",
                    "user_id": cls.publisher.id,
                    "company_id": cls.company_a.id,
                }
            )
        )
        identity = (
            env["code.social.import.identity"]
            ._by_method()
            .create(
                {
                    "source": "Register",
                    "key": SECRET,
                    "partner_id": cls.noe.partner_id.id,
                    "company_id": cls.company_a.id,
                }
            )
        )
        mapping = env["code.social.import.mapping"].create(
            {"name": SECRET, "source": "Register", "company_id": cls.company_a.id}
        )
        progress = env["code.social.import.progress"].create(
            {"import_ref": done.id, "done": 1, "total": 2}
        )
        records = (done, identity, mapping, progress)
        return {(one._name, ""): one.with_env(env) for one in records}

    @classmethod
    def _create_set(cls, party, evaluator, co_evaluator):
        """Return {"people": {persona: users}, (model, situation): record}."""
        declared = cls._create_work(party).sudo()
        work = cls._create_work(party).sudo()
        work.with_user(party).attach("proof.png", PNG)
        work.with_user(cls.publisher).action_acknowledge("Thanks")
        work._by_method().write(
            {
                "round_ids": [
                    Command.set(
                        (cls.round_open | cls.round_closed | cls.round_published).ids
                    )
                ]
            }
        )
        rows = {
            "people": cls._people(party, evaluator, co_evaluator),
            ("code.social.contribution", "declared"): declared,
            ("code.social.contribution", "in rounds"): work,
            ("code.social.contribution.share", "in rounds"): work.share_ids,
            ("code.social.wealth.matrix", ""): cls.env[
                "code.social.wealth.matrix"
            ].search([("contribution_id", "=", work.id)]),
            ("code.social.tie", ""): cls.env["code.social.tie"].browse(
                cls.env["code.social.tie"]
                .with_user(party)
                .declare(cls.rosa.partner_id.id, "family")
                .id
            ),
            ("code.social.status", ""): cls.env["code.social.status"].create(
                {"partner_id": party.partner_id.id, "kind": "author", "note": SECRET}
            ),
            ("code.social.event", "own act"): cls.env["code.social.event"]
            .sudo()
            .search(
                [
                    ("model", "=", work._name),
                    ("res_id", "=", work.id),
                    ("action", "=", "declared"),
                ]
            ),
            ("code.social.event", "act on a round"): cls.env["code.social.event"]
            .with_user(cls.facilitator)
            ._record(cls.round_closed, "closed"),
        }
        for round_ in (cls.round_open, cls.round_closed, cls.round_published):
            ballots = cls._create_ballots(round_, work, evaluator | co_evaluator)
            rows["code.social.ballot", round_.state] = ballots[0]
        for round_ in (cls.round_closed, cls.round_published):
            rows["code.social.valuation", round_.state] = cls._create_valuation(
                round_, work
            )
        rows.update(cls._of_parts("one_set", party, evaluator, co_evaluator))
        return {
            key: value if key == "people" else value.with_env(cls.env)
            for key, value in rows.items()
        }

    @classmethod
    def _create_work(cls, party):
        return cls.log(
            party,
            name=SECRET,
            project_id=cls.project.id,
            beneficiary_ids=cls.rosa.partner_id.ids,
            description="Said to few (test)",
        )

    @classmethod
    def _create_ballots(cls, round_, work, evaluators):
        state = round_.state
        # Given while open: a closed round refuses them, whoever writes.
        round_._by_method().write({"state": "open"})
        ballots = (
            cls.env["code.social.ballot"]
            ._by_method()
            .create(
                [
                    {
                        "round_id": round_.id,
                        "contribution_id": work.id,
                        "evaluator_id": user.partner_id.id,
                        "state": "submitted",
                        "scores": {"1": 5},
                        "strength": SECRET,
                    }
                    for user in evaluators
                ]
            )
        )
        round_._by_method().write({"state": state})
        return ballots

    @classmethod
    def _create_valuation(cls, round_, work):
        return (
            cls.env["code.social.valuation"]
            ._by_method()
            .create(
                {
                    "round_id": round_.id,
                    "contribution_id": work.id,
                    "n": 2,
                    "raw": 4.0,
                    "quality": 4.0,
                    "has_quality": True,
                    "state": "agreed",
                    "formula_version": "1",
                }
            )
        )

    @classmethod
    def _people(cls, party, evaluator, co_evaluator):
        """Return {persona: the users who play it for this set}."""
        others = cls.noe | cls.ivan
        return {
            "party": party,
            "other": others,
            "acknowledger": cls.rosa,
            "evaluator": evaluator,
            "co_evaluator": co_evaluator,
            "member_b": cls.bruno,
            **{
                name: getattr(cls, name)
                for name in (
                    "facilitator",
                    "auditor",
                    "sage",
                    "guarantor",
                    "publisher",
                    "accountant",
                    "manager",
                    "employee",
                    "customer",
                    "visitor",
                    "settings",
                    "publisher_b",
                    "accountant_b",
                    "manager_b",
                )
            },
        }

    # === Acting as a persona ===

    def as_user(self, record, user):
        """Return the record as the user sees it on a fresh day: nothing cached."""
        self.env.invalidate_all()
        return record.with_user(user).with_context(
            allowed_company_ids=user.company_ids.ids
        )
