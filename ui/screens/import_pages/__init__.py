"""The import wizard: files, what was understood, questions and problems, the plan."""
