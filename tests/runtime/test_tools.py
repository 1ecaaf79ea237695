"""What the two commands do first: find Python, fetch packages, find a browser."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.errors import BuildError
from scripts.runtime import npm
from scripts.runtime.cached import once
from scripts.tools import chromium, setup


def find_python(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(root / "scripts" / "tools" / "find-python.sh")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_python_is_found_where_it_is_named(root: Path, tmp_path: Path) -> None:
    found = find_python(root, PATH=str(tmp_path), HOME=str(tmp_path), PYTHON=sys.executable)
    assert found.returncode == 0
    assert Path(found.stdout.strip()).is_file()


def test_python_is_found_among_pyenvs_versions(root: Path, tmp_path: Path) -> None:
    program = tmp_path / "versions" / "3.13.99" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.symlink_to(sys.executable)
    found = find_python(root, PATH="", HOME=str(tmp_path / "home"), PYENV_ROOT=str(tmp_path))
    assert found.returncode == 0, found.stderr


def test_without_python_several_ways_to_get_it_are_told(root: Path, tmp_path: Path) -> None:
    found = find_python(root, PATH=f"{tmp_path}:/bin", HOME=str(tmp_path), PYENV_ROOT=str(tmp_path))
    if found.returncode == 0:
        # This machine's own Python is a 3.13; then only an empty PATH has none.
        found = find_python(root, PATH=str(tmp_path), HOME=str(tmp_path))
    assert found.returncode == 1
    assert found.stdout == ""
    for way in ("uv python install 3.13", "pyenv install 3.13", "make PYTHON="):
        assert way in found.stderr


def test_another_python_is_refused_by_name(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "python"
    other.write_text("#!/bin/sh\nexit 1\n")
    other.chmod(0o755)
    found = find_python(root, PATH=os.environ["PATH"], HOME=str(tmp_path), PYTHON=str(other))
    assert found.returncode == 1
    assert str(other) in found.stderr


def test_an_interrupted_installation_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "FOLDER", tmp_path)
    monkeypatch.setattr(setup, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(setup, "UNFINISHED", tmp_path / ".unfinished")
    assert setup.is_sound()
    setup.UNFINISHED.touch()
    assert not setup.is_sound()


def test_a_half_made_environment_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "UNFINISHED", tmp_path / ".unfinished")
    monkeypatch.setattr(setup, "PYTHON", tmp_path / "python")
    assert not setup.is_sound()
    (tmp_path / "python").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "python").chmod(0o755)
    assert not setup.is_sound()


def test_a_package_that_is_not_the_locked_one_stops_the_build(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in npm.FILES:
        (tmp_path / name).write_bytes((root / name).read_bytes())
    lock = tmp_path / "package-lock.json"
    lock.write_text(lock.read_text().replace("sha512-T", "sha512-U"))
    monkeypatch.setattr(npm, "ROOT", tmp_path)
    with pytest.raises(BuildError, match="EINTEGRITY"):
        npm.install(cache=tmp_path / "cache")
    assert not list((tmp_path / "cache" / "npm").iterdir())


def test_what_is_interrupted_leaves_nothing_behind(tmp_path: Path) -> None:
    def interrupted(folder: Path) -> None:
        (folder / "half").touch()
        raise KeyboardInterrupt

    def finished(folder: Path) -> None:
        (folder / "whole").touch()

    with pytest.raises(KeyboardInterrupt):
        once(tmp_path / "kept", interrupted)
    assert not list(tmp_path.iterdir())
    assert [path.name for path in once(tmp_path / "kept", finished).iterdir()] == ["whole"]
    assert [path.name for path in once(tmp_path / "kept", interrupted).iterdir()] == ["whole"]


def test_a_lock_names_no_download_address(root: Path) -> None:
    for name in ("package-lock.json", "requirements.txt", "requirements-dev.txt"):
        assert "://" not in (root / name).read_text(encoding="utf-8"), name


def test_a_named_browser_that_is_missing_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(chromium.VARIABLE, "/no/such/browser")
    with pytest.raises(BuildError, match="/no/such/browser"):
        chromium.find()


def test_no_browser_at_all_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "find", lambda: None)
    monkeypatch.setattr(chromium, "install", lambda: None)
    with pytest.raises(BuildError, match="apt install chromium"):
        chromium.chromium()
