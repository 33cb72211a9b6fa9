"""The parts of the screen Follow-ups: the interview, and the figures of each round."""
