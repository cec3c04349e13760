"""The Build page: loose items, packages and consignments on the bench."""
