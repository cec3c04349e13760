"""The page on a desk of its own; see tests/support/desk.py."""

from tests.support.desk import desk, make_desk

__all__ = ["desk", "make_desk"]
