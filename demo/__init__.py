# The demo community, and nothing that a real one uses: see docs/develop.md.
from . import story
