"""Files of invented readings as bad as they come: what stands in them, how it is quoted, separated and ordered."""

from __future__ import annotations

import csv
import io

NAMES = ("device", "day", "fuel", "hours", "qc", "stratum")
FUEL = (
    "2.5", "2.50", "3", "7.125", "1e1", "2.5E-3", "+4", ".5", "5.", " 3.25 ", "0", "-0", "-0.000001", "20",
    "20.0000000", "20.000000000000000001", "0.0000005", "0.00000049999", "0.000000500000000001", "1.234567890123456789",
    "19.9999995", "1.2345678901234567890", "1e-18", "1e-19", "-5", "NaN", "nan", "inf", "-Infinity", "", "NULL",
    "0x10", "1_0", "2,5", "1e1000000", "1e-1000000", "1e400", "-1e400", "9" * 40, "1e", "e5", ".", "-", "--1", "1.2.3",
    "true", "１", "٣", "1 0", "=1+1", "9007199254740993.0000015", "-9007199254740993.0000015", "12345678901234567890.5",
    "15e-19", "123456789012345678901",
)  # fmt: skip
GOOD = ("2.5", "2.50", "3", "7.125", "1e1", "4.000001", "0.0000005", "19.9999995")
FLAGS = ("0", "0.0", "-0", "+0", " 0 ", "1", "0.4", "-1", "", "A", "0x0", "false", "1e-9", "9" * 20)
DATES = ("{}", " {} ", "{}T00:00:00", "{}T23:59:59.999+14:00", "{} 23:59:59", "{}T23:59:59Z")
NO_DATES = (
    "",
    "2025-02-30",
    "2025/01/01",
    "epoch",
    "infinity",
    "45658",
    "01-01-2025",
    "2025-01",
    "day",
    "2025-01-01 x",
)
NO_DAYS = ("", "1.5", "x", "0x1", "1_0", "2025-01-02", "1e0", "9" * 20)
ACROSS_A_YEAR = ("2024-12-29", "2024-12-30", "2024-12-31", "2025-01-01", "2025-01-02", "2025-1-3", "2025-01-04")


def hostile_rows(chance, *, dated):
    """Return the rows of a file: some devices are good, some late, some lost, and any value may be anything."""
    days = [*ACROSS_A_YEAR, "2024-11-30", "2025-02-28"] if dated else [*map(str, range(1, 8)), "-3", "99", "4.0"]
    rows = []
    for device in range(chance.randrange(2, 9)):
        bad, begin = chance.choice((0, 0, 0.1, 0.3, 0.7)), chance.choice((0, 0, 2, 5))
        stratum = chance.choice(("north", "south", "東", 'a "b", c'))
        for day in days[begin:]:
            if chance.random() < bad / 2:
                continue
            said = chance.choice(DATES).format(day) if dated else day
            if chance.random() < bad / 3:
                said = chance.choice(NO_DATES if dated else NO_DAYS)
            name = "" if chance.random() < bad / 9 else f"d{device}" if device else " "
            row = [name, said, *_values(chance, bad), stratum]
            rows += [row] * chance.choice((1, 1, 1, 2, 3))
            if chance.random() < bad / 3:
                rows.append([name, said, *_values(chance, bad), stratum])
    chance.shuffle(rows)
    return rows


def _values(chance, bad):
    fuel = chance.choice(FUEL if chance.random() < bad else GOOD)
    hours = chance.choice(("24", "24.000001", "-1", "NaN", "") if chance.random() < bad / 4 else ("3", "0", "24"))
    flag = chance.choice(FLAGS if chance.random() < bad / 2 else ("0", "0.0", " 0 "))
    return fuel, hours, flag


def written(chance, rows, path):
    """Write rows in any order of columns and any manner of separated text; return the separator."""
    order = list(range(len(NAMES)))
    chance.shuffle(order)
    separator, ending = chance.choice(",;\t|"), chance.choice(("\n", "\r\n"))
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=ending,
                        quoting=chance.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL)))  # fmt: skip
    writer.writerow([*(NAMES[place] for place in order), "remark"])
    for row in rows:
        writer.writerow([*(row[place] for place in order), chance.choice(("", "seen; 5,5 | 3", 'he said "no"'))])
        if chance.random() < 0.03:
            writer.writerow([*(NAMES[place] for place in order), "remark"])
    path.write_bytes((chance.choice((b"", b"\xef\xbb\xbf"))) + text.getvalue().encode())
    return separator
