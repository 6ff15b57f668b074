from . import test_charter
from . import test_charter_pages
from . import test_own_data_charter
