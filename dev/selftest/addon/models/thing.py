from odoo import fields, models


class Thing(models.Model):
    _name = "code.social.thing"
    _description = "Thing"

    name = fields.Char(required=True)
