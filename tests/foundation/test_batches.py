import pytest

from helge.foundation.batches import in_batches


def test_everything_comes_once_in_order():
    assert list(in_batches(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(in_batches("", 3)) == []
    for size in range(1, 12):
        assert [thing for batch in in_batches(range(10), size) for thing in batch] == list(range(10))


def test_no_further_ahead_than_needed():
    source = iter(range(10))
    next(in_batches(source, 4))
    assert next(source) == 4


def test_a_batch_of_nothing_is_a_mistake_told_at_once():
    with pytest.raises(ValueError, match="at least one"):
        in_batches([1], 0)
