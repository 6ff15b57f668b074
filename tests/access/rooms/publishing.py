"""Rows, methods and fields of this part of the add-on: see tests/access/table.py."""

from odoo import Command

ALL = "rwcd"
REFUSED = "refused"
HARMLESS = "harmless"
SECRET = "Unspoken (test)"

_DRAFT = {"publisher": ALL, "accountant": "r"}
_SENT = {"party": "r", **_DRAFT}
_STATEMENT = {"publisher": ALL, "accountant": ALL}

ROWS = {
    "code.social.agreement.template": {"": _DRAFT},
    "code.social.agreement": {"draft": _DRAFT, "sent": _SENT},
    "code.social.agreement.holder": {"draft": _DRAFT, "sent": _SENT},
    "code.social.royalty.tier": {"draft": _DRAFT, "sent": _SENT},
    # Written by the posting of invoices alone, whoever reads it.
    "code.social.royalty.line": {
        "": {"party": "r", "publisher": "r", "accountant": "r"}
    },
    "code.social.statement": {
        "checked": _STATEMENT,
        "communicated": {"party": "r", **_STATEMENT},
    },
}
ABSTRACT = {"code.social.agreement.part"}
DIALOGS = {}
#: As far as Odoo lets a person read the product itself.
AS_ODOO = None
FIELDS = {
    "product.template": {
        "is_work": AS_ODOO,
        "ownership": AS_ODOO,
        "work_kind": AS_ODOO,
        "work_author_ids": AS_ODOO,
        "origin_project_id": AS_ODOO,
        "licence": AS_ODOO,
    },
}
METHODS = {
    # Odoo's own, which takes the royalties back with the invoice.
    "account.move.button_draft": (REFUSED, REFUSED),
    **dict.fromkeys(
        (
            "code.social.agreement.action_countersign",
            "code.social.agreement.action_end",
            "code.social.agreement.action_recall",
            "code.social.agreement.action_send",
            "code.social.agreement.sign",
            "code.social.statement.action_answer",
            "code.social.statement.action_approve",
            "code.social.statement.action_bill",
            "code.social.statement.action_check",
            "code.social.statement.action_communicate",
            "code.social.statement.action_contest",
            "code.social.statement.action_reopen",
            "code.social.statement.action_view_bill",
        ),
        (REFUSED, REFUSED),
    ),
}


def common(world):
    """Return {(model, situation): record} of the rows that belong to nobody."""
    template = world.env["code.social.agreement.template"].create(
        {"name": SECRET, "body": SECRET, "company_id": world.company_a.id}
    )
    return {("code.social.agreement.template", ""): template}


def _agreement(world, party, work):
    return world.env["code.social.agreement"].create(
        {
            "name": SECRET,
            "partner_id": party.partner_id.id,
            "body": SECRET,
            "work_ids": [Command.set(work.ids)],
            "holder_ids": [
                Command.create({"partner_id": party.partner_id.id, "share": 100})
            ],
            "tier_ids": [Command.create({"rate": 10})],
        }
    )


def _statement(world, agreement, **values):
    created = world.env["code.social.statement"].create(
        {
            "agreement_id": agreement.id,
            "partner_id": agreement.partner_id.id,
            "date_from": world.today.replace(month=1, day=1),
            "date_to": world.today,
        }
    )
    created._by_method().write(values)
    return created


def one_set(world, party, evaluator, co_evaluator):
    """Return {(model, situation): record} of the rows of a party."""
    work = world.env["product.template"].create({"name": SECRET, "is_work": True})
    draft = _agreement(world, party, work)
    sent = _agreement(world, party, work)
    sent.with_user(world.publisher).action_send()
    line = (
        world.env["code.social.royalty.line"]
        ._by_method()
        .create(
            {
                "date": world.today,
                "document": SECRET,
                "agreement_id": sent.id,
                "partner_id": party.partner_id.id,
                "work_id": work.id,
                "share": 100,
                "units": 10,
                "base_exact": "10",
                "split": [["1/10", "10"]],
                "amount_cents": 1000,
                "is_counted": True,
            }
        )
    )
    rows = {
        ("code.social.royalty.line", ""): line,
        ("code.social.statement", "checked"): _statement(world, sent, step="checked"),
        ("code.social.statement", "communicated"): _statement(
            world, sent, step="communicated", communicated_on=world.today
        ),
    }
    for situation, agreement in (("draft", draft), ("sent", sent)):
        rows["code.social.agreement", situation] = agreement
        rows["code.social.agreement.holder", situation] = agreement.holder_ids
        rows["code.social.royalty.tier", situation] = agreement.tier_ids
    return rows
