"""`plan.json` and `plan.csv`: the plan for programs and for tables.

`docs/2024/plan.schema.json` describes the first; the second has a sentence a row, for Excel, WPS.
"""

import csv
import io
import json

from scripts.site.numbers import Quotas, numbers
from scripts.site.plan import EDITION, Plan, Sentence, Unit
from scripts.site.terms import FIELDS, Term, told

SCHEMA = 1
LISTED = [field for field in FIELDS if field != "numbers"]
"""The tags that are lists of ids; numbers have their rule or their term."""

COLUMNS = {
    "binding": "约束",
    "audiences": "与谁有关",
    "actors": "谁来做",
    "tasks": "基本任务",
    "methods": "方法",
    "platforms": "平台和阵地",
    "works": "著作",
    "regulations": "文件",
}


def plan_json(plan: Plan, quotas: Quotas, sha256: str) -> str:
    """The whole plan as JSON text. `sha256` is that of the source text."""
    document = {
        "schema": SCHEMA,
        "edition": EDITION,
        "title": plan.title,
        "issuer": plan.issuer,
        "text_sha256": sha256,
        "standings": {
            standing.id: {"label": standing.label, "meaning": standing.meaning}
            for standing in plan.standings
        },
        "terms": {
            field: {term.id: _term(term) for term in plan.terms.of(kind)}
            for field, kind in FIELDS.items()
        },
        "units": [_unit(plan, quotas, unit) for unit in plan.units],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _term(term: Term) -> dict[str, object]:
    found: dict[str, object] = {"label": term.label, "words": list(term.words)}
    if term.kindred:
        found["kindred"] = list(term.kindred)
    said = {"meaning": term.meaning, "silence": term.silence, "within": term.within}
    return found | {key: value for key, value in said.items() if value}


def _unit(plan: Plan, quotas: Quotas, unit: Unit) -> dict[str, object]:
    return {
        "id": unit.id,
        "kind": unit.kind,
        "number": unit.number,
        "title": unit.title,
        "url": unit.url,
        "text": unit.text,
        "sentences": [_sentence(plan, quotas, unit, sentence) for sentence in unit.sentences],
    }


def _sentence(plan: Plan, quotas: Quotas, unit: Unit, sentence: Sentence) -> dict[str, object]:
    return {
        "id": sentence.id,
        "url": f"{unit.url}#{sentence.id}",
        "text": sentence.text,
        "standing": sentence.standing,
        "rules": list(sentence.rules),
        **{field: list(sentence.tags[field]) for field in LISTED},
        "numbers": [
            {"text": number.text, "rule": number.rule, "term": number.term and number.term.id}
            for number in numbers(sentence, quotas, plan.terms)
        ],
    }


def plan_csv(plan: Plan, quotas: Quotas) -> bytes:
    """A sentence a row, in labels. The byte-order mark tells Excel and WPS that it is UTF-8."""
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\r\n")
    head = [
        "地址",
        "所在",
        "句",
        "原文",
        "与自查的关系",
        "自查规则",
        *COLUMNS.values(),
        "数字与期限",
    ]
    rows.writerow(head)
    standings = {standing.id: standing.label for standing in plan.standings}
    for unit in plan.units:
        for sentence in unit.sentences:
            labels = [
                "；".join(
                    told(plan.terms.get(FIELDS[field], one), sentence.text)
                    for one in sentence.tags[field]
                )
                for field in COLUMNS
            ]
            figures = "；".join(one.text for one in numbers(sentence, quotas, plan.terms))
            place = [f"{unit.url}#{sentence.id}", unit.name, sentence.number, sentence.text]
            standing = [standings[sentence.standing], "；".join(sentence.rules)]
            rows.writerow([*place, *standing, *labels, figures])
    return table.getvalue().encode("utf-8-sig")
