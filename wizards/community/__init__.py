from . import reason_wizard
from . import people_import
from . import people_import_plan
from . import people_import_report
