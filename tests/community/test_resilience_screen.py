"""The resilience page in a real browser, on the desktop."""

from odoo.tests import HttpCase, tagged

from ..common import CodeSocialMixin
from .resilience_common import ResilienceMixin


@tagged("post_install", "-at_install", "code_social", "code_social_tour")
class TestResilienceScreen(ResilienceMixin, CodeSocialMixin, HttpCase):
    browser_size = "1400x900"

    def test_simulating_the_departure_of_the_founder(self):
        self.seat(self.amina, self.founding, deputy=self.noe)
        self.seat(self.amina, self.env.ref("code_social.role_mediator"))
        self.seat(self.noe, self.associate)
        self.carried("Bread (test)", self.amina, self.noe)
        self.carried("Cabin (test)", self.amina)
        events = self.env["code.social.event"].search_count([])
        self.start_tour(
            "/odoo/code-social-resilience",
            "code_social_resilience",
            login=self.publisher.login,
            timeout=120,
        )
        self.assertEqual(self.env["code.social.event"].search_count([]), events)

    def test_an_empty_community(self):
        self.start_tour(
            "/odoo/code-social-resilience",
            "code_social_resilience_empty",
            login=self.publisher_b.login,
            timeout=120,
        )
