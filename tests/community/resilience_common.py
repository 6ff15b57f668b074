"""Mandates and projects whose figures are small enough to count by hand."""

from contextlib import contextmanager
from datetime import timedelta

from odoo import Command


class ResilienceMixin:
    """On top of `CodeSocialMixin`: `seat()` and what the page says of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Nothing but what each test gives: the world's own project carries itself.
        cls.project.code_social = False
        cls.associate = cls.env.ref("code_social.role_associate")
        cls.founding = cls.env.ref("code_social.role_founding_president")
        cls.sage_role = cls.env.ref("code_social.role_sage")
        cls.council = cls.env["code.social.commission"].create(
            {"name": "Elders (test)", "is_council": True}
        )

    @classmethod
    def seat(cls, user, role, deputy=None, **values):
        """Open a mandate as the publisher and confirm it as the manager."""
        values = {
            "partner_id": user.partner_id.id,
            "role_id": role.id,
            "deputy_id": deputy and deputy.partner_id.id,
            **values,
        }
        mandate = cls.env["code.social.mandate"].with_user(cls.publisher).create(values)
        mandate.with_user(cls.manager).action_confirm()
        return mandate

    @classmethod
    def carried(cls, name, *users, **values):
        """Create a project whose authors these are, and that nobody leads."""
        people = [user.partner_id.id for user in users]
        return cls._create_project(
            name,
            cls.company_a,
            author_ids=[Command.set(people)],
            **{"user_id": False, **values},
        )

    def seen(self, user=None):
        self.env.flush_all()
        return self.env["code.social.resilience"].with_user(user or self.publisher)

    def node(self, label, where="", user=None):
        """Return the box of a role or a project."""
        nodes = self.seen(user).view_data()["nodes"]
        (found,) = [
            one for one in nodes if (one["label"], one["where"]) == (label, where)
        ]
        return found

    def left(self, user, part):
        """Return {label: why} of one part of the departure of a user."""
        items = self.seen().simulate(user.partner_id.id)[part]
        return {item["label"]: item["why"] for item in items}

    def figure(self, key):
        """Return {label: value} of a figure's rows, and its text."""
        figures = self.seen().view_data()["figures"]
        (found,) = [one for one in figures if one["key"] == key]
        return {row["label"]: row["value"] for row in found["rows"]}, found["text"]

    def ended(self, mandate, days):
        """Put a mandate in the past: it ended so many days ago."""
        start = self.today - timedelta(days=days + 300)
        end = self.today - timedelta(days=days)
        mandate._by_method().write(
            {"date_start": start, "date_end": end, "state": "ended"}
        )

    @contextmanager
    def nothing_written(self):
        """Have the database itself refuse every write."""
        self.env.flush_all()
        with self.env.cr.savepoint():
            self.env.cr.execute("SET TRANSACTION READ ONLY")
            yield
