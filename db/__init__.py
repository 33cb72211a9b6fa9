"""The data on disk: tables, journal, migrations. Knows no rule of the field."""
