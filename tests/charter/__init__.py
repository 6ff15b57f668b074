from . import test_charter
from . import test_charter_pages
