"""What a workbook says to its reader besides the names of its sheets, columns and lists (sheets.py)."""

from trainer_app.texts import N_, NN_

ABOUT = N_("About")
TITLE = N_("Training records")
FROM = N_("From {sender} ({code}), {day}.")
ONLY_NEWS = N_("This workbook holds only what is new or changed since the one before it.")
PEOPLE = NN_(
    "It holds personal data of {n} person. Give it only to those who need it.",
    "It holds personal data of {n} people. Give it only to those who need it.",
)
IDS_LEFT_OUT = N_("National ids are left out of it.")
TO_CORRECT = N_("Please look at the coloured cells: {n}. The note of each cell says what is to be looked at.")
HOW_TO = N_("How to fill this in")

STEPS = (
    N_("Type into the white rows of each sheet, and save the file. Send it back to the office as it is."),
    N_("Start with Courses: each course needs a code of its own. The other sheets name a course by its code."),
    N_("New participants go into the empty rows below the others. One row per person and course."),
    N_("Attendance: {present} present, {half} half, {absent} absent, {excused} excused. Empty means not known."),
    N_("Rows may be sorted and filtered, columns moved or hidden. Columns and sheets may be renamed."),
    N_("Emptying a row, or taking it out, deletes nothing at the office."),
    N_("Leave unknown cells empty. Empty is not zero."),
)

LISTS = N_("Lists")
LIST_HEADERS = {
    "product": N_("Product"),
    "product_code": N_("Code of the product"),
    "course": N_("Course"),
    "trainer": N_("Trainer"),
    "place": N_("Province"),
    "organisation": N_("Organiser"),
    "sex": N_("Sex"),
    "yes_no": N_("Yes or no"),
    "part": N_("Part of the day"),
    "mark": N_("Attendance"),
    "role": N_("Role"),
    "outcome": N_("Outcome"),
    "course_status": N_("Status of a course"),
    "follow_up_status": N_("Status of a follow-up"),
    "mode": N_("How it was asked"),
    "visit_kind": N_("Kind of visit"),
}
"""The lists that cells are chosen from, in the order of the sheet Lists."""

NOT_LISTED = N_("Not in the list")
CHOOSE = N_("Choose one of the list.")
ONLY_SHOWN = N_("Only shown")
ELSEWHERE = N_("This column only shows what stands elsewhere. Change it there.")
NO_NUMBER = N_("Not a number")
WHOLE_NUMBER = N_("A whole number is expected here.")

SEVERAL = N_("Several values were entered here: {values}. Type the right one.")
MISSING = N_("This is missing. Please fill it in if it is known.")
TO_STAY = N_("Somebody deleted this and somebody else changed it. Tell the office whether it is to stay.")
NOT_TAKEN = N_("What was typed here could not be taken.")
TYPE_AGAIN = N_("Please type it again.")
ERASED = N_("The data of this person were erased at their request, so that nothing is noted about them any more.")
SHOWS_ERROR = N_("The cell shows an error instead of a value.")
NOT_CALCULATED = N_(
    "The cell holds a formula without its result. Open the file in Excel or LibreOffice, save it, and merge it again."
)
UNFIT = N_(
    "The cell holds what cannot stand in it, such as a number without end or a day that is none. Type it again, as a "
    "text, a number or a date."
)
SORTED_APART = N_("Ids and cells were sorted apart: it cannot be told whose row this is.")
ANOTHERS_MARKS = N_(
    "This row is that of {name} on the sheet Participants: it cannot be told whose marks these are. Type them beside "
    "the right name."
)
ANOTHERS_FOLLOW_UP = N_(
    "This row is that of {name} on the sheet Participants: it cannot be told whose follow-up this is. Type it beside "
    "the right name."
)
SHIFTED = N_(
    "{n} cells of this row stand one column further than before, as if a cell had been inserted or taken out in the "
    "row. None of them was taken. Put them back, or type the row again."
)
SORTED_ALONE = N_(
    "{n} cells of this column stand on other rows than before, as if only this column had been sorted or moved. None "
    "of them was taken. Sort whole rows, or type the cell again."
)
EXPECTED = {
    "date": N_("Type a date as 2026-03-31."),
    "integer": N_("Type a whole number."),
    "decimal": N_("Type a number."),
    "choice": N_("Choose one of the list."),
    "yesno": N_("Choose one of the list."),
    "reference": N_("Choose one of the list."),
}
"""What a cell is to hold, by the kind of its column."""

WHAT_TO_FIX = N_("What to fix")
FIX = N_(
    "These cells could not be taken. Correct the coloured cells on the other sheets, save this file and send it back. "
    "The note of each cell says what is expected."
)
FIX_ONCE = N_("What is corrected here need not be corrected in the file it comes from.")
FIX_HEADERS = (N_("File"), N_("Sheet"), N_("Cell"), N_("Found"), N_("What is wrong"), N_("To be corrected in"))
IN_ITS_FILE = N_("the file it comes from")
FOUND = N_("Found: {found}")
"""What a workbook of refusals says (refusals.py)."""
