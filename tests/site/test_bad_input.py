"""What is wrong in the words, their facts or the quotas stops a build, and says in which line."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.site import checks, plan_files
from scripts.site.faults import SiteError, stop_at

FOLDER = "docs/2024/"
QUOTAS = "calculator/quotas.toml"


def build(root: Path) -> None:
    """What a build checks before it writes anything."""
    plan = plan_files.read(root)
    stop_at([*checks.against_source(root, plan), *checks.against_quotas(root, plan)])


def replace(file: str, old: str, new: str) -> Callable[[Path], None]:
    """An edit that puts `new` for the first `old` of a file."""

    def edit(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def remove(file: str) -> Callable[[Path], None]:
    """An edit that removes a file."""
    return lambda root: (root / file).unlink()


def add(file: str, text: str) -> Callable[[Path], None]:
    """An edit that adds a file."""

    def edit(root: Path) -> None:
        (root / file).write_text(text, encoding="utf-8")

    return edit


# What was done, the edit, where the fault is reported (file, and words of the line that the
# report must name), and what its message must say.
CASES = [
    (
        "a sentence altered",
        replace(FOLDER + "05.md", "打头阵", "打先锋"),
        (FOLDER + "05.md", "打先锋"),
        "任务时打” it has “头阵。",
    ),
    (
        "a character lost at the end",
        replace(FOLDER + "closing.md", "实施意见。", "意见。"),
        (FOLDER + "closing.md", "意见。"),
        "it has “实施意见。”, here is “意见。”",
    ),
    (
        "a sentence lost",
        replace(FOLDER + "17.md", "重大事项及时按程序向党中央请示报告。\n", ""),
        (FOLDER + "17.md", "  s5:"),
        "there is no s5",
    ),
    (
        "a provision missing",
        remove(FOLDER + "06.md"),
        (FOLDER + "index.md", '- "06"'),
        "missing file docs/2024/06.md",
    ),
    (
        "a provision missing from the list too",
        lambda root: (
            remove(FOLDER + "06.md")(root),
            replace(FOLDER + "index.md", '  - "06"\n', "")(root),
        ),
        (FOLDER + "index.md", '- "07"'),
        "missing provision 6",
    ),
    (
        "a page nobody lists",
        add(FOLDER + "18.md", "# （十八）其他。\n"),
        (FOLDER + "18.md", "# （十八）"),
        "add it to `units`",
    ),
    (
        "a unit listed twice",
        replace(FOLDER + "index.md", '  - "08"\n', '  - "07"\n'),
        (FOLDER + "index.md", '  - "07"'),
        "duplicate id '07'",
    ),
    (
        "an id that YAML takes for a number",
        replace(FOLDER + "index.md", '"08"', "12"),
        (FOLDER + "index.md", "  - 12"),
        "quotation marks",
    ),
    (
        "a sentence's id given twice",
        replace(FOLDER + "05.md", "  s2:", "  s1:"),
        (FOLDER + "05.md", "  s1: {standing: duty}"),
        "duplicate id 's1'",
    ),
    (
        "two headings with one number",
        replace(FOLDER + "05.md", "（五）", "（四）"),
        (FOLDER + "05.md", "# （四）"),
        "has not the number of '05'",
    ),
    (
        "a second heading",
        replace(FOLDER + "05.md", "各省", "# 另题\n各省"),
        (FOLDER + "05.md", "# （五）"),
        "one heading",
    ),
    (
        "two sentences on a line",
        replace(FOLDER + "05.md", "打头阵。\n", "打头阵。"),
        (FOLDER + "05.md", "学习贯彻"),
        "one sentence: break it after",
    ),
    (
        "a sentence over two lines",
        replace(FOLDER + "05.md", "经验、", "经验、\n"),
        (FOLDER + "05.md", "学习贯彻"),
        "does not end with 。",
    ),
    (
        "a standing missing",
        replace(FOLDER + "05.md", "  s2: {standing: duty}\n", ""),
        (FOLDER + "05.md", "各省"),
        "s2 has no standing",
    ),
    (
        "a standing unknown",
        replace(FOLDER + "05.md", "standing: duty", "standing: honour"),
        (FOLDER + "05.md", "honour"),
        "unknown standing 'honour'",
    ),
    (
        "a fact misspelt",
        replace(FOLDER + "05.md", "standing: duty", "standing: duty, rule: cadre"),
        (FOLDER + "05.md", "rule: cadre"),
        "s2 must be {standing: …, rules: […]}",
    ),
    (
        "computed by no rule",
        replace(FOLDER + "05.md", "standing: duty", "standing: computed"),
        (FOLDER + "05.md", "standing: computed"),
        "rules exactly when",
    ),
    (
        "computed by an unknown rule",
        replace(FOLDER + "05.md", "standing: duty", "standing: computed, rules: [everything]"),
        (FOLDER + "05.md", "各省"),
        "unknown rule 'everything'",
    ),
    (
        "computed by a rule whose quota stands elsewhere",
        replace(FOLDER + "05.md", "standing: duty", "standing: computed, rules: [cadre]"),
        (FOLDER + "05.md", "各省"),
        "cites another sentence",
    ),
    (
        "a rule that its sentence does not name",
        replace(FOLDER + "overview.md", "computed, rules: [cadre]", "goal"),
        (FOLDER + "overview.md", "党员干部学时要求"),
        "computes 'cadre' from s9",
    ),
    (
        "front matter that is not YAML",
        replace(FOLDER + "05.md", "sentences:", "sentences: ["),
        (FOLDER + "05.md", "  s2:"),
        "is not YAML",
    ),
    (
        "a title page that names no issuer",
        replace(FOLDER + "notice.md", "# 中共中央办公厅印发", "# 关于"),
        (FOLDER + "notice.md", "# 关于"),
        "the plan begins with “…印发《…》”",
    ),
    (
        "a quote that is not in its sentence",
        replace(QUOTAS, "党员5年内参加各类", "每名党员5年内参加各类"),
        (QUOTAS, "每名党员"),
        "does not stand in docs/2024/overview.md:",
    ),
    (
        "a quote of a sentence that does not exist",
        replace(QUOTAS, 'sentence = "s10"', 'sentence = "s11"'),
        (QUOTAS, "对年老体弱、行动不便的党员，"),
        "no s11 on page 'overview'",
    ),
    (
        "a rule with two quotas on one sentence",
        replace(QUOTAS, 'rule = "secretary-annual"', 'rule = "secretary-total"'),
        (QUOTAS, "其中每年参加"),
        "duplicate id: 'secretary-total'",
    ),
    (
        "quotas of another text",
        replace(QUOTAS, 'text_sha256 = "acef', 'text_sha256 = "0000'),
        (QUOTAS, "text_sha256"),
        "text_sha256 is '0000",
    ),
    (
        "quotas that are not TOML",
        replace(QUOTAS, "[plan]", "[plan"),
        (QUOTAS, "[plan"),
        "",
    ),
]


@pytest.mark.parametrize(
    ("edit", "place", "message"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_mistake_is_named_with_file_and_line(
    copy: Path, edit: Callable[[Path], object], place: tuple[str, str], message: str
) -> None:
    edit(copy)
    with pytest.raises(SiteError) as raised:
        build(copy)
    file, words = place
    lines = (copy / file).read_text(encoding="utf-8").splitlines()
    named = [fault for fault in raised.value.faults if fault.file == file]
    assert named, str(raised.value)
    assert any(words in lines[fault.line - 1] for fault in named), str(raised.value)
    assert message in str(raised.value)


def test_all_mistakes_of_a_page_are_named_at_once(copy: Path) -> None:
    replace(FOLDER + "05.md", "standing: content", "standing: honour")(copy)
    replace(FOLDER + "05.md", "各省（自治区", "各省（自治区。")(copy)
    with pytest.raises(SiteError) as raised:
        build(copy)
    assert len(raised.value.faults) == 2


def test_the_build_ends_with_a_plain_message(copy: Path) -> None:
    replace(FOLDER + "05.md", "打头阵", "打先锋")(copy)
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(copy / "site")],
        cwd=copy,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode != 0
    assert re.search(r"docs/2024/05\.md:\d+: not the words of docs/2024/source\.txt", built.stderr)
    assert "Traceback" not in built.stderr
    assert not (copy / "site" / "index.html").exists()


def test_the_project_itself_is_sound(root: Path) -> None:
    build(root)
