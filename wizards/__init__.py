from . import community
from . import charter
from . import contribution
from . import governance
from . import publishing
