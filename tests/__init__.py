# Odoo's runner finds the tests imported here.
from . import community
from . import contribution
