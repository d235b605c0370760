"""The demo keeps every message as a file and sends none on."""

import smtplib
from email import message_from_bytes
from email.message import EmailMessage

from helge.demo.mail import HOST, mail_catcher


def test_a_message_is_kept_with_its_swedish_letters_and_a_name_that_tells_nothing(tmp_path):
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = (
        "Du har något att hämta",
        "bib@bib.example",
        "alva@post.example",
    )
    message.set_content("Koden är K 472. Hälsningar från Järvsö.")

    with mail_catcher(tmp_path / "mail") as port, smtplib.SMTP(HOST, port) as server:
        server.send_message(message)

    (kept,) = (tmp_path / "mail").iterdir()
    assert kept.suffix == ".eml"
    assert "alva" not in kept.name
    assert "Järvsö" in message_from_bytes(kept.read_bytes()).get_payload(decode=True).decode()


def test_strangers_cannot_read_the_folder(tmp_path):
    with mail_catcher(tmp_path / "mail"):
        assert (tmp_path / "mail").stat().st_mode & 0o077 == 0
