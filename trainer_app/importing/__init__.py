"""Somebody's own lists on their way in: what window and command line both do with them, file by file.

    choices.py   what a person said of one list: columns, answers, corrections, decisions
    opened.py    a file's sheets, opened once and read as often as the choices change
    shown.py     the sheet as it was typed, with what each row and cell was taken for
    labels.py    fields and values in the person's words
    problems.py  questions and problems, sorted by the rows they touch
    memory.py    what is remembered for the next list of a sender and layout
    likely.py    who of a list may be known, beside those that they may be
    said.py      what mapping files and the command line say of single rows, cells and names
    taking.py    the plan, doing it, and what goes back to the sender
    wizard.py    where the person is with each file, and whether what is shown is of today

The choices are the only thing that a person changes. Reading and plan are made from them, off the window's thread, and
are thrown away when they no longer fit: going back loses nothing, because nothing but choices is ever kept.
"""
