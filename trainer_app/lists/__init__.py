"""Reading participant lists as people keep them: any spreadsheet or text file becomes tables of marked values."""
