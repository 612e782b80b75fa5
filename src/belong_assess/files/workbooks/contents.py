"""What a cell of a workbook means: a number by its format, a text by its escapes."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal

from belong_assess.files.workbooks.grid import Content, Percent

Kind = Literal["plain", "percent", "date", "duration"]
"""How a number is shown, which is all that tells 0.5 from 50 % and from noon."""

EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
DAYS_TO_1904 = (EPOCH_1904 - EPOCH).days
LAST_DAY = 2_958_466
"""The first day that is no date any more: 1 January 10000."""

LEAP_DAY = 60
"""29 February 1900, which never was: days before it are counted one higher than from the epoch."""

LARGEST_WHOLE = 10**16
"""Up to here whole numbers are kept exactly."""

MILLISECONDS = 86_400_000
ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
ISO_LENGTH = re.compile(r"P(?:([0-9]{1,6})D)?T?(?:([0-9]{1,7})H)?(?:([0-9]{1,7})M)?(?:([0-9]{1,7})(?:\.[0-9]+)?S)?")
UNICODE_END = 0xD800
SPACES = " \t\r\n"


def figure(number: float) -> int | Decimal:
    """Return a number as a whole number where it is one, else in its shortest form."""
    if number.is_integer() and abs(number) < LARGEST_WHOLE:
        return int(number)
    return Decimal(repr(number))


def percentage(number: float) -> Percent:
    """Return what is shown for a number that is formatted as a percentage: 50 for 0.5."""
    shown = Decimal(repr(number)).scaleb(2)
    whole = shown == shown.to_integral_value() and abs(shown) < LARGEST_WHOLE
    return Percent(Decimal(int(shown)) if whole else shown.normalize())


def number_in(kind: Kind, number: float, from_1904: bool = False) -> Content:
    """Return what a number in a cell means, by how it is shown. Dates outside the calendar stay numbers."""
    if kind == "percent":
        return percentage(number)
    if kind == "date" and 0 <= number < LAST_DAY - (DAYS_TO_1904 if from_1904 else 0):
        return _moment(number, from_1904)
    if kind == "duration" and abs(number) < LAST_DAY:
        return duration(timedelta(milliseconds=round(number * MILLISECONDS)))
    return figure(number)


def _moment(number: float, from_1904: bool) -> Content:
    """Return a time of day for less than a day, a date for whole days, else both."""
    days, part = divmod(number, 1)
    moment = (EPOCH_1904 if from_1904 else EPOCH) + timedelta(milliseconds=round(part * MILLISECONDS))
    if number < 1 and moment.day == (1 if from_1904 else 30):
        return moment.time()
    leap = 1 if number < LEAP_DAY and not from_1904 else 0
    return plain_moment(moment + timedelta(days=days + leap))


def plain_moment(moment: datetime) -> Content:
    """Return midnight as a date."""
    at_midnight = not (moment.hour or moment.minute or moment.second or moment.microsecond)
    return moment.date() if at_midnight else moment


def duration(length: timedelta) -> str:
    """Return a length of time as it is shown: hours may be more than a day has."""
    seconds = round(abs(length).total_seconds())
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{'-' if length < timedelta() else ''}{hours}:{minutes:02}:{seconds:02}"


def unescaped(text: str) -> str:
    """Return a text with its `_x000D_` as the characters that they stand for."""
    return ESCAPE.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found.group(1), 16)
    return chr(code) if code < UNICODE_END else found.group()


def iso_moment(value: str) -> Content:
    """Return a date, a time or both, as ISO 8601 writes them; a text where it is none of them."""
    plain = value.strip(SPACES)
    try:
        if "T" in plain and not plain.startswith("P"):
            return plain_moment(datetime.fromisoformat(plain).replace(tzinfo=None))
        return date.fromisoformat(plain) if "-" in plain else time.fromisoformat(plain)
    except ValueError:
        return iso_length(plain) or value


def iso_length(value: str) -> Content:
    """Return a length of time such as `PT36H00M00S`, if it is less than a day as a time; `None` where it is none."""
    found = ISO_LENGTH.fullmatch(value)
    if found is None or not any(found.groups()):
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return (datetime.min + length).time() if length < timedelta(days=1) else duration(length)
