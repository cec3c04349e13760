"""Who the made-up consignments go to: 32 countries with names, streets, towns and postcodes; none of the people exists.

A `#` in a postcode stands for any digit, an `@` for a letter that the country uses there. Telephone numbers lie in
ranges that are kept for fiction where a country has such.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_NOT_DUTCH = (" SA", " SD", " SS")
"""Letters that no postcode of the Netherlands ends in, for what they stood for in the war."""

_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(frozen=True, slots=True)
class Town:
    """A town; in the postcode a `#` stands for a digit and an `@` for a letter."""

    name: str
    region: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country that goods go to, how often, and how people, streets and telephone numbers look there."""

    code: str
    share: int
    first: tuple[str, ...]
    last: tuple[str, ...]
    streets: tuple[str, ...]
    towns: tuple[Town, ...]
    telephone: str
    number_first: bool


def filled(random: Random, pattern: str) -> str:
    """Return `pattern` with a digit for each `#` and a letter for each `@`."""
    if "#" not in pattern and "@" not in pattern:
        return pattern
    made = _filled(random, pattern)
    while made.endswith(_NOT_DUTCH):
        made = _filled(random, pattern)
    return made


def _filled(random: Random, pattern: str) -> str:
    return "".join(
        "0123456789"[int(random.random() * 10)]
        if sign == "#"
        else _LETTERS[int(random.random() * len(_LETTERS))]
        if sign == "@"
        else sign
        for sign in pattern
    )


def _country(block: str) -> Country:
    head, first, last, streets, towns = block.replace("\n    ", " ").splitlines()
    code, share, *telephone = head.split()
    number_first = telephone[-1] == "number-first"
    return Country(
        code,
        int(share),
        tuple(first.split(", ")),
        tuple(last.split(", ")),
        tuple(streets.split(", ")),
        tuple(Town(*town.split("/")) for town in towns.split("; ")),
        " ".join(telephone[:-1] if number_first else telephone),
        number_first,
    )


_LISTED = """
GB 620 07700 900### number-first
Amelia, Oliver, Isla, George, Ava, Harry, Mia, Noah, Priya, Jack, Emily, Mohammed, Grace, Callum, Niamh, Freya,
    Rhys, Zainab, Archie, Olwen
Smith, Jones, Taylor, Patel, Williams, Brown, Khan, Davies, Evans, Wilson, O'Neill, Ahmed, Hughes, Macleod,
    Wright, Okafor, Green, Begum, Clarke, Fraser
High Street, Station Road, Church Lane, Victoria Road, Mill Lane, Park Avenue, Porter Street, Queensway, The
    Green, Windsor Close
Manchester/Greater Manchester/M1 #@@; Manchester/Greater Manchester/M14 #@@; Salford/Greater Manchester/M5 #@@;
    Leeds/West Yorkshire/LS6 #@@; Sheffield/South Yorkshire/S10 #@@; Liverpool/Merseyside/L18 #@@;
    Birmingham/West Midlands/B15 #@@; Nottingham/Nottinghamshire/NG7 #@@; Bristol//BS8 #@@; Brighton/East
    Sussex/BN1 #@@; London/Greater London/SW9 #@@; London/Greater London/E8 #@@; London/Greater London/N1 #@@;
    Norwich/Norfolk/NR2 #@@; Plymouth/Devon/PL4 #@@; Cardiff//CF24 #@@; Swansea//SA1 #@@; Edinburgh//EH6 #@@;
    Glasgow//G12 #@@; Inverness//IV2 #@@; Belfast//BT9 #@@; York/North Yorkshire/YO31 #@@; Exeter/Devon/EX4 #@@;
    Leicester/Leicestershire/LE2 #@@

IE 36 +353 20 912 0### number-first
Aoife, Conor, Saoirse, Cillian, Róisín, Seán, Caoimhe, Oisín
Murphy, Ó Súilleabháin, Kelly, Byrne, Ní Bhriain, Walsh, Doyle
Main Street, Patrick Street, Dublin Road, Bridge Street
Dublin/Co. Dublin/D02 X2##; Cork/Co. Cork/T12 W8##; Galway/Co. Galway/H91 E2##; Limerick/Co. Limerick/V94 T2##

FR 34 +33 1 99 00 ## ## number-first
Chloé, Lucas, Élodie, François, Zoé, Benoît, Inès, Théo
Lefèvre, Moreau, Garçon, Dubois, Noël, Petit, Girard
rue des Lilas, avenue Jean-Jaurès, place de l'Église, rue de la République
Paris/Île-de-France/750##; Lyon/Rhône/6900#; Lille/Nord/59000; Bordeaux/Gironde/33000;
    Marseille/Bouches-du-Rhône/1300#

DE 34 +49 30 23125 ###
Jürgen, Anneliese, Björn, Sophie, Lukas, Käthe, Mehmet, Heike
Müller, Weiß, Schröder, Köhler, Vogel, Yılmaz, Schäfer
Hauptstraße, Bahnhofstraße, Gänsemarkt, Lindenallee
Berlin/Berlin/101##; München/Bayern/803##; Köln/Nordrhein-Westfalen/506##; Hamburg/Hamburg/200##;
    Görlitz/Sachsen/02826

ES 22 +34 91 099 ## ##
Lucía, Álvaro, Begoña, Iñaki, María, Sergio
García Núñez, Fernández, Muñoz, Ibáñez, Peña
Calle Mayor, Avenida de la Constitución, Calle del Olmo
Madrid/Madrid/280##; València/Valencia/460##; Logroño/La Rioja/260##; Sevilla/Sevilla/410##

IT 22 +39 06 9999 ####
Giulia, Niccolò, Chiara, Matteo, Alessia, Davide
Rossi, D'Angelo, Esposito, Forlì, Conti
Via Roma, Corso Garibaldi, Piazza della Libertà
Roma/RM/001##; Milano/MI/201##; Forlì/FC/4712#; Torino/TO/101##

PT 10 +351 21 555 ####
Inês, João, Beatriz, Gonçalo
Conceição, Magalhães, Simões, Araújo
Rua da Saudade, Avenida da Liberdade
Lisboa/Lisboa/1200-###; Porto/Porto/4050-###

NL 16 +31 20 555 ####
Sanne, Daan, Fleur, Joris
de Vries, van den Berg, Jansen, Bakker
Dorpsstraat, Prinsengracht, Stationsweg
Amsterdam/Noord-Holland/1012 @@; Utrecht/Utrecht/3511 @@; Groningen/Groningen/9712 @@

BE 12 +32 2 555 ## ##
Lotte, Maxime, Noor, Gauthier
Peeters, Janssens, Dubois, Lemaître
Kerkstraat, Rue Haute, Stationsstraat
Bruxelles/Brabant/1000; Gent/Oost-Vlaanderen/9000; Liège/Liège/4000

LU 3 +352 2755 ####
Léa, Luc, Marie-Josée
Weber, Schmit, Wagener
Rue de la Gare, Grand-Rue
Luxembourg/Luxembourg/12##; Esch-sur-Alzette/Esch/40##

AT 10 +43 1 555 ####
Leonie, Maximilian, Jürgen
Gruber, Höfer, Pichler, Strauß
Mariahilfer Straße, Kärntner Ring, Dorfplatz
Wien/Wien/1010; Graz/Steiermark/8010; Salzburg/Salzburg/5020

CH 10 +41 44 555 ## ##
Livia, Reto, Céline, Urs
Meier, Zürcher, Favre, Bianchi
Bahnhofstrasse, Rue du Rhône, Seeweg
Zürich/Zürich/80##; Genève/Genève/1204; Bern/Bern/30##

PL 22 +48 22 555 ## ##
Łukasz, Małgorzata, Wojciech, Żaneta, Stanisław, Zdzisława
Żółć, Wiśniewska, Kowalczyk, Gąsior, Dąbrowski
ul. Długa, ul. Świętojańska, al. Jerozolimskie
Łódź/łódzkie/90-###; Warszawa/mazowieckie/00-###; Gdańsk/pomorskie/80-###; Kraków/małopolskie/30-###

CZ 8 +420 555 000 ###
Tereza, Jiří, Kateřina, Ondřej
Dvořák, Nováková, Černý, Růžička
Dlouhá, Nádražní, Husova
Praha/Praha/110 ##; Brno/Jihomoravský kraj/602 ##

SK 5 +421 2 555 0####
Zuzana, Ľuboš, Mária
Horváth, Kováčová, Šťastný
Hlavná, Obchodná
Bratislava/Bratislavský kraj/811 ##; Košice/Košický kraj/040 ##

HU 6 +36 1 555 ####
Eszter, Gergő, Zsófia
Nagy, Szőke, Kovács
Fő utca, Kossuth Lajos utca
Budapest/Budapest/10##; Szeged/Csongrád/67##

RO 7 +40 21 555 ####
Ioana, Ștefan, Mădălina
Popescu, Țepeș, Ionescu
Strada Lungă, Bulevardul Unirii
București/București/0101##; Cluj-Napoca/Cluj/4001##

BG 6 +359 2 555 ####
Иван, Цветелина, Николай
Петров, Георгиева, Щерев
ул. Граф Игнатиев, бул. Витоша
София/София-град/10##; Пловдив/Пловдив/40##

GR 8 +30 21 0555 ####
Ελένη, Γιώργος, Αικατερίνη
Παπαδόπουλος, Νικολάου, Βασιλείου
Οδός Ερμού, Λεωφόρος Κηφισίας
Αθήνα/Αττική/105 ##; Θεσσαλονίκη/Κεντρική Μακεδονία/546 ##

HR 4 +385 1 5550 ###
Ivana, Tomislav, Željka
Horvat, Šimić, Đurić
Ilica, Ulica kralja Zvonimira
Zagreb/Grad Zagreb/10000; Split/Splitsko-dalmatinska/21000

SI 3 +386 1 555 ## ##
Maja, Luka, Žiga
Novak, Župan, Krajnc
Slovenska cesta, Trubarjeva ulica
Ljubljana/Ljubljana/1000; Maribor/Maribor/2000

SE 10 +46 8 465 00 4##
Åsa, Göran, Elsa, Björn
Söderberg, Lindqvist, Åkesson
Storgatan, Kungsgatan, Sjövägen
Stockholm/Stockholm/111 ##; Göteborg/Västra Götaland/411 ##; Malmö/Skåne/211 ##

DK 9 +45 55 55 ## ##
Freja, Søren, Astrid
Kjær, Nørgaard, Østergaard
Vestergade, Nørrebrogade
København/Hovedstaden/1050; Aarhus/Midtjylland/8000; Odense/Syddanmark/5000

NO 9 +47 22 55 ## ##
Bjørn, Åse, Sindre
Sørensen, Ødegård, Bakke
Storgata, Kirkeveien
Oslo/Oslo/01##; Tromsø/Troms/90##; Bergen/Vestland/50##

FI 7 +358 9 555 ####
Aino, Väinö, Päivi
Mäkinen, Hämäläinen, Korhonen
Mannerheimintie, Hämeenkatu
Helsinki/Uusimaa/00100; Tampere/Pirkanmaa/33100; Oulu/Pohjois-Pohjanmaa/90100

EE 2 +372 555 0###
Kristiina, Jüri
Tamm, Õunapuu
Pikk tänav, Tartu maantee
Tallinn/Harjumaa/101##; Tartu/Tartumaa/510##

LV 2 +371 6555 ####
Līga, Jānis
Bērziņš, Kalniņa
Brīvības iela, Lāčplēša iela
Rīga/Rīga/LV-10##; Liepāja/Liepāja/LV-34##

LT 2 +370 5 555 ####
Rūta, Žygimantas
Kazlauskas, Šimkutė
Gedimino pr., Vilniaus g.
Vilnius/Vilniaus/011##; Kaunas/Kauno/442##

US 28 +1 503 555 01## number-first
Madison, Tyler, José, Latoya, Emma, Wei
Anderson, Rodríguez, Washington, Nguyen, O'Brien
Maple Avenue, Main Street, Sunset Boulevard, 5th Avenue
Portland/OR/972##; Austin/TX/787##; Brooklyn/NY/112##; Chicago/IL/606##; Honolulu/HI/968##

CA 10 +1 416 555 01## number-first
Olivia, Étienne, Harpreet
Tremblay, MacDonald, Singh
Queen Street West, rue Sainte-Catherine
Toronto/ON/M5V #A#; Montréal/QC/H2X #B#; Vancouver/BC/V6B #E#

AU 10 +61 2 5550 #### number-first
Charlotte, Lachlan, Mei
Kelly, Papadopoulos, Chen
George Street, Swanston Street
Sydney/NSW/20##; Melbourne/VIC/30##; Perth/WA/60##

JP 8 +81 3 5550 ####
さくら, 健太, 美咲
山田, 佐藤, 渡辺
丸の内1丁目, 栄3丁目
千代田区/東京都/100-00##; 名古屋市/愛知県/460-00##
"""
"""Blocks of five lines, an indented one going on with the one above it: code, share, telephone and form; first names;
last names; streets; town/region/postcode."""

COUNTRIES = tuple(_country(block) for block in _LISTED.strip().split("\n\n"))
