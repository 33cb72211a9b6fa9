"""The pages of the screen Settings: the settings themselves, programmes, backups, and the database."""
