import io

from odoo.tests import tagged

from .portal_common import PIXEL, PortalCommon


@tagged("post_install", "-at_install", "code_social")
class TestPortalClosed(PortalCommon):
    """What is absent, forbidden or not for this person looks the same."""

    def test_absent_and_forbidden_are_the_same_page(self):
        other = self.log(self.noe)
        self.sign_in(self.amina)
        pages = {
            self.same_but_for_tokens(self.page(url, status=404))
            for url in (
                "/my/contributions/99999999",
                f"/my/contributions/{other.id}",
                f"/my/contributions/{other.id}/edit",
                f"/my/contributions/{other.id}/done",
                f"/my/acknowledge/{other.id}",
                "/my/acknowledge/99999999",
                "/my/evaluate/99999999",
                f"/my/evidence/{other.id}/1",
                "/my/evidence/99999999/1",
            )
        }
        self.assertEqual(len(pages), 1)
        self.assertIn("This page is not open here", pages.pop())

    def test_a_customer_who_never_joined_sees_that_page_everywhere(self):
        self.sign_in(self.customer)
        pages = {
            self.same_but_for_tokens(self.page(url, status=404))
            for url in (
                "/my/code-social",
                "/my/contributions",
                "/my/contributions/new",
                "/my/contributions/1",
                "/my/acknowledge",
                "/my/evaluate",
                "/my/riches",
                "/my/riches/sheet.csv",
            )
        }
        self.assertEqual(len(pages), 1)
        self.assertNotIn("/my/code-social", self.page("/my"))
        for route in ("/my/contributions/guess", "/my/code-social/people"):
            params = {"title": "meal", "term": "test"}
            self.assertEqual(self.make_jsonrpc_request(route, params), [])

    def test_a_customer_notes_nothing(self):
        self.sign_in(self.customer)
        self.send("/my/contributions/new", self.form(), status=404)
        self.assertFalse(self.mine(self.customer))

    def test_members_have_their_card_in_the_portal(self):
        self.sign_in(self.amina)
        self.assertIn("/my/code-social", self.page("/my"))

    def test_who_left_is_outside_at_once(self):
        self.sign_in(self.amina)
        self.page("/my/code-social")
        self.amina.partner_id._leave()
        self.page("/my/code-social", status=404)

    def test_acting_on_another_s_contribution(self):
        other = self.log(self.noe)
        self.sign_in(self.amina)
        self.send(f"/my/contributions/{other.id}/withdraw", status=404)
        self.send(f"/my/contributions/{other.id}/edit", self.form(), status=404)
        self.send(f"/my/acknowledge/{other.id}", {"thanks": "Hello"}, status=404)
        self.send(f"/my/acknowledge/{other.id}/return", {"reason": "No"}, status=404)
        self.assertEqual(other.sudo().state, "declared")
        self.assertEqual(other.sudo().name, "Singing with the families")


@tagged("post_install", "-at_install", "code_social")
class TestPortalFollow(PortalCommon):
    def setUp(self):
        super().setUp()
        self.sign_in(self.amina)

    def test_the_list_searches_filters_and_sorts(self):
        self.log(self.amina, name="Choir evening")
        self.log(
            self.amina,
            name="Soup for forty",
            nature_id=self.hospitality.id,
            quantity=40,
        )
        self.acknowledged(self.amina, name="Old songs", date="2020-01-05", quantity=2)
        text = self.page("/my/contributions")
        for title in ("Choir evening", "Soup for forty", "Old songs"):
            self.assertIn(title, text)
        for query, shown, hidden in [
            ("search=soup", "Soup for forty", "Choir evening"),
            ("state=acknowledged", "Old songs", "Choir evening"),
            (f"nature={self.hospitality.id}", "Soup for forty", "Old songs"),
            ("period=year", "Choir evening", "Old songs"),
        ]:
            with self.subTest(query=query):
                text = self.page(f"/my/contributions?{query}")
                self.assertIn(shown, text)
                self.assertNotIn(hidden, text)
        text = self.page("/my/contributions?sort=name")
        self.assertLess(text.index("Choir evening"), text.index("Soup for forty"))
        self.assertIn(
            "Nothing found", self.page("/my/contributions?search=nothing-like-it")
        )

    def test_odd_addresses_do_no_harm(self):
        for query in ("nature=abc", "sort=id;drop", "state=x", "period=x"):
            self.page(f"/my/contributions?{query}")
        self.page("/my/contributions/page/999")

    def test_the_list_costs_the_same_at_any_length(self):
        costs = []
        for size in (2, 14):
            while len(self.mine(self.amina)) < size:
                self.log(self.amina, quantity=0)
            self.page("/my/contributions")
            costs.append(self.queries("/my/contributions"))
        self.assertGreater(costs[0], 5, "the queries of the page are counted")
        self.assertLessEqual(costs[1], costs[0] + 1)

    def queries(self, url):
        self.env.flush_all()
        before = self.cr.sql_log_count
        self.page(url)
        return self.cr.sql_log_count - before

    def test_correcting_a_returned_one_sends_it_back(self):
        contribution = self.log(self.amina, beneficiary_ids=self.noe.partner_id.ids)
        contribution.with_user(self.noe).action_return("The day is missing")
        text = self.page(f"/my/contributions/{contribution.id}")
        self.assertIn("The day is missing", text)
        self.assertIn("Mend", self.page("/my/code-social"))
        text = self.page(f"/my/contributions/{contribution.id}/edit")
        self.assertIn("1\u00a0h\u00a030", text)
        form = self.form(
            name="Singing on Monday",
            quantity="2 h",
            beneficiary_ids=self.noe.partner_id.id,
        )
        self.send(f"/my/contributions/{contribution.id}/edit", form)
        self.assertRecordValues(
            contribution.sudo(),
            [{"name": "Singing on Monday", "quantity": 2.0, "state": "declared"}],
        )

    def test_bad_corrections_change_nothing_and_lose_nothing(self):
        contribution = self.log(self.amina)
        form = self.form(name="Other words", quantity="-1")
        text, _url = self.send(
            f"/my/contributions/{contribution.id}/edit", form, status=422
        )
        self.assertIn('value="Other words"', text)
        self.assertEqual(contribution.sudo().name, "Singing with the families")

    def test_received_meanwhile_both_texts_are_shown(self):
        contribution = self.log(self.amina)
        self.page(f"/my/contributions/{contribution.id}/edit")
        contribution.with_user(self.publisher).action_acknowledge()
        text, _url = self.send(
            f"/my/contributions/{contribution.id}/edit",
            self.form(name="My better words"),
            status=409,
        )
        self.assertIn("It was received meanwhile", text)
        self.assertIn('value="My better words"', text)
        self.assertIn("Singing with the families", text)
        self.assertEqual(contribution.sudo().name, "Singing with the families")

    def test_evidence_is_served_to_who_may_see_it(self):
        contribution = self.log(self.amina, beneficiary_ids=self.noe.partner_id.ids)
        file = contribution.attach("choir.jpg", PIXEL)
        url = f"/my/evidence/{contribution.id}/{file.id}"
        for user in (self.amina, self.noe):
            self.sign_in(user)
            answer = self.url_open(url)
            self.assertEqual(answer.content, PIXEL)
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
            self.assertIn("choir.jpg", answer.headers["Content-Disposition"])
            self.assertNotIn("access_token", self.page("/my/contributions"))
        for user in (self.rosa, self.customer, self.bruno):
            self.sign_in(user)
            self.page(url, status=404)

    def test_a_file_of_elsewhere_is_not_served(self):
        contribution = self.log(self.amina)
        other = self.log(self.noe).attach("song.jpg", PIXEL)
        self.page(f"/my/evidence/{contribution.id}/{other.id}", status=404)


@tagged("post_install", "-at_install", "code_social")
class TestPortalAcknowledge(PortalCommon):
    def setUp(self):
        super().setUp()
        self.contribution = self.log(
            self.amina, beneficiary_ids=self.noe.partner_id.ids
        )
        self.url = f"/my/acknowledge/{self.contribution.id}"
        self.sign_in(self.noe)

    def test_receiving_with_a_word(self):
        self.assertIn(self.amina.name, self.page("/my/code-social"))
        self.assertIn("Singing with the families", self.page("/my/acknowledge"))
        self.page(self.url)
        text, _url = self.send(self.url, {"thanks": "I <b>sang</b> again"})
        self.assertIn("Received, thank you", text)
        self.assertRecordValues(
            self.contribution.sudo(),
            [
                {
                    "state": "acknowledged",
                    "thanks": "I <b>sang</b> again",
                    "acknowledged_by_id": self.noe.partner_id.id,
                }
            ],
        )
        self.sign_in(self.amina)
        text = self.page("/my/riches?period=all")
        self.assertIn("I &lt;b&gt;sang&lt;/b&gt; again", text)
        self.assertIn(self.noe.name, text)

    def test_receiving_twice_is_once(self):
        self.send(self.url, {"thanks": "Thank you"})
        self.send(self.url, {"thanks": "Something else"})
        self.assertEqual(self.contribution.sudo().thanks, "Thank you")

    def test_returning_asks_for_a_reason_and_keeps_it(self):
        text, _url = self.send(f"{self.url}/return", {"reason": "  "}, status=422)
        self.assertIn("Say why", text)
        self.assertEqual(self.contribution.sudo().state, "declared")
        self.send(f"{self.url}/return", {"reason": "Which evening was it?"})
        self.assertEqual(self.contribution.sudo().state, "returned")
        self.assertEqual(
            self.contribution.sudo().return_reason, "Which evening was it?"
        )

    def test_never_one_s_own(self):
        self.sign_in(self.amina)
        self.page(self.url, status=404)
        self.send(self.url, {"thanks": "Bravo me"}, status=404)
        self.assertEqual(self.contribution.sudo().state, "declared")


@tagged("post_install", "-at_install", "code_social")
class TestPortalRiches(PortalCommon):
    def test_empty(self):
        self.sign_in(self.amina)
        self.assertIn("Your matrix is waiting", self.page("/my/riches?period=all"))
        self.assertIn("Nothing waits for you", self.page("/my/code-social"))
        self.assertIn("Your matrix is waiting", self.page("/my/contributions"))

    def test_one_row_a_nature_in_its_unit_and_never_a_sum(self):
        self.acknowledged(self.amina, quantity=1.5)
        self.acknowledged(self.amina, quantity=2)
        self.acknowledged(self.amina, nature_id=self.hospitality.id, quantity=4)
        self.acknowledged(self.amina, nature_id=self.money.id, quantity=40)
        self.sign_in(self.amina)
        text = self.page("/my/riches")
        self.assertIn("3 h 30", text.replace("\u00a0", " "))
        self.assertIn("4 meals", text)
        self.assertIn("40.00", text)
        self.assertIn("A gift is not evaluated", text)
        self.assertIn("Not seen by peers yet", text)

    def test_figures_and_words_of_published_rounds_only(self):
        work = self.acknowledged(self.amina)
        round_ = self.opened_round()
        ballots = self.ballots_of(round_)
        for ballot in ballots:
            self.vote(ballot, 4, strength="Seen by a peer")
        self.sign_in(self.amina)
        self.assertNotIn("Seen by a peer", self.page("/my/riches?period=all"))
        round_.with_user(self.facilitator).action_close()
        self.assertNotIn("Seen by a peer", self.page("/my/riches?period=all"))
        round_.with_user(self.facilitator).action_publish()
        text = self.page("/my/riches?period=all")
        self.assertIn("Seen by a peer", text)
        self.assertIn("close views", text)
        self.assertIn(f"{len(ballots)} ballots", text)
        for ballot in ballots:
            self.assertNotIn(ballot.evaluator_id.name, text)
        self.assertEqual(work.sudo().valuation_state, "published")
        self.sign_in(self.rosa)
        self.assertNotIn("Seen by a peer", self.page("/my/riches?period=all"))

    def test_under_the_minimum_there_is_no_figure(self):
        self.acknowledged(self.amina)
        round_ = self.opened_round()
        for ballot in self.ballots_of(round_)[:2]:
            self.vote(ballot, 4)
        round_.with_user(self.facilitator).action_close()
        round_.with_user(self.facilitator).action_publish()
        self.sign_in(self.amina)
        text = self.page("/my/riches?period=all")
        self.assertIn("2/3", text)
        self.assertIn("no figure yet", text)

    def test_the_sheets_hold_one_s_own_rows_and_no_formula(self):
        self.acknowledged(self.amina, name="=HYPERLINK(1)")
        self.acknowledged(self.noe, name="Of somebody else")
        self.sign_in(self.amina)
        answer = self.url_open("/my/riches/sheet.csv")
        self.assertIn("'=HYPERLINK(1)", answer.text)
        self.assertNotIn(",=HYPERLINK", answer.text)
        self.assertNotIn("Of somebody else", answer.text)
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        sheet = self.read_sheet(self.url_open("/my/riches/sheet.xlsx").content)
        self.assertEqual(sheet[1][1], "'=HYPERLINK(1)")
        self.assertEqual(sheet[1][3], 1.5)
        self.assertEqual(len(sheet), 2)

    def read_sheet(self, data):
        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(data))
        return [[cell.value for cell in row] for row in book.active.rows]


@tagged("post_install", "-at_install", "code_social")
class TestPortalCost(PortalCommon):
    """A page costs the same whatever it shows."""

    def cost(self, url):
        self.page(url)
        self.env.flush_all()
        before = self.cr.sql_log_count
        self.page(url)
        return self.cr.sql_log_count - before

    def test_pages_cost_the_same_at_two_sizes(self):
        urls = ("/my/code-social", "/my/acknowledge", "/my/riches?period=all")
        costs = {}
        for size in (2, 8):
            for _time in range(size):
                self.log(
                    self.noe,
                    quantity=0.1,
                    beneficiary_ids=self.amina.partner_id.ids,
                )
                self.acknowledged(self.amina, quantity=0.1)
            self.sign_in(self.amina)
            for url in urls:
                costs.setdefault(url, []).append(self.cost(url))
        for url, (few, many) in costs.items():
            with self.subTest(url=url):
                self.assertGreater(few, 5)
                self.assertLessEqual(many, few + 1)
