"""Common Swedish names, names of new Swedes, and ordinary street names: lists to invent people from.

That a name is common is a fact (Statistics Sweden's name statistics); who bears which here is chance. Nobody in the
demo is meant to be anybody.
"""


def words(text: str) -> list[str]:
    """A long list reads better as running text."""
    return text.split()


FIRST_NAMES_BY_DECADE: dict[int, str] = {
    1930: "Ingrid Margareta Birgit Karin Britta Gun Inga Ulla Sven Karl Lars Bertil Åke Olle Erik Gunnar Arne Rune",
    1940: "Birgitta Kerstin Gunilla Anita Barbro Inger Siv Monica Lars Bo Jan Leif Göran Rolf Kjell Bengt Ingemar Hans",
    1950: "Eva Lena Maria Agneta Marie Ann Elisabeth Christina Per Anders Lars Mats Ulf Håkan Tommy Kent Stefan Björn",
    1960: "Annika Helena Carina Susanne Åsa Pia Katarina Marie Peter Mikael Thomas Magnus Roger Jörgen Fredrik Patrik",
    1970: "Jenny Anna Malin Johanna Camilla Maria Linda Jessica Daniel Andreas Johan Mattias Henrik Marcus Jonas",
    1980: "Emma Sara Elin Hanna Ida Sofia Frida Josefin Erik Martin Oskar Viktor David Emil Simon Robin Jakob Anton",
    1990: "Amanda Julia Matilda Rebecka Felicia Moa Linnea Ellen Alexander Sebastian Gustav Ludvig Axel Filip Jesper",
    2000: "Wilma Alva Klara Maja Ebba Tilda Nova Saga Lucas Hugo Elias Liam William Oliver Isak Melvin Albin Noel",
    2010: "Alice Vera Astrid Selma Signe Olivia Freja Juni Otto Nils Leo Matteo Frans Sixten Ture Charlie Malte Love",
}

LAST_NAMES = words(
    "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson Jonsson "
    "Jansson Hansson Bengtsson Jönsson Lindberg Jakobsson Magnusson Olofsson Lindström Lindqvist Lindgren Axelsson "
    "Berg Bergström Lundberg Lind Lundgren Lundqvist Mattsson Berglund Fredriksson Sandberg Henriksson Forsberg "
    "Sjöberg Wallin Engström Eklund Danielsson Lundin Håkansson Björk Bergman Gunnarsson Holm Wikström Samuelsson "
    "Isaksson Fransson Bergqvist Nyström Holmberg Arvidsson Löfgren Söderberg Nyberg Blomqvist Claesson Nordström "
    "Mårtensson Lundström Viklund Björklund Eliasson Pålsson Berggren Sandström Lund Nordin Ström Åberg Hermansson "
    "Ekström Falk Holmgren Dahlberg Hellström Hedlund Sundberg Sjögren Ek Blom Abrahamsson Öberg Strömberg Åkesson "
    "Norberg Norlin Hägg Ersson Hillström Brodin Östlund Ahlström Frisk Norman Hamrin Rask Modig Stark Lantz"
)

# First and last names that belong together, with the language their bearers mostly read.
NAMES_FROM_ELSEWHERE: dict[str, tuple[str, str]] = {
    "fin": ("Aino Päivi Ritva Sirpa Timo Jukka Matti Pekka Eeva", "Korhonen Virtanen Mäkinen Nieminen Laine Koskinen"),
    "ara": ("Amal Fatima Layla Nour Rania Ahmad Khaled Omar Yousef Samir", "Haddad Khalil Nasser Saleh Mansour Hamdan"),
    "som": ("Amina Hodan Ifrah Sahra Abdi Ali Hassan Mahad Yusuf", "Abdi Ali Hassan Mohamed Warsame Farah"),
    "per": ("Shirin Parisa Maryam Reza Navid Arash Zahra", "Ahmadi Hosseini Karimi Rezai Moradi"),
    "tir": ("Selam Mehret Yohannes Filmon Senait", "Tesfay Haile Ghebre Kidane"),
    "ukr": ("Oksana Olena Iryna Andrij Taras Natalia", "Kovalenko Shevchuk Bondarenko Melnyk"),
    "pol": ("Agnieszka Katarzyna Piotr Tomasz Ewa", "Kowalska Nowak Wiśniewska Zielińska"),
    "eng": ("Emily James Sarah Michael Grace", "Taylor Walker Hughes Morgan"),
}  # fmt: skip

STREETS = words(
    "Storgatan Kyrkogatan Skolgatan Järnvägsgatan Nygatan Parkgatan Björkvägen Tallvägen Granvägen Rönnvägen "
    "Stationsgatan Ringvägen Åsgatan Bergsgatan Älvgatan Hantverkargatan Trädgårdsgatan Slåttervägen Ängsvägen "
    "Hagvägen Södravägen Norravägen Kvarnvägen Bruksgatan Hammarvägen Lingonstigen Blåbärsstigen Kolarvägen"
)

INSTITUTIONS = (
    "Förskolan Blåklockan", "Förskolan Solrosen", "Äldreboendet Björkbacken", "Äldreboendet Hagagården",
    "Dagverksamheten Källan", "Asylboendet Norra", "Fritidsgården Navet", "Vårdavdelning 3",
)  # fmt: skip
CLASSES = ("Klass 1A", "Klass 2B", "Klass 3A", "Klass 4C", "Klass 5B", "Klass 6A")
