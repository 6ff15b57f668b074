"""Odoo's runner looks for modules named ``test_*`` here and not in folders below."""

from . import access
from . import community
from . import charter
from . import contribution
from . import governance
from . import publishing
from . import test_rooms
from . import test_year

for _room in (access, community, charter, contribution, governance, publishing):
    for _name, _module in sorted(vars(_room).items()):
        if not _name.startswith("test_"):
            continue
        if _name in globals():
            raise ImportError(f"two rooms have tests named {_name}")
        globals()[_name] = _module
