"""The back office of the contribution room: screens, buttons, dialogs, tours."""

import base64

from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools.safe_eval import safe_eval

from ..common import CodeSocialCommon, CodeSocialMixin

STAFF = ("publisher", "accountant", "manager")
#: Which persona opens which screen from a menu.
ACTIONS = {
    "code_social_contribution_action": STAFF,
    "code_social_contribution_action_to_acknowledge": ("publisher", "inner"),
    "code_social_contribution_action_mine": ("inner",),
    "code_social_wealth_matrix_action": (*STAFF, "inner"),
    "code_social_wealth_matrix_action_quality": STAFF,
    "code_social_wealth_matrix_action_hours": ("accountant",),
    "code_social_round_action": (*STAFF, "inner"),
    "code_social_ballot_action": ("inner",),
    "code_social_valuation_action": STAFF,
    "code_social_nature_action": STAFF,
    "code_social_criterion_action": STAFF,
}
#: Each button of the contribution's form, and the predicate that shows it.
BUTTONS = {
    "action_open_acknowledge": "_can_acknowledge",
    "action_open_return": "_can_return",
    "action_declare": "_can_declare",
    "action_open_revise": "_can_revise",
    "action_withdraw": "_can_withdraw",
}
ROUND_BUTTONS = {
    "action_open": "viewer_can_open",
    "action_close": "viewer_can_close",
    "action_publish": "viewer_can_publish",
    "action_lock": "viewer_can_lock",
    "action_replay": "viewer_can_replay",
    "action_show_seed": "viewer_can_reveal",
}
FORM = [(False, "form")]
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA"
    "AABJRU5ErkJggg=="
)


class BackOfficeMixin(CodeSocialMixin):
    """Adds `inner`, a member with an internal login."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.inner = cls._create_user("inner", "base.group_user")
        cls.inner.partner_id._join()

    def opened(self, xml_id, user):
        """Return (model as the user, action, views) as the web client gets them."""
        action = (
            self.env["ir.actions.act_window"]
            .with_user(user)
            ._for_xml_id(f"code_social.{xml_id}")
        )
        model = self.env[action["res_model"]].with_user(user)
        search = action["search_view_id"]
        views = [*action["views"], (search and search[0], "search")]
        return model, action, model.get_views(views)["views"]


class TestBackOffice(BackOfficeMixin, CodeSocialCommon):
    def test_each_screen_opens_and_reads_for_its_personas(self):
        self.acknowledged(self.amina, project_id=self.project.id)
        self.opened_round()
        for xml_id, personas in ACTIONS.items():
            for persona in personas:
                with self.subTest(xml_id, persona=persona):
                    self._check_reads(xml_id, getattr(self, persona))

    def _check_reads(self, xml_id, user):
        model, action, views = self.opened(xml_id, user)
        domain = safe_eval(action["domain"] or "[]", {"uid": user.id})
        for kind in ("list", "kanban", "form"):
            if kind not in views:
                continue
            arch = etree.fromstring(views[kind]["arch"])
            names = {
                node.get("name")
                for node in arch.iter("field")
                if not any(a.tag == "field" for a in node.iterancestors())
            }
            found = model.web_search_read(domain, {name: {} for name in names})
            self.assertLessEqual(len(found["records"]), found["length"])

    def test_filters_and_groups_work(self):
        self.acknowledged(self.amina, project_id=self.project.id)
        for xml_id, personas in ACTIONS.items():
            user = getattr(self, personas[0])
            model, _action, views = self.opened(xml_id, user)
            arch = etree.fromstring(views["search"]["arch"])
            for node in arch.iter("filter"):
                with self.subTest(xml_id, filter=node.get("name")):
                    domain = safe_eval(node.get("domain") or "[]", {"uid": user.id})
                    context = safe_eval(node.get("context") or "{}")
                    groups = [context["group_by"]] if "group_by" in context else []
                    rows = model.formatted_read_group(domain, groups, ["__count"])
                    count = sum(row["__count"] for row in rows)
                    self.assertEqual(count, count and model.search_count(domain))

    def _named(self, user, name):
        """Return what a filter of the contributions finds for a user."""
        model, _action, views = self.opened("code_social_contribution_action", user)
        arch = etree.fromstring(views["search"]["arch"])
        (node,) = arch.xpath(f"//filter[@name='{name}']")
        return model.search(safe_eval(node.get("domain"), {"uid": user.id}))

    def test_what_filters_find(self):
        waiting = self.log(self.amina)
        done = self.acknowledged(self.noe, nature_id=self.joy.id, quantity=0)
        own = self.log(self.inner)
        found = self._named(self.publisher, "to_acknowledge")
        self.assertEqual(found & (waiting | done | own), waiting | own)
        self.assertEqual(self._named(self.inner, "to_acknowledge"), found.browse())
        self.assertEqual(self._named(self.inner, "mine"), own)
        joys = self._named(self.publisher, "joy")
        self.assertIn(done, joys)
        self.assertNotIn(waiting, joys)
        self.assertIn(waiting, self._named(self.publisher, "this_month") | done | own)

    def test_buttons_follow_predicates(self):
        _model, _action, views = self.opened(
            "code_social_contribution_action", self.publisher
        )
        arch = etree.fromstring(views["form"]["arch"])
        self.assertEqual(arch.get("edit"), "0")
        self.assertEqual(arch.get("create"), "0")
        shown = {
            node.get("name"): node.get("invisible")
            for node in arch.xpath("//header/button")
        }
        declared = self.log(self.amina, beneficiary_ids=[self.rosa.partner_id.id])
        returned = self.log(self.amina)
        returned.with_user(self.publisher).action_return("Which day?")
        states = declared, returned, self.acknowledged(self.amina)
        self.assertEqual(shown.keys(), BUTTONS.keys())
        for button, predicate in BUTTONS.items():
            field = shown[button].removeprefix("not ")
            for contribution in states:
                for user in (self.publisher, self.accountant, self.manager, self.amina):
                    mine = contribution.with_user(user)
                    with self.subTest(button, user=user.login, state=mine.state):
                        self.assertEqual(mine[field], getattr(mine, predicate)())

    def test_who_sees_which_button(self):
        declared = self.log(self.amina)

        def rights(user):
            mine = declared.with_user(user)
            names = (n for n in mine._fields if n.startswith("viewer_can_"))
            return {name for name in names if mine[name]}

        self.assertEqual(
            rights(self.publisher), {"viewer_can_acknowledge", "viewer_can_return"}
        )
        self.assertEqual(
            rights(self.amina), {"viewer_can_revise", "viewer_can_withdraw"}
        )
        self.assertEqual(rights(self.accountant), set())
        self.assertEqual(rights(self.manager), set())

    def test_buttons_of_a_round(self):
        form = self.env.ref("code_social.code_social_round_view_form")
        arch = etree.fromstring(form.arch)
        shown = {
            node.get("name"): node.get("invisible").removeprefix("not ")
            for node in arch.xpath("//header/button")
        }
        self.assertEqual(shown, ROUND_BUTTONS)
        draft = self.env["code.social.round"].create(
            {
                "name": "Autumn (test)",
                "date_end": self.today,
                "date_from": self.today,
                "date_to": self.today,
                "facilitator_ids": [Command.set(self.facilitator.partner_id.ids)],
            }
        )
        self.assertTrue(draft.with_user(self.manager).viewer_can_open)
        self.assertTrue(draft.with_user(self.facilitator).viewer_can_open)
        self.assertFalse(draft.with_user(self.publisher).viewer_can_open)
        self.assertFalse(draft.with_user(self.facilitator).viewer_can_close)

    def test_menus_lead_where_one_may_go(self):
        def seen(user):
            # As the web client asks: the menus whose screen the user may read.
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            names = ("to_acknowledge", "mine", "log")
            menus = {n: f"code_social_contribution_menu_{n}" for n in names}
            menus["hours"] = "code_social_wealth_matrix_menu_hours"
            menus["matrix"] = "code_social_wealth_matrix_menu"
            menus["natures"] = "code_social_nature_menu"
            ids = {n: self.env.ref(f"code_social.{x}").id for n, x in menus.items()}
            return {name for name, menu in ids.items() if menu in visible}

        self.assertEqual(
            seen(self.publisher), {"to_acknowledge", "log", "matrix", "natures"}
        )
        self.assertEqual(seen(self.accountant), {"hours", "matrix"})
        self.assertEqual(seen(self.manager), {"matrix", "natures"})
        self.assertEqual(seen(self.inner), {"to_acknowledge", "mine", "log", "matrix"})
        self.assertEqual(seen(self.employee), set())

    def test_contact_and_project_lead_to_contributions(self):
        contribution = self.acknowledged(self.amina, project_id=self.project.id)
        partner = self.amina.partner_id.with_user(self.publisher)
        action = partner.action_view_contributions()
        found = self.Contribution.with_user(self.publisher).search(action["domain"])
        self.assertIn(contribution, found)
        self.assertEqual(found.partner_ids, partner)
        project = self.project.with_user(self.accountant)
        action = project.action_view_hours_quality()
        rows = self.env[action["res_model"]].with_user(self.accountant)
        rows = rows.search(action["domain"])
        self.assertEqual(rows.contribution_id, contribution)
        for model in ("res.partner", "project.project"):
            views = (
                self.env[model].with_user(self.employee).get_views([(False, "form")])
            )
            self.assertNotIn("contribution_count", views["views"]["form"]["arch"])


class TestDialogs(BackOfficeMixin, CodeSocialCommon):
    def _note(self, user, **values):
        with Form(self.env["code.social.contribution.log"].with_user(user)) as form:
            for name, value in values.items():
                form[name] = value
        return form.record

    def _contribution(self, action):
        return self.Contribution.browse(action["res_id"])

    def test_publisher_notes_a_paper_form(self):
        wizard = self._note(
            self.publisher,
            partner_id=self.amina.partner_id,
            name="Sunday soup",
            nature_id=self.hospitality,
            quantity=8,
        )
        self.assertTrue(wizard.is_behalf)
        contribution = self._contribution(wizard.action_save())
        self.assertEqual(contribution.partner_ids, self.amina.partner_id)
        self.assertEqual(contribution.entered_by_id, self.publisher.partner_id)
        self.assertEqual(contribution.origin, "behalf")
        self.assertEqual(contribution.state, "declared")
        self.assertEqual(contribution.quantity, 8)
        # Whoever wrote it for another does not acknowledge it.
        self.assertFalse(contribution.with_user(self.publisher).viewer_can_acknowledge)
        again = self._contribution(wizard.action_save())
        self.assertEqual(again, contribution, "posting twice is harmless")

    def test_member_notes_their_own_and_nobody_elses(self):
        wizard = self._note(self.inner, name="A song", nature_id=self.joy)
        contribution = self._contribution(wizard.action_save())
        self.assertEqual(contribution.partner_ids, self.inner.partner_id)
        forged = (
            self.env["code.social.contribution.log"]
            .with_user(self.inner)
            .create(
                {
                    "partner_id": self.amina.partner_id.id,
                    "name": "Forged",
                    "nature_id": self.joy.id,
                }
            )
        )
        with self.assertRaises(AccessError):
            forged.action_save()
        for user in (self.accountant, self.manager, self.customer):
            with self.assertRaises(AccessError):
                self.env["code.social.contribution.log"].with_user(user).create({})

    def test_nature_is_guessed_once(self):
        with Form(
            self.env["code.social.contribution.log"].with_user(self.inner)
        ) as form:
            form.name = "Garden and wood to repair"
            self.assertEqual(
                form.nature_id, self.env.ref("code_social.nature_know_how")
            )
            form.nature_id = self.joy
            form.name = "Garden"
            self.assertEqual(form.nature_id, self.joy, "a choice made stays")

    def test_shared_work_with_a_photo(self):
        wizard = self._note(
            self.publisher,
            partner_id=self.amina.partner_id,
            name="Stage put up",
            nature_id=self.transmission,
            quantity=3,
        )
        wizard.share_ids = [
            Command.create({"partner_id": self.noe.partner_id.id, "share": 40})
        ]
        photo = self._upload("stage.png", PNG)
        wizard.attachment_ids = photo
        contribution = self._contribution(wizard.action_save())
        shares = {s.partner_id: s.share for s in contribution.share_ids}
        self.assertEqual(shares, {self.amina.partner_id: 60, self.noe.partner_id: 40})
        evidence = contribution.with_user(self.publisher).evidence_ids
        self.assertEqual(evidence.mapped("name"), ["stage.png"])
        self.assertFalse(photo.exists(), "the upload does not lie about")

    def _upload(self, name, data):
        return (
            self.env["ir.attachment"]
            .with_user(self.publisher)
            .create(
                {
                    "name": name,
                    "raw": data,
                    "res_model": "code.social.contribution.log",
                    "res_id": 0,
                }
            )
        )

    def test_a_false_photo_is_refused_and_nothing_is_stored(self):
        wizard = self._note(
            self.publisher,
            partner_id=self.amina.partner_id,
            name="Not a photo",
            nature_id=self.joy,
        )
        wizard.attachment_ids = self._upload("photo.jpg", b"MZ\x90\x00 program")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            wizard.action_save()
        self.assertFalse(self.Contribution.search([("name", "=", "Not a photo")]))
        self.assertEqual(wizard.name, "Not a photo", "what was typed is kept")

    def test_bad_input_is_said_and_stores_nothing(self):
        for values in ({"name": "  "}, {"quantity": -1}, {"quantity": 25}):
            wizard = self._note(
                self.publisher,
                partner_id=self.amina.partner_id,
                **{
                    "name": "Too much",
                    "nature_id": self.transmission,
                    "quantity": 1,
                    **values,
                },
            )
            with (
                self.subTest(**values),
                self.assertRaises(UserError),
                self.env.cr.savepoint(),
            ):
                wizard.action_save()
        self.assertFalse(self.Contribution.search([("name", "=", "Too much")]))

    def test_correcting_opens_the_same_form(self):
        contribution = self.log(self.inner, quantity=2)
        action = contribution.with_user(self.inner).action_open_revise()
        logs = self.env[action["res_model"]].with_user(self.inner)
        with Form(logs.with_context(**action["context"])) as form:
            self.assertEqual(form.quantity, 2)
            form.quantity = 2.5
        form.record.action_save()
        self.assertEqual(contribution.quantity, 2.5)
        self.assertEqual(len(contribution.share_ids), 1)
        contribution.with_user(self.publisher).action_acknowledge()
        with self.assertRaises(AccessError):
            form.record.action_save()

    def test_save_and_new_keeps_the_day(self):
        wizard = self._note(
            self.publisher,
            partner_id=self.amina.partner_id,
            name="Bread",
            nature_id=self.hospitality,
            quantity=2,
            project_id=self.project,
        )
        action = wizard.action_save_and_new()
        self.assertEqual(action["context"]["default_date"], wizard.date)
        self.assertEqual(action["context"]["default_project_id"], self.project.id)
        self.assertTrue(self.Contribution.search([("name", "=", "Bread")]))

    def _answer(self, user, contributions, method, **values):
        """Answer through the dialog that the button opens."""
        action = getattr(contributions.with_user(user), method)()
        return (
            self.env[action["res_model"]]
            .with_user(user)
            .with_context(**action["context"])
            .create(values)
        )

    def test_several_are_acknowledged_and_ones_own_left_aside(self):
        self.publisher.partner_id._join()
        own = self.log(self.publisher)
        others = self.log(self.amina) | self.log(self.noe)
        chosen = own.with_user(self.publisher) | others.with_user(self.publisher)
        wizard = self._answer(
            self.publisher, chosen, "action_open_acknowledge", thanks="Thank you both"
        )
        self.assertEqual(wizard.kept_ids, others)
        self.assertEqual(wizard.skipped_ids, own)
        wizard.action_apply()
        self.assertEqual(set(others.mapped("state")), {"acknowledged"})
        self.assertEqual(set(others.mapped("thanks")), {"Thank you both"})
        self.assertEqual(own.state, "declared")
        with self.assertRaises(UserError):
            wizard.action_apply()

    def test_the_action_menu_acknowledges_for_those_allowed(self):
        server_action = self.env.ref(
            "code_social.code_social_contribution_acknowledge_server_action"
        )
        contributions = self.log(self.amina) | self.log(self.noe)
        context = {
            "active_model": contributions._name,
            "active_ids": contributions.ids,
            "active_id": contributions[:1].id,
        }
        run = server_action.with_context(**context)
        action = run.with_user(self.publisher).run()
        self.assertEqual(
            action["context"]["default_contribution_ids"], contributions.ids
        )
        with self.assertRaises(AccessError):
            run.with_user(self.accountant).run()

    def test_return_needs_a_reason(self):
        contribution = self.log(self.amina)
        wizard = self._answer(
            self.publisher, contribution, "action_open_return", reason="Which day?"
        )
        wizard.action_apply()
        self.assertEqual(contribution.state, "returned")
        self.assertEqual(contribution.return_reason, "Which day?")
        blank = self._answer(
            self.publisher, self.log(self.noe), "action_open_return", reason="  "
        )
        with self.assertRaises(UserError):
            blank.action_apply()

    def test_a_member_cannot_answer_for_others(self):
        contribution = self.log(self.amina)
        dialogs = self.env["code.social.contribution.acknowledge"]
        for user in (self.inner, self.noe, self.accountant):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                dialogs.with_user(user).create(
                    {"contribution_ids": [Command.set(contribution.ids)]}
                ).action_apply()
        self.assertEqual(contribution.state, "declared")

    def test_replay_says_what_it_found(self):
        # So that no draw ever opens all four works to the facilitator.
        ties = self.env["code.social.tie"].with_user(self.facilitator)
        ties.declare(self.amina.partner_id.id, "family")
        for user in (self.amina, self.noe, self.rosa, self.theo):
            self.acknowledged(user)
        round_ = self.opened_round()
        for ballot in self.ballots_of(round_):
            self.vote(ballot)
        facilitated = round_.with_user(self.facilitator)
        self.assertFalse(facilitated.viewer_can_replay)
        facilitated.action_close()
        self.assertTrue(facilitated.viewer_can_replay)
        self.env.invalidate_all()  # the next page, not what the draw left in memory
        self.assertLess(len(facilitated.contribution_ids), 4, "not all theirs to read")
        self.assertEqual(facilitated.contribution_count, 4, "all of them are counted")
        said = facilitated.action_replay()
        self.assertEqual(said["params"]["type"], "success")
        with self.assertRaises(AccessError):
            round_.with_user(self.publisher).action_replay()

    def test_an_exchange_is_concluded_with_words(self):
        for user in (self.amina, self.noe, self.rosa, self.theo):
            self.acknowledged(user)
        round_ = self.opened_round()
        for i, ballot in enumerate(self.ballots_of(round_)):
            self.vote(ballot, level=1 if i % 2 else 5)
        round_.with_user(self.facilitator).action_close()
        self.assertEqual(round_.state, "deliberation")
        shared = round_.valuation_ids.filtered(lambda v: v.views == "shared")
        first = shared[:1].with_user(self.facilitator)
        self.assertTrue(first.viewer_can_maintain)
        action = first.action_open_maintain()
        dialogs = self.env[action["res_model"]].with_context(**action["context"])
        with self.assertRaises(AccessError):
            dialogs.with_user(self.inner).create({"reason": "No"}).action_apply()
        dialogs.with_user(self.facilitator).create(
            {"reason": "Two uses, one value"}
        ).action_apply()
        self.assertEqual(first.state, "maintained")
        self.assertEqual(first.views, "shared")
        self.assertEqual(first.deliberation_reason, "Two uses, one value")


class TestMatrixScreens(BackOfficeMixin, CodeSocialCommon):
    def _rows(self, contributions, user=None):
        self.env.invalidate_all()  # a table that is computed is read afresh
        rows = self.env["code.social.wealth.matrix"].with_user(user or self.accountant)
        return rows.search([("contribution_id", "in", contributions.ids)])

    def test_hours_stand_beside_their_timesheet(self):
        contribution = self.acknowledged(self.amina, project_id=self.project.id)
        row = self._rows(contribution)
        self.assertEqual((row.hours, row.line_hours, row.line_delta), (1.5, 1.5, 0))
        self.assertEqual(row.line_id, contribution.share_ids.line_id)
        # What nobody can do through Odoo: a line changed beneath its contribution.
        self.env.cr.execute(
            "UPDATE account_analytic_line SET unit_amount = 1.25 WHERE id = %s",
            [contribution.share_ids.line_id.id],
        )
        self.env.invalidate_all()
        gap = self._rows(contribution).filtered_domain([("line_delta", "<", -0.004)])
        self.assertEqual(gap.line_delta, -0.25)
        alone = self._rows(self.acknowledged(self.noe))
        self.assertFalse(alone.line_id)
        self.assertEqual(alone.line_delta, 0)

    def test_what_is_not_measured_counts_once(self):
        joys = self.acknowledged(self.amina, nature_id=self.joy.id, quantity=0)
        joys |= self.acknowledged(self.noe, nature_id=self.joy.id, quantity=0)
        rows = self._rows(joys)
        self.assertEqual(rows.mapped("quantity"), [1, 1])
        ((total,),) = rows._read_group([("id", "in", rows.ids)], [], ["quantity:sum"])
        self.assertEqual(total, 2)

    def test_a_quality_never_comes_alone(self):
        works = self.Contribution
        received_by = [self.inner.partner_id.id]
        for user in (self.amina, self.noe, self.rosa, self.theo):
            works |= self.acknowledged(user, beneficiary_ids=received_by)
        round_ = self.opened_round()
        ballots = self.ballots_of(round_)
        poor = works[:1]
        for ballot in ballots:
            if ballot.contribution_id != poor:
                self.vote(ballot)
        self.vote(ballots.filtered(lambda b: b.contribution_id == poor)[:1])
        round_.with_user(self.facilitator).action_close()
        self.assertFalse(any(row.views for row in self._rows(works)), "not published")
        round_.with_user(self.facilitator).action_publish()
        few = self._rows(poor)
        self.assertEqual((few.views, few.n, few.quality), ("few", 1, 0))
        self.assertFalse(few.agreement)
        full = self._rows(works - poor)[:1]
        self.assertEqual((full.views, full.n), ("close", 3))
        label = full.contribution_id.with_user(self.accountant).valuation_label
        self.assertIn("3 ballots", label)
        self.assertIn("close views", label)
        # Who received it reads the contribution; its figure is not theirs to read.
        received = full.contribution_id.with_user(self.inner)
        self.assertEqual(received.name, full.name)
        self.assertFalse(received.valuation_label)

    def test_units_stand_in_the_headings(self):
        self.acknowledged(self.amina, nature_id=self.hospitality.id, quantity=4)
        rows = self.env["code.social.wealth.matrix"].with_user(self.publisher)
        groups = rows.with_context(nature_with_unit=True).formatted_read_group(
            [("nature_id", "=", self.hospitality.id)], ["nature_id"], ["quantity:sum"]
        )
        self.assertEqual(groups[0]["nature_id"][1], "Hospitality (meals)")
        self.assertEqual(self.hospitality.display_name, "Hospitality")


@tagged("post_install", "-at_install", "code_social", "code_social_tour")
class TestBackOfficeTours(BackOfficeMixin, HttpCase):
    def _tour(self, path, name, login):
        self.start_tour(f"/odoo/{path}", name, login=login, timeout=120)

    def _action(self, xml_id):
        return f"action-{self.env.ref(f'code_social.{xml_id}').id}"

    def test_publisher_acknowledges(self):
        soup = self.log(self.amina, name="Sunday soup")
        song = self.log(self.noe, name="A song")
        self._tour(
            self._action("code_social_contribution_action_to_acknowledge"),
            "code_social_publisher_acknowledges",
            self.publisher.login,
        )
        self.assertEqual(soup.state, "acknowledged")
        self.assertEqual(song.thanks, "It fed us all")
        self.assertEqual(song.acknowledged_by_id, self.publisher.partner_id)

    def test_publisher_notes_on_behalf(self):
        self._tour(
            "contributions",
            "code_social_publisher_notes_on_behalf",
            self.publisher.login,
        )
        bread = self.Contribution.search([("name", "=", "Bread for the market")])
        self.assertEqual(bread.partner_ids, self.rosa.partner_id)
        self.assertEqual(bread.quantity, 12)

    def test_accountant_reads_hours_and_quality(self):
        self.acknowledged(self.amina, project_id=self.project.id)
        self._tour(
            "hours-and-quality",
            "code_social_accountant_reads_hours",
            self.accountant.login,
        )

    def test_matrix_shows_no_total(self):
        self.acknowledged(self.amina)
        self.acknowledged(self.amina, nature_id=self.hospitality.id, quantity=4)
        self._tour(
            "wealth-matrix", "code_social_matrix_without_total", self.publisher.login
        )
