"""E-mail by SMTP. A refusal of the address is told apart from a server that does not answer."""

import smtplib

from django.core.mail import EmailMessage


class AddressRefused(Exception):
    """The mail server says that this address takes no mail: trying again will not help."""


def send_mail(to: str, subject: str, body: str) -> None:
    """Hand one plain-text message to the mail server; never called inside a transaction.

    Raises AddressRefused for an address that the server refuses for good, OSError for everything that
    may work later (no server, time-out, temporary refusal).
    """
    message = EmailMessage(subject=subject, body=body, to=[to], headers={"Auto-Submitted": "auto-generated"})
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        code = max(code for code, _text in refused.recipients.values())
        if code >= 500:
            raise AddressRefused(f"SMTP {code}") from refused
        raise OSError(f"SMTP {code}") from refused
    except ValueError as wrong:  # an address that cannot even be written in a header
        raise AddressRefused(type(wrong).__name__) from wrong
    except smtplib.SMTPException as fault:
        raise OSError(type(fault).__name__) from fault
