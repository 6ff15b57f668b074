"""People imported, invited and written to: see tests/access/table.py."""

REFUSED = "refused"
SECRET = "Unspoken (test)"

_STAFF = {"publisher": "r", "manager": "r"}
_WRITTEN = {"publisher": "rwcd", "manager": "rwcd"}

ROWS = {
    # Members read the letters they received through their own page alone.
    "code.social.letter": {"draft": _WRITTEN, "sent": _WRITTEN},
    "code.social.letter.delivery": {"sent": _STAFF},
    "code.social.invitation.batch": {"": _STAFF},
    "code.social.invitation": {"failed": _STAFF},
}
ABSTRACT = set()
DIALOGS = {"code.social.people.import": "publisher"}
FIELDS = {
    "res.partner": {
        "letters": {"party": "r", "publisher": "r", "accountant": "r", "manager": "r"},
    },
}
METHODS = dict.fromkeys(
    (
        "code.social.invitation.batch.action_cancel",
        "code.social.letter.action_back",
        "code.social.letter.action_schedule",
        "code.social.letter.action_stop",
        "code.social.letter.action_test",
        "code.social.people.import.action_back",
        "code.social.people.import.action_check",
        "code.social.people.import.action_import",
        "code.social.people.import.action_invite",
        "code.social.people.import.action_report",
        "code.social.people.import.action_template",
        "res.partner.action_choose_letters",
        "res.partner.action_invite_portal",
        "res.partner.action_stop_letters",
    ),
    (REFUSED, REFUSED),
)


def common(world):
    """Return {(model, situation): record} of the rows that belong to nobody."""
    draft = world.env["code.social.letter"].create({"name": SECRET, "body": SECRET})
    batch = (
        world.env["code.social.invitation.batch"]
        ._by_method()
        .create({"user_id": world.publisher.id, "company_id": world.company_a.id})
    )
    return {
        ("code.social.letter", "draft"): draft,
        ("code.social.invitation.batch", ""): batch.with_env(world.env),
    }


def one_set(world, party, evaluator, co_evaluator):
    """Return {(model, situation): record} of the rows of a party."""
    company = world.company_a.id
    letter = world.env["code.social.letter"].create({"name": SECRET, "body": SECRET})
    delivery = (
        world.env["code.social.letter.delivery"]
        ._by_method()
        .create(
            {
                "letter_id": letter.id,
                "partner_id": party.partner_id.id,
                "company_id": company,
                "state": "sent",
            }
        )
    )
    letter._by_method().write({"state": "sent"})
    invitation = (
        world.env["code.social.invitation"]
        ._by_method()
        .create(
            {
                "batch_id": world.common["code.social.invitation.batch", ""].id,
                "partner_id": party.partner_id.id,
                "company_id": company,
                "state": "failed",
                "problem": SECRET,
            }
        )
    )
    return {
        ("code.social.letter", "sent"): letter,
        ("code.social.letter.delivery", "sent"): delivery,
        ("code.social.invitation", "failed"): invitation,
    }


def calls(test):
    """Return {"model.method": (records, arguments)}: on somebody else's rows."""
    person = test.amina.partner_id
    return {
        "res.partner.action_choose_letters": (person, [False]),
        "res.partner.action_invite_portal": (person, []),
        "res.partner.action_stop_letters": (person, []),
    }
