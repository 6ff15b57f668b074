"""Records whose fields are written by methods only, and records that are sealed.

Access lines and rules stop a person; they do not stop an administrator, an
import, a `sudo()` or a context prepared by a client. This guard does: it stands
in `create()`, `write()` and `unlink()` themselves.
"""

from odoo import api, models
from odoo.exceptions import AccessError, UserError

# The key travels in the context, but its value is this very object: a client can
# send the key, never the object, since a context over the network is plain JSON.
_KEY = "code_social_method"
_METHOD = object()

# Columns that belong to Odoo's own machinery and say nothing about the content.
_HARMLESS = frozenset(
    {
        "access_token",
        "activity_ids",
        "message_follower_ids",
        "message_ids",
        "message_main_attachment_id",
    }
)


def is_by_method(env):
    """Tell whether this environment comes from one of our methods."""
    return env.context.get(_KEY) is _METHOD


class CodeSocialGuardMixin(models.AbstractModel):
    _name = "code.social.guard.mixin"
    _description = "Guard of records written by methods"

    # Fields that only our own methods write.
    _method_fields = frozenset()
    # Fields that a method may still write once the record is sealed.
    _sealed_free_fields = frozenset()

    # === What the rooms call ===

    def _by_method(self):
        """Return the same records, able to write the guarded fields.

        To be called after the `_can_*` predicate has been checked as the user.
        Defaults sent by the client are dropped: under sudo they would fill the
        fields which the method leaves out.
        """
        context = {
            key: value
            for key, value in self.env.context.items()
            if not key.startswith("default_")
        }
        context[_KEY] = _METHOD
        # A whole new context on purpose: keywords could only add to the old one.
        return self.sudo().with_context(context)  # pylint: disable=context-overridden

    def _is_by_method(self):
        """Tell whether the current call comes from one of our methods."""
        return is_by_method(self.env)

    def _is_sealed(self):
        """Tell whether this record (one) may not change any more. Hook."""
        return False

    def _holding_people(self):
        """Return those of these records whose people may not vanish. Hook."""
        return self.filtered(lambda one: one._is_sealed())

    @api.model
    def _may_be_sealed(self):
        """Tell whether records of this model are ever sealed: saves reading them."""
        never = self.env.registry["code.social.guard.mixin"]._is_sealed
        return type(self)._is_sealed is not never

    @api.model
    def _require(self, condition, message):
        """Raise AccessError with this message unless the condition holds."""
        if not condition:
            raise AccessError(message)

    # === Guards ===

    def _guarded(self, names):
        return sorted(self._method_fields.intersection(names))

    def _class_default(self, name):
        """Return the field's own default, in the format of `write()`."""
        field = self._fields[name]
        if not field.default:
            return False
        value = field.convert_to_cache(field.default(self), self, validate=False)
        record_value = field.convert_to_record(value, self)
        return field.convert_to_write(record_value, self)

    @api.model
    def default_get(self, fields):
        """Ignore the context and the user's own defaults for guarded fields."""
        values = super().default_get(fields)
        for name in self._guarded(fields):
            if self._fields[name].default:
                values[name] = self._class_default(name)
            else:
                values.pop(name, None)
        return values

    @api.model_create_multi
    def create(self, vals_list):
        if not self._is_by_method():
            vals_list = [self._without_guarded(vals) for vals in vals_list]
        return super().create(vals_list)

    def _without_guarded(self, vals):
        guarded = self._guarded(vals)
        for name in guarded:
            if vals[name] and vals[name] != self._class_default(name):
                self._refuse_method_fields([name])
        return {name: value for name, value in vals.items() if name not in guarded}

    def write(self, vals):
        self._refuse_sealed(vals)
        guarded = self._guarded(vals)
        if guarded and not self._is_by_method():
            if not self.env.context.get("code_social_drop_guarded"):
                self._refuse_method_fields(guarded)
            # Safe for anybody to ask: the fields are left out, never written.
            vals = {name: vals[name] for name in vals if name not in guarded}
        return super().write(vals)

    def _update_field_translations(self, field_name, *args, **kwargs):
        # Odoo writes translations beside write().
        self._refuse_sealed([field_name])
        if field_name in self._method_fields and not self._is_by_method():
            self._refuse_method_fields([field_name])
        return super()._update_field_translations(field_name, *args, **kwargs)

    def copy_data(self, default=None):
        default = dict(default or {})
        dropped = self._method_fields.difference(default)
        return [
            {name: value for name, value in vals.items() if name not in dropped}
            for vals in super().copy_data(default=default)
        ]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sealed(self):
        for record in self.sudo():
            if record._is_sealed():
                self._refuse_sealed_record(record)

    # === Refusals ===

    def _refuse_sealed(self, names):
        free = _HARMLESS
        if self._is_by_method():
            free = free | self._sealed_free_fields
        if self._may_be_sealed() and not free.issuperset(names):
            for record in self.sudo():
                if record._is_sealed():
                    self._refuse_sealed_record(record)

    def _refuse_sealed_record(self, record):
        # Neither a name nor a state: who may not read learns nothing of either.
        self.check_access("read")
        raise UserError(
            self.env._(
                "“%(name)s” is sealed: it can no longer be changed or deleted.",
                name=record.display_name,
            )
        )

    def _refuse_method_fields(self, names):
        model = self.env["ir.model"]._get(self._name).sudo().name
        labels = ", ".join(
            self.env["ir.model.fields"]._get(self._name, name).field_description or name
            for name in names
        )
        raise AccessError(
            self.env._(
                "%(model)s: %(fields)s cannot be written directly. Use the action "
                "made for it.",
                model=model,
                fields=labels,
            )
        )
