"""The seeded random desk. `HELGE_SEED=… bin/helge test -k random_desk` plays one run again; `--long` runs 20,000 scans."""

import os
from random import SystemRandom

import pytest

from tests.simulation.desk import RandomDesk

FIXED_SEEDS = (1, 20061001)
SCANS = 700  # for each of three seeds: over 2,000 in `bin/helge test`
LONG_SCANS = 7_000


def seeds() -> list[int]:
    if chosen := os.environ.get("HELGE_SEED"):
        return [int(chosen)]
    return [*FIXED_SEEDS, SystemRandom().randrange(1, 2**31)]


def play(seed: int, scans: int) -> None:
    print(f"random desk: HELGE_SEED={seed}, {scans} scans")
    desk = RandomDesk(seed)
    desk.run(scans)
    idle = [name for name in desk.tried if not desk.done[name]]
    print(f"until {desk.today}, deeds done: {dict(desk.done)}")
    assert not idle or scans < LONG_SCANS, f"the desk never managed to {idle}"


@pytest.mark.parametrize("seed", seeds())
def test_every_promise_holds_at_the_random_desk(transactional_db, seed):
    play(seed, SCANS)


@pytest.mark.long
@pytest.mark.parametrize("seed", seeds())
def test_every_promise_holds_at_the_random_desk_for_a_long_time(transactional_db, seed):
    play(seed, LONG_SCANS)
