"""One course, tab by tab: details, participants, attendance, outcomes, certificates."""
