"""What is understood of what people type."""

import pytest

from helge.search.parsing import Both, Either, Node, Not, Number, Phrase, Shelf, Word, Years, parse


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("pippi", Word("pippi")),
        ("pippi emil", Both((Word("pippi"), Word("emil")))),
        ('"pippi går"', Phrase("pippi går")),
        ("”pippi går”", Phrase("pippi går")),
        ('"pippi', Word("pippi")),
        ("häst*", Word("häst", is_cut=True)),
        ("författare:lindgren", Word("lindgren", "people")),
        ("Forfattare: lindgren", Word("lindgren", "people")),
        ('titel:"pippi går"', Phrase("pippi går", "title")),
        ("sab:Hce", Shelf("hce")),
        ("år:1990-1999", Years(1990, 1999)),
        ("year:1990", Years(1990, 1990)),
        ("år:1990-", Years(1990, None)),
        ("år:snart", Word("snart")),
        ("isbn:9789129688313", Number("9789129688313", "isbn:9789129688313")),
        ("pippi -emil", Both((Word("pippi"), Not(Word("emil"))))),
        ("pippi NOT emil", Both((Word("pippi"), Not(Word("emil"))))),
        ("pippi INTE emil", Both((Word("pippi"), Not(Word("emil"))))),
        ("pippi AND emil", Both((Word("pippi"), Word("emil")))),
        ("pippi ELLER emil", Either((Word("pippi"), Word("emil")))),
        ("(pippi OR emil) bok", Both((Either((Word("pippi"), Word("emil"))), Word("bok")))),
        ("pippi OR -emil", Word("pippi")),
        ("spider-man", Word("spider-man")),
        ("1939-1945 krig", Both((Word("1939-1945"), Word("krig")))),
        (")))pippi(((", Word("pippi")),
        ("Mission: Impossible", Both((Word("Mission"), Word("Impossible")))),
    ],
)
def test_what_was_meant(typed: str, understood: Node):
    assert parse(typed) == understood


@pytest.mark.parametrize("typed", ["", "   ", "???", "-pippi", "NOT pippi -emil", '""', "((()))", "titel:", "*"])
def test_nothing_to_look_for(typed: str):
    assert parse(typed) is None


def test_a_title_all_in_capitals_has_no_operators():
    assert parse("JAG VILL INTE DÖ") == Both((Word("JAG"), Word("VILL"), Word("INTE"), Word("DÖ")))
