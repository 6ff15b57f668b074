from . import initiative_reason
