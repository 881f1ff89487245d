"""From paper to PDF pages: the only place with WeasyPrint."""
