"""The archive that the browser gets: what is in it, and that its bytes depend on nothing else."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from scripts.runtime import archive, assembly, imports
from scripts.runtime.bundle import Bundle, bundle


def test_two_builds_give_the_same_bytes(published: Bundle, pyodide: Path) -> None:
    for name, again in assembly.archives(assembly.CALCULATOR, pyodide).items():
        assert again == published.files[name].read_bytes(), name


def test_neither_time_nor_order_enters_an_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"b.py": b"'a docstring'\nx = 1\n", "a/__init__.py": b"", "a/data.toml": b"y = 2\n"}
    first = archive.compiled(files)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert archive.compiled(dict(reversed(files.items()))) == first
    with zipfile.ZipFile(io.BytesIO(first)) as opened:
        assert opened.namelist() == ["a/__init__.pyc", "a/data.toml", "b.pyc"]
        assert {entry.compress_type for entry in opened.infolist()} == {zipfile.ZIP_STORED}
        assert b"a docstring" not in opened.read("b.pyc")


def test_the_library_holds_the_calculator_and_no_source(published: Bundle) -> None:
    with zipfile.ZipFile(published.files["python.zip"]) as opened:
        names = set(opened.namelist())
    assert {"calculator/browser.pyc", "calculator/quotas.toml"} <= names
    assert not [name for name in names if name.endswith(".py")]
    assert "calculator/command_line.pyc" not in names


def test_the_library_is_a_fraction_of_the_stock_one(published: Bundle, pyodide: Path) -> None:
    with (
        zipfile.ZipFile(published.files["python.zip"]) as ours,
        zipfile.ZipFile(pyodide / assembly.STOCK) as stock,
    ):
        library = [name for name in ours.namelist() if not name.startswith("calculator/")]
        assert 3 * len(library) < len(stock.namelist())


def test_the_manifest_tells_every_file_and_its_size(published: Bundle) -> None:
    manifest = json.loads(published.files["manifest.json"].read_text(encoding="utf-8"))
    listed = [*manifest["files"], *manifest["later"]]
    told = {file["name"]: file["bytes"] for file in listed}
    sizes = {name: path.stat().st_size for name, path in published.files.items()}
    assert told == {name: size for name, size in sizes.items() if name != "manifest.json"}
    assert manifest["lock"]["packages"] == {}


def test_pyodides_own_files_are_published_as_they_are(published: Bundle, pyodide: Path) -> None:
    for name in assembly.FROM_PYODIDE:
        assert published.files[name].read_bytes() == (pyodide / name).read_bytes()


def test_late_and_relative_imports_are_found(tmp_path: Path) -> None:
    package = tmp_path / "package"
    (package / "inner").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "entry.py").write_text("def late():\n    from package.inner import deep\n")
    (package / "inner" / "__init__.py").write_text("from . import deep\n")
    (package / "inner" / "deep.py").write_text("from ..beside import thing\nimport colorsys\n")
    (package / "beside.py").write_text("thing = __import__\n")
    (package / "unused.py").write_text("import turtle\n")
    found = imports.closure(package, "package.entry")
    assert {"package.inner.deep", "package.beside", "colorsys"} <= found
    assert "package.unused" not in found
    assert "turtle" not in found


def test_a_bundle_moves_when_a_file_or_a_name_changes(tmp_path: Path) -> None:
    file = tmp_path / "a.js"
    file.write_text("1")
    before = bundle("assets/x", [file])
    assert list(before.addresses()) == [f"{before.folder}/a.js"]
    file.write_text("2")
    assert bundle("assets/x", [file]).folder != before.folder
    file.write_text("1")
    assert bundle("assets/x", [file]) == before
    assert bundle("assets/x", [file.rename(tmp_path / "b.js")]).folder != before.folder
