import random

from helge.inventory.rules.shelf_marks import shelf_key
from helge.inventory.rules.walks import Walk, stretch_between, walk_of, walk_position


def position(walk, department, placement, mark):
    return walk_position(walk, department, placement, shelf_key(mark))


HOFORS = Walk(
    (
        stretch_between("Vuxen", "", "N", "X"),  # the shelves by the door come first
        stretch_between("Vuxen", "Deckare"),
        stretch_between("Vuxen", "", "A", "M"),
        stretch_between("Barn", "Bilderböcker"),
        stretch_between("Barn", ""),
    )
)

IN_ORDER = [
    ("Vuxen", "", "Nb"),
    ("Vuxen", "", "Rbba"),
    ("Vuxen", "", "Xl"),
    ("Vuxen", "Deckare", "Hce MANKELL"),
    ("Vuxen", "", "Ab"),
    ("Vuxen", "", "Hce MANKELL"),
    ("Vuxen", "", "Mm"),
    ("Barn", "Bilderböcker", "uHcf WIESLANDER"),
    ("Barn", "", "uHc BERGSTRÖM"),
    ("Barn", "Fakta", "uNb"),
    ("Magasin", "", "Hce"),
    ("Vuxen", "", "Deckare LAR"),
]


def test_the_pull_list_follows_the_librarys_own_walk():
    rng = random.Random(11)
    for _ in range(30):
        shuffled = rng.sample(IN_ORDER, len(IN_ORDER))
        assert sorted(shuffled, key=lambda item: position(HOFORS, *item)) == IN_ORDER


def test_what_stands_on_no_stretch_comes_last_but_is_never_lost():
    assert position(HOFORS, "Magasin", "", "A")[0] == 5
    assert position(Walk(), "Vuxen", "", "A") == (0, "Vuxen", "", shelf_key("A"))


def test_a_simple_walk_takes_placements_in_order():
    walk = walk_of([("Barn", "Fakta"), ("Vuxen", ""), ("Barn", "")])

    assert position(walk, "Barn", "Fakta", "uNb")[0] == 0
    assert position(walk, "Vuxen", "Deckare", "Hce")[0] == 1
    assert position(walk, "Barn", "Bilderböcker", "uHcf")[0] == 2


def test_a_stretch_to_h_holds_all_of_h():
    walk = Walk((stretch_between("Vuxen", "", "A", "H"),))

    assert position(walk, "Vuxen", "", "Hce ÖSTERGREN")[0] == 0
    assert position(walk, "Vuxen", "", "Ia")[0] == 1
