"""The fields of what is selected, and what is still wrong with it."""
