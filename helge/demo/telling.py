"""What the demo tells when it is ready: addresses, logins, figures, how long it took."""

from collections import Counter
from typing import Any

from helge.demo.logins import PIN, STAFF, STAFF_PASSWORD, printed_patrons
from helge.demo.models import BEGUN, Part


def figures() -> dict[str, int]:
    """What was built, added up over all parts."""
    added: Counter[str] = Counter()
    for told in Part.objects.exclude(name=BEGUN).values_list("figures", flat=True):
        added.update({name: number for name, number in told.items() if isinstance(number, int)})
    return dict(added)


def phases() -> dict[str, dict[str, float]]:
    """Seconds by the clock and of our own processor time, the days of the history together."""
    told: dict[str, dict[str, float]] = {}
    for part in Part.objects.order_by("pk"):
        name = "history" if part.name.startswith("day ") else part.name
        sums = told.setdefault(name, {"seconds": 0.0, "cpu_seconds": 0.0})
        sums["seconds"] = round(sums["seconds"] + part.seconds, 1)
        sums["cpu_seconds"] = round(sums["cpu_seconds"] + part.cpu_seconds, 1)
    return told


def summary(base: str, mail_folder: str, seconds: float) -> dict[str, Any]:
    """Everything, for `--json`."""
    return {
        "addresses": {"opac": f"{base}/", "staff": f"{base}/personal/", "health": f"{base}/halsa"},
        "mail": mail_folder,
        "staff": [{"username": one.username, "password": STAFF_PASSWORD, "who": one.words} for one in STAFF],
        "patrons": [{"card": one.card, "pin": PIN, "name": one.name, "who": one.words} for one in printed_patrons()],
        "figures": figures(),
        "phases": phases(),
        "seconds": round(seconds, 1),
    }


def lines(told: dict[str, Any]) -> list[str]:
    """The same for people."""
    built = told["figures"]
    lent = built["loans"] + built["fetched"]
    return [
        "",
        f"  The catalogue   {told['addresses']['opac']}",
        f"  Staff           {told['addresses']['staff']}",
        f"  Messages        {told['mail']}  (no mail leaves this machine)",
        "",
        f"  {built['titles']} titles, {built['items']} items, {built['patrons']} patrons, {lent} loans in 3 months",
        "",
        f"  Staff log in with the password “{STAFF_PASSWORD}”:",
        *(f"    {one['username']:<12}{one['who']}" for one in told["staff"]),
        "",
        f"  Patrons log in with the card number and PIN {PIN}:",
        *(f"    {one['card']}  {one['name']:<18}{one['who']}" for one in told["patrons"]),
        "",
        f"  Ready after {told['seconds']} s. Ctrl-C stops everything; nothing is lost.",
        "",
    ]
