from . import test_charter
from . import test_charter_amend
from . import test_charter_life
from . import test_charter_life_pages
from . import test_charter_pages
from . import test_resilience_charter
from . import test_charter_text
