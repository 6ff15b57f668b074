import hashlib
from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..common import CodeSocialCommon


class RoundCommon(CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.works = cls.Contribution
        for user in (cls.amina, cls.noe):
            cls.works |= cls.acknowledged(user)
        cls.round = cls.opened_round()

    def give_all(self, levels=(4, 4, 5)):
        """Have every drawn peer give a ballot, the levels in turn for each work."""
        for work in self.works:
            ballots = self.ballots_of(self.round).filtered(
                lambda b, work=work: b.contribution_id == work
            )
            for ballot, level in zip(ballots, levels, strict=False):
                self.vote(ballot, level)

    def close(self):
        self.round.with_user(self.facilitator).action_close()

    def publish(self):
        self.give_all()
        self.close()
        self.round.with_user(self.facilitator).action_publish()

    def valuation(self, work=None):
        work = work or self.works[0]
        return self.round.valuation_ids.filtered(lambda v: v.contribution_id == work)


@tagged("post_install", "-at_install", "code_social")
class TestDraw(RoundCommon):
    def test_each_work_has_k_peers_never_its_contributor(self):
        ballots = self.ballots_of(self.round)
        for work in self.works:
            peers = ballots.filtered(lambda b, w=work: b.contribution_id == w)
            self.assertEqual(len(peers.evaluator_id), 3)
            self.assertFalse(peers.evaluator_id & work.partner_ids)

    def test_no_two_people_evaluate_each_other(self):
        pairs = {
            (ballot.evaluator_id, person)
            for ballot in self.ballots_of(self.round)
            for person in ballot.contribution_id.partner_ids
        }
        self.assertFalse([pair for pair in pairs if pair[::-1] in pairs])

    def test_only_the_hash_of_the_seed_is_published(self):
        for user in (self.amina, self.facilitator, self.manager, self.publisher):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.round.with_user(user).read(["seed"])
        seed = self.round.sudo().seed
        self.assertEqual(
            self.round.seed_hash, hashlib.sha256(seed.encode()).hexdigest()
        )

    def test_the_seed_is_for_the_auditor(self):
        round_ = self.opened_round_with_auditor()
        seed = round_.with_user(self.sage).reveal_seed()
        self.assertEqual(hashlib.sha256(seed.encode()).hexdigest(), round_.seed_hash)
        for user in (self.facilitator, self.manager, self.amina):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                round_.with_user(user).reveal_seed()

    def opened_round_with_auditor(self):
        self.acknowledged(self.rosa)
        return self.opened_round(auditor_id=self.sage.partner_id.id)

    def test_imported_people_and_other_communities_are_not_drawn(self):
        drawn = self.ballots_of(self.round).evaluator_id
        self.assertNotIn(self.bruno.partner_id, drawn)
        self.assertNotIn(self.customer.partner_id, drawn)
        self.assertFalse(drawn.filtered("imported"))

    def test_a_declared_tie_is_never_drawn(self):
        self.env["code.social.tie"].with_user(self.theo).declare(
            self.rosa.partner_id.id, "family"
        )
        work = self.acknowledged(self.rosa)
        round_ = self.opened_round()
        ballots = self.ballots_of(round_)
        self.assertEqual(ballots.contribution_id, work)
        self.assertNotIn(self.theo.partner_id, ballots.evaluator_id)

    def test_opening_freezes_the_rules(self):
        with self.assertRaises(UserError):
            self.round.with_user(self.manager).write({"k": 4})
        with self.assertRaises(UserError):
            self.round.with_user(self.manager).write(
                {"facilitator_ids": [(4, self.manager.partner_id.id)]}
            )
        criterion = self.transmission.criterion_ids[:1]
        frozen = self.round._weights(self.works[0])[criterion.id]
        criterion.weight = 9
        self.assertEqual(self.round._weights(self.works[0])[criterion.id], frozen)

    def test_a_round_without_facilitator_or_work_does_not_open(self):
        draft = self.round.copy({"facilitator_ids": False})
        with self.assertRaisesRegex(UserError, "facilitates"):
            draft.with_user(self.manager).action_open()
        draft.facilitator_ids = self.facilitator.partner_id
        with self.assertRaisesRegex(UserError, "No acknowledged"):
            draft.with_user(self.manager).action_open()

    def test_a_member_cannot_open_a_round(self):
        with self.assertRaises(AccessError):
            self.round.copy().with_user(self.amina).action_open()

    def test_a_recusal_draws_somebody_else(self):
        ballot = self.ballots_of(self.round)[0]
        before = len(self.works) * 3
        user = ballot.evaluator_id.user_ids
        with self.assertRaises(UserError):
            ballot.with_user(user).action_recuse(" ")
        ballot.with_user(user).action_recuse("We live together")
        ballots = self.ballots_of(self.round)
        self.assertEqual(ballot.state, "recused")
        active = ballots.filtered(lambda b: b.state != "recused")
        self.assertLessEqual(len(active), before)
        with self.assertRaises(AccessError):
            self.vote(ballot)

    def test_one_who_leaves_is_replaced(self):
        ballot = self.ballots_of(self.round)[0]
        ballot.evaluator_id._leave()
        self.assertEqual(ballot.state, "recused")
        peers = self.ballots_of(self.round).filtered(
            lambda b: (
                b.contribution_id == ballot.contribution_id and b.state == "assigned"
            )
        )
        self.assertGreaterEqual(len(peers), 3)

    def test_a_contact_with_a_ballot_or_a_valued_work_cannot_vanish(self):
        wizard = self.env["base.partner.merge.automatic.wizard"]
        target = self.env["res.partner"].create({"name": "Target (test)"})
        for person in (
            self.ballots_of(self.round)[0].evaluator_id,
            self.works[0].partner_ids,
        ):
            rows = [rows for rows in person._sealed_rows() if rows]
            self.assertTrue(rows)
            with self.assertRaises(UserError):
                wizard._merge((person | target).ids, target)
            self.assertTrue(person.exists())


@tagged("post_install", "-at_install", "code_social")
class TestBallot(RoundCommon):
    def setUp(self):
        super().setUp()
        self.ballot = self.ballots_of(self.round)[0]
        self.evaluator = self.ballot.evaluator_id.user_ids

    def test_a_ballot_may_be_changed_until_the_round_closes(self):
        self.assertAlmostEqual(self.vote(self.ballot, 4), 4)
        self.assertAlmostEqual(self.vote(self.ballot, 2), 2)
        self.close()
        with self.assertRaises(AccessError):
            self.vote(self.ballot, 5)

    def test_somebody_not_drawn_cannot_vote(self):
        stranger = self.ballot.contribution_id.partner_ids.user_ids
        with self.assertRaises(AccessError):
            self.ballot.with_user(stranger).action_submit({}, "a", "b")

    def test_scores_are_integers_from_one_to_five(self):
        criterion = self.ballot._criteria()[0].id
        for level in (0, 6, 3.5, "4", True, -1):
            with self.subTest(level=level), self.assertRaises(UserError):
                self.vote(self.ballot, scores={criterion: level})
        self.assertEqual(self.ballot.state, "assigned")

    def test_a_question_of_another_nature_is_refused(self):
        foreign = self.env.ref("code_social.criterion_sobriety")
        with self.assertRaises(UserError):
            self.vote(self.ballot, scores={foreign.id: 3})

    def test_words_are_required(self):
        for words in (
            {"strength": " "},
            {"improvement": ""},
            {"comment": "", "level": 5},
        ):
            with self.subTest(words=words), self.assertRaises(UserError):
                self.vote(self.ballot, **words)

    def test_without_a_third_field_the_two_words_say_why(self):
        self.assertAlmostEqual(self.vote(self.ballot, 5, comment=None), 5)

    def test_cannot_judge_is_missing_and_under_60_percent_does_not_count(self):
        criteria = self.ballot._criteria()
        scores = dict.fromkeys(criteria.ids, False)
        scores[criteria[0].id] = 4
        self.assertIsNone(self.vote(self.ballot, scores=scores))
        self.assertEqual(self.ballot.state, "submitted")
        scores = dict.fromkeys(criteria.ids, 4)
        scores[criteria[0].id] = False
        self.assertAlmostEqual(self.vote(self.ballot, scores=scores), 4)

    def test_kept_as_it_is_typed(self):
        criterion = self.ballot._criteria()[0].id
        as_evaluator = self.ballot.with_user(self.evaluator)
        as_evaluator.action_save({criterion: 3}, strength="Clear")
        self.assertEqual(self.ballot.scores, {str(criterion): 3})
        self.assertEqual(self.ballot.strength, "Clear")
        self.assertEqual(self.ballot.state, "assigned")

    def test_sealed_for_everybody_else_until_the_round_is_closed(self):
        self.vote(self.ballot, 5)
        domain = [("round_id", "=", self.round.id), ("state", "=", "submitted")]
        for user in (
            self.facilitator,
            self.publisher,
            self.accountant,
            self.manager,
            self.sage,
            self.guarantor,
            self.env.ref("base.user_admin"),
        ):
            if user == self.evaluator:
                continue
            with self.subTest(user=user.login):
                Ballot = self.env["code.social.ballot"].with_user(user)
                if not Ballot.has_access("read"):
                    continue
                self.assertFalse(Ballot.search(domain))
                self.assertFalse(Ballot.search_count(domain))
                self.assertFalse(Ballot._read_group(domain, ["scores"], ["__count"]))
                with self.assertRaises(AccessError):
                    self.ballot.with_user(user).read(["scores"])

    def test_after_closing_the_facilitator_reads_and_nobody_writes(self):
        self.vote(self.ballot, 4)
        self.close()
        as_facilitator = self.ballot.with_user(self.facilitator)
        self.assertTrue(as_facilitator.scores)
        for record in (as_facilitator, self.ballot.sudo(), self.ballot._by_method()):
            with self.assertRaises(UserError):
                record.write({"strength": "Changed"})

    def test_a_contributor_does_not_read_the_ballots_on_their_work(self):
        author = self.ballot.contribution_id.partner_ids.user_ids
        self.publish()
        Ballot = self.env["code.social.ballot"].with_user(author)
        mine = Ballot.search([("round_id", "=", self.round.id)])
        self.assertFalse(mine.filtered(lambda b: b.evaluator_id != author.partner_id))


@tagged("post_install", "-at_install", "code_social")
class TestClose(RoundCommon):
    def test_figures_of_the_design(self):
        self.give_all((4, 4, 5))
        self.close()
        valuation = self.valuation()
        self.assertEqual(valuation.n, 3)
        self.assertAlmostEqual(valuation.raw, 4)
        self.assertAlmostEqual(valuation.agreement, 0.8333, 4)
        self.assertEqual(valuation.state, "agreed")
        self.assertEqual(self.round.state, "closed")

    def test_under_the_minimum_there_is_no_figure(self):
        self.give_all((5, 5))
        self.close()
        valuation = self.valuation()
        self.assertEqual(valuation.state, "insufficient")
        self.assertFalse(valuation.has_quality)
        self.assertEqual(valuation.n, 2)

    def test_shared_out_views_are_talked_over_before_publishing(self):
        self.give_all((1, 5, 2))
        self.close()
        self.assertEqual(self.round.state, "deliberation")
        as_facilitator = self.round.with_user(self.facilitator)
        with self.assertRaises(UserError):
            as_facilitator.action_publish()
        with self.assertRaises(UserError):
            self.round.valuation_ids.with_user(self.facilitator).action_maintain("")
        self.round.valuation_ids.with_user(self.facilitator).action_maintain("Heard")
        as_facilitator.action_publish()
        self.assertEqual(self.valuation().state, "maintained")
        self.assertEqual(self.valuation().deliberation_reason, "Heard")

    def test_closed_once_by_its_facilitator(self):
        for user in (self.amina, self.manager, self.publisher):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.round.with_user(user).action_close()
        self.close()
        with self.assertRaises(AccessError):
            self.close()

    def test_figures_are_seen_once_published(self):
        self.give_all()
        self.close()
        author = self.works[0].partner_ids.user_ids
        as_author = self.valuation().with_user(author)
        with self.assertRaises(AccessError):
            as_author.read(["quality"])
        self.round.with_user(self.facilitator).action_publish()
        self.assertTrue(as_author.read(["quality"])[0]["quality"])
        with self.assertRaises(AccessError):
            self.valuation(self.works[1]).with_user(author).read(["quality"])
        self.assertEqual(self.works[0].valuation_state, "published")

    def test_replayed_identically_then_locked(self):
        self.publish()
        as_facilitator = self.round.with_user(self.facilitator)
        self.assertTrue(as_facilitator.replay())
        as_facilitator.action_lock()
        self.assertEqual(self.round.state, "locked")
        with self.assertRaises(UserError):
            self.round.sudo().write({"name": "Another name"})

    def test_a_figure_altered_by_sql_is_found(self):
        self.publish()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE code_social_valuation SET quality = quality + 0.1 WHERE id = %s",
            [self.valuation().id],
        )
        self.env.invalidate_all()
        as_facilitator = self.round.with_user(self.facilitator)
        self.assertFalse(as_facilitator.replay())
        with self.assertRaises(UserError):
            as_facilitator.action_lock()

    def test_published_figures_refuse_every_change(self):
        self.publish()
        for record in (self.valuation().sudo(), self.valuation()._by_method()):
            with self.assertRaises(UserError):
                record.write({"quality": 5})
            with self.assertRaises(UserError):
                record.unlink()

    def test_the_cron_closes_what_is_over_and_only_once(self):
        self.give_all()
        cron = self.env.ref("code_social.cron_close_rounds")
        with freeze_time(self.today + timedelta(days=11)):
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
                cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.round.state, "closed")
        self.assertEqual(len(self.round.valuation_ids), len(self.works))

    def test_a_late_ballot_is_refused_before_the_cron_comes(self):
        ballot = self.ballots_of(self.round)[0]
        with freeze_time(self.today + timedelta(days=11)):
            with self.assertRaises(AccessError):
                self.vote(ballot)

    def test_a_work_withdrawn_meanwhile_has_no_figure(self):
        self.give_all()
        author = self.works[0].partner_ids.user_ids
        self.works[0].with_user(author).action_withdraw()
        self.close()
        self.assertFalse(self.valuation(self.works[0]))
        self.assertTrue(self.valuation(self.works[1]))
