"""The command palette: what one can go to or do, found by a few letters. Loaded when it is first wanted."""
