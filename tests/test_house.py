"""The house stands: keys point downwards, reactions and rounds name what exists."""

import pytest
from django.apps import apps
from django.utils.module_loading import import_string

from helge.config.checks.rooms import floors
from helge.config.reactions import REACTIONS, READERS
from helge.config.rounds import ROUNDS

FLOORS = floors()


def floor_of(model: type) -> int:
    """Counted from the top: a lower floor has a higher number."""
    room = model.__module__.split(".")[1]
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def keys_between_rooms():
    """Every foreign key (also one to one, and of many to many) from one room's table to another's."""
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("helge."):
            continue
        for field in model._meta.get_fields():
            target = field.related_model
            if (
                not field.is_relation
                or field.auto_created
                or not getattr(target, "__module__", "").startswith("helge.")
            ):
                continue
            if target._meta.app_label != model._meta.app_label:
                yield pytest.param(model, target, id=f"{model._meta.label}.{field.name}")


@pytest.mark.parametrize(("model", "target"), list(keys_between_rooms()))
def test_a_key_points_to_a_lower_floor(model, target):
    assert floor_of(model) < floor_of(target)


def test_every_reader_that_hears_something_exists():
    for readers in REACTIONS.values():
        for reader in readers:
            assert callable(import_string(READERS[reader]))
    assert set(READERS) == {reader for readers in REACTIONS.values() for reader in readers}


def test_every_round_exists_and_its_name_is_no_other_command():
    from django.core.management import get_commands

    names = [round_.name for round_ in ROUNDS]
    assert len(names) == len(set(names))
    for round_ in ROUNDS:
        assert callable(import_string(round_.function))
        assert round_.name not in get_commands()


def test_health_is_told_to_monitoring(client, db):
    answer = client.get("/halsa")
    assert answer.status_code == 200
    assert answer.json()["migrations"] == {"is_well": True, "waiting": 0}


def test_every_page_says_what_it_may_load(client, db):
    policy = client.get("/halsa")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
