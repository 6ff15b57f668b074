"""Rows, methods and fields of this part of the add-on: see tests/access/table.py."""

from datetime import timedelta

#: period, rate, reconciliation; what they say of a decision is written by methods.
_PERIOD = {"publisher": "r", "accountant": "rwcd"}
_LINE = {"publisher": "r", "accountant": "rw"}

ROWS = {
    "code.social.period": {"open": _PERIOD},
    "code.social.reconciliation": {"proposed": _LINE},
    "code.social.reconciliation.link": {"proposed": _PERIOD},
}
ABSTRACT = set()
DIALOGS = {}
FIELDS = {}
METHODS = dict.fromkeys(
    (
        "code.social.period.action_accept_within_tolerance",
        "code.social.period.action_lock",
        "code.social.period.action_propose",
        "code.social.period.action_review",
        "code.social.reconciliation.action_accept",
        "code.social.reconciliation.action_accept_within_tolerance",
        "code.social.reconciliation.action_exclude",
        "code.social.reconciliation.action_justify",
    ),
    ("refused", "refused"),
) | {"code.social.period.action_view_reconciliations": ("harmless", "harmless")}


def common(world):
    """Return {(model, situation): record} of the rows that belong to nobody."""
    period = world.env["code.social.period"].create(
        {
            "name": "This month (test)",
            "date_from": world.today - timedelta(days=30),
            "date_to": world.today,
            "company_id": world.company_a.id,
        }
    )
    return {("code.social.period", "open"): period}


def one_set(world, party, evaluator, co_evaluator):
    """Return {(model, situation): record} of the rows of a party."""
    work = world.acknowledged(party, project_id=world.project.id)
    period = world.common["code.social.period", "open"]
    period.with_user(world.accountant).action_propose()
    line = period.reconciliation_ids.filtered(
        lambda one: one.contribution_id.id == work.id
    )
    return {
        ("code.social.reconciliation", "proposed"): line,
        ("code.social.reconciliation.link", "proposed"): line.link_ids,
    }
