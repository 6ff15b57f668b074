"""The life of mandates: see tests/access/table.py."""

REFUSED = "refused"
HARMLESS = "harmless"

#: The holder and who receives it (`acknowledger`), and who looks after the seats.
_READ = {"party": "r", "acknowledger": "r"}

ROWS = {
    "code.social.handover": {
        "open": {**_READ, "publisher": "rw", "manager": "rw"},
        "closed": {**_READ, "publisher": "rw", "manager": "rw"},
    },
    "code.social.handover.line": {
        "": {**_READ, "publisher": "r", "manager": "r"},
    },
}
ABSTRACT = set()
DIALOGS = {}
FIELDS = {}
METHODS = {
    "code.social.handover.action_hand_over": (REFUSED, REFUSED),
    "code.social.handover.action_tick": (REFUSED, REFUSED),
    "code.social.handover.line.action_tick": (REFUSED, REFUSED),
    "code.social.handover.line.action_untick": (REFUSED, REFUSED),
    "code.social.mandate.action_open_renew": (REFUSED, REFUSED),
    "code.social.mandate.action_renew": (REFUSED, REFUSED),
    "code.social.role.action_view_mandates": (HARMLESS, HARMLESS),
}


def common(world):
    """Return {(model, situation): record} of the rows that belong to nobody."""
    return {}


def one_set(world, party, evaluator, co_evaluator):
    """Return {(model, situation): record} of the rows of a party."""
    # Roles of their own: whoever comes next in the same one would receive it.
    internal = party._is_internal()
    handover = _handover(world, party, "core_member" if internal else "mediator")
    closed = _handover(world, party, "accountant" if internal else "publisher")
    for line in closed.line_ids:
        closed.action_tick(line.id)
    closed.action_hand_over()
    return {
        ("code.social.handover", "open"): handover,
        ("code.social.handover", "closed"): closed,
        ("code.social.handover.line", ""): handover.line_ids[0],
    }


def _handover(world, party, role):
    """Give a role back as its holder; who received the work receives this too."""
    mandate = world.env["code.social.mandate"].create(
        {
            "partner_id": party.partner_id.id,
            "role_id": world.env.ref(f"code_social.role_{role}").id,
            "deputy_id": world.rosa.partner_id.id,
        }
    )
    mandate.with_user(world.manager).action_confirm()
    mandate.with_user(party).action_resign("Done")
    return mandate.handover_ids.with_user(party)


def calls(test):
    """Return {"model.method": (records, arguments)}: on somebody else's rows."""
    handover = test.rows["code.social.handover", "open"]
    return {
        "code.social.handover.action_tick": (handover, [handover.line_ids[0].id]),
    }
