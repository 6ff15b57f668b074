"""What each demo person does, as that person."""

from datetime import timedelta
from functools import partial

from odoo.fields import Command, Date

from .script import rows, words

#: Days between a contribution and the answer it received.
ANSWERED_AFTER = 2
FOUNDERS = (
    *("claude", "rosa", "camille", "bruno", "lina", "louise", "maelle", "theo"),
    *("fatou", "elio", "idriss", "awa", "noe", "yann", "sacha", "amina"),
)
#: Of the open round, who has not given their ballots yet.
LATE = ("amina", "lina", "sacha", "rosa", "ines", "bruno", "camille")


class Acts:
    """Turns the rows of the files into acts: (days ago, rank in the day, act)."""

    def __init__(self, env):
        context = {"lang": "fr_FR", "tz": "Europe/Paris", "no_reset_password": True}
        # Mails wait in the queue, where the demo cancels them.
        context["mail_notify_force_send"] = False
        self.env = env(context=dict(env.context, **context))
        self.company = self.env.ref("code_social.demo_company")
        self.today = Date.today()
        self.words = list(rows("contribution/words.csv"))
        self.logged = {}
        self.levels = {}

    # --- People, and acting as one of them ---

    def user(self, who):
        """Return the login of a person by the key the files use."""
        if who == "admin":
            return self.env.ref("base.user_admin")
        return self.env.ref(f"code_social.demo_user_{who}")

    def partners(self, text):
        """Return the contacts named in a list of keys."""
        partners = self.company.partner_id.browse()
        return partners.union(*(self.user(who).partner_id for who in words(text)))

    def acting(self, records, who):
        """Return the same records (or model) in the hands of a person."""
        user = self.user(who)
        return self.acting_user(records, user)

    def acting_user(self, records, user):
        """Return the same records in the hands of a login."""
        context = {"allowed_company_ids": self.company.ids}
        return records.with_user(user).with_context(**context)

    def model(self, name, who):
        """Return a model in the hands of a person."""
        return self.acting(self.env[name], who)

    def of_company(self, model, code):
        """Return the demo community's own record of that code."""
        domain = [("company_id", "=", self.company.id), ("code", "=", code)]
        return self.env[model].search(domain, limit=1)

    # --- What the year needs of this community: see year.py ---

    #: Who signs the first version of the charter, and who joins before the second.
    signers = FOUNDERS
    #: Who has not signed the second one yet.
    unsigned = ("elio", "awa")
    newcomers = ("ines",)

    @property
    def garden(self):
        """The author's project that an initiative prolongs."""
        return self._project("garden")

    @property
    def talent(self):
        """The talent that the new project calls for."""
        return self.env.ref("code_social.demo_talent_song")

    @property
    def bookshop(self):
        """The customer who buys the book."""
        return self.env.ref("code_social.demo_bookshop")

    # --- The community ---

    def beginnings(self):
        """The administrator sets the community up and the first people join."""
        yield 400, 0, self._set_up
        for rank, who in enumerate(FOUNDERS):
            yield 399, rank, partial(self._join, who)
        yield 165, 0, partial(self._join, "ines")
        yield 240, 0, self._declare_tie

    def _set_up(self):
        # Books are sold and royalties billed: that takes accounts and journals.
        # Not `try_loading`, which warns of modules that load after this one.
        self.env["account.chart.template"]._load(
            "generic_coa", self.company, install_demo=False
        )
        # The chart brings its own currency; nothing is written in it yet.
        self.company.currency_id = self.env.ref("base.EUR")
        self.acting(self.company, "admin").action_install_community()

    def _join(self, who):
        partner = self.user(who).partner_id
        self.acting(partner, "admin").action_join()

    def _declare_tie(self):
        other = self.user("yann").partner_id
        self.model("code.social.tie", "maelle").declare(other.id, "couple")

    def mandates(self):
        """The administrator opens the seats, and somebody else confirms most."""
        for rank, row in enumerate(rows("community/mandates.csv")):
            yield int(row["day"]), rank, partial(self._mandate, row)

    def _mandate(self, row):
        role = self.of_company("code.social.role", row["role"])
        commission = self.env["code.social.commission"]
        if row["commission"]:
            commission = self.of_company(commission._name, row["commission"])
        mandate = self.model("code.social.mandate", "admin").create(
            {
                "partner_id": self.user(row["who"]).partner_id.id,
                "role_id": role.id,
                "commission_id": commission.id,
                "deputy_id": self.partners(row["deputy"]).id,
                "designation": row["designation"],
                "date_start": Date.today(),
                "company_id": self.company.id,
            }
        )
        self.acting(mandate, row["confirmed_by"]).action_confirm()

    # --- Contributions ---

    def contributions(self):
        """Each person notes what they brought; somebody else answers, or not yet."""
        for rank, row in enumerate(rows("contribution/contributions.csv")):
            day = int(row["day"])
            yield day, rank, partial(self._log, rank, row)
            if row["outcome"] != "wait":
                yield day - ANSWERED_AFTER, 100 + rank, partial(self._answer, rank, row)

    def _log(self, rank, row):
        contributions = self.model("code.social.contribution", row["who"])
        self.logged[rank] = contributions.log(
            {
                "name": row["title"],
                "nature_id": self.env.ref(f"code_social.nature_{row['nature']}").id,
                "quantity": float(row["quantity"]),
                "joy": row["joy"] == "yes",
                "proposal": row["proposal"],
                "project_id": self._project(row["project"]).id,
                "commission_id": row["commission"]
                and self.of_company("code.social.commission", row["commission"]).id,
                "beneficiary_ids": self.partners(row["for"]).ids,
                "co_contributors": list(self._shares(row["with"])),
            }
        )

        self.levels[self.logged[rank].id] = row["levels"]

    def _project(self, key):
        projects = self.env["project.project"]
        return self.env.ref(f"code_social.demo_project_{key}") if key else projects

    def _shares(self, text):
        for part in words(text):
            who, _colon, percent = part.partition(":")
            yield self.user(who).partner_id.id, float(percent)

    def _answer(self, rank, row):
        contribution = self.acting(self.logged[rank], row["by"])
        if row["outcome"] == "back":
            contribution.action_return(row["words"])
            return
        contribution.action_acknowledge(row["words"] or None)
        # The joy that came with it concerns the same people.
        joy = self.acting(self.logged[rank].sudo()._companion(), row["by"])
        joy.action_acknowledge()

    def timesheets(self):
        """The publisher types hours where Odoo keeps them: they are proposed."""
        yield 60, 200, self._hire
        yield 21, 200, partial(self._hours, "Relecture avec l’imprimeur", 2.5, True)
        yield 5, 200, partial(self._hours, "Devis d’impression", 1.25, False)

    def _hire(self):
        self.env["hr.employee"].create(
            {
                "name": self.user("camille").name,
                "user_id": self.user("camille").id,
                "company_id": self.company.id,
            }
        )

    def _hours(self, title, hours, declared):
        line = self.model("account.analytic.line", "camille").create(
            {
                "name": title,
                "date": Date.today(),
                "unit_amount": hours,
                "project_id": self._project("book").id,
                "company_id": self.company.id,
            }
        )
        if declared:
            shares = line._shares()
            self.acting(shares.contribution_id, "camille").action_declare()

    # --- Evaluation by peers ---

    def evaluation(self, plan):
        """A round is prepared, opened and, when its day is over, published."""
        opening, closing = plan["days"]
        name, over = plan["name"], closing >= 0
        yield opening, 300, partial(self._open, plan)
        yield max(opening - 3, 0), 301, partial(self._vote, name, not over)
        if over:
            yield closing, 302, partial(self._close, name)
            yield closing - 3, 303, partial(self._publish, name)

    def _round(self, name):
        domain = [("company_id", "=", self.company.id), ("name", "=", name)]
        return self.env["code.social.round"].search(domain)

    def _open(self, plan):
        natures = [self.env.ref(f"code_social.nature_{n}").id for n in plan["natures"]]
        opening, closing = plan["days"]
        first, last = plan["works"]
        round_ = self.model("code.social.round", "admin").create(
            {
                "name": plan["name"],
                "date_start": self._day(opening),
                "date_end": self._day(closing),
                "date_from": self._day(first),
                "date_to": self._day(last),
                "nature_ids": [Command.set(natures)],
                "k": plan["k"],
                "facilitator_ids": [Command.set(self.user("lina").partner_id.ids)],
                "auditor_id": self.user("awa").partner_id.id,
                "company_id": self.company.id,
            }
        )
        self.acting(round_, "lina").action_open()

    def _day(self, days_ago):
        return self.today - timedelta(days=days_ago)

    def _vote(self, name, still_open):
        late = self.partners(",".join(LATE)) if still_open else self.partners("")
        ballots = self.env["code.social.ballot"].search(
            [("round_id", "=", self._round(name).id)], order="contribution_id, id"
        )
        for seed, given in enumerate(ballots.grouped("contribution_id").values()):
            levels = self.levels.get(given.contribution_id.id) or "44544"
            for rank, (ballot, level) in enumerate(zip(given, levels, strict=False)):
                if ballot.evaluator_id not in late:
                    self._give(ballot, int(level), seed + rank)

    def _give(self, ballot, level, seed):
        who = ballot.evaluator_id.user_ids
        said = self.words[seed % len(self.words)]
        criteria = ballot._criteria()
        scores = dict.fromkeys(criteria.ids, level)
        # One in three saw the work and not the moment.
        if len(criteria) > 3 and seed % 3 == 0:
            scores[criteria.ids[-1]] = False
        context = {"allowed_company_ids": self.company.ids}
        ballot.with_user(who).with_context(**context).action_submit(
            scores, said["strength"], said["improvement"], said["comment"]
        )

    def _close(self, name):
        self.acting(self._round(name), "lina").action_close()

    def _publish(self, name):
        round_ = self.acting(self._round(name), "lina")
        shared = round_.valuation_ids.filtered(lambda v: v.state == "deliberation")
        shared.action_maintain(
            "L’échange l’a montré : la personne qui avait mis la phrase la plus basse "
            "n’avait pas pu goûter. Chacun garde son regard, la figure reste."
        )
        round_.action_publish()
