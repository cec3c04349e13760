"""What is on the bench: frames of consignments, cards of packages, rows of items, and what waits loose."""
