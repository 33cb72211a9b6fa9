"""The window in which an office makes a design of certificates its own."""
