import random

import pytest

from helge.inventory.rules.shelf_marks import LONGEST_KEY, MarkKind, describe, shelf_key

# Two hundred marks as they stand on spines, in the order of the shelves. SAB classes are real ones.
DEWEY = """
005.13 | 028.5 | 152.4 | 158.1 | 306.8 | 398.2 | 419.7 | 439.7 | 439.782 | 510 | 613.2 | 613.25 | 616.89
641.5 ANDERSSON | 641.5 ÅKERSTRÖM | 641.59485 | 746.43 | 793.8 | 796.334 | 839.7 | 839.71 | 839.72
839.738 ENQUIST | 839.738 LARSSON | 839.738 LINDGREN | 839.738 LUNDELL | 839.738 ÅSBRINK | 839.738 ÖSTERGREN
839.74 | 909 | 914.85 | 929.2 | 948.5 | 948.501
"""
SAB = """
A | A(x) | Aa | Ab | Abe | Ad | Ba | Bda | Bt | C | Cb | Cc | Cg | Ci | Cj | Cm | Cmd | Db | Dg | Do | Doa
Dofa | Dok | Dop | Ea | Eab | Em | Fb | Fb(x) | Fc | Fc(x) | Fc:a | Fe | Fe(x) | Ff | Gb | H | Hc | Hc Boye
Hc Fröding | Hc Lagerlöf | Hc Lindgren | Hc Strindberg | Hc Ågren | Hc Ödman | Hc(p) | Hc(s) | Hc.01
Hc.01 Karlfeldt | Hc.01 Tranströmer | Hc.01/DC | Hc.016 | Hc.02 | Hc.03 | Hc.07 | Hc:a | Hc/LC | Hcd
Hcd Jansson | Hce | Hce Austen | Hce Dostojevskij | Hce Tolkien | Hce Tolkien 1 | Hce Tolkien 2
Hce Tolkien 10 | Hce.01 | Hce.03 | Hce/LC Christie | Hci | Hda | He | Hf | Ib | Ib.3 | Ib.31 | Ib.4 | Ib.45
Ib.5 | Ib-c.4 | Ijz | J | K | Kc | Kc(p) | Kc.2 | Kc.3 | Kc.31 | Kc.34 | Kc.4 | Kc.41 | Kc.5 | Kc.6 | Ke.5
Lc | Lz Astrid Lindgren | Lz Carl XVI Gustaf | Lz Gustav | Lz Gustav II Adolf | Lz Gustav III | Lz Gustav V
Lz Gustav VI Adolf | Lz Karl IX | Lz Karl X Gustav | Lz Karl XI | Lz Karl XII | Lz Karl XIV Johan
Lz Kristina | Lz Zlatan | Lz Åsa-Nisse | Lz-mbz | Mm | N | N.06 | Na | Nb | Nbd | Oe | Oepb | Ohf | Ohj | P
Pc | Pub | Pubb | Qc | Qca | Qcaa | Qcaaf | Qda | Rb | Rba | Rbba | Rbd | Tb | Ud | Ufa | Ug | Ugg | Uh | Ve
Vg | Vla | Vn | X | Xl | Ä | Äh
"""
LOCAL = """
Deckare LAR | Deckare MAN | Deckare ÅSA | Fantasy 2 | Fantasy 10 | Fantasy ROW | Feelgood MOY | Film
Lättläst | Manga | Serier | Tv-spel | Äventyr
"""
CHILDREN = """
u398.2 | u567.9 | u796.334 | uCm | uH | uHc | uHc Lindgren | uHc.03 | uHce | uHce Dahl | uHce Rowling 1
uHce Rowling 2 | uHce Rowling 7 | uHce.03 | Hcf | uHcf Bergström | uHcf Wieslander | uHcg Nilsson | uHci
uKc.4 | uNb | uOepb | uUf | uUgg | uFantasy | uRysare
"""


def marks(block):
    return [mark.strip() for line in block.strip().splitlines() for mark in line.split("|")]


IN_ORDER = marks(DEWEY) + marks(SAB) + marks(LOCAL) + marks(CHILDREN)


def on_the_shelf(some):
    return sorted(some, key=lambda mark: shelf_key(mark).encode())


def test_there_are_two_hundred_different_marks():
    assert len(IN_ORDER) >= 200
    assert len({shelf_key(mark) for mark in IN_ORDER}) == len(IN_ORDER)


@pytest.mark.parametrize("seed", range(20))
def test_a_shuffled_trolley_is_shelved_in_order(seed):
    rng = random.Random(seed)
    assert on_the_shelf(rng.sample(IN_ORDER, len(IN_ORDER))) == IN_ORDER


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("uHce", "Hce,u"),
        ("uHce", " u Hce "),
        ("uHce", "UHce"),
        ("uHcf", "Hcf"),
        ("Hce: k", "Hce:k"),
        ("Hc (p)", "Hc(p)"),
        ("Hc LINDGREN", "Hc Lindgren"),
        ("Hc: Lindgren", "Hc Lindgren"),
        ("Hc/Lindgren", "Hc Lindgren"),
        ("839.7/38 LIN", "839.738 Lin"),
        ("839,738", "839.738"),
        ("Kc.4,u", "uKc.4"),
        ("Deckare: LAR", "Deckare lar"),
    ],
)
def test_labels_written_differently_stand_together(one, other):
    assert shelf_key(one) == shelf_key(other)


@pytest.mark.parametrize(
    ("mark", "kind", "is_for_children", "code", "heading"),
    [
        ("uHce Dahl", MarkKind.SAB, True, "Hce", "Dahl"),
        ("Ef.5", MarkKind.SAB, False, "Ef.5", ""),
        ("Lz Karl XII", MarkKind.SAB, False, "Lz", "Karl XII"),
        ("Xz/LC", MarkKind.SAB, False, "Xz/LC", ""),
        ("Hc.03,u/VK", MarkKind.SAB, True, "Hc.03/VK", ""),
        ("Ufb", MarkKind.SAB, False, "Ufb", ""),
        ("641.5", MarkKind.DDC, False, "641.5", ""),
        ("u839.738 LIN", MarkKind.DDC, True, "839.738", "LIN"),
        ("Deckare LAR", MarkKind.LOCAL, False, "Deckare LAR", ""),
        ("Fakta", MarkKind.LOCAL, False, "Fakta", ""),
        ("uFantasy", MarkKind.LOCAL, True, "Fantasy", ""),
        ("DVD", MarkKind.LOCAL, False, "DVD", ""),
        ("2024", MarkKind.LOCAL, False, "2024", ""),
        ("", MarkKind.NONE, False, "", ""),
        ("  ", MarkKind.NONE, False, "", ""),
    ],
)
def test_a_mark_is_taken_apart(mark, kind, is_for_children, code, heading):
    told = describe(mark)
    assert (told.kind, told.is_for_children, told.code, told.heading) == (kind, is_for_children, code, heading)


def test_no_mark_comes_first_and_nothing_is_refused():
    assert shelf_key("") == ""
    rng = random.Random(12)
    alphabet = "HhcCeuUzZåÄö 0123456789.,:;/=-()'XVI\tлا"
    for _ in range(3000):
        key = shelf_key("".join(rng.choices(alphabet, k=rng.randint(0, 60))))
        assert len(key) <= LONGEST_KEY
        assert "\x00" not in key
