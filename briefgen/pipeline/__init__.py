"""Jobs from a scenario to a folder of PDFs: the one place that sees every stage and writes files."""
