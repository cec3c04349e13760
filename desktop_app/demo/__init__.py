"""The service, embedded: SortedPRO's calls with real behaviour over SQLite, for trying out and for tests."""
