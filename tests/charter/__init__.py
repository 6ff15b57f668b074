from . import test_charter
from . import test_charter_pages
from . import test_adhesion
from . import test_adhesion_pages
