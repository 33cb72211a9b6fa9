"""The workbook that travels between trainers and offices: what is in it, writing it, reading it back."""
