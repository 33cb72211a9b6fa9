"""Meeting other databases through workbooks: sending, merging, and what is asked of a person in between."""
