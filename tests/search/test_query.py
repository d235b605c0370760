"""The query in the address: read kindly, written back the same."""

from urllib.parse import parse_qs

import pytest
from django.http import QueryDict

from helge.search.query import CatalogueQuery


def test_what_is_understood_is_kept_and_the_rest_dropped():
    query = CatalogueQuery.from_url(QueryDict("q=pippi&sprak=swe&sprak=fin&sida=2&utm=x&ordning=konstig&fran=abc"))

    assert query == CatalogueQuery(words="pippi", language=("swe", "fin"), page=2)


@pytest.mark.parametrize(
    "address",
    [
        "sida=-1",
        "sida=99999999999999999999",
        "sida=1e9",
        "sida=²",
        "q=%00%ff",
        "typ=" + "x" * 999,
        "fran=0",
        "q=" + "a" * 9999,
        "sprak=" + "&sprak=".join(map(str, range(999))),
    ],
)
def test_a_nonsense_address_still_gives_a_query(address: str):
    query = CatalogueQuery.from_url(QueryDict(address))

    assert 1 <= query.page <= 500
    assert len(query.words) <= 500
    assert CatalogueQuery.from_url(QueryDict(query.to_url())) == query


def test_the_address_says_only_what_is_asked():
    assert CatalogueQuery().to_url() == ""
    query = CatalogueQuery(words="åäö & co", audience=("child",), available=("LJU-JAR",), sort="title", year_from=1990)

    assert parse_qs(query.to_url()) == {
        "q": ["åäö & co"], "malgrupp": ["child"], "inne": ["LJU-JAR"], "ordning": ["title"], "fran": ["1990"],
    }  # fmt: skip
    assert CatalogueQuery.from_url(QueryDict(query.to_url())) == query


def test_a_choice_is_made_and_taken_back_from_the_first_page():
    query = CatalogueQuery(words="pippi", page=3)

    assert query.narrowed(language="swe") == CatalogueQuery(words="pippi", language=("swe",))
    assert query.toggled("language", "swe").toggled("language", "swe") == CatalogueQuery(words="pippi")
    assert query.narrowed(language="swe").narrowed(language="fin").without("language").language == ()
    assert query.without("words").words == ""


def test_words_are_ranked_and_no_words_show_the_newest():
    assert CatalogueQuery(words="pippi").order == "relevance"
    assert CatalogueQuery().order == "newest"
    assert CatalogueQuery(sort="relevance").order == "newest"
    assert CatalogueQuery(words="pippi", sort="title").order == "title"
