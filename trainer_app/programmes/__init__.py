"""The programmes and products of the field, and the rules that come with them, read from files."""
