"""Of our records, what is absent and what is forbidden give the same answer.

Odoo tells the two apart: a record that does not exist raises MissingError, one that
may not be read raises AccessError, and in debug mode that error names the record to
any internal user. Both say that something is there, and the second says what.
"""

from functools import partial

from odoo import models
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

_REMOTE_CALLS = ("/web/dataset/call_", "/json/2/")


def is_ours(model):
    """Tell whether a model, by its name, is one of this add-on."""
    return model.startswith("code.social.")


class Base(models.AbstractModel):
    _inherit = "base"

    def _check_access(self, operation):
        if not is_ours(self._name):
            return super()._check_access(operation)
        try:
            return super()._check_access(operation)
        except MissingError:
            existing = self.exists()
            forbidden = existing._check_access(operation)
            closed = (self - existing) | (forbidden[0] if forbidden else self.browse())
            error = partial(self.env["ir.rule"]._make_access_error, operation, closed)
            return closed, error

    def export_data(self, fields_to_export):
        if is_ours(self._name):
            # Odoo gives back the ids it was asked for without looking.
            self.check_access("read")
        return super().export_data(fields_to_export)


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        if not is_ours(records._name):
            return super()._make_access_error(operation, records)
        records.invalidate_recordset()
        return AccessError(self.env._("This is not open here."))


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _dispatch(cls, endpoint):
        if request.db and request.httprequest.path.startswith(_REMOTE_CALLS):
            cls._refuse_closed_records(request.params)
        return super()._dispatch(endpoint)

    @classmethod
    def _refuse_closed_records(cls, params):
        """Refuse a remote call of a method on records which the user may not read.

        Otherwise the sentence of the refusal would tell that they exist. The method
        still checks its own predicate: this only comes before it.
        """
        model = params.get("__model__") or params.get("model")
        if not isinstance(model, str) or not is_ours(model) or model not in request.env:
            return
        records = request.env[model]
        name = params.get("__method__") or params.get("method")
        if not isinstance(name, str):
            return
        if getattr(getattr(type(records), name, None), "_api_model", False):
            return
        ids = params.get("ids") if "__model__" in params else params.get("args")
        if "__model__" not in params:
            ids = ids[0] if ids and isinstance(ids, list) else ()
        ids = [ids] if isinstance(ids, int) else ids
        if isinstance(ids, list) and ids and all(isinstance(one, int) for one in ids):
            records.browse(ids).check_access("read")
