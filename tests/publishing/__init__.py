from . import test_agreement
from . import test_royalty_line
from . import test_statement
from . import test_portal_publishing
from . import test_resilience_publishing
from . import test_own_data_publishing
