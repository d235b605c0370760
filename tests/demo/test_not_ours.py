"""A real library's database must never be filled with invented patrons, or dropped."""

import pytest

from helge.demo import seeding
from helge.demo.fresh import drop_everything, is_ours
from helge.demo.models import Part
from helge.demo.plan import Plan
from helge.patrons.models import Patron


def test_a_database_with_other_patrons_is_never_seeded(world):
    world.patron("Alva")

    with pytest.raises(seeding.NotOurs):
        seeding.begin(Plan(seed=1, now=world.moment()))
    assert not Part.objects.exists()


def test_a_database_with_other_patrons_is_never_dropped(world):
    world.patron("Alva")

    assert not is_ours()
    with pytest.raises(seeding.NotOurs):
        drop_everything()
    assert Patron.objects.count() == 1
