"""This computer's memory: SQLite, settings, the keyring. Imports packing and the types of pro alone."""
