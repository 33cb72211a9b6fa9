"""The parts of one person opened from the list of participants."""
