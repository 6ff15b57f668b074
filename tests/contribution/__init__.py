from . import test_contribution
from . import test_matrix
from . import test_nature
from . import test_round
from . import test_timesheet
