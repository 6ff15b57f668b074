"""Who may do what: the design's access table, as data, written by hand.

`ROWS` says it for each model and each situation of a row; `FIELDS` for what we
add to Odoo's own models; `METHODS` names every public method and what a customer
or another member gets from it. The tests compare these with the live rules. A
model, a field or a method that is not here makes a test fail: it is added here by
hand, after the design, never copied from the rules.

A cell is made of letters: r read (search, count, group, name_search, export,
messages and files alike), w write, c create, d delete, all by hand; what methods
do is in `METHODS`. A persona that is not named gets nothing at all.

Personas: `party` the person whose row it is; `other` members, portal and internal;
`acknowledger` whom it was for; `evaluator` drawn for the work, and `co_evaluator`
the other one; `facilitator` and `auditor` of the round; `sage`, `guarantor`
members with that seat; `publisher`, `accountant`, `manager`; `employee` internal
and not joined; `customer` portal and not joined; `visitor` without login;
`settings` Odoo's own administrator without a group of ours; `member_b`,
`publisher_b`, `accountant_b`, `manager_b` of another company.
"""

from .rooms import PARTS

MEMBERS = (
    "party",
    "other",
    "acknowledger",
    "evaluator",
    "co_evaluator",
    "facilitator",
    "auditor",
    "sage",
    "guarantor",
)
STRANGERS = (
    "employee",
    "customer",
    "visitor",
    "settings",
    "member_b",
    "publisher_b",
    "accountant_b",
    "manager_b",
)
STAFF = ("publisher", "accountant", "manager")
PERSONAS = (*MEMBERS, *STAFF, *STRANGERS)

ALL = "rwcd"

#: pillar, commission, role, mandate, talent, nature, criterion
COMMON_GROUND = {
    **dict.fromkeys(MEMBERS, "r"),
    "publisher": ALL,
    "accountant": "r",
    "manager": ALL,
}
#: contribution, share, evidence
CONTRIBUTION = {
    "party": "r",
    "acknowledger": "r",
    "evaluator": "r",
    "co_evaluator": "r",
    "publisher": "r",
    "accountant": "r",
    "manager": "r",
}
ROUND = {**dict.fromkeys((*MEMBERS, *STAFF), "r")}
IMPORT = {"publisher": "r", "manager": "r"}

#: {model: {situation: {persona: letters}}}
ROWS = {
    "code.social.pillar": {"": COMMON_GROUND},
    "code.social.commission": {"": COMMON_GROUND},
    "code.social.role": {"": COMMON_GROUND},
    "code.social.mandate": {"draft": COMMON_GROUND},
    "code.social.talent": {"": COMMON_GROUND},
    "code.social.nature": {"": COMMON_GROUND},
    "code.social.criterion": {"": COMMON_GROUND},
    "code.social.tie": {"": {"party": "r"}},
    # Part of "partner fields of ours".
    "code.social.status": {
        "": {"party": "r", "publisher": ALL, "accountant": "r", "manager": ALL}
    },
    "code.social.event": {
        "own act": {
            "party": "r",
            "publisher": "r",
            "accountant": "r",
            "guarantor": "r",
            "manager": "r",
        },
        # The acts on a round: the facilitator's own.
        "act on a round": {
            "facilitator": "r",
            "auditor": "r",
            "publisher": "r",
            "accountant": "r",
            "guarantor": "r",
            "manager": "r",
        },
    },
    "code.social.contribution": {
        "declared": {
            "party": "r",
            "acknowledger": "r",
            "publisher": "r",
            "accountant": "r",
            "manager": "r",
        },
        "in rounds": CONTRIBUTION,
    },
    "code.social.contribution.share": {"in rounds": CONTRIBUTION},
    "code.social.round": {
        "draft": {**ROUND, "manager": ALL},
        "open": ROUND,
        "closed": ROUND,
        "published": ROUND,
    },
    "code.social.ballot": {
        "open": {"evaluator": "r"},
        "closed": {"evaluator": "r", "facilitator": "r", "auditor": "r"},
        "published": {"evaluator": "r", "facilitator": "r", "auditor": "r"},
    },
    "code.social.valuation": {
        "closed": {"facilitator": "r"},
        "published": {
            "party": "r",
            "facilitator": "r",
            "publisher": "r",
            "accountant": "r",
            "guarantor": "r",
            "manager": "r",
        },
    },
    "code.social.wealth.matrix": {
        "": {
            "party": "r",
            "publisher": "r",
            "accountant": "r",
            "manager": "r",
        }
    },
    # Those who import, and nobody else: names of people are in the files.
    "code.social.import": {"": IMPORT},
    "code.social.import.identity": {"": IMPORT},
    "code.social.import.progress": {"": {}},
    "code.social.import.mapping": {"": {"publisher": ALL, "manager": ALL}},
}

#: Models of ours that hold no row of anybody.
ABSTRACT = {
    "code.social.contribution.answer",
    "code.social.demo",
    "code.social.export.mixin",
    "code.social.guard.mixin",
    "code.social.import.column",
    "code.social.proof.mixin",
}

#: Dialogs, and who opens them: what they hold is that person's alone, whatever the
#: seat of the others.
DIALOGS = {
    "code.social.contribution.log": "party",
    "code.social.contribution.log.share": "party",
    "code.social.contribution.import": "publisher",
    "code.social.contribution.import.column": "publisher",
    "code.social.contribution.acknowledge": "acknowledger",
    "code.social.contribution.return": "acknowledger",
    "code.social.valuation.maintain": "facilitator",
    "code.social.reason.wizard": "party",
}

_PARTNER = {"party": "r", "publisher": "rw", "accountant": "r", "manager": "rw"}
#: Written by methods alone.
_BY_METHOD = {"party": "r", "publisher": "r", "accountant": "r", "manager": "r"}
_COUNTED = {"publisher": "r", "accountant": "r", "manager": "r"}
#: As far as Odoo lets a person read the project itself.
AS_ODOO = None

#: {model of Odoo: {field of ours: {persona: letters}}}
FIELDS = {
    "res.partner": {
        "member_uid": _BY_METHOD,
        "joined_on": _BY_METHOD,
        "left_on": _BY_METHOD,
        "community_level": _BY_METHOD,
        "imported": _BY_METHOD,
        "talent_ids": _PARTNER,
        "directory_level": _PARTNER,
        "directory_photo": _PARTNER,
        "status_ids": _PARTNER,
        "mandate_ids": _PARTNER,
        "mandate_count": _BY_METHOD,
        "share_ids": _COUNTED,
        "contribution_count": _COUNTED,
        "contribution_clock": {},
    },
    "project.project": {
        "code_social": AS_ODOO,
        "kind": AS_ODOO,
        "author_ids": AS_ODOO,
        "initial_intent": AS_ODOO,
        "artist_id": AS_ODOO,
        "pillar_id": AS_ODOO,
        "commission_id": AS_ODOO,
        "talent_needed_ids": AS_ODOO,
        "contribution_ids": _COUNTED,
        "contribution_count": _COUNTED,
    },
    "account.analytic.line": {
        "contribution_share_ids": {"publisher": "r", "accountant": "r"},
    },
    "ir.attachment": {"sealed_sha256": AS_ODOO},
}

# === Public methods ===

#: Refused: it raises for them and changes nothing.
REFUSED = "refused"
#: Nothing of anybody comes out and nothing changes: it opens a screen whose rows
#: are read with the caller's own rights.
HARMLESS = "harmless"
#: It works on the caller's own rows only, for those who have joined.
OWN = "own"

#: {"model.method": (customer, another member)}; what they get on somebody's row.
METHODS = {
    "code.social.ballot.action_open_page": (HARMLESS, HARMLESS),
    "code.social.ballot.action_recuse": (REFUSED, REFUSED),
    "code.social.ballot.action_save": (REFUSED, REFUSED),
    "code.social.ballot.action_submit": (REFUSED, REFUSED),
    "code.social.contribution.action_acknowledge": (REFUSED, REFUSED),
    "code.social.contribution.action_declare": (REFUSED, REFUSED),
    "code.social.contribution.action_open_acknowledge": (HARMLESS, HARMLESS),
    "code.social.contribution.action_open_return": (HARMLESS, HARMLESS),
    "code.social.contribution.action_open_revise": (HARMLESS, HARMLESS),
    "code.social.contribution.action_return": (REFUSED, REFUSED),
    "code.social.contribution.action_withdraw": (REFUSED, REFUSED),
    "code.social.contribution.attach": (REFUSED, REFUSED),
    "code.social.contribution.log": (REFUSED, OWN),
    "code.social.contribution.revise": (REFUSED, REFUSED),
    "code.social.contribution.acknowledge.action_apply": (REFUSED, REFUSED),
    "code.social.contribution.log.action_save": (REFUSED, REFUSED),
    "code.social.contribution.log.action_save_and_new": (REFUSED, REFUSED),
    "code.social.contribution.return.action_apply": (REFUSED, REFUSED),
    "code.social.event.action_verify": (REFUSED, HARMLESS),
    "code.social.event.verify_chain": (REFUSED, HARMLESS),
    **dict.fromkeys(
        (
            "code.social.contribution.import.action_back",
            "code.social.contribution.import.action_check",
            "code.social.contribution.import.action_import",
            "code.social.contribution.import.action_next",
            "code.social.contribution.import.action_template_csv",
            "code.social.contribution.import.action_template_xlsx",
            "code.social.import.action_run",
            "code.social.import.progress",
        ),
        (REFUSED, REFUSED),
    ),
    "code.social.import.action_view_contributions": (HARMLESS, HARMLESS),
    "code.social.mandate.action_confirm": (REFUSED, REFUSED),
    "code.social.mandate.action_resign": (REFUSED, REFUSED),
    "code.social.mandate.action_revoke": (REFUSED, REFUSED),
    "code.social.reason.wizard.action_apply": (REFUSED, REFUSED),
    "code.social.round.action_close": (REFUSED, REFUSED),
    "code.social.round.action_lock": (REFUSED, REFUSED),
    "code.social.round.action_open": (REFUSED, REFUSED),
    "code.social.round.action_publish": (REFUSED, REFUSED),
    "code.social.round.action_replay": (REFUSED, REFUSED),
    "code.social.round.action_show_seed": (REFUSED, REFUSED),
    "code.social.round.action_view_ballots": (HARMLESS, HARMLESS),
    "code.social.round.action_view_contributions": (HARMLESS, HARMLESS),
    "code.social.round.action_view_valuations": (HARMLESS, HARMLESS),
    "code.social.round.replay": (REFUSED, REFUSED),
    "code.social.round.reveal_seed": (REFUSED, REFUSED),
    "code.social.tie.declare": (REFUSED, OWN),
    "code.social.tie.withdraw": (REFUSED, REFUSED),
    "code.social.valuation.action_maintain": (REFUSED, REFUSED),
    "code.social.valuation.action_open_maintain": (HARMLESS, HARMLESS),
    "code.social.valuation.maintain.action_apply": (REFUSED, REFUSED),
    "code.social.wealth.matrix.action_open_contribution": (REFUSED, REFUSED),
    "project.project.action_view_contributions": (HARMLESS, HARMLESS),
    "project.project.action_view_hours_quality": (HARMLESS, HARMLESS),
    "res.company.action_install_community": (REFUSED, REFUSED),
    "res.partner.action_join": (REFUSED, REFUSED),
    "res.partner.action_leave": (REFUSED, REFUSED),
    "res.partner.action_view_contributions": (HARMLESS, HARMLESS),
}

#: Methods of Odoo that we only narrow: the rights are Odoo's own.
NARROWED = {
    "copy_data",
    "create",
    "default_get",
    "export_data",
    "onchange",
    "unlink",
    "write",
}

# The rooms' own parts. A model of Odoo may have fields of several rooms.
for part in PARTS:
    ROWS.update(part.ROWS)
    ABSTRACT.update(part.ABSTRACT)
    DIALOGS.update(part.DIALOGS)
    METHODS.update(part.METHODS)
    for model, fields in part.FIELDS.items():
        FIELDS.setdefault(model, {}).update(fields)
