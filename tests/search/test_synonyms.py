"""The table of readers' own words is held to the plan's."""

from pathlib import Path

import pytest

from scripts.search import synonyms
from scripts.site.faults import SiteError
from scripts.site.plan import Plan

TABLE = """
general = []
stop = "的"
absent = ""
page = []
[[concept]]
says = "谁出钱"
words = ["经费"]
at = ["15#s4"]
"""


def read(folder: Path, plan: Plan, table: str) -> synonyms.Synonyms:
    path = folder / synonyms.FILE
    path.parent.mkdir(parents=True)
    path.write_text(table, encoding="utf-8")
    return synonyms.read(folder, plan)


def test_a_place_is_found_by_its_name(tmp_path: Path, plan: Plan) -> None:
    (concept,) = read(tmp_path, plan, TABLE).concepts
    (place,) = concept.at
    assert synonyms.places(plan)[place].name == "15#s4"


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("15#s4", "15#s3", "none of its words stands in 15#s3"),
        ("15#s4", "15#s9", "there is no such place"),
        ('"经费"', '"钱"', "“钱” stands nowhere in the plan"),
        ('words = ["经费"]', "", "`words` for it are missing"),
        ("says", "said", "unknown key `said`"),
        ("[[concept]]", '[[concept]]\nkind = "place"', "unknown kind 'place'"),
        ('stop = "的"', "stop = 1", "`stop` must be of type str"),
        ("general = []", "", "`general` is missing"),
        ("page = []", "page = [", "not TOML"),
    ],
)
def test_what_is_wrong_is_told(
    tmp_path: Path, plan: Plan, right: str, wrong: str, message: str
) -> None:
    with pytest.raises(SiteError, match=message):
        read(tmp_path, plan, TABLE.replace(right, wrong))
