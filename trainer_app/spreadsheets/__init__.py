"""Spreadsheet files that somebody sent, opened in a process of their own: whatever is in them, the application stays.

Parsers of such files take what the file says: one stray cell in the last row and column asks for 500 GB, and ends the
whole process. So a child process with bounded memory and time reads the file (reader.py) and hands over plain rows
(apart.py); what is wrong becomes a sentence (opening.py). It reads while its parent works on the rows before.
"""
