"""Make ``tools`` importable by itself, whatever the folder pytest is called from."""

import sys
from pathlib import Path

from hypothesis import settings

ROOT = str(Path(__file__).resolve().parents[2])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

# The same examples on every run: a failure is never a matter of luck. No deadline,
# since the machine may be busy with a server.
settings.register_profile("code_social", deadline=None, derandomize=True)
settings.load_profile("code_social")
