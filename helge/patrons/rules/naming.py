"""How a patron's name is kept for sorting and searched for."""

from helge.foundation.swedish import sort_key

LONGEST_KEY = 200


def name_sort(first_name: str, last_name: str) -> str:
    """The Swedish sort key of "last, first"."""
    return sort_key(f"{last_name}, {first_name}")[:LONGEST_KEY]


def name_prefixes(text: str) -> list[str]:
    """Beginnings of `name_sort` that a typed name may mean: "Ek Anna", "Ek, An" and also "Anna Ek"."""
    key = sort_key(text)
    words = key.split(" ")
    prefixes = [key] if key else []
    if len(words) > 1:
        prefixes.append(" ".join([words[-1], *words[:-1]]))
        prefixes.append(" ".join([*words[1:], words[0]]))
    return list(dict.fromkeys(prefixes))
