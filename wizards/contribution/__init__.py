from . import log_wizard
from . import answer_wizard
from . import import_wizard
from . import reconcile_reason
