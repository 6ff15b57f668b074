from . import reason_wizard
from . import adhesion_paper
