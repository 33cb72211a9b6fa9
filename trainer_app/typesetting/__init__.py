"""Setting one line of text in any script on a page of a PDF: fonts, shaping, order of writing, embedding."""
