from . import test_access_named
from . import test_access_rpc
from . import test_access_table
