# The demo community, and nothing that a real one uses: see docs/extending.md.
from . import story
