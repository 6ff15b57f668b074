"""What is refused to each persona: a sentence, and nothing changed."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from ..contribution.portal_common import PortalCommon
from ..publishing.publishing_common import PNG
from .sealed_world import WORDS, SealedWorld
from .unchanged import Unchanged

#: Refused before anything of the record is looked at.
NO_ACCESS = "not allowed|not open here|security restr|doesn't have|written directly"


class Refusals(Unchanged, SealedWorld, PortalCommon):
    def row(self, kind):
        return self.rows[kind].record

    def assert_same(self, record, call):
        """Check that doing it twice is doing it once."""
        before = self.stored(record)
        result = call()
        self.assertEqual(self.stored(record), before)
        return result


@tagged("post_install", "-at_install", "code_social")
class TestSigningRefusals(Refusals):
    def test_the_charter_twice(self):
        adhesion = self.row("adhesion")
        version = adhesion.version_id.with_user(self.amina)
        again = self.assert_same(adhesion, lambda: version.sign("Somebody else", PNG))
        self.assertEqual(again.id, adhesion.id)
        self.sign_in(self.amina)
        form = {"version_id": version.id, "name": "Somebody else", "read": "1"}
        self.assert_same(adhesion, lambda: self.send("/my/charter/sign", form))
        self.assertEqual(adhesion.search_count([("version_id", "=", version.id)]), 1)

    def test_the_charter_for_somebody_else(self):
        version = self.row("adopted version")
        adhesions = self.env["code.social.adhesion"]
        values = {
            "partner_id": self.noe.partner_id.id,
            "version_id": version.id,
            "signed_on": "2026-01-01 10:00:00",
            "signed_name": "Noe",
        }
        for user in (self.theo, self.guarantor, self.manager, self.admin):
            with self.subTest(user.login):
                self.assert_refused(
                    version,
                    lambda user=user: adhesions.with_user(user).create(values),
                    "cannot be written directly|not allowed",
                )
        self.assert_refused(version, lambda: adhesions.sudo().create(values))
        for one in (version.with_user(self.customer), version.sudo()):
            self.assert_refused(
                version, lambda one=one: one.sign("Noe", PNG), "for themselves"
            )
        forged = version.with_user(self.theo).with_context(
            default_partner_id=self.noe.partner_id.id
        )
        self.assertEqual(forged.sign("Theo").sudo().partner_id, self.theo.partner_id)
        mine = [("partner_id", "=", self.noe.partner_id.id)]
        self.assertFalse(adhesions.search(mine))

    def test_an_agreement_twice(self):
        agreement = self.row("signed agreement")
        mine = agreement.with_user(self.amina).sudo(False)
        self.assert_same(agreement, lambda: mine.sign("Somebody Else", PNG))
        theirs = agreement.with_user(self.publisher).sudo(False)
        self.assert_same(agreement, lambda: theirs.action_countersign("Second"))
        self.sign_in(self.amina)
        answer = self.assert_same(agreement, lambda: self.sign_online(agreement))
        self.assertNotIn("error", answer)

    def sign_online(self, agreement):
        form = {"name": "Somebody Else", "signature": PNG}
        return self.make_jsonrpc_request(f"/my/agreements/{agreement.id}/sign", form)

    def test_an_agreement_for_somebody_else(self):
        agreement = self.agreement()
        agreement.action_send()
        for user in (self.noe, self.publisher, self.manager, self.admin):
            one = agreement.with_user(user)
            with self.subTest(user.login):
                self.assert_refused(
                    agreement,
                    lambda one=one: one.sign("Amina Test", PNG),
                    "signed by the person it is made out to",
                )
        self.sign_in(self.noe)
        answer = self.assert_same(agreement, lambda: self.sign_online(agreement))
        self.assertIn("not open here", answer["error"])

    def test_an_agreement_that_is_signed_does_not_change(self):
        agreement = self.row("signed agreement")
        for user in (self.publisher, self.admin):
            mine = agreement.with_user(user).sudo(False)
            for call in (
                lambda one=mine: one.write({"body": "<p>Other</p>"}),
                lambda one=mine: one.write({"advance": 500}),
                lambda one=mine: one.holder_ids.write({"share": 50}),
                lambda one=mine: one.tier_ids[0].write({"rate": 50}),
                lambda one=mine: one.write({"tier_ids": [Command.clear()]}),
                lambda one=mine: one.unlink(),
            ):
                with self.subTest(user.login):
                    self.assert_refused(agreement, call, "is sealed")
            # Seen once it is written beside, then undone with it.
            self.assert_refused(
                agreement,
                lambda one=mine: one.tier_ids.create(
                    {"agreement_id": one.id, "rate": 5}
                ),
                "is sealed",
                at_once=False,
            )


@tagged("post_install", "-at_install", "code_social")
class TestGovernanceRefusals(Refusals):
    def test_a_sage_who_stepped_aside_does_not_rule(self):
        put = self.env["code.social.arbitration"].with_user(self.publisher)
        put = put.action_put({"name": "The well", "question": "Who repairs it?"})
        mine = put.with_user(self.sage)
        mine.action_recuse("I drink there")
        put.with_user(self.rosa).action_hear("Both were heard")
        for call in (
            lambda: mine.action_rule("Nobody", "Because"),
            lambda: mine.action_agree(1),
            lambda: mine.action_hear("Again"),
        ):
            self.assert_refused(put, call, "seat that has not stepped aside")
        self.sign_in(self.sage)
        form = {"ruling": "Nobody", "reasons": "Because"}
        path = f"/my/arbitrations/{put.id}/rule"
        self.assert_same(put, lambda: self.send(path, form, status=404))

    def test_a_sage_who_stepped_aside_does_not_rule_a_case(self):
        case = self.heard_case()
        case.with_user(self.sage).action_recuse()
        parts = case.part_ids.ids
        self.assert_refused(
            case,
            lambda: case.with_user(self.sage).sudo(False).action_rule(WORDS),
            "not open here",
        )
        self.sign_in(self.sage)
        path = f"/my/cases/{case.name}/rule"
        self.assert_same(case, lambda: self.send(path, {"text": WORDS}, status=404))
        self.assertEqual(case.part_ids.ids, parts)

    def heard_case(self):
        """Return a case of Amina's in which the sage has a seat, as superuser."""
        Case = self.env["code.social.case"]
        case = Case.with_user(self.amina).open_case(
            {"facts": WORDS, "other_id": self.noe.partner_id.id}
        )
        case = case.sudo()
        Case.with_user(self.guarantor).seat(case.name, self.sage.partner_id.id)
        case.with_user(self.sage).sudo(False).action_declare(False)
        return case

    def test_one_guarantor_alone_does_not_adopt(self):
        version = self.charter.with_user(self.guarantor).action_new_version()
        version.action_consult()
        self.assertFalse(version.action_adopt())
        self.assert_refused(
            version, version.action_adopt, "one more guarantor is needed"
        )
        for user in (self.amina, self.manager, self.publisher, self.settings):
            with self.subTest(user.login):
                self.assert_refused(
                    version,
                    version.with_user(user).action_adopt,
                    "guarantor|not allowed",
                )
        self.sign_in(self.guarantor)
        path, form = f"/my/charter/version/{version.id}/act", {"act": "action_adopt"}
        self.assert_same(version, lambda: self.send(path, form, status=404))
        self.assertEqual(version.sudo().state, "consultation")

    def test_a_meeting_is_closed_by_its_facilitator(self):
        meeting = self.in_session(self.amina)
        for user in (self.rosa, self.noe, self.amina, self.publisher, self.admin):
            with self.subTest(user.login):
                self.assert_refused(
                    meeting,
                    meeting.with_user(user).action_close,
                    "Only its facilitator closes a meeting",
                )
        for user in (self.rosa, self.amina):
            self.sign_in(user)
            path = f"/my/meetings/{meeting.id}/close"
            self.assert_same(meeting, lambda to=path: self.send(to, status=404))
        self.assertEqual(meeting.sudo().state, "in_session")

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_model")
    def test_the_settings_administrator_reads_no_case(self):
        """By no method, over the network or not, open or closed, nor a file of it."""
        self.authenticate(self.settings.login, self.settings.login)
        for case in (self.heard_case(), self.row("closed case").sudo()):
            for record in (case, case.part_ids, case.seat_ids, case.log_ids):
                with self.subTest(record._name, state=case.state):
                    self.check_unread(record)
                    self.check_unread_online(record)

    def check_unread(self, record):
        mine = record.with_user(self.settings).sudo(False)
        for call in (
            mine.read,
            lambda: mine.search([]),
            lambda: mine.search_count([]),
            lambda: mine.search_read([], ["id"]),
            lambda: mine.name_search(""),
            lambda: mine.formatted_read_group([], [], ["__count"]),
            lambda: mine.export_data(["id", "display_name"]),
            lambda: mine.web_read({"display_name": {}}),
            lambda: mine.mapped("display_name"),
            mine.copy,
            mine.unlink,
            lambda: mine.write({"company_id": self.company_b.id}),
        ):
            self.env.invalidate_all()
            with self.assertRaisesRegex(AccessError, NO_ACCESS):
                call()

    def check_unread_online(self, record):
        ids = record.ids
        for method, args in (
            ("read", [ids, ["display_name"]]),
            ("search_read", [[["id", "in", ids]], ["id"]]),
            ("search_count", [[]]),
            ("name_search", [""]),
            ("formatted_read_group", [[], [], ["__count"]]),
            ("export_data", [ids, ["id"]]),
        ):
            with self.assertRaises(JsonRpcException) as caught:
                self.make_jsonrpc_request(
                    f"/web/dataset/call_kw/{record._name}/{method}",
                    {
                        "model": record._name,
                        "method": method,
                        "args": args,
                        "kwargs": {},
                    },
                )
            self.assertIn("AccessError", str(caught.exception))

    @mute_logger("odoo.http")
    def test_nothing_is_said_or_filed_about_a_case(self):
        for case in (self.heard_case(), self.row("closed case").sudo()):
            file = self.filed(case, raw=b"said")
            place = {"res_model": case._name, "res_id": case.id}
            mine = self.env["ir.attachment"].with_user(self.settings)
            self.assertFalse(mine.search([("id", "=", file.id)]))
            for call in (
                lambda one=mine, to=place: one.create({"name": "y", "raw": b"y", **to}),
                lambda one=mine, id_=file.id: one.browse(id_).read(["raw"]),
                lambda one=mine, id_=file.id: one.browse(id_).write({"raw": b"z"}),
                lambda one=mine, id_=file.id: one.browse(id_).unlink(),
                lambda on=case: (
                    self.env["mail.message"]
                    .with_user(self.settings)
                    .create({"model": on._name, "res_id": on.id, "body": WORDS})
                ),
            ):
                with self.subTest(state=case.state):
                    self.assert_refused(file, call, NO_ACCESS)
            self.assertFalse(hasattr(case, "message_post"))
            self.authenticate(self.settings.login, self.settings.login)
            answer = self.url_open(f"/web/content/{file.id}")
            self.assertNotIn(b"said", answer.content)
            self.assertEqual(answer.status_code, 404)


@tagged("post_install", "-at_install", "code_social")
class TestMoneyRefusals(Refusals):
    def test_a_commons_earns_no_royalty(self):
        commons = self.work("Songs (test)", ownership="commons")
        self.assert_refused(
            commons, lambda: self.agreement(works=commons), "commons: no royalty"
        )
        agreement = self.agreement(works=commons, tiers=())
        self.assert_refused(
            agreement,
            lambda: agreement.write({"tier_ids": [Command.create({"rate": 5})]}),
            "commons: no royalty",
            at_once=False,
        )
        agreement.tier_ids.create({"agreement_id": agreement.id, "rate": 5})
        self.assert_refused(agreement, agreement.action_send, "commons: no royalty")
        book = self.book.with_user(self.admin)
        self.assert_refused(
            book,
            lambda: book.write({"ownership": "commons"}),
            "end it",
            at_once=False,
        )

    def test_shares_of_99_percent_of_an_agreement(self):
        people = (("amina", 66), ("noe", 33))
        self.assert_refused(
            self.book, lambda: self.agreement(shares=people), "exactly 100 %"
        )
        agreement = self.agreement()
        self.assert_refused(
            agreement,
            lambda: agreement.write(
                {"holder_ids": [Command.update(agreement.holder_ids.id, {"share": 99})]}
            ),
            "exactly 100 %",
            at_once=False,
        )
        agreement.holder_ids.share = 99
        self.assert_refused(agreement, agreement.action_send, "exactly 100 %")

    def test_shares_of_99_percent_of_a_contribution(self):
        work = self.log(self.noe, name="Weeding (test)").sudo()
        others = [(self.theo.partner_id.id, 101)]
        before = self.Contribution.search_count([])
        self.assert_refused(
            work, lambda: work.share_ids.write({"share": 99}), "99", at_once=False
        )
        self.assert_refused(
            work, lambda: self.log(self.noe, co_contributors=others), "part"
        )
        for user in (self.noe, self.publisher, self.admin):
            mine = work.share_ids.with_user(user).sudo(False)
            self.assert_refused(
                work, lambda one=mine: one.write({"share": 99}), "not allowed"
            )
        self.sign_in(self.noe)
        form = self.form(co_partner=self.theo.partner_id.id, co_share="101")
        text, _url = self.send("/my/contributions/new", form, status=422)
        for kept in (form["name"], 'value="101"', form["quantity"]):
            self.assertIn(kept, text)
        self.assertEqual(self.Contribution.search_count([]), before)

    def test_a_statement_is_billed_once(self):
        statement = self.row("billed statement").with_user(self.accountant)
        statement = statement.sudo(False)
        bills = self.env["account.move"].search_count(
            [("move_type", "=", "in_invoice")]
        )
        for user in (self.accountant, self.publisher, self.admin):
            with self.subTest(user.login):
                self.assert_refused(
                    statement,
                    statement.with_user(user).action_bill,
                    "approved statement is billed, once",
                )
        again = self.env["account.move"].search_count(
            [("move_type", "=", "in_invoice")]
        )
        self.assertEqual(again, bills)
