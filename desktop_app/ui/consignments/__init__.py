"""The Consignments page: search, the grid, and what is done to the rows of it."""
