# One line a room, in the order of domain.md: a room imports only from above.
from . import community
from . import charter
from . import contribution
from . import governance
from . import publishing
