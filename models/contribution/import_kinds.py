"""The contributions that an `.all-contributorsrc` file tells of."""

from odoo import api, models

from .contribution_input import TITLE_LENGTH
from .import_credits import KINDS, OTHER


class Import(models.Model):
    _inherit = "code.social.import"

    @api.model
    def _plan_credits(self, plan, credits_):
        plan.kind = "credits"
        home = "/".join(filter(None, [credits_.owner, credits_.project]))
        plan.title = credits_.project or plan.project.name or plan.settings.project_name
        home = home or plan.title
        natures, seen = self._natures(), set()
        for person in credits_.people:
            who = (f"all-contributors:{credits_.host}", person["login"].lower())
            plan.people.setdefault(
                who,
                {"name": person["name"], "email": "", "partner": None, "line": 0},
            )
            for kind in dict.fromkeys(person["kinds"]):
                if (who, kind) in seen:
                    continue
                seen.add((who, kind))
                plan.count += 1
                code = KINDS.get(kind, OTHER)
                nature = natures.get(code)
                if not self._usable(plan, person["line"], nature, kind):
                    continue
                if kind not in KINDS:
                    plan.unknown[self._kind_label(kind, credits_.custom)] += 1
                title = kind if code == OTHER else nature.name
                plan.items.append(
                    {
                        "line": person["line"],
                        "key": f"{who[0]}/{home}:{who[1]}:{kind}",
                        "who": who,
                        "minutes": 0,
                        "vals": {
                            "name": f"{title} · {plan.title}"[:TITLE_LENGTH],
                            "nature_id": nature.id,
                            "quantity": 0.0,
                            "date": plan.settings.as_of,
                        },
                    }
                )

    @api.model
    def _kind_label(self, kind, custom):
        """Return a kind with the words its project defined it with, if any."""
        told = custom.get(kind)
        words = told.get("description") if isinstance(told, dict) else None
        return f"{kind} ({words[:80]})" if isinstance(words, str) and words else kind
