"""What goes on paper: documents as HTML, in one or two languages. No PDF library."""
