"""A year of the five rooms: one story, told by the demo community and by a test.

A chapter is a list of (days ago, act); an act is a call of the public method, made as
the person. What a chapter makes stays on the object, under its name, so that a test
compares its figures with its own arithmetic.
"""

from datetime import datetime, time, timedelta
from functools import partial

from odoo.fields import Command, Date

#: The chapters in the order of the year.
CHAPTERS = (
    *("charter", "initiative", "contributions", "evaluation", "meeting"),
    *("decision", "tension", "experiment", "second_charter", "book", "sales"),
    *("statement", "quarter"),
)
#: Units, price and rates of the book: 8 % up to 100 copies, 10 % above.
COPIES, RETURNED, PRICE = 120, 20, 18.01
TIERS = ((100, 8.0), (0, 10.0))
#: What a finger drew: a picture of one point.
SIGNATURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg"
    "AAACAAAB4iG8MwAAAABJRU5ErkJggg=="
)
TALK_SECONDS = 600
#: Days to read a version before it is adopted.
CONSULTATION = 7
SESSION = time(18, 30)


class Year:
    """Plays the chapters with an `acts` that knows the people and the company."""

    chapters = CHAPTERS

    def __init__(self, acts):
        self.acts = acts
        self.env = acts.env

    def story(self):
        """Yield (days ago, rank in the day, act) of the whole year."""
        for rank, name in enumerate(self.chapters):
            for place, (day, act) in enumerate(self.chapter(name)):
                yield day, 400 + 20 * rank + place, act

    def chapter(self, name):
        """Return the acts of a chapter: [(days ago, act)]."""
        return list(getattr(self, f"_{name}")())

    # --- Acting ---

    def _as(self, who, name):
        """Return what a chapter made, or a model, in the hands of a person."""
        if "." in name:
            return self.acts.model(name, who)
        return self.acts.acting(getattr(self, name), who)

    def _do(self, who, name, method, *arguments, keep=None):
        """Call a public method as a person; keep what it returns under a name."""
        result = getattr(self._as(who, name), method)(*arguments)
        if keep:
            setattr(self, keep, result)
        return result

    def _act(self, *arguments, **options):
        return partial(self._do, *arguments, **options)

    def _partner(self, who):
        return self.acts.user(who).partner_id

    def _of_company(self, model, code):
        return self.acts.of_company(model, code)

    # --- The #CodeSocial, adopted by two guarantors and signed by each ---

    def _charter(self):
        yield 284, self._consult
        yield 276, self._act("claude", "first_version", "action_adopt")
        yield 275, self._act("maelle", "first_version", "action_adopt")
        for rank, who in enumerate(self.acts.signers):
            yield 274 - rank % 3, partial(self._sign, "first_version", who)

    def _consult(self):
        domain = [("company_id", "=", self.acts.company.id)]
        self.charter = self.env["code.social.charter"].search(domain)
        self.first_version = self.charter.version_ids
        self._do("claude", "charter", "set_consultation_days", CONSULTATION)
        self._do("claude", "first_version", "action_consult")

    def _sign(self, version, who):
        name = self._partner(who).name
        self._do(who, version, "sign", name, keep="last_adhesion")

    # --- An initiative in one sentence becomes a project ---

    def _initiative(self):
        yield 236, self._launch
        yield 235, self._act("noe", "initiative", "action_support")
        yield 234, self._give_opinion
        yield 232, partial(self._answer_coherence, "Le jardin y gagne des voix.")
        yield 230, self._act("theo", "initiative", "action_answer_accept", "Allons-y.")
        yield 229, self._make_project
        yield 228, self._gather

    def _launch(self):
        values = {
            "name": "Un chœur qui chante dans le jardin",
            "kind": "project",
            "project_id": self.acts.garden.id,
            "commission_id": self._of_company(
                "code.social.commission", "ecological"
            ).id,
        }
        self._do("amina", "code.social.initiative", "launch", values, keep="initiative")

    def _give_opinion(self):
        self.coherence = self.initiative.sudo().coherence_ids
        self._do("sacha", "coherence", "action_give_opinion", True, "Cela le prolonge.")

    def _answer_coherence(self, reason):
        self._do("camille", "coherence", "action_answer", True, reason)

    def _make_project(self):
        self._do("theo", "initiative", "action_make_result")
        self.project = self.initiative.sudo().result_project_id

    def _gather(self):
        """The publisher names the artist and calls for the talent it needs."""
        self._as("camille", "project").write(
            {
                "artist_id": self._partner("amina").id,
                "talent_needed_ids": [Command.set(self.acts.talent.ids)],
            }
        )

    # --- Hours, a lent place and joy ---

    def _contributions(self):
        yield (
            220,
            partial(self._log, "rehearsal", "Première répétition", "organisation"),
        )
        yield 219, partial(self._log, "hall", "Préau prêté", "venue", quantity=2)
        yield 218, partial(self._log, "joy", "Un canon improvisé", "joy", quantity=0)
        for name in ("rehearsal", "hall", "joy"):
            yield 216, self._act("camille", name, "action_acknowledge", "Merci !")

    def _log(self, keep, title, nature, quantity=1.5):
        shares = [(self._partner("noe").id, 40.0)] if keep == "rehearsal" else []
        values = {
            "name": title,
            "nature_id": self.env.ref(f"code_social.nature_{nature}").id,
            "quantity": quantity,
            "project_id": self.project.id,
            "co_contributors": shares,
        }
        self._do("amina", "code.social.contribution", "log", values, keep=keep)

    # --- Peers look at the rehearsal: 4, 4 and 5 ---

    def _evaluation(self):
        yield 210, self._open_round
        yield 207, self._vote
        yield 200, self._act("lina", "round", "action_close")
        yield 199, self._act("lina", "round", "action_publish")
        yield 198, self._act("lina", "round", "action_lock")

    def _open_round(self):
        day = Date.today()
        self.round = self._as("admin", "code.social.round").create(
            {
                "name": "Campagne du chœur",
                "date_start": day,
                "date_end": day + timedelta(days=12),
                "date_from": day - timedelta(days=20),
                "date_to": day,
                "project_id": self.project.id,
                "nature_ids": [Command.set(self.rehearsal.sudo().nature_id.ids)],
                "k": 3,
                "facilitator_ids": [Command.set(self._partner("lina").ids)],
                "auditor_id": self._partner("awa").id,
                "company_id": self.acts.company.id,
            }
        )
        self._do("lina", "round", "action_open")

    def _vote(self):
        ballots = self.env["code.social.ballot"].search(
            [("round_id", "=", self.round.id)], order="id"
        )
        for ballot, level in zip(ballots, (4, 4, 5), strict=True):
            mine = self.acts.acting_user(ballot, ballot.evaluator_id.user_ids)
            mine.action_submit(
                dict.fromkeys(ballot._criteria().ids, level),
                "Chacun y trouve sa place",
                "Garder une trace écrite",
                "Vu sur place",
            )

    # --- A commission meets and each speaks as long ---

    def _meeting(self):
        yield 182, self._plan
        yield (
            178,
            self._act(
                "noe", "meeting", "propose_item", "Arroser en chantant", keep="item"
            ),
        )
        yield 175, self._hold
        yield 174, self._write_minutes
        for who in ("theo", "amina"):
            yield 173, self._act(who, "meeting", "action_agree_minutes")
        yield 172, self._act("lina", "meeting", "action_approve_minutes")

    def _plan(self):
        start = datetime.combine(Date.today() + timedelta(days=7), SESSION)
        values = {
            "name": "Commission écologique du printemps",
            "commission_id": self._of_company(
                "code.social.commission", "ecological"
            ).id,
            "start": start,
            "stop": start + timedelta(hours=1),
            "place": "Sous le préau",
            "facilitator_id": self._partner("lina").id,
            "scribe_id": self._partner("yann").id,
        }
        self._do("theo", "code.social.meeting", "plan", values, keep="meeting")

    def _hold(self):
        """Everybody speaks ten minutes, one after the other."""
        self._do("lina", "meeting", "action_start")
        people = [self._partner(who).id for who in ("theo", "lina", "yann", "amina")]
        start = self.meeting.sudo().start
        for person in people:
            self._do("lina", "meeting", "add_attendance", person)
        for rank, person in enumerate(people):
            begin = start + timedelta(seconds=rank * TALK_SECONDS)
            self._do("lina", "meeting", "add_turn", person, begin, TALK_SECONDS)
        deadline = Date.today() + timedelta(days=20)
        self._do(
            *("yann", "meeting", "add_action", "Poser le banc du chœur"),
            *(self._partner("theo").id, deadline),
        )
        self._do("lina", "meeting", "action_close")

    def _write_minutes(self):
        text = "<p>Le chœur répète le vendredi ; le banc sera posé avant l’été.</p>"
        self._do("yann", "meeting", "action_propose_minutes", text)

    # --- The commission decides by consent ---

    def _decision(self):
        yield 171, self._propose
        yield 170, self._act("theo", "decision", "action_open")
        for who in ("theo", "idriss", "amina", "noe"):
            yield 168, self._act(who, "decision", "take_position", "agree")
        yield 160, self._act("theo", "decision", "action_close")

    def _propose(self):
        values = {
            "name": "Répéter le vendredi au jardin",
            "text": "Le chœur répète chaque vendredi à 18 h 30 au jardin.",
            "commission_id": self.meeting.sudo().commission_id.id,
            "closes_on": Date.today() + timedelta(days=14),
            "mode": "consent",
            "electorate": "members",
            "quorum": 20,
        }
        self._do("theo", "code.social.decision", "propose", values, keep="decision")

    # --- A tension is brought to the sages ---

    def _tension(self):
        yield 150, self._raise
        yield (
            148,
            self._act("rosa", "tension", "action_hear", "Deux usages du même soir."),
        )
        yield 147, self._put
        yield (
            145,
            self._act(
                *("rosa", "arbitration", "action_hear"),
                "Le chœur et les arrosages veulent le même soir.",
            ),
        )
        yield (
            144,
            self._act(
                *("rosa", "arbitration", "action_rule"),
                "Le chœur commence une heure plus tard l’été.",
                "Les deux usages tiennent si l’eau passe avant le chant.",
            ),
        )
        yield 143, self._act("louise", "arbitration", "action_agree")
        yield 142, self._order
        yield 130, self._act("theo", "arbitration", "action_executed")
        yield (
            129,
            self._act(
                *("rosa", "tension", "action_close", "arbitration"),
                "Les heures sont affichées et tenues.",
            ),
        )

    def _raise(self):
        values = {
            "name": "Le vendredi soir, arroser ou chanter",
            "description": "L’arrosage et le chœur tombent ensemble.",
            "project_id": self.project.id,
        }
        self._do("noe", "code.social.tension", "raise_tension", values, keep="tension")

    def _put(self):
        values = {
            "name": "Le vendredi soir au jardin",
            "question": "Qui a le jardin le vendredi soir, et de quand à quand ?",
            "body": "sages",
            "tension_id": self.tension.id,
        }
        self._do(
            "rosa", "code.social.arbitration", "action_put", values, keep="arbitration"
        )

    def _order(self):
        due = Date.today() + timedelta(days=20)
        owner = self._partner("theo").id
        self._do(
            *("rosa", "arbitration", "action_execution"),
            *("Afficher les heures à l’entrée.", owner, due),
        )

    # --- An experiment is kept, through an amendment ---

    def _experiment(self):
        yield 140, self._start
        yield 125, self._adapt
        yield 112, self._perpetuate

    def _start(self):
        values = {
            "name": "Le bâton de parole au jardin",
            "hypothesis": "Chacun parle autant, même les plus discrets.",
            "tried": "Qui tient le bâton parle, les autres écoutent.",
            "indicator": "L’indice de parole des trois prochaines réunions.",
            "date_end": Date.today() + timedelta(days=25),
            "commission_id": self.meeting.sudo().commission_id.id,
            "tension_id": self.tension.id,
        }
        self._do("theo", "code.social.experiment", "start", values, keep="experiment")

    def _adapt(self):
        end = Date.today() + timedelta(days=30)
        self._do("theo", "experiment", "action_adapt", "Deux tours au lieu d’un.", end)

    def _perpetuate(self):
        self._do(
            *("theo", "experiment", "action_perpetuate"),
            "En réunion, qui tient le bâton parle et les autres écoutent.",
            "Trois réunions ont été plus équitables.",
            keep="amendment",
        )

    # --- The charter reaches its second version; members sign again ---

    def _second_charter(self):
        yield 110, self._act("claude", "amendment", "action_retain", "Oui, merci.")
        yield (
            108,
            self._act("claude", "charter", "action_new_version", keep="second_version"),
        )
        yield 107, self._act("claude", "second_version", "action_consult")
        yield 98, self._act("claude", "second_version", "action_adopt")
        yield 97, self._act("maelle", "second_version", "action_adopt")
        for rank, who in enumerate((*self.acts.signers, *self.acts.newcomers)):
            if who not in self.acts.unsigned:
                yield 96 - rank % 3, partial(self._sign, "second_version", who)

    # --- The author's book, under a signed agreement ---

    def _book(self):
        yield 92, self._write_agreement
        yield 91, self._act("camille", "agreement", "action_send")
        yield 90, self._act("sacha", "agreement", "sign", "Sacha", SIGNATURE)
        yield 89, self._act("camille", "agreement", "action_countersign", "Camille")
        yield 88, self._give_to_all

    def _write_agreement(self):
        author = self._partner("sacha")
        company = self.acts.company
        template = self._as("camille", "code.social.agreement.template").search(
            [("company_id", "=", company.id), ("kind", "=", "author")]
        )
        self.work = self._as("camille", "product.template").create(
            {
                "name": "Carnet des cabanes (le livre)",
                "is_work": True,
                "work_kind": "book",
                "work_author_ids": [Command.set(author.ids)],
                "list_price": PRICE,
                "taxes_id": [Command.clear()],
                "company_id": company.id,
                "invoice_policy": "order",
            }
        )
        tiers = [Command.create({"up_to": upto, "rate": rate}) for upto, rate in TIERS]
        self.agreement = self._as("camille", "code.social.agreement").create(
            {
                "name": "Contrat du Carnet des cabanes",
                "kind": "author",
                "partner_id": author.id,
                "template_id": template.id,
                "date_start": Date.today(),
                "work_ids": [Command.set(self.work.ids)],
                "holder_ids": [Command.create({"partner_id": author.id})],
                "tier_ids": tiers,
                "company_id": company.id,
            }
        )

    def _give_to_all(self):
        """The choir's songs are a commons: anybody takes them, nobody is paid."""
        self.commons = self._as("camille", "product.template").create(
            {
                "name": "Chants du jardin, paroles et accords",
                "is_work": True,
                "ownership": "commons",
                "work_kind": "content",
                "work_author_ids": [Command.set(self._partner("amina").ids)],
                "origin_project_id": self.project.id,
                "licence": "CC BY-SA 4.0",
                "list_price": 0,
                "company_id": self.acts.company.id,
            }
        )

    # --- It is sold through Odoo's own order and invoice, and partly refunded ---

    def _sales(self):
        yield 80, self._sell
        yield 70, self._refund

    def _sell(self):
        self.order = self._as("camille", "sale.order").create(
            {
                "partner_id": self.acts.bookshop.id,
                "company_id": self.acts.company.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.work.product_variant_id.id,
                            "product_uom_qty": COPIES,
                            "price_unit": PRICE,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
            }
        )
        self._do("camille", "order", "action_confirm")
        self.invoice = self.acts.acting(self.order, "bruno").sudo()._create_invoices()
        self.invoice.invoice_date = Date.today()
        self._do("bruno", "invoice", "action_post")

    def _refund(self):
        self.credit = self._as("bruno", "invoice")._reverse_moves(
            [{"invoice_date": Date.today(), "date": Date.today()}]
        )
        self.credit.invoice_line_ids.quantity = RETURNED
        self._do("bruno", "credit", "action_post")

    # --- Royalties: stated, approved by the author, billed ---

    def _statement(self):
        yield 60, self._state
        yield 59, self._act("bruno", "statement", "action_check")
        yield 58, self._act("camille", "statement", "action_communicate")
        yield 55, self._act("sacha", "statement", "action_approve")
        yield 54, self._act("bruno", "statement", "action_bill")

    def _state(self):
        self.statement = self._as("camille", "code.social.statement").create(
            {
                "agreement_id": self.agreement.id,
                "partner_id": self._partner("sacha").id,
                "date_from": Date.today() - timedelta(days=60),
                "date_to": Date.today(),
                "company_id": self.acts.company.id,
            }
        )

    # --- The accountant reconciles the quarter and locks it ---

    def _quarter(self):
        yield 50, self._open_period
        yield 49, self._act("bruno", "period", "action_review")
        yield 48, self._act("bruno", "period", "action_accept_within_tolerance")
        yield 47, self._justify
        yield 46, self._act("bruno", "period", "action_lock")

    def _open_period(self):
        self.period = self._as("bruno", "code.social.period").create(
            {
                "name": "Trimestre du chœur",
                "date_from": Date.today() - timedelta(days=175),
                "date_to": Date.today() - timedelta(days=160),
                "company_id": self.acts.company.id,
            }
        )
        self._do("bruno", "period", "action_propose")

    def _justify(self):
        left = self._as("bruno", "period").reconciliation_ids.filtered(
            lambda one: one.state not in ("reconciled", "justified", "excluded")
        )
        for one in left:
            one.action_justify("Compté à la main avec la personne.")
