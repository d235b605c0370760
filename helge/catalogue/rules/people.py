"""Who made it: headings in 1xx and 7xx with their roles."""

from dataclasses import dataclass

from pymarc import Field

from helge.catalogue.marc import Fields, values

from .isbd import bare

_MAIN = ("100", "110", "111")
_ADDED = ("700", "710", "711")

# Relator codes of MARC for what catalogues in Swedish, Norwegian and English write out.
_ROLE_WORDS = {
    "författare": "aut",
    "forfatter": "aut",
    "author": "aut",
    "illustratör": "ill",
    "illustrator": "ill",
    "översättare": "trl",
    "oversetter": "trl",
    "translator": "trl",
    "redaktör": "edt",
    "editor": "edt",
    "uppläsare": "nrt",
    "inläsare": "nrt",
    "narrator": "nrt",
    "regissör": "fmd",
    "director": "fmd",
    "film director": "fmd",
    "skådespelare": "act",
    "actor": "act",
    "kompositör": "cmp",
    "composer": "cmp",
    "artist": "prf",
    "performer": "prf",
    "fotograf": "pht",
    "photographer": "pht",
}


@dataclass(frozen=True)
class Person:
    """A person or body as the heading writes it, with MARC relator codes such as `aut`, `ill`, `trl`."""

    name: str
    roles: tuple[str, ...] = ()


def people_of(fields: Fields) -> tuple[Person, ...]:
    """Everybody named in 1xx and 7xx, once each, the main heading first."""
    found: dict[str, tuple[str, ...]] = {}
    for field in fields.all(*_MAIN, *_ADDED):
        # A heading with a title ($t) names another work, not somebody who made this one.
        if field.tag in _ADDED and any(part.code == "t" for part in field.subfields):
            continue
        if name := heading(field):
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *roles_of(field))))
    return tuple(Person(name, roles) for name, roles in found.items())


def author_of(fields: Fields) -> str:
    """The heading of who is answerable for the work: 1xx, else the first added heading with the role author."""
    main = fields.first(*_MAIN)
    if main is not None and (name := heading(main)):
        return name
    return next((heading(field) for field in fields.all("700") if "aut" in roles_of(field)), "")


def heading(field: Field) -> str:
    """A name as lists show it: "Lindgren, Astrid, 1907-2002"."""
    codes = "abcdq" if field.tag.endswith("00") else "abnc"
    return ", ".join(part for value in values(field, codes) if (part := bare(value)))


def roles_of(field: Field) -> tuple[str, ...]:
    """Relator codes from $4 (also as an address that ends with the code), else from the words of $e."""
    codes = [value.rstrip("/").rsplit("/", 1)[-1].lower()[:3] for value in values(field, "4")]
    if not codes:
        words = [bare(value).lower() for value in values(field, "e")]
        codes = [_ROLE_WORDS[word] for word in words if word in _ROLE_WORDS]
    return tuple(dict.fromkeys(codes))
