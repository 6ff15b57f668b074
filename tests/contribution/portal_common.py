import re
import uuid

from odoo import http
from odoo.tests import HttpCase

from ..common import CodeSocialMixin

#: The smallest JPEG a decoder takes for one, and the head of a Windows program.
PIXEL = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00H\x00H\x00\x00\xff\xdb\x00C\x00"
    + b"\xff" * 64
    + b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00\xff\xc4\x00\x14\x00\x01"
    + b"\x00" * 15
    + b"\xff\xda\x00\x08\x01\x01\x00\x00?\x00\x7f\xff\xd9"
)
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 4096


class PortalCommon(CodeSocialMixin, HttpCase):
    """Uses the pages as a person does: addresses, forms, answers."""

    def sign_in(self, user):
        self.authenticate(user.login, user.login)

    def page(self, url, status=200):
        """Return the text of a page, whose status is the one expected."""
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, status, url)
        return answer.text

    def send(self, url, data=None, files=None, status=200):
        """Post a form and return (text, final address); redirects are followed."""
        data = dict(data or {}, csrf_token=http.Request.csrf_token(self))
        answer = self.url_open(url, data=data, files=files)
        self.assertEqual(answer.status_code, status, f"{url}: {answer.text[:300]}")
        self.env.invalidate_all()
        return answer.text, answer.url

    def form(self, **values):
        """Return what a person fills in to note an hour and a half of singing."""
        return {
            "token": str(uuid.uuid4()),
            "name": "Singing with the families",
            "nature_id": self.transmission.id,
            "when": "today",
            "quantity": "1 h 30",
            **values,
        }

    def mine(self, user):
        """Return every contribution of a person, as superuser."""
        return self.Contribution.search(
            [("partner_ids", "in", user.partner_id.ids)], order="id"
        )

    def same_but_for_tokens(self, text):
        """Return a page without what changes at each request."""
        text = re.sub(r'csrf_token: "[^"]*"', "", text)
        return re.sub(r"odoo.__session_info__ = .*", "", text)
