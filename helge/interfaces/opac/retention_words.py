"""The retention table in words for everybody.

The periods belong to the rooms. Each text here says for which period it was written; when a room changes its own, the
page shows the room's words until somebody has written new ones, and a test fails.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helge.foundation.retention import Retained


@dataclass(frozen=True)
class Words:
    """`of_period` is the room's period that the text puts into words."""

    of_period: str
    what: str | Promise
    how_long: str | Promise
    why: str | Promise


@dataclass(frozen=True)
class Explained:
    what: str
    how_long: str
    why: str
    is_translated: bool = True


_WHILE_PATRON = "while the person is a patron; five years after the last activity without open business"
WORDS = {
    "patrons_patron": Words(
        _WHILE_PATRON,
        _("Namn, personnummer, adress, hembibliotek och språk"),
        _("Så länge du är låntagare. Har du inte lånat på fem år och inget är ouppklarat tas allt bort."),
        _("Någon måste svara för lånen."),
    ),
    "patrons_card": Words(
        _WHILE_PATRON,
        _("Lånekortens nummer och om de är spärrade"),
        _("Så länge du är låntagare."),
        _("Ett borttappat kort får aldrig fungera igen."),
    ),
    "patrons_contactchannel": Words(
        "until the patron or staff change it; at most as long as the patron is kept",
        _("E-post, telefonnummer och hur du vill bli nådd"),
        _("Tills du ändrar eller tar bort dem."),
        _("Meddelanden ska komma fram."),
    ),
    "patrons_guardianship": Words(
        "until the child is eighteen",
        _("Vem som är vårdnadshavare för ett barn"),
        _("Tills barnet fyller 18 år."),
        _("En vårdnadshavare svarar för barnets lån."),
    ),
    "patrons_consent": Words(
        "a guardian's until the child is eighteen; others as long as the patron is kept",
        _("Vad du har sagt ja till"),
        _("Vårdnadshavares ja tills barnet fyller 18 år, annat så länge du är låntagare."),
        _("Det ska gå att visa vem som sade ja till vad, och när."),
    ),
    "patrons_block": Words(
        "until it is lifted, then as long as the patron is kept",
        _("Spärrar och orsaken till dem"),
        _("Tills spärren hävs, och därefter så länge du är låntagare."),
        _("Det ska framgå varför någon inte får låna."),
    ),
    "patrons_lookup": Words(
        "two years",
        _("När personal har öppnat dina uppgifter"),
        _("Två år."),
        _("Du kan fråga vem som har sett dina uppgifter, och få svar."),
    ),
    "consortium_login": Words(
        "as long as the member of staff or the patron it belongs to",
        _("PIN-kod, i en form som inte går att läsa"),
        _("Så länge du är låntagare."),
        _("Bara du ska kunna logga in."),
    ),
    "consortium_loginattempt": Words(
        "one day",
        _("Antal försök att logga in, utan namn och nummer"),
        _("Ett dygn."),
        _("Den som gissar PIN-koder ska bromsas."),
    ),
    "consortium_staffmember": Words(
        "as long as the journal and the log of lookups name the member of staff",
        _("Personalens namn och användarnamn"),
        _("Så länge det behövs för att svara på vem som gjorde vad vid disken."),
        _("Det som görs vid en disk görs av någon."),
    ),
    "consortium_role": Words(
        "as long as the member of staff",
        _("Personalens behörigheter"),
        _("Lika länge som uppgiften om medarbetaren."),
        _("Det ska gå att se vem som fick göra vad en viss dag."),
    ),
    "circulation_loan": Words(
        "while the loan is open",
        _("Vad du har lånat"),
        _("Medan du har det hemma. När du lämnar tillbaka tas ditt namn bort från lånet."),
        _("Biblioteket måste veta var boken är."),
    ),
    "circulation_undomemo": Words(
        "until the next scan of the desk, at most ten minutes",
        _("Den senaste skanningen vid en disk"),
        _("Till nästa skanning, högst tio minuter."),
        _("En felskanning ska gå att ta tillbaka."),
    ),
    "holds_hold": Words(
        "while the hold is waiting, on its way or ready",
        _("Vad du har reserverat"),
        _("Tills du har hämtat det eller tagit bort reservationen."),
        _("Någon väntar på titeln."),
    ),
    "fees_charge": Words(
        "the cause until the debt is settled, the patron until removed",
        _("Avgifter"),
        _("Vad avgiften gäller tills skulden är borta; summan så länge du är låntagare."),
        _("En skuld måste gå att förklara så länge den finns."),
    ),
    "fees_payment": Words(
        "until the patron is removed",
        _("Betalningar"),
        _("Så länge du är låntagare; summan och kommunen finns kvar i bokföringen."),
        _("Bokföringslagen kräver det."),
    ),
    "ledger_account": Words(
        "until the patron is removed",
        _("Vems konto en skuld står på"),
        _("Så länge du är låntagare."),
        _("En skuld är någons."),
    ),
    "notices_notice": Words(
        "which hold: until it ends, or until it was told that it was taken away; the rest 90 days after it was made",
        _("Meddelanden som har skickats till dig"),
        _("90 dagar. Vilken reservation det gällde glöms när den är slut och du har fått veta det."),
        _("Personalen ska kunna se att meddelandet gick fram, inte vad det gällde."),
    ),
    "journal_event": Words(
        "as long as the loan or hold it tells of, else until the patron is removed",
        _("Händelser: att ett lån eller en reservation gjordes"),
        _("Lika länge som lånet eller reservationen. Därefter finns händelsen kvar utan ditt namn."),
        _("Det ska gå att förklara vad som hände medan det spelar roll."),
    ),
    "journal_scananswer": Words(
        "30 days (names no person)",
        _("Svar på skanningar, utan namn"),
        _("30 dagar."),
        _("Samma skanning två gånger ska ge samma svar."),
    ),
}


def explained(rows: Iterable[Retained]) -> list[Explained]:
    """The rows in the reader's language, in the order of `WORDS`: what concerns patrons most comes first."""
    order = list(WORDS)
    ordered = sorted(rows, key=lambda row: order.index(row.table) if row.table in WORDS else len(order))
    return [_explained(row) for row in ordered]


def _explained(row: Retained) -> Explained:
    words = WORDS.get(row.table)
    if words is None or words.of_period != row.period:
        return Explained(row.table, row.period, row.why, is_translated=False)
    return Explained(str(words.what), str(words.how_long), str(words.why))
