from . import community
from . import contribution
from . import evaluation
from . import riches
from . import evidence
