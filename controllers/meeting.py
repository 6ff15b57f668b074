import re
import uuid
from datetime import datetime, timedelta

import pytz

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import request, route
from odoo.tools import plaintext2html

from .community import CommunityPortal, attempt, member_page

TEXTS = ("name", "place", "start", "stop", "token")
ROLES = ("facilitator_id", "scribe_id", "timekeeper_id")
#: What a button of the meeting's page does: the method, and what was typed for it.
VERBS = {
    "start": ("action_start", ()),
    "close": ("action_close", ()),
    "agree": ("action_agree_minutes", ("version",)),
    "approve": ("action_approve_minutes", ()),
    "ask-correction": ("action_ask_correction", ("text",)),
    "propose-item": ("propose_item", ("title", "kind", "minutes", "token")),
    "add-action": ("add_action", ("title", "owner_id", "deadline")),
}
CLOCK = re.compile(r"^\s*(\d{1,4})\s*(?::\s*([0-5]?\d))?\s*$")
INPUT_FORMAT = "%Y-%m-%dT%H:%M"


def offset(text):
    """Return the seconds of "12" (minutes) or "12:30"; UserError otherwise."""
    found = CLOCK.match(str(text or ""))
    if not found:
        raise UserError(request.env._("Write a time as minutes:seconds, like 2:30."))
    return 60 * int(found[1]) + int(found[2] or 0)


def number(text):
    """Return a positive integer read in a form or an address, or False."""
    text = str(text or "").strip()
    return int(text) if text.isdigit() and len(text) < 12 else False


class MeetingPortal(CommunityPortal):
    """The life of commissions: their pages, their meetings, one's own actions."""

    def _home_values(self):
        values = super()._home_values()
        rows = request.env["code.social.meeting"]._governance_awaits()
        return dict(values, awaits=[*values["awaits"], *rows])

    def _beginnings(self):
        row = {
            "icon": "comments-o",
            "tone": "sun",
            "title": request.env._("Find a commission"),
            "text": request.env._("Where people decide, and when they meet"),
            "url": "/my/commissions",
        }
        return [*super()._beginnings(), row]

    # --- Commissions ---

    @route("/my/commissions", type="http", auth="user", website=True, readonly=True)
    @member_page
    def commissions(self, **_kw):
        """List the commissions."""
        here = [("company_id", "in", request.env.companies.ids)]
        rows = request.env["code.social.commission"].search(here)._page_rows()
        return self._show("portal_commissions", {"rows": rows})

    @route(
        "/my/commissions/<int:commission_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    @member_page
    def commission(self, commission_id, **_kw):
        """Show what a commission is for, who holds it and what it lives."""
        commission = request.env["code.social.commission"].browse(commission_id)
        return self._show("portal_commission", {"commission": commission._page()})

    # --- Planning ---

    def _local(self, moment):
        """Return a UTC moment as a form shows it."""
        local = fields.Datetime.context_timestamp(request.env.user, moment)
        return local.strftime(INPUT_FORMAT)

    def _utc(self, text):
        """Return what a form gives as UTC, or the text itself if it cannot be read."""
        try:
            local = datetime.strptime(str(text or "")[:16], INPUT_FORMAT)
        except ValueError:
            return ""
        zone = pytz.timezone(request.env.user.tz or "UTC")
        return zone.localize(local).astimezone(pytz.utc).replace(tzinfo=None)

    def _meeting_form(self, meeting=None, commission_id=False):
        if meeting:
            this = meeting.sudo()
            return {
                "name": this.name,
                "place": this.place or "",
                "start": self._local(this.start),
                "stop": self._local(this.stop),
                "token": "",
                "commission_id": this.commission_id.id,
                **{role: this[role].id for role in ROLES},
            }
        form = dict.fromkeys((*TEXTS, *ROLES), "")
        return dict(form, token=str(uuid.uuid4()), commission_id=commission_id)

    def _typed_meeting(self, form):
        post = request.httprequest.form
        typed = {name: post[name] for name in TEXTS if name in post}
        typed.update({role: number(post.get(role)) for role in ROLES})
        if "commission_id" in post:
            typed["commission_id"] = number(post["commission_id"])
        return dict(form, **typed)

    def _show_meeting_form(self, form, meeting_id=False, problem="", status=200):
        labels = (
            request.env._("Who facilitates?"),
            request.env._("Who writes?"),
            request.env._("Who keeps time?"),
        )
        values = {
            "form": form,
            "meeting_id": meeting_id,
            "problem": problem,
            "roles": list(zip(ROLES, labels, strict=True)),
            **request.env["code.social.meeting"]._plan_choices(),
        }
        return self._show("portal_meeting_form", values, status)

    @route(
        "/my/meetings/new",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    @member_page
    def meeting_new(self, commission_id=None, **_kw):
        """Plan a meeting, or show again what is to be mended."""
        Meeting = request.env["code.social.meeting"]
        if not Meeting._plan_choices()["commissions"]:
            return self._closed()
        form = self._meeting_form(commission_id=number(commission_id))
        if request.httprequest.method == "GET":
            return self._show_meeting_form(form)
        form = self._typed_meeting(form)
        with attempt() as tried:
            meeting = Meeting.plan(self._meeting_values(form))
        if tried.problem:
            return self._show_meeting_form(form, problem=tried.problem, status=422)
        return request.redirect(f"/my/meetings/{meeting.id}")

    def _meeting_values(self, form):
        return dict(form, start=self._utc(form["start"]), stop=self._utc(form["stop"]))

    @route(
        "/my/meetings/<int:meeting_id>/edit",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    @member_page
    def meeting_edit(self, meeting_id, **_kw):
        """Change a planned meeting."""
        meeting = self._meeting(meeting_id)
        if not meeting or not meeting._can_replan():
            return self._closed()
        form = self._meeting_form(meeting)
        if request.httprequest.method == "GET":
            return self._show_meeting_form(form, meeting_id)
        form = self._typed_meeting(form)
        with attempt() as tried:
            meeting.replan(self._meeting_values(form))
        if tried.problem:
            return self._show_meeting_form(form, meeting_id, tried.problem, 422)
        return request.redirect(f"/my/meetings/{meeting_id}")

    # --- One meeting ---

    def _meeting(self, meeting_id):
        """Return the meeting, or nothing where it is closed to this person."""
        meeting = request.env["code.social.meeting"].browse(meeting_id)
        return meeting if meeting.exists() and meeting.has_access("read") else None

    def _show_meeting(self, meeting, problem="", typed=None, status=200):
        typed = typed or {}
        values = {
            "meeting": meeting._page(),
            "kinds": meeting._item_kinds(),
            "token": typed.get("token") or str(uuid.uuid4()),
            "typed": typed,
            "problem": problem,
        }
        return self._show("portal_meeting", values, status)

    @route(
        "/my/meetings/<int:meeting_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def meeting_page(self, meeting_id, **_kw):
        """Show a meeting: agenda, minutes, decisions, who does what."""
        meeting = self._meeting(meeting_id)
        return self._show_meeting(meeting) if meeting else self._closed()

    @route(
        "/my/meetings/<int:meeting_id>/<any(start,close,agree,approve,minutes,"
        "'ask-correction','propose-item','withdraw-item','add-action'):verb>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def meeting_act(self, meeting_id, verb, **post):
        """Do what a button of the page says, or say what is to be mended."""
        meeting = self._meeting(meeting_id)
        if not meeting:
            return self._closed()
        with attempt() as tried:
            self._act_on_meeting(meeting, verb, post)
        if tried.problem:
            return self._show_meeting(meeting, tried.problem, post, 422)
        return request.redirect(f"/my/meetings/{meeting_id}")

    def _act_on_meeting(self, meeting, verb, post):
        if verb == "withdraw-item":
            item = request.env["code.social.agenda.item"]
            return item.browse(number(post.get("item_id")) or 0).action_withdraw()
        if verb == "minutes":
            written = str(post.get("minutes") or "").strip()
            text = plaintext2html(written) if written else ""
            if meeting.sudo().minutes_state == "none":
                return meeting.action_propose_minutes(text)
            return meeting.action_correct_minutes(text)
        method, names = VERBS[verb]
        return getattr(meeting, method)(*(post.get(name) for name in names))

    # --- Who is there, who speaks: the facilitator alone ---

    def _show_speak(self, meeting, problem="", typed=None, status=200):
        typed = typed or {}
        values = {
            "speak": meeting._speak_page(),
            "token": typed.get("token") or str(uuid.uuid4()),
            "typed": typed,
            "problem": problem,
        }
        return self._show("portal_meeting_speak", values, status)

    @route(
        "/my/meetings/<int:meeting_id>/speak",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    @member_page
    def meeting_speak(self, meeting_id, **_kw):
        """Show the facilitator who is there and who was heard."""
        meeting = self._meeting(meeting_id)
        return self._show_speak(meeting) if meeting else self._closed()

    @route(
        "/my/meetings/<int:meeting_id>/"
        "<any('turn','remove-turn','presence','leave','remove-presence'):verb>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def meeting_note(self, meeting_id, verb, **post):
        """Note a turn or a presence, or say what is to be mended."""
        meeting = self._meeting(meeting_id)
        if not meeting or not meeting._can_note_presence():
            return self._closed()
        with attempt() as tried:
            self._note(meeting, verb, post)
        if tried.problem:
            return self._show_speak(meeting, tried.problem, post, 422)
        return request.redirect(f"/my/meetings/{meeting_id}/speak")

    def _note(self, meeting, verb, post):
        row = number(post.get("row_id"))
        person = number(post.get("partner_id"))
        if verb in ("turn", "presence"):
            at = meeting._bounds()[0] + timedelta(seconds=offset(post.get("at")))
        if verb == "presence":
            return meeting.add_attendance(person, at)
        if verb == "turn":
            passed = bool(post.get("passed"))
            seconds = 0 if passed else offset(post.get("for"))
            return meeting.add_turn(
                person, at, seconds, post.get("kind"), passed, post.get("token")
            )
        methods = {
            "remove-turn": meeting.remove_turn,
            "remove-presence": meeting.remove_attendance,
            "leave": meeting.set_departure,
        }
        return methods[verb](row)

    # --- One's own actions ---

    @route("/my/actions", type="http", auth="user", website=True, readonly=True)
    @member_page
    def actions(self, **_kw):
        """List what the member said they would do."""
        rows = request.env["code.social.meeting"]._my_action_rows()
        return self._show("portal_actions", {"rows": rows})

    @route(
        "/my/actions/<int:task_id>/done",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    @member_page
    def action_done(self, task_id, **_kw):
        """Mark one's own action as done; twice is once."""
        request.env["project.task"].browse(task_id).action_mark_done()
        return request.redirect("/my/actions")
