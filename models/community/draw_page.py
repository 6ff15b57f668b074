"""What the pages of draws show: to a witness, and to all once drawn."""

from odoo import api, models
from odoo.fields import Domain

from .forms import field, form

TONES = {"committed": "plum", "revealed": "plum", "published": "leaf"}


class Draw(models.Model):
    _inherit = "code.social.draw"

    def _page_url(self):
        return f"/my/draws/{self.id}"

    def _my_secret(self):
        """Return the user's row as a witness of this draw (one), or none."""
        rows = self.env["code.social.draw.witness"].search(
            [("draw_id", "=", self.id), ("partner_id", "=", self._me().id)]
        )
        return rows

    def _row(self):
        this = self.sudo()
        drawn = self._names(this.drawn_ids)
        return {
            "url": self._page_url(),
            "icon": "random",
            "tone": TONES.get(this.state, "grey"),
            "name": this.name,
            "sub": drawn or self._date_label(this.reveal_by),
            "badge": self._state(),
        }

    def _page(self):
        """Return what the page of this draw (one) shows its reader."""
        this = self.sudo()
        return {
            "url": self._page_url(),
            "title": this.name,
            "icon": "random",
            "tone": TONES.get(this.state, "grey"),
            "kicker": self.env._("Draw by lot"),
            "badge": self._state(),
            "lead": this.purpose,
            "by": self.env._(
                "Prepared by %(who)s · to draw: %(seats)s · candidates: %(count)s",
                who=this.opened_by_id._public_card()["name"],
                seats=this.seats,
                count=this.candidate_count,
            ),
            "due": self._due(),
            "steps_title": self.env._("How it goes"),
            "steps": self._steps(),
            "blocks": self._blocks(),
            "forms": self._forms(),
        }

    def _due(self):
        this = self.sudo()
        if this.state not in ("committed", "revealed"):
            return None
        names = this.waiting_for or self._names(this.witness_ids)
        return {
            "late": False,
            "text": self.env._(
                "Before %(day)s, awaited from: %(who)s.",
                day=self._date_label(this.reveal_by),
                who=names,
            ),
            "default": self.env._(
                "If a secret is missing then: the draw is void and starts again."
            ),
        }

    def _steps(self):
        this = self.sudo()
        steps = [(bool(this.candidates_hash), self.env._("Candidates fixed"), "")]
        if this.candidates_hash:
            steps[0] = (True, steps[0][1], self._own_place())
        for one in this.secret_ids:
            name = one.partner_id._public_card()["name"]
            given = self.env._("Secret of %(who)s", who=name)
            said = self.env._("given") if one.commitment else self.env._("awaited")
            if one.secret:
                said = self.env._("opened")
            steps.append((bool(one.commitment), given, said))
        drawn = self._names(this.drawn_ids)
        end = self.env._("Void") if this.state == "void" else self.env._("Drawn")
        why = this.void_reason and self._label_of("void_reason")
        steps.append((this.state in ("published", "void"), end, drawn or why or ""))
        return [{"done": s[0], "label": s[1], "text": s[2]} for s in steps]

    def _own_place(self):
        """Tell the reader whether they are on the list; it names nobody else."""
        mine = self._me().sudo().member_uid in (self.sudo().candidate_uids or ())
        if mine:
            return self.env._("You are one of the candidates.")
        return self.env._("You are not one of the candidates.")

    def _blocks(self):
        """Return what anybody needs to replay the draw, once it is drawn."""
        this = self.sudo()
        if this.state != "published":
            return []
        same = self.replay()
        secrets = "\n".join(
            f"{one.partner_id._public_card()['name']} · {one.secret}"
            for one in this.secret_ids
        )
        return [
            {
                "title": self.env._("Replayed just now"),
                "text": self.env._("The same people come out.")
                if same
                else self.env._("What is published does not give this."),
            },
            {"title": self.env._("The secrets"), "text": secrets},
            {
                "title": self.env._("To replay it yourself"),
                "text": self.env._(
                    "Hash of the candidates: %(hash)s\nSeed: %(seed)s\nReferences "
                    "drawn: %(drawn)s",
                    hash=this.candidates_hash,
                    seed=this.seed,
                    drawn=", ".join(this.drawn_uids),
                ),
            },
        ]

    def _forms(self):
        this, mine = self.sudo(), self._my_secret()
        forms = []
        if this.state == "committed" and mine and not mine.commitment:
            forms.append(self._give_form())
        if this.state == "committed" and not this.waiting_for and self._can_reveal():
            forms.append(form("reveal", self.env._("Open the secrets")))
        if this.state == "revealed" and mine and not mine.secret:
            said = field("secret", self.env._("Your secret, letter for letter"), "text")
            forms.append(form("open", self.env._("Open my secret"), said))
        return forms

    def _give_form(self):
        return form(
            "give",
            self.env._("Give my secret"),
            field(
                "secret",
                self.env._("Your secret"),
                "text",
                help=self.env._(
                    "A sentence nobody would guess. Write it down on paper: only its "
                    "hash is kept here, and you will be asked for it."
                ),
            ),
        )

    def _verbs(self):
        """Return {verb of a form: what it does with what was typed}."""
        mine = self._my_secret()
        verbs = {"reveal": lambda post: self.action_reveal()}
        if mine:
            verbs["give"] = lambda post: mine.action_give(post.get("secret"))
            verbs["open"] = lambda post: mine.action_open(post.get("secret"))
        return verbs

    @api.model
    def _awaits(self):
        """Return the rows of the home page that wait for this person."""
        me = Domain("partner_id", "=", self._me().id)
        to_give = Domain("state", "=", "committed") & Domain(
            "secret_ids", "any", me & Domain("commitment", "=", False)
        )
        to_open = Domain("state", "=", "revealed") & Domain(
            "secret_ids", "any", me & Domain("secret", "=", False)
        )
        return [
            {
                "icon": "random",
                "tone": "plum",
                "title": self.env._("Give your secret: “%(name)s”", name=one.name)
                if one.state == "committed"
                else self.env._("Open your secret: “%(name)s”", name=one.name),
                "text": self.env._(
                    "before %(day)s", day=one._date_label(one.reveal_by)
                ),
                "url": one._page_url(),
            }
            for one in self.search(to_give | to_open, order="reveal_by")
        ]
