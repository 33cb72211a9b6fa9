"""The pages of the screen Exchange: receiving, conflicts, duplicates, sending, and the log."""
