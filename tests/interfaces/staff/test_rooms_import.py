"""Stories of importing a file: uploaded in the browser, read by the worker, accounted for to the last record."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django.models import ProcrastinateJob

from helge.catalogue.models import BibRecord
from helge.intake.models import ImportBatch
from helge.interfaces.staff import long_work
from helge.interfaces.staff.importing import read_upload, take_back
from tests.interfaces.staff.rooms_stage import Stage, small_stage

GOOD = "=LDR  00000nam a2200000 i 4500\n=001  1\n=003  TEST\n=100  1\\$aLidman, Sven\n=245  10$aCarolus Rex\n\n"
BAD = "=LDR  00000nam a2200000 i 4500\n=001  2\n=003  TEST\n=100  1\\$aLidman, Sven\n\n"


@pytest.fixture
def stage(world, settings, tmp_path) -> Stage:
    settings.DATA = tmp_path
    return small_stage(world)


def page(answer) -> str:
    return " ".join(answer.content.decode().split())


def upload(stage: Stage, text: str, name: str = "leverans.mrk"):
    file = SimpleUploadedFile(name, text.encode())
    return stage.client.post("/personal/import", {"do": "upload", "file": file, "library": "HOF", "source": ""})


def work() -> dict:
    """What the worker would do with the oldest job; returns what the job was told."""
    job = ProcrastinateJob.objects.order_by("id").first()
    told = dict(job.args)
    {"import_upload": read_upload, "undo_import": take_back}[job.task_name](**told)
    return told


def test_a_file_is_uploaded_waits_for_the_worker_and_is_accounted_for(stage):
    answer = upload(stage, GOOD + BAD)
    assert answer.status_code == 303
    waiting = answer["Location"]
    assert "Väntar på sin tur" in page(stage.client.get(waiting))
    assert not ImportBatch.objects.exists()

    told = work()
    batch = ImportBatch.objects.get()
    assert stage.client.get(waiting)["Location"] == f"/personal/import/{batch.pk}"
    polled = stage.client.get(waiting, headers={"HX-Request": "true"})
    assert polled["HX-Redirect"] == f"/personal/import/{batch.pk}"
    assert long_work.file_in(told["token"]) is None
    assert (batch.read_count, batch.created_count, batch.rejected_count) == (2, 1, 1)
    assert batch.staff_member == stage.anna

    shown = page(stage.get(f"import/{batch.pk}"))
    assert "Titeln saknas" in shown
    raw = stage.get(f"import/{batch.pk}/post/2")
    assert b"Lidman" in raw.content
    assert "leverans.mrk" in page(stage.get("import"))


def test_a_rejected_record_is_mended_and_read(stage):
    upload(stage, GOOD + BAD)
    work()
    batch = ImportBatch.objects.get()
    row = batch.rows.get(outcome="rejected")
    again = stage.post(f"import/{batch.pk}", f"retry {row.pk}")
    assert "Post 2 gick fortfarande inte att läsa in" in page(again)

    mended = BAD.replace("\n\n", "\n=245  10$aThure Gabriel Silfverstååhl\n\n")
    assert "Post 2 är inläst." in page(stage.post(f"import/{batch.pk}", f"mend {row.pk}", mended=mended))
    batch.refresh_from_db()
    assert (batch.created_count, batch.rejected_count) == (2, 0)


def test_an_import_is_taken_back(stage):
    upload(stage, GOOD)
    work()
    batch = ImportBatch.objects.get()
    assert "Importen tas tillbaka" in page(stage.post(f"import/{batch.pk}", "undo"))
    take_back(batch_id=batch.pk, library_code="HOF", staff_id=stage.anna.pk, language="sv")
    assert not BibRecord.objects.filter(title="Carolus Rex").exists()
    assert "1 titlar och" in page(stage.get(f"import/{batch.pk}"))


def test_a_file_that_is_no_marc_is_told_so(stage):
    upload(stage, "Hej, det här är ett brev.", "brev.txt")
    work()
    batch = ImportBatch.objects.get()
    assert "innehåller inte MARC-poster" in page(stage.get(f"import/{batch.pk}"))


def test_a_name_of_a_file_cannot_leave_its_folder(stage, tmp_path):
    token = long_work.new_token()
    path = long_work.keep_file(token, "../../etc/passwd", [b"x"])
    assert path == Path(tmp_path) / "uploads" / token / "passwd"
    assert path.parent.stat().st_mode & 0o077 == 0
    with pytest.raises(LookupError):
        long_work.folder_of("../..")


def test_no_file_is_told_at_the_field(stage):
    answer = stage.client.post("/personal/import", {"do": "upload", "library": "HOF"})
    assert answer.status_code == 422
    assert not ProcrastinateJob.objects.exists()
