from history.dates.calendar import day_number, from_day_number
from history.dates.closeness import Closeness, compare_typed
from history.dates.given import read_given
from history.dates.parts import DateError, Precision
from history.dates.reading import read_edtf, read_plain
from history.dates.typed import read_typed
from history.dates.values import DaySpan, HistoricalDate, Shape

__all__ = [
    "Closeness",
    "DateError",
    "DaySpan",
    "HistoricalDate",
    "Precision",
    "Shape",
    "compare_typed",
    "day_number",
    "from_day_number",
    "read_edtf",
    "read_given",
    "read_plain",
    "read_typed",
]
