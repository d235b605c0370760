"""How a patron's name is kept for sorting and searched for."""

from helge.foundation.swedish import sort_key

LONGEST_KEY = 200


def name_sort(first_name: str, last_name: str) -> str:
    """The Swedish sort key of "last, first"."""
    return sort_key(f"{last_name}, {first_name}")[:LONGEST_KEY]


def name_readings(text: str) -> list[tuple[str, str]]:
    """What a typed name may mean: how `name_sort` begins, and a word that stands in it ("" for any).

    "Ek, An" and "Ek" begin as they stand; "Anna Ek" may also be a first name and the beginning of a last name.
    """
    key = sort_key(text)
    words = key.split()
    readings = [(key, "")] if key else []
    readings += [(" ".join(words[cut:]), f" {' '.join(words[:cut])}") for cut in range(1, len(words))]
    return readings
