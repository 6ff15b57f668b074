from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CodeSocialCommon
from .meeting_common import HOUR, LifeMixin

#: minutes → Gini, normalised, Hoover, highest ratio, unheard (the design's table)
VECTORS = (
    ([10] * 6, 0, 0, 0, 1.00, 0),
    ([20, 20, 10, 5, 3, 2], 0.406, 0.487, 0.333, 2.00, 0),
    ([40, 10, 5, 5, 0, 0], 0.639, 0.767, 0.500, 4.00, 2),
    ([60, 0, 0, 0, 0, 0], 0.833, 1.000, 0.833, 6.00, 5),
    ([12] * 5 + [0], 0.167, 0.200, 0.167, 1.20, 1),
)


@tagged("post_install", "-at_install", "code_social")
class TestSpeechFigures(LifeMixin, CodeSocialCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = (
            cls.amina,
            cls.noe,
            cls.theo,
            cls.rosa,
            cls.sage,
            cls.guarantor,
        )

    def speak(self, meeting, user, minutes, at, kind="debate"):
        return meeting.add_turn(
            user.partner_id.id, HOUR + timedelta(minutes=at), round(60 * minutes), kind
        )

    def test_the_table_of_the_design(self):
        for minutes, gini, normalised, hoover, highest, unheard in VECTORS:
            with self.subTest(minutes):
                meeting = self.in_session(*self.people)
                at = 0
                for user, length in zip(self.people, minutes, strict=True):
                    if length:
                        self.speak(meeting, user, length, at)
                    at += length
                meeting.action_close()
                figures = meeting._figures()
                self.assertAlmostEqual(figures["gini"], gini, 3)
                self.assertAlmostEqual(figures["index"], gini, 3)
                self.assertAlmostEqual(figures["normalised"], normalised, 3)
                self.assertAlmostEqual(figures["hoover"], hoover, 3)
                ratios = [one["ratio"] for one in figures["people"].values()]
                self.assertAlmostEqual(max(ratios), highest, 2)
                seen = meeting.with_user(self.amina)
                self.assertTrue(seen.has_speech_index)
                self.assertAlmostEqual(seen.speech_index, gini, 3)
                self.assertAlmostEqual(seen.speech_hoover, hoover, 3)
                self.assertEqual(seen.unheard_count, unheard)
                self.assertEqual(seen.present_count, 6)

    def test_a_late_arrival_in_proportion_does_not_worsen_the_index(self):
        meeting = self.in_session(
            self.amina, self.noe, self.theo, stop=HOUR + timedelta(hours=1)
        )
        meeting.add_attendance(self.rosa.partner_id.id, HOUR + timedelta(minutes=40))
        # 40 minutes of three, then 20 of four, each in turn.
        for rank, user in enumerate((self.amina, self.noe, self.theo)):
            self.speak(meeting, user, 40 / 3, 40 / 3 * rank)
        for rank, user in enumerate((self.amina, self.noe, self.theo, self.rosa)):
            self.speak(meeting, user, 5, 40 + 5 * rank)
        meeting.action_close()
        figures = meeting._figures()
        self.assertAlmostEqual(figures["gini"], 0.167, 2)
        self.assertAlmostEqual(figures["index"], 0, 3)
        late = figures["people"][self.rosa.partner_id.id]
        self.assertEqual((late["spoken"], round(late["fair"])), (300, 300))
        self.assertAlmostEqual(late["ratio"], 1.0, 2)

    def test_only_debate_and_rounds_feed_the_index(self):
        meeting = self.in_session(self.amina, self.noe, self.theo)
        for kind in ("presentation", "answer", "facilitation"):
            self.speak(meeting, self.amina, 10, 0, kind)
        meeting.action_close()
        self.assertFalse(meeting.sudo().has_speech_index)
        self.assertEqual(meeting.sudo().unheard_count, 2)
        self.speak(meeting, self.amina, 10, 60, "debate")
        self.speak(meeting, self.noe, 10, 70, "round")
        self.speak(meeting, self.theo, 10, 80, "round")
        self.assertTrue(meeting.sudo().has_speech_index)
        self.assertAlmostEqual(meeting.sudo().speech_index, 0)

    def test_passing_is_not_silence(self):
        meeting = self.in_session(self.amina, self.noe, self.theo)
        self.speak(meeting, self.amina, 1, 0)
        meeting.add_turn(self.noe.partner_id.id, HOUR, 0, "round", passed=True)
        meeting.action_close()
        self.assertEqual(meeting.sudo().unheard_count, 1)

    def test_nobody_spoke_is_no_figure(self):
        meeting = self.closed(self.amina, self.noe, self.theo)
        self.assertFalse(meeting.sudo().has_speech_index)
        self.assertIsNone(meeting._figures()["index"])

    def test_two_people_have_no_index(self):
        meeting = self.in_session(self.amina, self.noe)
        self.speak(meeting, self.amina, 10, 0)
        self.speak(meeting, self.noe, 5, 10)
        meeting.action_close()
        self.assertFalse(meeting.sudo().has_speech_index)
        self.assertEqual(meeting.sudo().speech_index, 0)

    def test_nothing_is_known_of_the_room_before_closing(self):
        meeting = self.in_session(*self.people)
        self.speak(meeting, self.amina, 10, 0)
        seen = meeting.with_user(self.noe)
        self.assertFalse(seen.has_speech_index)
        self.assertEqual((seen.speech_index, seen.present_count), (0, 0))


@tagged("post_install", "-at_install", "code_social")
class TestTurnInput(LifeMixin, CodeSocialCommon):
    def test_what_is_no_turn_is_refused(self):
        meeting = self.in_session(self.amina)
        meeting.add_attendance(
            self.noe.partner_id.id, HOUR, HOUR + timedelta(minutes=5)
        )
        amina, noe = self.amina.partner_id.id, self.noe.partner_id.id
        before = HOUR - timedelta(days=99999)
        for values in (
            (amina, HOUR, -1),
            (amina, HOUR, 0),
            (amina, HOUR, 1.5),
            (amina, HOUR, "long"),
            (amina, HOUR, 60, "speech"),
            (amina, HOUR, 60, "round", True),
            (amina, before, 60),
            (amina, HOUR + timedelta(hours=2), 60),
            (amina, "soon", 60),
            (self.theo.partner_id.id, HOUR, 60),
            (noe, HOUR + timedelta(minutes=4), 120),
            (False, HOUR, 60),
        ):
            with self.subTest(values), self.assertRaises(UserError):
                meeting.add_turn(*values)
        self.assertFalse(meeting._turns())

    def test_presence_does_not_leave_a_turn_outside(self):
        meeting = self.in_session(self.amina)
        stretch = meeting.sudo().attendance_ids
        meeting.add_turn(self.amina.partner_id.id, HOUR, 600)
        with self.assertRaises(UserError), self.cr.savepoint():
            meeting.set_departure(stretch.id, HOUR + timedelta(minutes=5))
        with self.assertRaises(UserError), self.cr.savepoint():
            meeting.remove_attendance(stretch.id)
        meeting.set_departure(stretch.id, HOUR + timedelta(minutes=10))
        self.assertEqual(stretch.departure, HOUR + timedelta(minutes=10))

    def test_a_token_notes_once_and_the_last_is_taken_back(self):
        meeting = self.in_session(self.amina)
        token = "7b0b5c9c-8a36-4c8e-9d1c-0d1f0c1f2a3d"
        values = {"start": HOUR, "seconds": 60, "token": token}
        turn = meeting.add_turn(self.amina.partner_id.id, **values)
        self.assertEqual(turn, meeting.add_turn(self.amina.partner_id.id, **values))
        meeting.remove_turn(turn.id)
        self.assertFalse(meeting._turns())

    def test_a_turn_of_another_meeting_is_not_taken_back_here(self):
        meeting, other = self.in_session(self.amina), self.in_session(self.amina)
        turn = other.add_turn(self.amina.partner_id.id, HOUR, 60)
        with self.assertRaises(UserError):
            meeting.remove_turn(turn.id)
        self.assertTrue(turn.exists())


@tagged("post_install", "-at_install", "code_social")
class TestSpeechSecrecy(LifeMixin, CodeSocialCommon):
    """One's own seconds, and the facilitator's: nobody else, staff included."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.meeting = cls.in_session(cls.amina, cls.noe, cls.theo)
        cls.turn = cls.meeting.add_turn(cls.amina.partner_id.id, HOUR, 4321)
        cls.meeting.action_close()
        cls.publisher.partner_id._join()

    def outsiders(self):
        return (
            self.noe,
            self.rosa,
            self.publisher,
            self.accountant,
            self.manager,
            self.guarantor,
            self.customer,
            self.bruno,
        )

    def test_own_and_facilitator_read(self):
        for user in (self.amina, self.facilitator):
            found = self.Turn.with_user(user).search([("meeting_id", "!=", False)])
            self.assertEqual(found.mapped("seconds"), [4321])
        self.assertEqual(self.meeting.with_user(self.amina).my_speech()["spoken"], 4321)
        people = self.meeting.with_user(self.facilitator).speech_by_person()
        self.assertEqual(people[self.amina.partner_id.id]["spoken"], 4321)
        self.assertEqual(self.meeting.with_user(self.noe).my_speech()["spoken"], 0)

    def test_no_read_path_tells_anothers_seconds(self):
        Meeting = self.env["code.social.meeting"]
        self.assertFalse(
            [
                name
                for name, field in Meeting._fields.items()
                if field.comodel_name == "code.social.speaking.turn"
            ]
        )
        for user in self.outsiders():
            Turn = self.Turn.with_user(user)
            for call in (
                lambda T=Turn: T.search([("seconds", ">", 0)]),
                lambda T=Turn: T.search_count([]),
                lambda T=Turn: T.search_read([], ["seconds"]),
                lambda T=Turn: T.name_search(""),
                lambda T=Turn: T.formatted_read_group(
                    [], ["meeting_id"], ["seconds:sum"]
                ),
                lambda T=Turn: T.formatted_read_group(
                    [], ["partner_id"], ["seconds:sum"]
                ),
                lambda T=Turn: T.browse(self.turn.id).read(["seconds"]),
                lambda T=Turn: T.browse(self.turn.id).export_data(["seconds"])["datas"],
                lambda u=user: self.meeting.with_user(u).speech_by_person(),
                lambda u=user: self.meeting.with_user(u)._speak_page(),
            ):
                self.env.invalidate_all()
                with self.subTest(user.login):
                    try:
                        answer = call()
                    except AccessError as error:
                        answer = str(error)
                    self.assertNotIn("4321", str(answer))
                    self.assertFalse(isinstance(answer, int) and answer)

    def test_an_audit_event_names_no_second(self):
        events = self.env["code.social.event"].search(
            [("model", "=", "code.social.meeting"), ("res_id", "=", self.meeting.id)]
        )
        self.assertIn("meeting.turn", events.mapped("action"))
        for event in events:
            self.assertNotIn("4321", f"{event.before} {event.after} {event.reason}")

    def test_nobody_writes_a_turn_by_hand(self):
        turn = self.turn
        for user in (self.amina, self.facilitator, self.manager):
            for call in (
                lambda t: t.write({"seconds": 1}),
                lambda t: t.unlink(),
                lambda t: t.create({"meeting_id": self.meeting.id, "seconds": 5}),
            ):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    call(turn.with_user(user))
        with self.assertRaises(AccessError):
            turn.sudo().write({"seconds": 1})
        self.assertEqual(turn.sudo().seconds, 4321)
