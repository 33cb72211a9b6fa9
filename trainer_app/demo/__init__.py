"""The example country: three trainers and an office, played through the command line from the first course on."""

from trainer_app.demo.story import Result, run

__all__ = ["Result", "run"]
