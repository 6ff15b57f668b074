"""The ways round the rules that people try first, each by its name."""

import json

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL, mute_logger

from . import table
from .rooms import PARTS
from .world import PNG, SECRET, WorldMixin

FORGED = {
    "code_social_method": True,
    "code_social_share": True,
    "code_social_drop_guarded": True,
    "default_state": "acknowledged",
    "default_evaluator_id": 1,
}
WORD = "A word (test)"


class Named(WorldMixin):
    """The rows the tests go for, and what a refusal is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = cls.sets[0]
        cls.work = cls.rows["code.social.contribution", "in rounds"]
        cls.declared = cls.rows["code.social.contribution", "declared"]
        cls.share = cls.rows["code.social.contribution.share", "in rounds"]
        cls.ballot = cls.rows["code.social.ballot", "open"]
        cls.closed_ballot = cls.rows["code.social.ballot", "closed"]
        cls.valuation = cls.rows["code.social.valuation", "closed"]
        cls.tie = cls.rows["code.social.tie", ""]

    def refused(self, call, *args, **kwargs):
        """The call raises as a refusal does, and says nothing of what it hides."""
        with self.assertRaises(UserError) as caught:
            call(*args, **kwargs)
        self.assertNotIn(SECRET, str(caught.exception))

    def says_nothing(self, call):
        """The call is refused, or its answer holds nothing of what is hidden."""
        try:
            answer = call()
        except UserError as error:
            answer = error
        self.assertNotIn(SECRET, json.dumps(answer, default=str))
        self.assertNotIn("Said to few", json.dumps(answer, default=str))

    def silent(self, call):
        """The call is refused, or gives nothing."""
        try:
            answer = call()
        except UserError as error:
            self.assertNotIn(SECRET, str(error))
        else:
            self.assertFalse(answer)


class Forging:
    def test_forging_anothers_contribution(self):
        others = (self.noe, self.ivan, self.customer, self.employee, self.settings)
        for user in others:
            mine = self.as_user(self.declared, user)
            for call in (
                lambda r=mine: r.write({"name": "Mine now"}),
                lambda r=mine: r.revise({"name": "Mine now"}),
                lambda r=mine: r.web_save({"name": "Mine now"}, {}),
                lambda r=mine, u=user: r.create(
                    {
                        "name": "In her name",
                        "nature_id": self.transmission.id,
                        "share_ids": [
                            Command.create({"partner_id": self.amina.partner_id.id})
                        ],
                    }
                ),
                lambda r=mine: r.log(
                    {
                        "name": "In her name",
                        "nature_id": self.transmission.id,
                        "partner_id": self.amina.partner_id.id,
                    }
                ),
                lambda r=mine: r.share_ids.create(
                    {"contribution_id": r.id, "partner_id": r.env.user.partner_id.id}
                ),
                lambda r=mine: r.action_acknowledge(),
                lambda r=mine: r.action_return("No"),
                lambda r=mine: r.attach("a.png", PNG),
                lambda r=mine: r.message_post(body=WORD),
                lambda r=mine: r.copy(),
                lambda r=mine: r.load(["name"], [["Imported"]]) and self.not_loaded(r),
            ):
                with self.subTest(user=user.login):
                    self.refused(call)

    def not_loaded(self, record):
        """`load` answers with messages and never raises: here it brought nothing."""
        found = self.Contribution.sudo().search([("name", "=", "Imported")])
        self.assertFalse(found)
        raise AccessError(WORD)

    def test_deleting_anothers_contribution(self):
        for user in (self.noe, self.ivan, self.customer, self.employee, self.manager):
            for record in (self.declared, self.share):
                with self.subTest(record._name, user=user.login):
                    self.refused(self.as_user(record, user).unlink)
            with self.subTest(user=user.login):
                self.refused(self.as_user(self.declared, user).action_withdraw)
        self.assertTrue(self.declared.exists())

    def test_deleting_anothers_timesheet_line(self):
        line = self.share.line_id
        self.assertTrue(line)
        for user in (self.noe, self.employee, self.publisher, self.accountant):
            for values in (None, {"unit_amount": 9}, {"name": "Mine"}):
                mine = self.as_user(line, user).with_context(**FORGED)
                if values == {"name": "Mine"} and mine.has_access("write"):
                    continue
                with self.subTest(user=user.login, values=values):
                    with self.assertRaises(UserError) as caught:
                        if values:
                            mine.write(values)
                        else:
                            mine.unlink()
                    if not self.share.with_user(user).has_access("read"):
                        self.assertNotIn(SECRET, str(caught.exception))
        self.assertTrue(line.exists())
        self.assertEqual(self.share.line_id, line)

    def test_a_forged_context_opens_nothing(self):
        person = self.noe.partner_id
        for user in (self.noe, self.publisher, self.manager, self.settings):
            calls = (
                (self.declared, {"state": "acknowledged"}),
                (self.ballot, {"scores": {"1": 1}}),
                (self.valuation, {"quality": 5.0}),
                (self.round_open, {"state": "published"}),
                (self.tie, {"other_id": person.id}),
            )
            for record, values in calls:
                mine = self.as_user(record, user).with_context(**FORGED)
                with self.subTest(record._name, user=user.login):
                    self.silent(lambda r=mine, v=values: r.write(v) and False)
        self.assertEqual(self.declared.state, "declared")
        self.assertEqual(self.ballot.scores, {"1": 5})
        self.assertEqual(self.valuation.quality, 4.0)
        self.assertEqual(self.round_open.state, "open")
        self.assertEqual(self.tie.other_id, self.rosa.partner_id)

    def test_a_forged_company_opens_nothing(self):
        forged = {"allowed_company_ids": self.company_a.ids}
        for user in (self.publisher_b, self.accountant_b, self.manager_b):
            for record in (self.work, self.share, self.round_open):
                mine = record.with_user(user).with_context(**forged)
                with self.subTest(record._name, user=user.login):
                    self.env.invalidate_all()
                    self.refused(lambda r=mine: r.search([]) and r.read(["id"]))
        with self.assertRaises(UserError):
            self.Contribution.with_user(self.bruno).with_context(**forged).log(
                {"name": "Across", "nature_id": self.transmission.id}
            )

    def test_defaults_and_copies_forge_nothing(self):
        forged = {
            "default_state": "acknowledged",
            "default_acknowledged_by_id": self.rosa.partner_id.id,
        }
        for user in (self.amina, self.manager):
            Contribution = self.Contribution.with_user(user).with_context(**forged)
            values = Contribution.default_get(["state", "acknowledged_by_id"])
            self.assertEqual(values.get("state"), "draft")
            self.assertFalse(values.get("acknowledged_by_id"))
        logged = (
            self.Contribution.with_user(self.amina)
            .with_context(**forged)
            .log({"name": "Bread", "nature_id": self.transmission.id})
        )
        self.assertEqual(logged.state, "declared")
        self.assertFalse(logged.acknowledged_by_id)
        copied = self.round_published.with_user(self.manager).copy()
        self.assertEqual(copied.state, "draft")
        self.assertFalse(copied.seed_hash or copied.sudo().seed)
        self.assertFalse(copied.contribution_ids or copied.opened_on)

    def test_name_create_and_load_make_nothing(self):
        models = [name for name in table.ROWS if self.env[name]._auto]
        for user in (self.noe, self.ivan, self.customer, self.employee):
            for model in models:
                Model = self.env[model].with_user(user)
                before = Model.sudo().search_count([])
                with self.subTest(model, user=user.login):
                    self.silent(lambda m=Model: m.name_create("Slipped in"))
                    field = Model._rec_name or "id"
                    self.silent(
                        lambda m=Model, f=field: m.load([f], [["Slipped in"]])["ids"]
                    )
                    self.assertEqual(Model.sudo().search_count([]), before)


class ReadingAround:
    def test_nothing_points_to_a_secret(self):
        """A Many2one shows the name of its target to whoever reads the link."""
        secret = {"code.social.ballot", "code.social.tie"}
        pointing = [
            str(field)
            for model in self.env.values()
            for field in model._fields.values()
            if field.relational and field.comodel_name in secret
        ]
        self.assertEqual(pointing, [])

    def test_reading_through_a_many2one(self):
        """A dialog or a form of one's own does not read the record it points to."""
        deep = {"fields": {"name": {}, "description": {}, "partner_ids": {}}}
        for user in (self.noe, self.ivan):
            Log = self.as_user(self.env["code.social.contribution.log"], user)
            with self.subTest(user=user.login):
                for changed in ([], ["contribution_id"], ["name"]):
                    self.says_nothing(
                        lambda m=Log, c=changed: m.onchange(
                            {"contribution_id": self.work.id, "name": "Bread"},
                            c,
                            {"contribution_id": deep, "name": {}, "description": {}},
                        )
                    )
                self.refused(
                    Log.with_context(default_contribution_id=self.work.id).default_get,
                    ["contribution_id", "name"],
                )
                dialog = Log.create(
                    {
                        "name": "Bread",
                        "partner_id": user.partner_id.id,
                        "nature_id": self.transmission.id,
                        "contribution_id": self.work.id,
                    }
                )
                self.refused(dialog.web_read, {"contribution_id": deep})
                self.refused(dialog.action_save)

    def test_related_fields_of_a_new_row_say_nothing(self):
        """`onchange` fills related fields as superuser, for whom may write alone."""
        for user in (self.noe, self.ivan, self.customer, self.employee):
            for model, values, spec in (
                (
                    "code.social.contribution.share",
                    {"contribution_id": self.work.id, "share": 100},
                    {"state": {}, "date": {}, "quantity": {}},
                ),
                (
                    "code.social.ballot",
                    {"round_id": self.round_open.id},
                    {"company_id": {}},
                ),
                (
                    "code.social.valuation",
                    {"round_id": self.round_open.id},
                    {"round_state": {}},
                ),
            ):
                Model = self.as_user(self.env[model], user)
                with self.subTest(model, user=user.login):
                    self.refused(Model.onchange, values, list(values), spec)

    def test_a_specification_does_not_reach_ballots_or_figures(self):
        figures = {"fields": {"quality": {}, "raw": {}}}
        spec = {
            "contribution_ids": {
                "fields": {"display_name": {}, "name": {}, "valuation_ids": figures}
            },
            "valuation_ids": figures,
        }
        for user in (self.noe, self.ivan, self.sage, self.guarantor):
            for round_ in (self.round_open, self.round_closed, self.round_published):
                mine = self.as_user(round_, user)
                with self.subTest(user=user.login, state=round_.state):
                    answer = mine.web_read(spec)[0]
                    self.assertFalse(answer["contribution_ids"])
                    self.assertNotIn(SECRET, json.dumps(answer))
                    if user != self.guarantor or round_ != self.round_published:
                        self.assertFalse(answer["valuation_ids"])

    def test_domains_on_what_one_may_not_read(self):
        """A search must not answer by yes or no what reading would refuse."""
        round_ = self.round_closed.id
        probes = (
            # a round is readable by all, its figures are not
            (self.noe, "code.social.round", round_, "valuation_ids.quality"),
            (self.ivan, "code.social.round", round_, "valuation_ids.quality"),
            (self.noe, "code.social.round", round_, "contribution_ids.quantity"),
            (self.ivan, "code.social.round", round_, "contribution_ids.partner_ids.id"),
        )
        for user, model, record, path in probes:
            Model = self.as_user(self.env[model], user)
            for operator, value in ((">=", 1), ("!=", False)):
                domain = [("id", "=", record), (path, operator, value)]
                with self.subTest(user=user.login, model=model, path=path):
                    self.silent(lambda m=Model, d=domain: m.search(d))
                    self.silent(lambda m=Model, d=domain: m.search_count(d))

    def test_unpublished_figures_of_ones_own_work_do_not_answer(self):
        """The same, where a published figure exists beside: values tell them apart."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE code_social_valuation SET quality = 1.25, n = 77 WHERE id = %s",
                self.valuation.id,
            )
        )
        Contribution = self.as_user(self.Contribution, self.amina)
        for path, value in (
            ("valuation_ids.quality", 1.25),
            ("round_ids.valuation_ids.quality", 1.25),
            ("valuation_ids.n", 77),
        ):
            domain = [("id", "=", self.work.id), (path, "=", value)]
            with self.subTest(path=path):
                self.silent(lambda d=domain: Contribution.search(d))
                self.silent(lambda d=domain: Contribution.search_count(d))
        Matrix = self.as_user(self.env["code.social.wealth.matrix"], self.amina)
        self.silent(
            lambda: Matrix.search([("contribution_id.valuation_ids.n", "=", 77)])
        )
        self.silent(lambda: Matrix.search([("n", "=", 77)]))

    def test_ballots_answer_no_search(self):
        domains = (
            [("scores", "!=", False)],
            [("evaluator_id", "=", self.theo.partner_id.id)],
            [("strength", "ilike", SECRET)],
            [("round_id.facilitator_ids", "!=", False)],
        )
        users = (self.amina, self.noe, self.ivan, self.facilitator, self.publisher)
        for user in (*users, self.manager, self.guarantor, self.settings):
            Ballot = self.as_user(self.env["code.social.ballot"], user)
            for domain in domains:
                domain = [("round_id", "=", self.round_open.id), *domain]
                with self.subTest(user=user.login, domain=domain):
                    self.silent(lambda m=Ballot, d=domain: m.search(d))
                    self.silent(lambda m=Ballot, d=domain: m.search_count(d))
                    self.silent(
                        lambda m=Ballot, d=domain: m.formatted_read_group(
                            d, ["evaluator_id"], ["__count"]
                        )
                    )
                    self.silent(
                        lambda m=Ballot, d=domain: m.search(d, order="strength")
                    )

    def test_secret_fields_are_not_sorted_grouped_or_searched(self):
        secrets = (
            ("code.social.round", "seed"),
            ("res.partner", "member_uid"),
            ("res.partner", "joined_on"),
            ("res.users", "joined_on"),
            ("res.partner", "contribution_clock"),
            ("project.project", "contribution_ids"),
        )
        for user in (self.amina, self.ivan, self.employee, self.customer):
            for model, name in secrets:
                Model = self.as_user(self.env[model], user)
                day = ":day" if Model._fields[name].type == "date" else ""
                calls = {
                    "search": lambda m=Model, n=name: m.search([(n, "=", False)]),
                    "fields": lambda m=Model, n=name: n in m.fields_get([n]),
                    "export": lambda m=Model, n=name: m.export_data([n])["datas"],
                }
                if not Model._fields[name].relational:
                    calls["order"] = lambda m=Model, n=name: m.search([], order=n)
                    calls["group"] = lambda m=Model, n=name, d=day: (
                        m.formatted_read_group([], [n + d], ["__count"])
                    )
                for what, call in calls.items():
                    with self.subTest(what, user=user.login, model=model, name=name):
                        self.silent(call)

    def test_dotted_sorting_and_grouping_do_not_reach_secrets(self):
        Share = self.as_user(self.env["code.social.contribution.share"], self.amina)
        for name in ("partner_id.joined_on", "contribution_id.valuation_ids"):
            with self.subTest(name), self.assertRaises(ValueError):
                Share.search([], order=name)

    def test_a_refusal_names_nothing_even_in_debug_mode(self):
        """Odoo names the record to internal users whose screen shows more."""
        no_one = self.env.ref("base.group_no_one")
        for user in (self.ivan, self.employee, self.settings):
            user.group_ids |= no_one
            for record in (self.work, self.share, self.ballot, self.tie):
                with self.subTest(record._name, user=user.login):
                    self.refused(self.as_user(record, user).read, ["display_name"])

    def test_absent_and_forbidden_are_the_same(self):
        for user in (self.noe, self.ivan, self.customer, self.employee):
            for record in (
                self.work,
                self.share,
                self.ballot,
                self.tie,
                self.valuation,
            ):
                absent = record.browse(record.id + 10**6)
                # Of `read`, Odoo leaves out what is absent: see it over RPC.
                for name in ("check_access", "write", "unlink", "export_data"):
                    args = {
                        "write": [{}],
                        "check_access": ["read"],
                        "export_data": [["id"]],
                    }
                    answers = []
                    for one in (record, absent):
                        mine = self.as_user(one, user)
                        try:
                            getattr(mine, name)(*args.get(name, []))
                            answers.append(None)
                        except UserError as error:
                            answers.append((type(error), str(error)))
                    with self.subTest(record._name, user=user.login, method=name):
                        self.assertEqual(*answers)

    def test_fields_of_a_dialog_do_not_list_the_members(self):
        for user in (self.customer, self.employee, self.visitor):
            for model in (
                "code.social.contribution.log",
                "code.social.contribution.log.share",
            ):
                domain = self.env[model].with_user(user).fields_get(["partner_id"])
                with self.subTest(model, user=user.login):
                    self.assertNotIn(
                        str(self.amina.partner_id.id),
                        str(domain.get("partner_id", {}).get("domain")),
                    )

    def test_the_members_of_another_company_are_not_listed(self):
        domain = self.env["code.social.contribution.log"].with_user(self.amina)
        people = self.env["res.partner"].search(domain._member_domain())
        self.assertIn(self.noe.partner_id, people)
        self.assertNotIn(self.bruno.partner_id, people)


class Mail:
    """Messages, followers and notices say no more than the records."""

    def test_who_was_told_is_not_for_others(self):
        self.round_published.sudo()._tell_results()
        self.work.sudo()._tell_contributors("%(name)s %(who)s")
        notices = self.env["mail.notification"].search(
            [("mail_message_id.model", "=like", "code.social.%")]
        )
        self.assertTrue(notices)
        for user in (self.employee, self.ivan, self.settings, self.noe, self.customer):
            mine = self.as_user(notices, user)
            with self.subTest(user=user.login):
                found = mine.search([("id", "in", notices.ids)])
                others = found.sudo().filtered(
                    lambda n, u=user: u.partner_id not in n.res_partner_id | n.author_id
                )
                self.assertFalse(others)
                with self.assertRaises(AccessError):
                    (mine - found).read(["mail_message_id"])

    def test_followers_are_not_for_others(self):
        self.work.message_subscribe(self.amina.partner_id.ids)
        followers = self.env["mail.followers"].search(
            [("res_model", "=", self.work._name)]
        )
        self.assertTrue(followers)
        for user in (self.employee, self.ivan, self.settings, self.publisher_b):
            with self.subTest(user=user.login):
                mine = self.as_user(followers, user)
                self.silent(lambda m=mine: m.search([("id", "in", followers.ids)]))

    def test_evaluators_do_not_learn_of_each_other(self):
        self.env["code.social.ballot"].search(
            [("round_id", "=", self.round_open.id)]
        )._by_method().write({"state": "assigned"})
        self.round_open._tell_evaluators()
        messages = self.env["mail.message"].search(
            [("model", "=", "code.social.round"), ("res_id", "=", self.round_open.id)]
        )
        told = messages.filtered(lambda m: self.igor.partner_id in m.partner_ids)
        self.assertTrue(told)
        self.assertTrue(all(len(message.partner_ids) == 1 for message in told))
        mine = self.as_user(messages, self.igor)
        found = mine.search([("id", "in", messages.ids)])
        self.assertFalse(found.partner_ids & self.theo.partner_id)

    def test_messages_carry_no_ballot(self):
        self.assertFalse(hasattr(self.ballot, "message_post"))
        self.assertFalse(hasattr(self.tie, "message_post"))
        for user in (self.theo, self.igor):
            open_ballot = self.env["code.social.ballot"].search(
                [
                    ("round_id", "=", self.round_open.id),
                    ("evaluator_id", "=", user.partner_id.id),
                ],
                limit=1,
            )
            open_ballot.with_user(user).action_recuse("We are close (test)")
        Message = self.env["mail.message"].sudo()
        self.assertFalse(Message.search([("body", "ilike", "We are close (test)")]))
        self.assertFalse(Message.search([("model", "=", "code.social.ballot")]))
        values = self.env["mail.tracking.value"].sudo()
        fields = self.env["ir.model.fields"].sudo()
        secret = fields.search([("model", "in", ["code.social.ballot"])])
        self.assertFalse(values.search([("field_id", "in", secret.ids)]))
        events = self.env["code.social.event"].sudo()
        self.assertFalse(events.search([("model", "=", "code.social.ballot")]))
        self.assertFalse(events.search([("reason", "ilike", "We are close")]))

    def test_a_recused_evaluator_no_longer_reads_the_work(self):
        ballots = self.env["code.social.ballot"].search(
            [("contribution_id", "=", self.work.id)]
        )
        self.assertTrue(self.as_user(self.work, self.theo).read(["name"]))
        mine = ballots.filtered(lambda b: b.evaluator_id == self.theo.partner_id)
        for ballot in mine:
            state = ballot.round_id.state
            ballot.round_id._by_method().write({"state": "open"})
            ballot._by_method().write({"state": "recused"})
            ballot.round_id._by_method().write({"state": state})
        self.refused(self.as_user(self.work, self.theo).read, ["name"])

    def test_contacts_are_not_merged_to_reach_a_history(self):
        stranger = self.env["res.partner"].create({"name": "Amina (double)"})
        wizard = self.env["base.partner.merge.automatic.wizard"].sudo()
        for source, target in (
            (self.amina.partner_id, self.noe.partner_id),
            (self.amina.partner_id, stranger),
        ):
            with self.subTest(target=target.name), self.assertRaises(UserError):
                wizard._merge((source | target).ids, target, extra_checks=False)
        self.assertEqual(self.share.partner_id, self.amina.partner_id)


class Stranger:
    def test_a_customer_who_never_joined_sees_nothing(self):
        for user in (self.customer, self.employee, self.visitor, self.settings):
            for model in table.ROWS:
                Model = self.as_user(self.env[model], user)
                for call in (
                    lambda m=Model: m.search([]),
                    lambda m=Model: m.search_count([]),
                    lambda m=Model: m.search_read([], ["id"]),
                    lambda m=Model: m.web_search_read([], {})["records"],
                    lambda m=Model: m.formatted_read_group([], [], ["__count"])[0][
                        "__count"
                    ],
                    lambda m=Model: m.name_search(""),
                    lambda m=Model: m.web_name_search("", {"display_name": {}}),
                ):
                    with self.subTest(model, user=user.login):
                        self.silent(call)

    def test_one_who_left_sees_nothing_either(self):
        self.noe.partner_id._leave()
        for model in table.ROWS:
            Model = self.as_user(self.env[model], self.noe)
            with self.subTest(model):
                self.silent(lambda m=Model: m.search([]))


class PublicMethods:
    """No method is reached without its predicate."""

    def public_methods(self):
        """Return every method that a remote client can call and that is ours."""
        found = set()
        for name, model in self.env.items():
            for cls in type(model).mro():
                if not cls.__module__.startswith("odoo.addons.code_social."):
                    continue
                for method, value in vars(cls).items():
                    if method.startswith("_") or not callable(value):
                        continue
                    if method in table.NARROWED or model._abstract:
                        continue
                    if not getattr(getattr(model, method), "_api_private", False):
                        found.add(f"{name}.{method}")
        return found

    def test_every_public_method_is_in_the_list(self):
        self.assertEqual(self.public_methods(), set(table.METHODS))

    def calls(self):
        """Return {"model.method": (records, arguments)}: on somebody else's rows."""
        work, ballot = self.declared, self.ballot
        mandate = self.common["code.social.mandate", "draft"]
        scores = {"1": 1}
        log = {
            "name": "Bread",
            "partner_id": self.amina.partner_id.id,
            "nature_id": self.transmission.id,
        }
        many = {"contribution_ids": work.ids}
        return {
            "code.social.ballot.action_recuse": (ballot, ["Why"]),
            "code.social.ballot.action_save": (ballot, [scores]),
            "code.social.ballot.action_submit": (ballot, [scores, "a", "b"]),
            "code.social.contribution.action_return": (work, ["Why"]),
            "code.social.contribution.attach": (work, ["a.png", PNG]),
            "code.social.contribution.log": (
                work.browse(),
                [{**log, "name": "Own bread", "partner_id": False}],
            ),
            "code.social.contribution.revise": (work, [{"name": "Mine"}]),
            "code.social.contribution.acknowledge.action_apply": many,
            "code.social.contribution.return.action_apply": {**many, "reason": "Why"},
            "code.social.contribution.log.action_save": {
                **log,
                "contribution_id": work.id,
            },
            "code.social.contribution.log.action_save_and_new": {
                **log,
                "contribution_id": work.id,
            },
            "code.social.reason.wizard.action_apply": {
                "res_model": "res.partner",
                "res_id": self.amina.partner_id.id,
                "method": "action_leave",
                "reason": "Out",
            },
            "code.social.valuation.maintain.action_apply": {
                "valuation_id": self.valuation.id,
                "reason": "Heard",
            },
            "code.social.mandate.action_revoke": (mandate, ["Why"]),
            "code.social.tie.declare": (
                self.tie.browse(),
                [self.sage.partner_id.id, "family"],
            ),
            "code.social.valuation.action_maintain": (self.valuation, ["Heard"]),
            "code.social.round.action_open": (self.round_draft, []),
            "code.social.round.action_close": (self.round_open, []),
            "code.social.round.action_lock": (self.round_published, []),
            "code.social.import.action_run": (
                self.common["code.social.import", ""],
                [],
            ),
            "project.project.action_view_contributions": (self.project, []),
            "project.project.action_view_hours_quality": (self.project, []),
            "res.company.action_install_community": (self.company_a, []),
            "res.partner.action_join": (self.customer.partner_id, []),
            "res.partner.action_leave": (self.amina.partner_id, ["Out"]),
            "res.partner.action_view_contributions": (self.amina.partner_id, []),
            **self.calls_of_parts(),
        }

    def calls_of_parts(self):
        """Return the calls which the rooms' own parts describe."""
        found = {}
        for part in PARTS:
            if hasattr(part, "calls"):
                found.update(part.calls(self))
        return found

    def target(self, name):
        """Return (records, arguments, values of a dialog or None) of a method."""
        model, method = name.rpartition(".")[::2]
        call = self.calls().get(name)
        if isinstance(call, dict):
            return self.env[model], [], call
        if call:
            return (*call, None)
        rows = {**self.common, **self.rows}
        rows.pop("people")
        record = next((one for (key, _s), one in rows.items() if key == model), None)
        if record is None:
            return self.env[model], [], {}
        closed = method in ("action_publish", "replay", "action_replay")
        return (self.round_closed if closed else record), [], None

    def state_of_everything(self):
        """Return one digest of every table of ours, of members and of lines."""
        self.env.flush_all()
        tables = {
            model._table
            for name, model in self.env.items()
            if name.startswith("code.social.")
            and model._auto
            and not model._abstract
            and not model._transient
        }
        tables |= {"res_partner", "account_analytic_line", "mail_message"}
        tables |= {"res_groups_users_rel", "ir_attachment"}
        return {
            name: self.env.execute_query(
                SQL(
                    "SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM %s t",
                    SQL.identifier(name),
                )
            )
            for name in sorted(tables)
        }

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.sql_db")
    def test_no_method_is_reached_without_its_predicate(self):
        before = self.state_of_everything()
        for name, (customer, other) in table.METHODS.items():
            for users, expected in (
                (self.customer | self.employee | self.settings, customer),
                (self.noe | self.ivan, other),
            ):
                for user in users:
                    with self.subTest(name, user=user.login, expected=expected):
                        self.check_method(name, user, expected)
        self.assertEqual(self.state_of_everything(), before)

    def check_method(self, name, user, expected):
        records, args, dialog = self.target(name)
        method = name.rpartition(".")[2]
        records = self.as_user(records, user)

        def call():
            target = records
            if dialog is not None:
                target = records.create(dialog)
            return getattr(target, method)(*args)

        if expected == table.REFUSED:
            with self.assertRaises(UserError) as caught:
                call()
            self.assertNotIn(SECRET, str(caught.exception))
            return
        with self.cr.savepoint() as savepoint:
            answer = call()
            self.assertNotIn(SECRET, json.dumps(answer, default=str))
            if expected == table.OWN:
                if answer._name == self.work._name:
                    self.assertNotIn(answer, self.work | self.declared)
                self.assertIn(user.partner_id, self.people_of(answer.sudo()))
            self.env.flush_all()
            savepoint.rollback()
        self.env.invalidate_all()

    def people_of(self, record):
        name = "partner_ids" if "partner_ids" in record._fields else "partner_id"
        return record[name]


@tagged("post_install", "-at_install", "code_social")
class TestAccessNamed(
    Forging, ReadingAround, Mail, Stranger, PublicMethods, Named, TransactionCase
):
    """All of them on one world: it takes longer to build than to try."""
