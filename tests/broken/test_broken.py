"""Every broken file ends in an error that names its place, within 2 s and 200 MB."""

from collections import Counter
from pathlib import Path

import pytest

from calculator import History, InputError, history
from calculator.ledger.reading import one_history, read_ledger
from tests.broken import csv_cells, csv_files, json_files, json_values, xlsx_cells, xlsx_files
from tests.broken.conftest import Assess
from tests.broken.making import Broken

CORPUS: list[Broken] = [
    *csv_cells.ALL,
    *csv_files.ALL,
    *xlsx_cells.ALL,
    *xlsx_files.ALL,
    *json_values.ALL,
    *json_files.ALL,
]
SECONDS, BYTES = 2, 200_000_000


def test_the_corpus_is_of_many_different_things() -> None:
    assert len(CORPUS) >= 300
    again = Counter((each.name, each.place, each.make()) for each in CORPUS if not each.heavy)
    assert [name for (name, *_), count in again.items() if count > 1] == []


@pytest.mark.parametrize("broken", CORPUS, ids=lambda each: f"{each.name} {each.place} {each.what}")
def test_a_broken_file_is_named_where_it_breaks(
    broken: Broken, assess: Assess, tmp_path: Path
) -> None:
    run = assess(broken, tmp_path)
    assert "Traceback" not in run.err, run.err[-2000:]
    assert (run.code, run.out) == (2, "")
    told = run.err.splitlines()
    assert told
    for line in told:
        assert line.startswith(f"{tmp_path / broken.name}：")
    named = [line for line in told if broken.place in line]
    assert named, run.err[:2000]
    assert all(word in line for word in broken.words for line in named[:1]), run.err[:2000]
    assert run.seconds < SECONDS
    assert run.bytes < BYTES


def read(name: str, data: bytes) -> History:
    return (
        history.read(history.decode(data))
        if name.endswith(".json")
        else one_history(read_ledger(name, data))
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_a_process_that_has_seen_many_broken_files_tells_the_same(kind: str) -> None:
    for broken in CORPUS:
        if broken.name == f"a.{kind}" and not broken.heavy:
            with pytest.raises(InputError) as caught:
                read(broken.name, broken.make())
            assert broken.place in f"{broken.name}：{caught.value}".replace("\n", "\n：")
