"""A clock set back while the demo people live their past months."""

import threading
from contextlib import contextmanager
from datetime import datetime, time
from unittest.mock import patch

from odoo import fields


@contextmanager
def clock():
    """Yield a function which sets the day of Odoo's clock, for this thread alone.

    Only the thread that loads the demo data sees it: a server may be answering
    other people, of other databases, meanwhile.
    """
    me, now = threading.get_ident(), [None]

    def ours():
        return now[0] is not None and threading.get_ident() == me

    def set_back(owner, name, value):
        real = getattr(owner, name)

        def replaced(*args, **kwargs):
            return value(now[0]) if ours() else real(*args, **kwargs)

        return patch.object(owner, name, staticmethod(replaced))

    def set_day(day):
        now[0] = datetime.combine(day, time(18, 30))

    with (
        set_back(fields.Date, "today", lambda moment: moment.date()),
        set_back(fields.Date, "context_today", lambda moment: moment.date()),
        set_back(fields.Datetime, "now", lambda moment: moment),
    ):
        yield set_day
