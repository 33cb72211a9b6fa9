"""One course, tab by tab: details, participants, attendance, outcomes, certificates."""

DETAILS, PARTICIPANTS, ATTENDANCE, OUTCOMES, CERTIFICATES = range(5)
