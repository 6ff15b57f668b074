from . import community
from . import contribution
