"""Setting text in any script on a page of a PDF: fonts, shaping, order of writing, embedding, lines that fit."""
