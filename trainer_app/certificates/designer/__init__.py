"""What the designer of certificates does: a design taken apart, changed, checked and saved as the office's own."""
