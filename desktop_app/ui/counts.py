"""How many of a thing, in words."""

from __future__ import annotations

from PySide6.QtCore import QObject


class Counts(QObject):
    """Each method returns its noun with `n` before it, in the plural where that is due.

    A class, since lupdate knows the plurals of `tr` alone: `QCoreApplication.translate` with a count it takes for
    a text without one.
    """

    def items(self, n: int) -> str:
        """Return «2 items»."""
        return self.tr("%n item(s)", "", n)

    def packages(self, n: int) -> str:
        """Return «3 packages»."""
        return self.tr("%n package(s)", "", n)

    def consignments(self, n: int) -> str:
        """Return «1 consignment»."""
        return self.tr("%n consignment(s)", "", n)

    def things(self, n: int) -> str:
        """Return «4 things», of more than one kind."""
        return self.tr("%n thing(s)", "", n)

    def and_more(self, first: str, n: int) -> str:
        """Return «Necklace and 2 more»."""
        return self.tr("{first} and %n more", "", n).replace("{first}", first)

    def merged(self, n: int) -> str:
        """Return «merge 2 packages», what Undo would take back."""
        return self.tr("merge %n package(s)", "", n)

    def unweighed(self, n: int) -> str:
        """Return «has no weight: 2 items in it have none»."""
        return self.tr("has no weight: %n item(s) in it have none", "", n)

    def unmeasured(self, n: int) -> str:
        """Return «2 items have no size»."""
        return self.tr("%n item(s) have no size", "", n)

    def lines_of(self, waiting: int, n: int) -> str:
        """Return «2 of 6 lines», of goods that wait to be packed."""
        return self.tr("{waiting} of %n line(s)", "", n).replace("{waiting}", str(waiting))

    def to_mend(self, n: int) -> str:
        """Return «2 to mend»."""
        return self.tr("%n to mend", "", n)

    def advice(self, n: int) -> str:
        """Return «1 advice», «3 advices»."""
        return self.tr("%n to consider", "", n)
