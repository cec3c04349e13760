"""Consignment Desk: pack goods into consignments and move them through SortedPRO."""

__version__ = "0.1.0"
