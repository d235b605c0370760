"""`bin/helge` works from anywhere, installs once, and then stays out of the way.

The environment here is a small one: a lock without packages, and a `helge` that tells how it was called.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from helge.config.places import CLONE

SAYS_HOW = "import sys; print(__file__, sys.argv[1:], '' in sys.path)\n"


@pytest.fixture
def clone(tmp_path) -> Path:
    """A clone with the real launcher and next to nothing to install."""
    folder = tmp_path / "en klon"
    (folder / "bin").mkdir(parents=True)
    shutil.copy(CLONE / "bin" / "helge", folder / "bin" / "helge")
    (folder / "helge").mkdir()
    (folder / "helge" / "__init__.py").touch()
    (folder / "helge" / "__main__.py").write_text(SAYS_HOW)
    (folder / "requirements").mkdir()
    for lock in ("run", "dev"):
        (folder / "requirements" / f"{lock}.txt").write_text(f"# {lock}\n")
    return folder


def start(program: Path, *arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("HELGE_VENV", "PYTHONPATH")}
    return subprocess.Popen(
        [program, *arguments],
        cwd=cwd,
        env=kept | environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(program: Path, *arguments: str, **more) -> subprocess.CompletedProcess[str]:
    started = start(program, *arguments, **more)
    out, err = started.communicate(timeout=120)
    return subprocess.CompletedProcess(arguments, started.returncode, out, err)


def test_the_first_call_installs_and_later_calls_do_not(clone):
    launcher = clone / "bin" / "helge"
    first = run(launcher, "serve", "--port", "1")
    assert first.returncode == 0, first.stderr
    assert "installing" in first.stderr
    assert first.stdout == f"{clone}/helge/__main__.py ['serve', '--port', '1'] False\n"

    assert run(launcher, "serve").stderr == ""
    assert "installing the locked packages (dev)" in run(launcher, "test").stderr
    assert run(launcher, "check").stderr == ""

    (clone / "requirements" / "run.txt").write_text("# run, changed\n")
    assert "installing the locked packages (run)" in run(launcher, "serve").stderr
    assert run(launcher, "serve").stderr == ""


def test_it_runs_this_clone_from_any_folder_and_through_a_link(clone, tmp_path):
    other = tmp_path / "other"
    (other / "helge").mkdir(parents=True)
    (other / "helge" / "__main__.py").write_text("print('the wrong clone')\n")
    link, link_of_link = tmp_path / "helge-link", other / "again"
    link.symlink_to(clone / "bin" / "helge")
    link_of_link.symlink_to("../helge-link")
    for program in (clone / "bin" / "helge", link, link_of_link):
        assert run(program, "version", cwd=other).stdout.startswith(f"{clone}/helge/__main__.py ")


def test_two_first_calls_at_once_install_once(clone):
    both = [start(clone / "bin" / "helge", "version") for _ in range(2)]
    said = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert "".join(said).count("installing the locked packages") == 1


def test_work_trees_with_locks_that_agree_share_an_environment(clone, tmp_path):
    shared = str(tmp_path / "shared")
    other = tmp_path / "other"
    shutil.copytree(clone, other)
    (other / "requirements" / "run.txt").write_text("# another lock that pins nothing else\n")
    for folder in (clone, other):
        assert "installing" in run(folder / "bin" / "helge", "version", HELGE_VENV=shared).stderr
    for folder in (clone, other):
        assert run(folder / "bin" / "helge", "version", HELGE_VENV=shared).stderr == ""


def test_a_failed_installation_says_so_and_is_tried_again(clone):
    (clone / "requirements" / "run.txt").write_text("./no-such-package\n")
    failed = run(clone / "bin" / "helge", "version")
    assert failed.returncode == 1
    assert "could not be installed" in failed.stderr
    assert failed.stdout == ""
    (clone / "requirements" / "run.txt").write_text("# mended\n")
    assert run(clone / "bin" / "helge", "version").returncode == 0


def test_a_missing_python_is_told_with_the_line_to_run(clone, tmp_path):
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("sh", "dirname", "cmp", "readlink", "mkdir", "flock", "id", "cat"):
        (programs / name).symlink_to(str(shutil.which(name)))
    failed = run(clone / "bin" / "helge", "version", PATH=str(programs))
    assert failed.returncode == 1
    assert "apt-get install python3" in failed.stderr


def test_it_adds_at_most_a_tenth_of_a_second(clone):
    launcher = clone / "bin" / "helge"
    run(launcher, "version")

    def quickest(*line: str) -> float:
        times = []
        for _ in range(7):
            began = time.perf_counter()
            subprocess.run(
                line, check=True, capture_output=True, env={"PYTHONPATH": str(clone), "PATH": os.environ["PATH"]}
            )
            times.append(time.perf_counter() - began)
        return min(times)

    bare = quickest(str(clone / ".venv" / "bin" / "python"), "-P", "-m", "helge", "version")
    assert quickest(str(launcher), "version") - bare < 0.1
