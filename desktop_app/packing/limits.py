"""How much there can be of what: what the service takes, and what a parcel plausibly is."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

# What the service takes; more is answered with a 400. Its documentation names none of these but the numbers of packages
# and tags that it shows, so they are those of the demo service (demo/rules), held to it by a test.
LONGEST_TEXT: Final = 2000
"""Characters of a reference, a description, a line of an address."""
LONGEST_TAG: Final = 200
"""Characters."""
MOST_TAGS: Final = 200
MOST_PACKAGES: Final = 200
"""In a consignment."""
MOST_ITEMS: Final = 1000
"""Lines in a package."""
MOST_PIECES: Final = 1_000_000
"""Of one item."""
HEAVIEST: Final = Decimal(100_000)
"""Kilograms, of an item or a package."""
LONGEST_SIDE: Final = Decimal(100_000)
"""Centimetres."""
MOST_VALUE: Final = Decimal(10_000_000)
"""Of an item or a package, in any currency."""

# What is plausible; more is said, and may be sent all the same.
PLAUSIBLE_WEIGHT: Final = Decimal(70)
"""Kilograms of a package. What UPS and DHL Express take at most of a parcel (their service guides of 2026)."""
PLAUSIBLE_SIDE: Final = Decimal(274)
"""Centimetres. What UPS takes at most (as above)."""
PLAUSIBLE_GIRTH: Final = Decimal(400)
"""Centimetres: the longest side and once round the two others. What UPS takes at most (as above)."""
PLAUSIBLE_VALUE: Final = Decimal(50_000)
"""Of a package, in a currency of POUND_LIKE. UPS takes no more than USD 50,000 of declared value (as above)."""
POUND_LIKE: Final = frozenset(
    {"AUD", "BHD", "CAD", "CHF", "EUR", "GBP", "GIP", "JOD", "KWD", "KYD", "NZD", "OMR", "SGD", "USD"}
)
"""Currencies of which one unit is worth about a pound or more; of others, large amounts say nothing."""
DENSEST: Final = Decimal("0.02259")
"""Kilograms in a cubic centimetre of osmium, the densest of all matter (CRC Handbook of Chemistry and Physics)."""
HARMONISATION_LENGTHS: Final = frozenset({6, 8, 10})
"""Digits of a code of goods: six of the Harmonized System (World Customs Organization), eight of an export (the EU's
Combined Nomenclature), ten of an import (TARIC, HTSUS)."""
