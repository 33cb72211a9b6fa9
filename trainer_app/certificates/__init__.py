"""Certificates: their numbers, their wording, their look on paper, and the register of those given out."""
