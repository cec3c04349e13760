"""The Settings page: environment, keys, appearance, units."""
