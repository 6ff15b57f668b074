from . import log_wizard
from . import answer_wizard
