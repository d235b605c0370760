"""The frames and the error pages stand, in both languages, whatever is missing around them."""

from pathlib import Path

import pytest
from django import forms
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation

import helge.interfaces.ui
from helge.interfaces.ui import fonts, theme, views

PARTS = sorted((Path(helge.interfaces.ui.__file__).parent / "templates" / "ui" / "parts").glob("*.html"))


@pytest.mark.parametrize(
    "page", ["404.html", "403.html", "csrf_failure.html", "ui/public_base.html", "ui/staff_base.html"]
)
def test_a_page_stands_in_both_languages(page):
    for language, words in (("sv", "Hoppa till innehållet"), ("en", "Skip to the content")):
        with translation.override(language):
            html = render_to_string(page, request=RequestFactory().get("/"))
        assert f'<html lang="{language}"' in html
        assert words in html


def test_the_fault_page_needs_nothing():
    html = get_template("500.html").render()
    assert "Det du redan har sparat finns kvar" in html


class LogIn(forms.Form):
    card = forms.CharField(label="Lånekort", help_text="Tio siffror")
    told_by = forms.ChoiceField(label="Besked", choices=[("mail", "E-post")], widget=forms.RadioSelect)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.stem)
def test_a_part_stands_without_all_it_may_be_told(part):
    needed = {"id": "x", "icon": "truck", "field": LogIn()["card"]}
    render_to_string(f"ui/parts/{part.name}", needed, request=RequestFactory().get("/"))


@pytest.mark.parametrize("name", ["card", "told_by"])
def test_a_field_tells_its_error_and_its_help_to_those_who_listen(name):
    html = render_to_string("ui/parts/field.html", {"field": LogIn({})[name]})
    assert "field--invalid" in html
    assert f'id="id_{name}_error"' in html
    assert f"id_{name}_error" in html.split("aria-describedby=")[1].split(">")[0]


def test_no_page_carries_inline_script_or_style():
    html = render_to_string("ui/staff_base.html", request=RequestFactory().get("/"))
    assert " style=" not in html
    assert "<style" not in html
    assert html.count("<script") == html.count("<script src=") + html.count('<script type="module" src=')


@pytest.mark.parametrize(
    ("cookie", "linked"),
    [("dark", 'media="screen"'), ("auto", "prefers-color-scheme: dark"), ("nonsense", "prefers-color-scheme: dark")],
)
def test_the_dark_colours_come_as_the_reader_chose(cookie, linked):
    request = RequestFactory().get("/")
    request.COOKIES[theme.COOKIE] = cookie
    html = render_to_string("404.html", request=request)
    assert linked in next(line for line in html.splitlines() if "tokens-dark" in line)


def test_the_choice_of_theme_is_kept_and_leads_back_home_only():
    answer = views.set_theme(RequestFactory().post("/utseende", {"theme": "dark", "next": "/sok?q=a"}))
    assert answer["Location"] == "/sok?q=a"
    assert answer.cookies[theme.COOKIE].value == "dark"
    stray = views.set_theme(RequestFactory().post("/utseende", {"theme": "pink", "next": "https://elsewhere.example/"}))
    assert stray["Location"] == "/"
    assert theme.COOKIE not in stray.cookies


def test_the_typefaces_are_cut_once_and_small(tmp_path):
    written = fonts.ensure_fonts(tmp_path)
    assert (tmp_path / "fonts.css").exists()
    assert all(file.stat().st_size < 20_000 for file in written)
    assert fonts.ensure_fonts(tmp_path) == []


def test_a_missing_typeface_breaks_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "find_spec", lambda package: None)
    assert fonts.ensure_fonts(tmp_path) == [tmp_path / "fonts.css"]
