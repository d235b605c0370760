"""The seeded random desk: over 2,000 scans in `bin/helge test`, 21,000 with `--long`.

The seeds are told as the runs begin; `HELGE_SEED=4711 bin/helge test -k random_desk` plays one run again.
"""

import os
import sys
from random import SystemRandom

import pytest

from tests.simulation.desk import RandomDesk

FIXED_SEEDS = (1, 20061001)
SCANS, LONG_SCANS = 700, 7_000  # for each seed


def seeds() -> list[int]:
    """Two that stay the same and a fresh one, or the one that is asked for."""
    if chosen := os.environ.get("HELGE_SEED"):
        return [int(chosen)]
    return [*FIXED_SEEDS, SystemRandom().randrange(1, 2**31)]


@pytest.fixture
def tell(capsys):
    """Words that are shown also when all goes well."""

    def say(words: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{words}\n")

    return say


def play(seed: int, scans: int, tell) -> RandomDesk:
    tell(f"random desk: {scans} scans, HELGE_SEED={seed}")
    desk = RandomDesk(seed)
    desk.run(scans)
    tell(f"until {desk.today}, {sum(desk.done.values())} deeds: {dict(desk.done)}")
    return desk


@pytest.mark.parametrize("seed", seeds())
def test_every_promise_holds_at_the_random_desk(transactional_db, tell, seed):
    play(seed, SCANS, tell)


@pytest.mark.long
@pytest.mark.parametrize("seed", seeds())
def test_every_promise_holds_at_the_random_desk_for_a_long_time(transactional_db, tell, seed):
    desk = play(seed, LONG_SCANS, tell)
    assert [name for name in desk.tried if not desk.done[name]] == [], "what was never managed was never proved"
