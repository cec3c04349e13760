"""The made-up consignments that an empty demo is filled with: the same for the same seed."""
