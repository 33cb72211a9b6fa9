"""What the application knows and does: programmes, people, courses, exchange, certificates, summaries."""

__version__ = "0.1.0"
