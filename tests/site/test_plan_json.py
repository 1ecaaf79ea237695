"""The plan for programs: its schema, its words, its addresses."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.site.markup import read


@pytest.fixture(scope="module")
def document(built_site: Path) -> dict[str, Any]:
    """plan.json as published."""
    found: dict[str, Any] = json.loads((built_site / "2024/plan.json").read_text(encoding="utf-8"))
    return found


def test_it_is_what_its_schema_says(built_site: Path, document: dict[str, Any]) -> None:
    schema = json.loads((built_site / "2024/plan.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    validator.validate(document)


def test_its_texts_joined_are_the_source(built_site: Path, document: dict[str, Any]) -> None:
    data = (built_site / "2024/source.txt").read_bytes()
    assert document["text_sha256"] == hashlib.sha256(data).hexdigest()
    joined = "".join(unit["text"] for unit in document["units"])
    assert joined == re.sub(r"\s", "", data.decode())


def test_the_units_are_those_of_the_plan(document: dict[str, Any]) -> None:
    assert [(unit["id"], unit["kind"], unit["number"]) for unit in document["units"]] == [
        ("notice", "notice", None),
        ("overview", "overview", 1),
        ("section-2", "heading", 2),
        *((f"{number:02}", "provision", number) for number in (1, 2, 3)),
        ("section-3", "heading", 3),
        *((f"{number:02}", "provision", number) for number in range(4, 11)),
        ("section-4", "heading", 4),
        *((f"{number:02}", "provision", number) for number in (11, 12)),
        ("section-5", "heading", 5),
        *((f"{number:02}", "provision", number) for number in range(13, 18)),
        ("closing", "closing", None),
    ]


def test_a_unit_s_sentences_end_its_text(document: dict[str, Any]) -> None:
    for unit in document["units"]:
        body = "".join(sentence["text"] for sentence in unit["sentences"])
        assert unit["text"].endswith(body)
        assert [sentence["id"] for sentence in unit["sentences"]] == [
            f"s{place}" for place in range(1, len(unit["sentences"]) + 1)
        ]


def test_every_address_lands(built_site: Path, document: dict[str, Any]) -> None:
    for unit in document["units"]:
        page = read(built_site / unit["url"] / "index.html")
        for sentence in unit["sentences"]:
            url, anchor = sentence["url"].split("#")
            assert url == unit["url"]
            assert page.sentences[anchor] == sentence["text"]


def test_every_standing_is_explained_and_used(document: dict[str, Any]) -> None:
    used = {sentence["standing"] for unit in document["units"] for sentence in unit["sentences"]}
    assert used == set(document["standings"])


def test_what_is_computed(document: dict[str, Any]) -> None:
    computed = {
        sentence["url"]: sentence["rules"]
        for unit in document["units"]
        for sentence in unit["sentences"]
        if sentence["rules"]
    }
    assert computed == {
        "2024/overview/#s6": ["member-total"],
        "2024/overview/#s7": ["secretary-total", "secretary-annual"],
        "2024/overview/#s8": ["theory-share"],
        "2024/overview/#s9": ["cadre"],
        "2024/overview/#s10": ["infirm"],
        "2024/closing/#s1": ["military"],
    }
