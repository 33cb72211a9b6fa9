"""The errors that a person can act on; every other exception is a bug."""


class UserError(Exception):
    """A sentence for the person: what happened, what it means, what to do. Shown without a trace, exit code 1."""
