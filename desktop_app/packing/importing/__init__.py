"""What a shop exports → orders: bytes → a table → a match of its columns → orders. No I/O, no guess in silence."""
