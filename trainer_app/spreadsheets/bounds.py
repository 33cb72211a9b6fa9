"""How much one spreadsheet file may take: memory, time, bytes and cells."""

MEMORY = 640 << 20
"""Bytes that the process which reads may hold; 100,000 rows with 60 filled columns stay below."""

SECONDS = 12.0
"""Seconds of processor time that it may work on one file; 100,000 rows with 30 columns take about 2."""

STILL = 6.0
"""Seconds for which it may do nothing at all: a parser that is refused memory may wait for itself."""

MERGES = 10_000
"""Merged ranges of a sheet that are looked at."""

FILE = 100 << 20
"""Bytes of a file; a workbook of 100,000 participants has 25 MB."""

TEXT_FILE = 50 << 20
"""Bytes of a text file: half a million people."""

UNPACKED = 400 << 20
"""Bytes that the parts of a workbook may say they unpack to; one of 100,000 participants has 150 MB."""

FILLED = 8_000_000
"""Cells of a workbook that are not empty; 100,000 participants have 4 million."""

LISTED = 600_000
"""Cells of a list that are not empty: 30,000 people with 20 columns."""

LISTED_ROWS = 40_000
"""Rows of a list that are not empty: to understand them takes about 10 seconds."""

LISTED_SHEETS = 500
"""Sheets of a list: one for each of 500 courses."""

LISTED_LETTERS = 30_000_000
"""Letters in the cells of a list: five times what 30,000 people with 20 columns have."""

TEXT = 1 << 17
"""Characters of a cell; Excel holds a quarter of this."""

COLUMNS = 16_384
"""Cells of a row of a text file, as in Excel."""

MEMORY_EXIT = 12
"""With this code the process ends that is refused memory and can tell."""
