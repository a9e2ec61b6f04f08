"""Arithmetic with calendar days, as German periods are counted. There is no clock in the sandbox."""

import datetime
from typing import Protocol


class CivilDate(Protocol):
    """The date of any extension point: each has a class of its own, all alike."""

    year: int
    month: int
    day: int


def key(date: CivilDate) -> tuple[int, int, int]:
    """Year, month and day, which compare as dates do."""
    return (date.year, date.month, date.day)


def age_on(born: CivilDate, day: CivilDate) -> int:
    """Whole years from a birthday to a day."""
    before = (day.month, day.day) < (born.month, born.day)
    return day.year - born.year - int(before)


def month_days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def plus_months(date: CivilDate, months: int) -> tuple[int, int, int]:
    """So many calendar months later; on the last day of the month if that is too short."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return (year, month + 1, min(date.day, month_days(year, month + 1)))


def days(date: CivilDate) -> int:
    """Days since 1 January 1970, as reasons carry dates."""
    return (datetime.date(date.year, date.month, date.day) - datetime.date(1970, 1, 1)).days
