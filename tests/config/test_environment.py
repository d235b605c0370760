"""A wrong setting stops the start and says which one, and never shows a password."""

import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from helge.config import environment
from helge.config.secret import make_once, secret_key


@pytest.mark.parametrize(("raw", "expected"), [("", 8000), ("  ", 8000), ("8080", 8080), ("1", 1), ("65535", 65535)])
def test_a_number(monkeypatch, raw, expected):
    monkeypatch.setenv("HELGE_PORT", raw)
    assert environment.number("HELGE_PORT", 8000, least=1, most=65535) == expected


@pytest.mark.parametrize("raw", ["0", "65536", "-1", "8000.0", "port", "²"])
def test_a_number_that_is_none_names_its_variable(monkeypatch, raw):
    monkeypatch.setenv("HELGE_PORT", raw)
    with pytest.raises(ImproperlyConfigured, match="HELGE_PORT must be a whole number from 1 to 65535"):
        environment.number("HELGE_PORT", 8000, least=1, most=65535)


@pytest.mark.parametrize(("raw", "expected"), [("1", True), ("Yes", True), ("off", False), ("0", False), ("", True)])
def test_a_switch(monkeypatch, raw, expected):
    monkeypatch.setenv("HELGE_HTTPS", raw)
    assert environment.switch("HELGE_HTTPS", default=True) is expected


def test_a_switch_in_between_is_a_mistake(monkeypatch):
    monkeypatch.setenv("HELGE_HTTPS", "maybe")
    with pytest.raises(ImproperlyConfigured, match="HELGE_HTTPS must be 1 or 0"):
        environment.switch("HELGE_HTTPS")


@pytest.mark.parametrize("raw", ["mysql://helge:hemligt@db/helge", "postgresql://helge:hemligt@db/helge?colour=red"])
def test_a_wrong_address_is_told_without_its_password(monkeypatch, raw):
    monkeypatch.setenv("HELGE_DATABASE_URL", raw)
    with pytest.raises(ImproperlyConfigured, match="HELGE_DATABASE_URL") as wrong:
        environment.postgres("HELGE_DATABASE_URL")
    assert "hemligt" not in str(wrong.value)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("", {}),
        (
            "postgresql://helge:p%40ss@db.example.se:5433/bibliotek?sslmode=require",
            {"user": "helge", "password": "p@ss", "host": "db.example.se", "port": "5433", "dbname": "bibliotek"}
            | {"sslmode": "require"},
        ),
        ("postgresql:///helge?host=/Var/Socket", {"dbname": "helge", "host": "/Var/Socket"}),
        (
            "postgresql://a:1,b:2/helge?target_session_attrs=read-write",
            {"host": "a,b", "port": "1,2", "dbname": "helge", "target_session_attrs": "read-write"},
        ),
    ],
)
def test_an_address_of_postgresql(monkeypatch, raw, expected):
    monkeypatch.setenv("HELGE_DATABASE_URL", raw)
    assert environment.postgres("HELGE_DATABASE_URL") == expected


def test_the_secret_key_is_made_once_and_stays_secret(monkeypatch, tmp_path):
    monkeypatch.delenv("HELGE_SECRET_KEY", raising=False)
    first = secret_key(tmp_path)
    make_once(tmp_path / "secret_key")  # a second start that had not seen the first one's file
    assert secret_key(tmp_path) == first
    assert len(first) >= 64
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]
