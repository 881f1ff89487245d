"""From pages to files that people use: finishing PDFs with pikepdf."""
