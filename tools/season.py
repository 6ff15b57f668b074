"""The season a day belongs to, for the period people look back over."""

from datetime import date

#: First day of each season, northern hemisphere, as (month, day).
STARTS = (("winter", 12, 21), ("spring", 3, 20), ("summer", 6, 21), ("autumn", 9, 22))


def season_of(day):
    """Return (name, first day) of the season that holds `day`.

    :param day: a date
    :return: name among "winter", "spring", "summer", "autumn", and its first day

    >>> season_of(date(2026, 6, 2))
    ('spring', datetime.date(2026, 3, 20))
    >>> season_of(date(2026, 1, 5))
    ('winter', datetime.date(2025, 12, 21))
    """
    begun = [
        (start, name)
        for year in (day.year - 1, day.year)
        for name, month, first in STARTS
        if (start := date(year, month, first)) <= day
    ]
    start, name = max(begun)
    return name, start
