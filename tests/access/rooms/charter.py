"""Rows, methods and fields of this part of the add-on: see tests/access/table.py."""

_MEMBERS = (
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
_ALL_READ = dict.fromkeys((*_MEMBERS, "publisher", "accountant", "manager"), "r")
#: The guarantors prepare, the manager sets up; the others read from consultation on.
_DRAFT = {"guarantor": "rw", "manager": "r"}

ROWS = {
    "code.social.charter": {"": _ALL_READ},
    "code.social.charter.version": {"draft": _DRAFT, "superseded": _ALL_READ},
    "code.social.charter.article": {
        "draft": {"guarantor": "rwcd", "manager": "r"},
        "superseded": _ALL_READ,
    },
    "code.social.amendment": {"draft": {"party": "r"}, "proposed": _ALL_READ},
    "code.social.charter.comment": {
        "published": _ALL_READ,
        "withdrawn": {"party": "r", "guarantor": "r"},
        "hidden": {"party": "r", "guarantor": "r"},
    },
    # Other members learn yes or no, by what the person may be asked.
    "code.social.adhesion": {
        "": {"party": "r", "publisher": "r", "guarantor": "r", "manager": "r"}
    },
}
ABSTRACT = set()
DIALOGS = {"code.social.adhesion.paper": "publisher"}
FIELDS = {
    "res.partner": {"charter_signed": {"publisher": "r", "manager": "r"}},
}

_NO = ("refused", "refused")
METHODS = {
    "code.social.adhesion.action_certificate": _NO,
    "code.social.adhesion.action_erase": _NO,
    "code.social.adhesion.action_withdraw": _NO,
    "code.social.amendment.action_ask": _NO,
    "code.social.amendment.action_decline": _NO,
    "code.social.amendment.action_join": _NO,
    "code.social.amendment.action_open_article": ("refused", "harmless"),
    "code.social.adhesion.verify": _NO,
    "code.social.adhesion.paper.action_apply": _NO,
    "code.social.amendment.action_propose": _NO,
    "code.social.amendment.action_rebase": _NO,
    "code.social.amendment.action_reject": _NO,
    "code.social.amendment.action_retain": _NO,
    "code.social.amendment.action_review": _NO,
    "code.social.amendment.propose": _NO,
    "code.social.charter.action_export": ("refused", "harmless"),
    "code.social.charter.action_new_version": _NO,
    "code.social.charter.article.action_keep": _NO,
    "code.social.charter.article.action_remove": _NO,
    "code.social.charter.article.comment": _NO,
    "code.social.charter.article.revise": _NO,
    "code.social.charter.comment.action_hide": _NO,
    "code.social.charter.comment.action_show": _NO,
    "code.social.charter.comment.action_withdraw": _NO,
    "code.social.charter.integrity": ("refused", "harmless"),
    "code.social.charter.set_consultation_days": _NO,
    "code.social.charter.action_verify": ("refused", "harmless"),
    "code.social.charter.verify_adhesions": _NO,
    "code.social.charter.verify_chain": ("refused", "harmless"),
    "code.social.charter.version.action_adopt": _NO,
    "code.social.charter.version.action_consult": _NO,
    "code.social.charter.version.action_reopen": _NO,
    "code.social.charter.version.action_take_up": _NO,
    "code.social.charter.version.add_article": _NO,
    "code.social.charter.version.action_sign_on_paper": _NO,
    "code.social.charter.version.diff": _NO,
    "code.social.charter.version.sign": _NO,
    "res.partner.action_erase_personal": _NO,
}

SECRET = "Unspoken (test)"


def calls(case):
    """Return {"model.method": (records, arguments) or values of a dialog}."""
    old = case.common["code.social.charter.version", "superseded"]
    return {
        "code.social.adhesion.paper.action_apply": {"version_id": old.id},
        "code.social.charter.version.action_sign_on_paper": (
            old,
            [case.noe.partner_id.id, "Noe", "2026-01-01", "aGVsbG8="],
        ),
        "res.partner.action_erase_personal": (case.amina.partner_id, ["Asked"]),
    }


def _version(world, charter, state):
    """Create a version with one article, then put it in this state."""
    env = world.env
    version = env["code.social.charter.version"].create({"charter_id": charter.id})
    article = env["code.social.charter.article"].create(
        {"version_id": version.id, "title": SECRET, "body": "<p>Said</p>"}
    )
    version._by_method().write({"state": state})
    version.flush_recordset()
    return version, article


def _amendment(charter, user):
    """Return the values of an amendment carried by this user."""
    return {
        "charter_id": charter.id,
        "kind": "new",
        "title": SECRET,
        "wording": "<p>Said</p>",
        "reasons": SECRET,
        "carrier_ids": user.partner_id.ids,
    }


def _comment(env, article, user, state):
    """Create a comment of this user, in this state."""
    comments = env["code.social.charter.comment"]._by_method()
    values = {
        "charter_id": article.version_id.charter_id.id,
        "article_id": article.id,
        "article_uid": article.uid,
        "about": SECRET,
        "author_id": user.partner_id.id,
        "words": SECRET,
        "state": state,
    }
    return comments.create(values).with_env(env)


def common(world):
    """Return {(model, situation): record} of the rows that belong to nobody."""
    # Beside the community's own, which has a draft already.
    charter = world.env["code.social.charter"].create({"name": SECRET})
    old, old_article = _version(world, charter, "superseded")
    draft, draft_article = _version(world, charter, "draft")
    amendments = world.env["code.social.amendment"]._by_method()
    proposed = amendments.create(_amendment(charter, world.rosa)).with_env(world.env)
    proposed.with_user(world.rosa).action_propose()
    return {
        ("code.social.charter", ""): charter,
        ("code.social.charter.version", "draft"): draft,
        ("code.social.charter.version", "superseded"): old,
        ("code.social.charter.article", "draft"): draft_article,
        ("code.social.charter.article", "superseded"): old_article,
        ("code.social.amendment", "proposed"): proposed,
        ("code.social.charter.comment", "published"): _comment(
            world.env, old_article, world.rosa, "published"
        ),
    }


def one_set(world, party, evaluator, co_evaluator):
    """Return {(model, situation): record} of the rows of a party."""
    env = world.env
    charter = env["code.social.charter"].search([], order="id desc", limit=1)
    version = charter.version_ids.filtered(lambda one: one.state == "superseded")
    amendments = env["code.social.amendment"]._by_method()
    adhesion = (
        env["code.social.adhesion"]
        ._by_method()
        .create(
            {
                "partner_id": party.partner_id.id,
                "version_id": version.id,
                "signed_on": "2026-01-01 10:00:00",
                "signed_name": SECRET,
            }
        )
    )
    return {
        ("code.social.amendment", "draft"): amendments.create(
            _amendment(charter, party)
        ).with_env(env),
        **{
            ("code.social.charter.comment", state): _comment(
                env, version.article_ids, party, state
            )
            for state in ("withdrawn", "hidden")
        },
        ("code.social.adhesion", ""): adhesion,
    }
