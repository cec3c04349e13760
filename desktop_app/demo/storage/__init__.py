"""What is kept in SQLite, and how consignments are searched."""
