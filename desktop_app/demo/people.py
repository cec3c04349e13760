"""Names, places and goods that the seeded consignments are made of; none of the people exists."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A town with a postcode of its own."""

    town: str
    region: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Land:
    """A country that goods go to: how people, streets and telephone numbers look there."""

    code: str
    share: int
    first: tuple[str, ...]
    last: tuple[str, ...]
    streets: tuple[str, ...]
    places: tuple[Place, ...]
    dial: str
    number_first: bool = False


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


def _places(text: str) -> tuple[Place, ...]:
    return tuple(Place(*(part.strip() for part in line.split("|"))) for line in text.strip().splitlines())


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


LANDS = (
    Land(
        "GB",
        78,
        _split(
            "Amelia, Oliver, Isla, George, Ava, Harry, Mia, Noah, Priya, Jack, Emily, Mohammed, Grace, Callum, Niamh"
        ),
        _split(
            "Smith, Jones, Taylor, Patel, Williams, Brown, Khan, Davies, Evans, Wilson, O'Neill, Ahmed, Hughes, Macleod"
        ),
        _split(
            "High Street, Station Road, Church Lane, Victoria Road, Mill Lane, Park Avenue, Porter Street, Queensway"
        ),
        _places("""
            Manchester | Greater Manchester | M1 5WG
            Manchester | Greater Manchester | M14 6HR
            Leeds | West Yorkshire | LS6 2AB
            Sheffield | South Yorkshire | S10 2TN
            Liverpool | Merseyside | L18 9UB
            Birmingham | West Midlands | B15 2TT
            Nottingham | Nottinghamshire | NG7 2RD
            Bristol | | BS8 1TH
            Brighton | East Sussex | BN1 4GW
            London | Greater London | SW9 8LX
            London | Greater London | E8 3PN
            Norwich | Norfolk | NR2 3EG
            Plymouth | Devon | PL4 6DQ
            Cardiff | | CF24 3AA
            Swansea | | SA1 6ED
            Edinburgh | | EH6 5NA
            Glasgow | | G12 8QQ
            Inverness | | IV2 3BW
            Belfast | | BT9 6AW
            York | North Yorkshire | YO31 7EX
        """),
        "07700 900",
        number_first=True,
    ),
    Land(
        "IE",
        4,
        _split("Aoife, Conor, Saoirse, Cillian, Róisín, Seán"),
        _split("Murphy, Ó Súilleabháin, Kelly, Byrne, Ní Bhriain"),
        _split("Main Street, Patrick Street, Dublin Road"),
        _places("Dublin | Dublin | D02 X285\nCork | Cork | T12 W8KP\nGalway | Galway | H91 E2K3"),
        "+353 20 912",
        number_first=True,
    ),
    Land(
        "FR",
        3,
        _split("Chloé, Lucas, Élodie, François, Zoé, Benoît"),
        _split("Lefèvre, Moreau, Garçon, Dubois, Noël"),
        _split("rue des Lilas, avenue Jean-Jaurès, place de l'Église"),
        _places("Paris | Île-de-France | 75011\nLyon | Rhône | 69003\nLille | Nord | 59000"),
        "+33 1 99 00",
        number_first=True,
    ),
    Land(
        "DE",
        3,
        _split("Jürgen, Anneliese, Björn, Sophie, Lukas, Käthe"),
        _split("Müller, Weiß, Schröder, Köhler, Vogel"),
        _split("Hauptstraße, Bahnhofstraße, Gänsemarkt"),
        _places("Berlin | Berlin | 10115\nMünchen | Bayern | 80331\nKöln | Nordrhein-Westfalen | 50667"),
        "+49 30 23125",
    ),
    Land(
        "ES",
        2,
        _split("Lucía, Álvaro, Begoña, Iñaki, María"),
        _split("García Núñez, Fernández, Muñoz, Ibáñez"),
        _split("Calle Mayor, Avenida de la Constitución, Calle del Olmo"),
        _places("Madrid | Madrid | 28013\nValència | València | 46002\nLogroño | La Rioja | 26001"),
        "+34 91 099",
    ),
    Land(
        "IT",
        2,
        _split("Giulia, Niccolò, Chiara, Matteo"),
        _split("Rossi, D'Angelo, Esposito, Forlì"),
        _split("Via Roma, Corso Garibaldi, Piazza della Libertà"),
        _places("Roma | RM | 00184\nMilano | MI | 20121\nForlì | FC | 47121"),
        "+39 06 9999",
    ),
    Land(
        "PL",
        2,
        _split("Łukasz, Małgorzata, Wojciech, Żaneta, Stanisław"),
        _split("Żółć, Wiśniewska, Kowalczyk, Gąsior, Dąbrowski"),
        _split("ul. Długa, ul. Świętojańska, al. Jerozolimskie"),
        _places("Łódź | łódzkie | 90-001\nWarszawa | mazowieckie | 00-024\nGdańsk | pomorskie | 80-831"),
        "+48 22 555",
    ),
    Land(
        "GR",
        1,
        _split("Ελένη, Γιώργος, Αικατερίνη"),
        _split("Παπαδόπουλος, Νικολάου, Βασιλείου"),
        _split("Οδός Ερμού, Λεωφόρος Κηφισίας"),
        _places("Αθήνα | Αττική | 105 63\nΘεσσαλονίκη | Κεντρική Μακεδονία | 546 24"),
        "+30 21 0555",
    ),
    Land(
        "BG",
        1,
        _split("Иван, Цветелина, Николай"),
        _split("Петров, Георгиева, Щерев"),
        _split("ул. Граф Игнатиев, бул. Витоша"),
        _places("София | София-град | 1000\nПловдив | Пловдив | 4000"),
        "+359 2 555",
    ),
    Land(
        "JP",
        1,
        _split("さくら, 健太, 美咲"),
        _split("山田, 佐藤, 渡辺"),
        _split("丸の内1丁目, 栄3丁目"),
        _places("千代田区 | 東京都 | 100-0005\n名古屋市 | 愛知県 | 460-0008"),
        "+81 3 5550",
    ),
    Land(
        "US",
        2,
        _split("Madison, Tyler, José, Latoya"),
        _split("Anderson, Rodríguez, Washington, Nguyen"),
        _split("Maple Avenue, Main Street, Sunset Boulevard"),
        _places("Portland | OR | 97205\nAustin | TX | 78701\nBrooklyn | NY | 11201"),
        "+1 503 555",
        number_first=True,
    ),
    Land(
        "NO",
        1,
        _split("Bjørn, Åse, Sindre"),
        _split("Sørensen, Ødegård, Bakke"),
        _split("Storgata, Kirkeveien"),
        _places("Oslo | Oslo | 0155\nTromsø | Troms | 9008"),
        "+47 22 55",
    ),
)

GOODS = (
    Goods("NECK-01", "Silver necklace", "0.05", ("12", "8", "3"), "48.00", "7113110000", "GB"),
    Goods("BRAC-02", "Beaded bracelet", "0.04", ("10", "8", "3"), "22.50", "7117190000", "IN"),
    Goods("COAT-11", "Wool coat", "1.80", ("45", "35", "12"), "129.00", "6201300000", "PT"),
    Goods("HAT-07", "Felt hat", "0.20", ("30", "28", "14"), "35.00", "6505009000", "IT"),
    Goods("SOCK-33", "Bamboo socks, red and white", "0.08", ("15", "10", "4"), "5.99", "6115960000", "TR"),
    Goods("BOOT-40", "Leather boots", "1.45", ("34", "30", "13"), "98.00", "6403910000", "ES"),
    Goods("SCRF-05", "Silk scarf", "0.11", ("20", "15", "3"), "41.00", "6214100000", "CN"),
    Goods("JUMP-18", "Lambswool jumper", "0.55", ("32", "26", "7"), "64.00", "6110119000", "GB"),
    Goods("BELT-09", "Leather belt", "0.25", ("14", "14", "5"), "27.95", "4203300000", "IT"),
    Goods("UMBR-02", "Umbrella", "0.60", ("72", "8", "8"), "24.00", "6601990000", "CN"),
    Goods("RUCK-21", "Canvas rucksack", "0.95", ("48", "32", "16"), "79.00", "4202929100", "VN"),
    Goods("DRSS-14", "Linen dress", "0.38", ("30", "25", "4"), "72.50", "6204440000", "PT"),
)
