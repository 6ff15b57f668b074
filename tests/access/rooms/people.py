"""People, the directory and joining: see tests/access/table.py."""

AS_ODOO = None
REFUSED = "refused"

_CHOSEN = {"party": "r", "publisher": "rw", "accountant": "r", "manager": "rw"}

ROWS = {}
ABSTRACT = set()
DIALOGS = {}
FIELDS = {
    # What others see comes out of the directory's cards, as each person chose.
    "res.partner": {
        "directory_listed": _CHOSEN,
        "directory_talents": _CHOSEN,
        "directory_contact": _CHOSEN,
        "directory_words": _CHOSEN,
        "join_by_welcome": {"party": "r", "publisher": "rw", "manager": "rw"},
    },
    "res.company": {"join_open": AS_ODOO},
}
METHODS = {
    "res.partner.choose_directory": (REFUSED, REFUSED),
    "res.partner.join_community": (REFUSED, REFUSED),
    "res.partner.own_data": (REFUSED, REFUSED),
}


def common(world):
    """Return no row: this part adds no model."""
    return {}


def one_set(world, party, evaluator, co_evaluator):
    """Return no row: this part adds no model."""
    return {}


def calls(test):
    """Return {"model.method": (records, arguments)}: on somebody else's rows."""
    amina = test.amina.partner_id
    return {
        "res.partner.choose_directory": (amina, [{"directory_photo": True}]),
        "res.partner.join_community": (amina, [{"agreed": True}]),
        "res.partner.own_data": (amina, []),
    }
