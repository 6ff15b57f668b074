from . import test_access_named
from . import test_access_rpc
from . import test_access_table
from . import test_sealed_paths
from . import test_refusals
