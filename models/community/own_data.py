"""All that the community keeps about one person, for that person."""

import base64
import io
import json
import zipfile

from odoo import models
from odoo.fields import Domain

_PERSON = (
    "name",
    "email",
    "phone",
    "street",
    "street2",
    "zip",
    "city",
    "country_id",
    "lang",
    "member_uid",
    "joined_on",
    "left_on",
    "community_level",
    "imported",
    "join_by_welcome",
    "talent_ids",
    "directory_listed",
    "directory_level",
    "directory_photo",
    "directory_talents",
    "directory_contact",
    "directory_words",
)
_STATUS = ("kind", "date_start", "date_end", "proof_name", "note")
_MANDATE = (
    "role_id",
    "commission_id",
    "project_id",
    "designation",
    "date_start",
    "date_end",
    "state",
    "started_on",
    "end_reason",
)
_ACT = ("occurred_at", "action", "record_label", "before", "after", "reason")


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _can_take_own_data(self):
        """Tell whether the user may take what is kept about this person.

        Oneself, as long as anything is kept: a former member as well.
        """
        return self == self.env.user.partner_id and bool(self.sudo().member_uid)

    def own_data(self):
        """Return {section: [{field: value}]}: what the community keeps about oneself.

        Dates are ISO-8601, records their names. Raises AccessError for anybody else.
        """
        self._require_own_data()
        return self._own_data()

    def _require_own_data(self):
        self._require(
            self._can_take_own_data(),
            self.env._("Each person takes what is kept about themselves."),
        )

    def _own_data(self):
        """Return the sections of `own_data()`. Lower rooms add theirs."""
        person = self.sudo()
        events = self.env["code.social.event"].sudo()
        acts = events.search(Domain("actor_id", "in", person.user_ids.ids))
        ties = self.env["code.social.tie"].sudo()
        ties = ties.search(Domain("partner_id", "=", person.id))
        return {
            "person": self._data_rows(person, _PERSON),
            "legal_statuses": self._data_rows(person.status_ids, _STATUS),
            "mandates": self._data_rows(person.mandate_ids, _MANDATE),
            "ties_declared": self._data_rows(ties, ("other_id", "kind", "declared_on")),
            "own_acts": self._data_rows(acts, _ACT),
        }

    def _own_files(self):
        """Return {name in the archive: bytes} of the person's files. Hook."""
        person = self.sudo().with_context(bin_size=False)
        files = {}
        if person.image_1920:
            files["photo"] = base64.b64decode(person.image_1920)
        for status in person.status_ids.filtered("proof"):
            name = (status.proof_name or "").replace("/", "_") or "document"
            files[f"legal_statuses/{status.id}-{name}"] = base64.b64decode(status.proof)
        return files

    def _own_archive(self):
        """Return a ZIP (bytes): `data.json`, and the files of the person."""
        self._require_own_data()
        text = json.dumps(self._own_data(), ensure_ascii=False, indent=2)
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("data.json", text)
            for name, file in self._own_files().items():
                archive.writestr(name, file)
        return content.getvalue()

    # === For the rooms ===

    def _data_rows(self, records, names):
        """Return one plain dict a record, with these fields."""
        return [
            {name: self._data_value(record, name) for name in names}
            for record in records.sudo()
        ]

    def _data_value(self, record, name):
        """Return a field's value as JSON that a person can read."""
        field, value = record._fields[name], record[name]
        if field.type == "many2one":
            return value.display_name or None
        if field.relational:
            return value.mapped("display_name")
        if field.type in ("date", "datetime"):
            return value.isoformat() if value else None
        return None if value is False and field.type != "boolean" else value
