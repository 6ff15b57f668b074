"""What the people of the demo community do beside the story of their year."""

from datetime import timedelta
from functools import partial

from odoo.fields import Command, Date

from .year import CHAPTERS, Year

#: What each shows of themselves in the directory, and in which words.
SHOWN = {
    "amina": "Je chante le dimanche, et j’apprends à qui veut.",
    "sacha": "J’écris des livres qu’on lit dehors.",
    "lina": "J’aime quand tout le monde a parlé.",
    "noe": "",
}
SECRETS = {"rosa": "la cane et ses sept canetons", "louise": "un figuier sous la neige"}


class Life(Year):
    """Plays the year, then the life of the community and of its charter."""

    chapters = (
        *CHAPTERS,
        *("directory", "intent", "aid", "call", "draw", "charter_life", "seats"),
        "letter",
    )

    # --- People choose what is shown of them ---

    def _directory(self):
        for who, words_ in SHOWN.items():
            yield 205, partial(self._show, who, words_)

    def _show(self, who, words_):
        self.person = self._partner(who)
        values = {
            "directory_level": True,
            "directory_talents": True,
            "directory_words": words_,
        }
        self._do(who, "person", "choose_directory", values)

    # --- What the author set out to do, and what the artist sees ---

    def _intent(self):
        self.garden = self.acts.garden
        yield (
            190,
            self._act(
                *("sacha", "garden", "action_write_intent"),
                "Un jardin partagé où chaque carré porte un récit, et où l’on chante : "
                "on vient y semer, on repart avec une histoire, libre de droits.",
            ),
        )
        yield (
            170,
            self._act(
                *("amina", "project", "action_look"),
                "La porte du jardin est peinte en dernier : laisse-la ouverte.",
            ),
        )

    # --- Mutual aid ---

    def _aid(self):
        need = {"kind": "need", "name": "Une échelle pour cueillir les poires"}
        yield 70, self._act("louise", "code.social.aid", "ask", need, keep="ladder")
        yield 69, self._act("yann", "ladder", "action_match", "J’en ai une, samedi ?")
        yield 68, self._act("louise", "ladder", "action_accept")
        yield 66, self._act("louise", "ladder", "action_thank", "Trois cageots !")
        need = {
            "kind": "need",
            "name": "Un·e relectrice pour une lettre",
            "words": "Une page, d’ici la fin du mois.",
        }
        yield 4, self._act("ines", "code.social.aid", "ask", need)
        offer = {"kind": "offer", "name": "Deux places en voiture pour la fête"}
        yield 3, self._act("noe", "code.social.aid", "ask", offer)

    # --- A project calls for talents ---

    def _call(self):
        yield 40, self._call_singers
        yield 38, self._answer_call
        yield 20, self._act("amina", "call", "action_close")
        yield 5, self._call_gardeners

    def _call_singers(self):
        values = {
            "name": "Trois voix pour la fête du quartier",
            "project_id": self.project.id,
            "talent_ids": self.acts.talent.ids,
            "wanted": 3,
        }
        self._do("amina", "code.social.talent.call", "launch", values, keep="call")

    def _answer_call(self):
        asked = self.call.sudo().match_ids
        for match in asked[:2]:
            user = match.partner_id.user_ids[:1]
            self.acts.acting_user(match, user).action_accept()
        self._do("yann", "call", "action_offer")

    def _call_gardeners(self):
        values = {
            "name": "Qui taille les fruitiers cet hiver ?",
            "project_id": self.garden.id,
            "talent_ids": self.env.ref("code_social.demo_talent_gardening").ids,
            "wanted": 2,
        }
        self._do("sacha", "code.social.talent.call", "launch", values)

    # --- Two people drawn by lot, with two witnesses ---

    def _draw(self):
        yield 26, self._prepare_draw
        for who, secret in SECRETS.items():
            yield 25, partial(self._witness, who, "action_give", secret)
        yield 24, self._act("camille", "draw", "action_reveal")
        for who, secret in SECRETS.items():
            yield 23, partial(self._witness, who, "action_open", secret)

    def _prepare_draw(self):
        witnesses = self.acts.partners(",".join(SECRETS))
        self.draw = self._as("camille", "code.social.draw").create(
            {
                "name": "Deux personnes pour relire les comptes",
                "purpose": "Relire les comptes du trimestre avec la comptabilité.",
                "level": "contributor",
                "seats": 2,
                "witness_ids": [Command.set(witnesses.ids)],
                "excluded_ids": [Command.set(witnesses.ids)],
                "reveal_by": Date.today() + timedelta(days=7),
                "company_id": self.acts.company.id,
            }
        )
        self._do("camille", "draw", "action_commit")

    def _witness(self, who, act, secret):
        mine = self.draw.sudo().secret_ids
        self.mine = mine.filtered(lambda one: one.partner_id == self._partner(who))
        self._do(who, "mine", act, secret)

    # --- The charter in force is read, discussed, and about to change again ---

    def _charter_life(self):
        yield 60, self._comment
        yield 12, self._amend_again
        yield 11, self._act("theo", "next_amendment", "action_join")
        yield 8, self._act("claude", "next_amendment", "action_review")
        values = {
            "kind": "new",
            "title": "Un repas partagé par saison",
            "wording": "À chaque saison, la communauté mange ensemble une fois.",
            "reasons": "On s’y parle autrement qu’en réunion.",
        }
        yield 2, self._act("noe", "code.social.amendment", "propose", values)

    def _comment(self):
        self.article = self.second_version.sudo().article_ids[-1:]
        words_ = "Le bâton est resté posé près de la fontaine : servez-vous."
        self._do("noe", "article", "comment", words_)

    def _amend_again(self):
        articles = self.second_version.sudo().article_ids
        values = {
            "article_id": articles.filtered(lambda one: one.kind == "rule")[:1].id,
            "wording": "Une phrase suffit ; la réponse vient en trois semaines.",
            "reasons": "Attendre sans savoir décourage.",
            "carriers": self._partner("theo").ids,
        }
        self._do(
            *("amina", "code.social.amendment", "propose", values),
            keep="next_amendment",
        )

    # --- Seats end, are passed on, and one is left empty ---

    def _seats(self):
        yield 150, self._keep_keys
        yield 30, self._act("yann", "keys", "action_resign", "Un village m’appelle.")
        yield 8, self._rest
        yield 6, self._renew
        yield 0, self.env["code.social.mandate"]._cron_notices

    def _keep_keys(self):
        role = self._as("admin", "code.social.role").create(
            {
                "name": "Gardien·ne des clés du préau",
                "kind": "office",
                "purpose": "Ouvrir et fermer le préau, et savoir qui a un double.",
                "key_role": True,
                "seats": 1,
                "company_id": self.acts.company.id,
            }
        )
        self.keys = self._as("admin", "code.social.mandate").create(
            {
                "partner_id": self._partner("yann").id,
                "role_id": role.id,
                "designation": "volunteer",
                "date_start": Date.today(),
                "company_id": self.acts.company.id,
            }
        )
        self._do("camille", "keys", "action_confirm")

    def _mandate_of(self, who, code):
        held = self._partner(who)._running_mandates()
        return held.filtered(lambda one: one.role_id.code == code)[:1]

    def _rest(self):
        self.mediation = self._mandate_of("rosa", "mediator")
        self._do("rosa", "mediation", "action_resign", "Une naissance arrive.")

    def _renew(self):
        self.seat = self._mandate_of("theo", "coordinator")
        self._do("camille", "seat", "action_renew", "election")

    # --- A letter is being written ---

    def _letter(self):
        yield 1, self._write_letter

    def _write_letter(self):
        self._as("camille", "code.social.letter").create(
            {
                "name": "Ce que l’automne a donné",
                "body": "<p>Bonjour,</p><p>Le chœur a chanté, le livre est paru, et "
                "deux places restent à prendre. Venez comme vous êtes.</p>",
                "company_id": self.acts.company.id,
            }
        )
