"""The SortedPRO service as a library: no Qt, no storage, no other room."""
