"""The back office of mandates, roles and handovers."""

from ast import literal_eval
from datetime import timedelta

from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import Form

from ..common import CodeSocialCommon
from .mandate_common import MandateMixin

VIEWS = ("list", "form", "search")


class TestMandateScreens(MandateMixin, CodeSocialCommon):
    def filtered_by(self, name, user=None):
        """Return the mandates of the garden which a filter of the list shows."""
        mandates = self.Mandate.with_user(user or self.publisher)
        arch = etree.fromstring(mandates.get_view(view_type="search")["arch"])
        domain = arch.find(f".//filter[@name='{name}']").get("domain")
        garden = ("commission_id", "=", self.garden.id)
        found = mandates.search([*literal_eval(domain), garden], order="id")
        return found.with_env(self.env)

    def test_the_screens_open_for_those_who_read_them(self):
        for user in (self.publisher, self.manager):
            for model in ("handover", "mandate", "role"):
                views = self.env[f"code.social.{model}"].with_user(user)
                found = views.get_views([(False, kind) for kind in VIEWS])["views"]
                self.assertEqual(set(found), set(VIEWS))
        calendar = self.Mandate.with_user(self.publisher).get_view(view_type="calendar")
        self.assertIn('date_start="date_end"', calendar["arch"])

    def test_what_the_filters_show(self):
        soon = self.held(date_end=self.today + timedelta(days=20))
        late = self.held(
            self.rosa,
            date_end=self.today + timedelta(days=60),
            deputy_id=self.noe.partner_id.id,
        )
        future = self.held(self.noe, date_start=self.today + timedelta(days=3))
        draft = self.held(self.theo, confirm=False)
        self.assertEqual(self.filtered_by("ends_soon"), soon)
        self.assertEqual(self.filtered_by("running"), soon | late)
        self.assertEqual(self.filtered_by("no_deputy"), soon | future)
        self.assertEqual(self.filtered_by("to_confirm"), draft)

    def test_mandates_are_grouped(self):
        self.held(designation="lot")
        for name in ("role_id", "commission_id", "designation"):
            groups = self.Mandate.with_user(self.publisher).formatted_read_group(
                [("commission_id", "=", self.garden.id)], [name], ["__count"]
            )
            self.assertEqual([group["__count"] for group in groups], [1])

    def test_orphaned_roles_are_found(self):
        roles = self.env["code.social.role"].with_user(self.publisher)
        self.role.key_role = True
        orphaned = [("is_orphaned", "=", True)]
        self.assertIn(self.role, roles.search(orphaned))
        self.assertNotIn(self.rights, roles.search(orphaned))
        self.held(confirm=False)
        self.held(self.rosa, date_start=self.today + timedelta(days=3))
        self.assertTrue(self.role.is_orphaned)
        mandate = self.held(self.noe)
        self.env.invalidate_all()
        self.assertFalse(self.role.is_orphaned)
        self.assertEqual(self.role.running_count, 1)
        self.assertNotIn(self.role, roles.search(orphaned))
        self.assertIn(self.role, roles.search([("is_orphaned", "=", False)]))
        everything = roles.search([])
        self.assertEqual(
            roles.search([("is_orphaned", "in", [True, False])]), everything
        )
        mandate.with_user(self.noe).action_resign("tired")
        self.env.invalidate_all()
        self.assertIn(self.role, roles.search(orphaned))

    def test_the_smart_button_of_a_role(self):
        mandate = self.held()
        self.held(role=self.rights)
        action = self.role.with_user(self.publisher).action_view_mandates()
        found = self.Mandate.with_user(self.publisher).search(action["domain"])
        self.assertEqual(found, mandate)

    def test_a_role_says_what_is_handed_over(self):
        with Form(self.role.with_user(self.publisher)) as form:
            form.handover_items = "The list of gardeners"
        mandate = self.held()
        mandate.with_user(self.amina).action_resign("tired")
        self.assertEqual(mandate.handover_ids.line_ids.name, "The list of gardeners")

    def test_a_form_of_a_handover(self):
        mandate = self.held()
        mandate.with_user(self.amina).action_resign("tired")
        handover = mandate.handover_ids.with_user(self.publisher)
        with Form(handover) as form:
            form.receiver_id = self.rosa.partner_id
        self.assertTrue(handover.can_tick)
        handover.line_ids.action_tick()
        handover.action_hand_over()
        self.assertFalse(handover.can_tick)
        with self.assertRaises(AccessError):
            mandate.handover_ids.with_user(self.accountant).check_access("read")
