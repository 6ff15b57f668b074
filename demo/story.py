"""The demo community: invented people who act through the same doors as anybody.

Nothing here writes a state: each act is a call of the public method, made as the
person, on the day it is told to have happened. Rows of the files beside this one
say who did what; days are counted back from the day of installation.
"""

from datetime import timedelta

from odoo import api, models
from odoo.fields import Command

from .acts import Acts
from .clock import clock
from .life import Life

#: Campaigns: who facilitates and who audits by their keys, days counted back.
ROUNDS = (
    {
        "name": "Campagne de la saison passée",
        "natures": (
            *("creation", "transmission", "hospitality", "organisation", "welcome"),
            *("documentation", "benevolent_critique", "ecological_gesture", "joy"),
        ),
        "works": (183, 85),
        "days": (75, 61),
        "k": 5,
    },
    {
        # Enough works for every member to be drawn at least once, whatever the seed.
        "name": "Campagne de la saison",
        "natures": ("creation", "transmission", "organisation", "welcome"),
        "works": (60, 11),
        "days": (6, -8),
        "k": 4,
    },
)


class Demo(models.AbstractModel):
    """Loads the demo community; called by the demo files and by nothing else."""

    _name = "code.social.demo"
    _description = "Demo Community"

    @api.model
    def _load_french(self):
        """Make French usable, and say in French what the add-on ships."""
        languages = self.env["res.lang"]
        if "fr_FR" not in dict(languages.get_installed()):
            language = languages._activate_lang("fr_FR")
            installer = self.env["base.language.install"]
            installer.create({"lang_ids": [Command.set(language.ids)]}).lang_install()
        # Odoo loads an add-on's own translations after its demo data, too late for
        # the roles and commissions that the demo community copies.
        module = self.env.ref("base.module_code_social")
        module._update_translations(filter_lang="fr_FR")

    @api.model
    def _load(self):
        """Let the demo people live their last year, once."""
        acts = Acts(self.env)
        contributions = self.env["code.social.contribution"]
        if contributions.search_count([("company_id", "=", acts.company.id)], limit=1):
            return
        mails = self.env["mail.mail"]
        last = mails.search([], order="id desc", limit=1)
        with clock() as set_day:
            for days_ago, _rank, act in sorted(
                self._story(acts), key=lambda entry: (-entry[0], entry[1])
            ):
                set_day(acts.today - timedelta(days=days_ago))
                act()
        # Nobody lives at these addresses.
        mails.search([("id", ">", last.id), ("state", "=", "outgoing")]).cancel()

    def _story(self, acts):
        """Return (days ago, rank in the day, act) for everything that happened."""
        return [
            *acts.beginnings(),
            *acts.mandates(),
            *acts.contributions(),
            *acts.timesheets(),
            *(act for round_ in ROUNDS for act in acts.evaluation(round_)),
            *Life(acts).story(),
        ]
