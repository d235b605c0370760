"""Whatever form a file comes in, every record of it is found, at its place."""

import gzip
import json
import random

import pytest
from pymarc import MARCWriter, XMLWriter

from helge.catalogue.marc import Fields, to_json
from helge.catalogue.rules.describe import describe
from helge.intake.readers import Malformed, UnreadableFile, open_records, parse

from .records import SWEDISH, file_of, iso

TITLES = ["Pippi Långstrump", "Åsneprinsen", "Måns och Mari om våren"]


def titles(folder, content, name="fil"):
    return [describe(parse(piece).record).title for piece in open_records(file_of(folder, content, name))]


def marcxml(folder, prefix="", envelope=("", "")):
    path = folder / "skriven.xml"
    with path.open("wb") as file:
        writer = XMLWriter(file)
        for record in SWEDISH:
            writer.write(record)
        writer.close(close_fh=False)
    text = path.read_text(encoding="utf-8")
    for name in ("collection", "record", "leader", "controlfield", "datafield", "subfield"):
        text = text.replace(f"<{name}", f"<{prefix}{name}").replace(f"</{name}", f"</{prefix}{name}")
    head, _end, body = text.rpartition("?>") if text.startswith("<?xml") else ("", "", text)
    return f"{head}{'?>' if head else ''}{envelope[0]}{body}{envelope[1]}".encode()


MRK = """=LDR  00000nam a2200000 i 4500
=001  1
=245  10$aPippi Långstrump$bmed {dollar}5

i fickan

=LDR  00000nam a2200000 i 4500
=245  \\4$aThe dream
"""


def test_iso_2709(tmp_path):
    assert titles(tmp_path, iso(*SWEDISH)) == TITLES


def test_line_breaks_between_records_do_not_count(tmp_path):
    content = b"\r\n".join(iso(record) for record in SWEDISH) + b"\r\n\x1a"
    pieces = list(open_records(file_of(tmp_path, content)))
    assert [piece.position for piece in pieces] == [1, 2, 3]
    for piece in pieces:
        assert content[piece.byte_offset :].startswith(piece.raw)


def test_gzip_of_anything(tmp_path):
    assert titles(tmp_path, gzip.compress(iso(*SWEDISH))) == TITLES


def test_a_packed_file_that_ends_too_early_says_so(tmp_path):
    noise = random.Random(7)
    records = [record for record in SWEDISH for _again in range(200)]
    packed = gzip.compress(iso(*records) + bytes(noise.randrange(97, 122) for _n in range(50_000)))
    pieces = list(open_records(file_of(tmp_path, packed[: len(packed) // 2])))
    assert "avbruten" in pieces[-1].problem


@pytest.mark.parametrize(
    ("prefix", "envelope"),
    [
        ("", ("", "")),
        ("marc:", ("", "")),
        ("", ("<zs:records><zs:record><zs:recordData>", "</zs:recordData></zs:record></zs:records>")),
        ("", ("<OAI-PMH><ListRecords><record><header/><metadata>", "</metadata></record></ListRecords></OAI-PMH>")),
    ],
)
def test_marcxml_in_any_envelope(tmp_path, prefix, envelope):
    assert titles(tmp_path, marcxml(tmp_path, prefix, envelope)) == TITLES


def test_marcxml_in_utf_16(tmp_path):
    text = marcxml(tmp_path).decode().partition("?>")[2]
    assert titles(tmp_path, text.encode("utf-16")) == TITLES


def test_marcxml_never_reads_outside_itself(tmp_path):
    evil = b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    content = (
        evil + b'<record><leader>x</leader><datafield tag="245"><subfield code="a">&e;</subfield></datafield></record>'
    )
    (piece,) = open_records(file_of(tmp_path, content))
    with pytest.raises(Malformed):
        parse(piece)


def test_a_record_of_xml_that_was_cut_is_told_of(tmp_path):
    whole = marcxml(tmp_path)
    pieces = list(open_records(file_of(tmp_path, whole[: whole.rindex(b"</record")])))
    assert [bool(piece.problem) for piece in pieces] == [False, False, True]


def test_control_characters_in_xml_are_taken_out_and_told_of(tmp_path):
    whole = marcxml(tmp_path).replace("Långstrump".encode(), "Lång\x1fstrump".encode())
    read = parse(next(open_records(file_of(tmp_path, whole))))
    assert describe(read.record).title == "Pippi Långstrump"
    assert read.remarks


def test_marcedit_text_with_blank_lines_inside_a_value(tmp_path):
    one, other = (parse(piece).record for piece in open_records(file_of(tmp_path, MRK.encode())))
    assert (describe(one).title, describe(one).subtitle) == ("Pippi Långstrump", "med $5 i fickan")
    assert describe(other).title_sort == "dream"


@pytest.mark.parametrize("as_list", [True, False])
def test_marc_in_json(tmp_path, as_list):
    told = [to_json(record) for record in SWEDISH]
    lines = json.dumps(told) if as_list else "\n".join(json.dumps(each, ensure_ascii=False) for each in told)
    assert titles(tmp_path, lines.encode()) == TITLES


def test_json_with_tags_and_values_named(tmp_path):
    told = {"leader": " " * 24, "fields": [{"tag": "245", "ind1": "1", "subfields": [{"code": "a", "value": "Mio"}]}]}
    assert titles(tmp_path, json.dumps(told).encode()) == ["Mio"]


def test_a_leader_that_says_marc_8_about_utf_8_is_not_believed(tmp_path):
    content = iso(SWEDISH[1])
    read = parse(next(open_records(file_of(tmp_path, content[:9] + b" " + content[10:]))))
    assert describe(read.record).author == "Öberg, Åsa, 1970-"
    assert "MARC-8" in read.remarks[0]


def test_true_marc_8_is_read(tmp_path):
    content = iso(SWEDISH[1])
    # å, ä and ö as MARC-8 writes them: the ring or the dots before the letter.
    for letter, in_marc8 in (("Å", b"\xeaA"), ("Ö", b"\xe8O")):
        content = content.replace(letter.encode(), in_marc8)
    read = parse(next(open_records(file_of(tmp_path, content[:9] + b" " + content[10:]))))
    assert (describe(read.record).title, read.remarks) == ("Åsneprinsen", [])


def test_windows_letters_under_a_utf_8_leader_are_read_as_such(tmp_path):
    content = iso(SWEDISH[2]).replace("å".encode(), b" \xe5")
    read = parse(next(open_records(file_of(tmp_path, content.replace(b" \xe5", b"\xe5 ")))))
    assert "å" in describe(read.record).title
    assert "Windows-1252" in read.remarks[0]


@pytest.mark.parametrize("content", [b"", b"hej", b"\x89PNG\r\n", gzip.compress(b"hej")[:12]])
def test_a_file_of_another_kind_is_refused_at_once(tmp_path, content):
    with pytest.raises(UnreadableFile):
        list(open_records(file_of(tmp_path, content)))


def test_noise_is_never_a_fault(tmp_path):
    """Two thousand records with bytes changed, lost and doubled: read, or told why not."""
    noise = random.Random(20270201)
    forms = [iso(*SWEDISH), marcxml(tmp_path), MRK.encode(), json.dumps(to_json(SWEDISH[0])).encode()]
    for _turn in range(2_000):
        content = bytearray(noise.choice(forms))
        for _change in range(noise.randrange(1, 8)):
            place = noise.randrange(len(content))
            match noise.randrange(3):
                case 0:
                    content[place] = noise.randrange(256)
                case 1:
                    del content[place : place + noise.randrange(1, 60)]
                case _:
                    content[place:place] = content[: noise.randrange(60)]
            if not content:
                content = bytearray(b" ")
        try:
            pieces = list(open_records(file_of(tmp_path, bytes(content), "brus")))
        except UnreadableFile:
            continue
        for piece in pieces:
            try:
                assert isinstance(describe(parse(piece).record).title, str)
            except Malformed:
                continue


def test_fields_outside_the_standard_are_kept(tmp_path):
    record = SWEDISH[0]
    path = tmp_path / "med.mrc"
    with path.open("wb") as file:
        MARCWriter(file).write(record)
    read = parse(next(open_records(path))).record
    assert to_json(read)["fields"] == to_json(record)["fields"]
    assert Fields(read).text("952", "p") == "39000000001"
