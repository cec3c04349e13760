"""What is in the made-up consignments: goods with weights, sizes, prices and commodity codes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goods:
    """A thing for sale: kilograms, centimetres (length, width, height), pounds, HS code, country of origin."""

    sku: str
    description: str
    kg: str
    sides: tuple[str, str, str]
    price: str
    code: str
    origin: str


def _goods(line: str) -> Goods:
    sku, description, kg, sides, price, code, origin = (part.strip() for part in line.split("|"))
    length, width, height = sides.split("x")
    return Goods(sku, description, kg, (length, width, height), price, code, origin)


# None is from China, Brazil or Taiwan: their address data, read for a name, would cost each first start megabytes.
GOODS = tuple(
    _goods(line)
    for line in """
        NECK-01 | Silver necklace | 0.05 | 12x8x3 | 48.00 | 7113110000 | GB
        BRAC-02 | Beaded bracelet | 0.04 | 10x8x3 | 22.50 | 7117190000 | IN
        EARR-03 | Gold-plated earrings | 0.02 | 8x6x3 | 31.00 | 7117190000 | TH
        COAT-11 | Wool coat | 1.80 | 45x35x12 | 129.00 | 6202200000 | PT
        PARK-12 | Waxed jacket | 1.35 | 42x34x10 | 118.00 | 6201400000 | GB
        HAT-07 | Felt hat | 0.20 | 30x28x14 | 35.00 | 6505009000 | IT
        CAP-08 | Cotton cap | 0.10 | 26x18x10 | 16.00 | 6505003000 | BD
        GLOV-10 | Lined leather gloves | 0.15 | 24x12x4 | 44.00 | 4203291000 | HU
        SOCK-33 | Bamboo socks, red and white | 0.08 | 15x10x4 | 5.99 | 6115960000 | TR
        BOOT-40 | Leather boots | 1.45 | 34x30x13 | 98.00 | 6403910000 | ES
        SHOE-41 | Canvas shoes | 0.80 | 32x20x12 | 49.00 | 6404190000 | VN
        SLIP-42 | Sheepskin slippers | 0.45 | 28x18x10 | 39.50 | 6405209100 | GB
        SCRF-05 | Silk scarf | 0.11 | 20x15x3 | 41.00 | 6214100000 | TH
        SHWL-06 | Woven shawl | 0.32 | 28x22x4 | 58.00 | 6214200000 | IN
        JUMP-18 | Lambswool jumper | 0.55 | 32x26x7 | 64.00 | 6110119000 | GB
        CARD-19 | Merino cardigan | 0.48 | 32x26x6 | 71.00 | 6110113000 | IT
        SHRT-20 | Poplin shirt | 0.27 | 32x24x4 | 42.00 | 6205200000 | BD
        TEE-22 | Organic cotton T-shirt | 0.18 | 28x22x3 | 18.00 | 6109100000 | PT
        TRSR-24 | Corduroy trousers | 0.62 | 34x26x5 | 59.00 | 6203429000 | TR
        JEAN-25 | Denim jeans | 0.75 | 34x28x6 | 68.00 | 6203423100 | TN
        DRSS-14 | Linen dress | 0.38 | 30x25x4 | 72.50 | 6204440000 | PT
        SKRT-15 | Pleated skirt | 0.40 | 30x25x4 | 47.00 | 6204530000 | MA
        PYJA-16 | Flannel pyjamas | 0.52 | 32x24x6 | 36.00 | 6207210000 | IN
        SWIM-17 | Swimming shorts | 0.16 | 24x18x3 | 24.00 | 6211110000 | ID
        BELT-09 | Leather belt | 0.25 | 14x14x5 | 27.95 | 4203300000 | IT
        TIE-04 | Silk tie | 0.07 | 38x10x3 | 29.00 | 6215100000 | IT
        UMBR-02 | Umbrella | 0.60 | 72x8x8 | 24.00 | 6601990000 | VN
        RUCK-21 | Canvas rucksack | 0.95 | 48x32x16 | 79.00 | 4202929100 | VN
        HOLD-23 | Weekend holdall | 1.30 | 55x32x18 | 110.00 | 4202921900 | TR
        PURS-26 | Coin purse | 0.06 | 12x9x3 | 19.00 | 4202310000 | ES
        SUIT-27 | Cabin suitcase | 2.90 | 55x36x23 | 145.00 | 4202125000 | MY
        BLNK-50 | Wool blanket | 1.20 | 40x32x12 | 85.00 | 6301209000 | GB
        TOWL-51 | Bath towel | 0.58 | 36x26x8 | 17.50 | 6302600000 | PT
        CUSH-52 | Linen cushion cover | 0.15 | 32x24x2 | 22.00 | 6304920000 | LT
        CAND-53 | Beeswax candle | 0.35 | 20x9x9 | 14.00 | 3406000000 | GB
        MUG-54 | Stoneware mug | 0.42 | 14x12x11 | 12.50 | 6912002300 | PL
        BOWL-55 | Olive wood bowl | 0.70 | 26x26x10 | 38.00 | 4419900000 | TN
        BOOK-56 | Knitting book | 0.65 | 26x20x3 | 20.00 | 4901990000 | GB
        YARN-57 | Merino yarn, five balls | 0.30 | 26x18x9 | 28.00 | 5109109000 | PE
        BEAR-58 | Plush bear | 0.28 | 30x18x14 | 21.00 | 9503004100 | LK
    """.strip().splitlines()
)
