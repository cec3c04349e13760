"""One consignment beside the grid: summary, packages and items, the raw answer, labels."""
