"""`plan.json`: the plan for programs, as `docs/2024/plan.schema.json` describes it."""

import json

from scripts.site.plan import EDITION, Plan, Sentence, Unit

SCHEMA = 1


def plan_json(plan: Plan, sha256: str) -> str:
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
        "units": [_unit(unit) for unit in plan.units],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _unit(unit: Unit) -> dict[str, object]:
    return {
        "id": unit.id,
        "kind": unit.kind,
        "number": unit.number,
        "title": unit.title,
        "url": unit.url,
        "text": unit.text,
        "sentences": [_sentence(unit, sentence) for sentence in unit.sentences],
    }


def _sentence(unit: Unit, sentence: Sentence) -> dict[str, object]:
    return {
        "id": sentence.id,
        "url": f"{unit.url}#{sentence.id}",
        "text": sentence.text,
        "standing": sentence.standing,
        "rules": list(sentence.rules),
    }
