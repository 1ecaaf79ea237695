"""What is wrong in the words, their facts or the quotas stops a build, and says in which line."""

import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from calculator import quotas
from scripts.site import checks, plan_files, quotas_file, texts
from scripts.site.faults import SiteError, stop_at
from tests.conftest import MKDOCS

FOLDER = "docs/2024/"
QUOTAS = "calculator/quotas.toml"
TERMS = "docs/2024/terms.toml"
RURAL = (
    "  s2: {standing: duty, binding: [hard], audiences: [rural], actors: [provincial-committees],\n"
    "    methods: [rotation-training, special-training]}\n"
)
"""All that the front matter of provision five says of its second sentence."""


def build(root: Path) -> None:
    """What a build checks before it writes anything."""
    plan = plan_files.read(root)
    stop_at(checks.faults(root, plan))
    stop_at(texts.unreadable(root))


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


def spoil(file: str, words: str, data: bytes) -> Callable[[Path], None]:
    """An edit that puts bytes, which may be no text, for the first `words` of a file."""

    def edit(root: Path) -> None:
        content = (root / file).read_bytes()
        assert words.encode() in content
        (root / file).write_bytes(content.replace(words.encode(), data, 1))

    return edit


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
        (FOLDER + "05.md", "  s1: {standing: duty"),
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
        replace(FOLDER + "05.md", RURAL, ""),
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
        "a year of issue before the plan",
        replace(FOLDER + "index.md", "inferred_year: 2025", "inferred_year: 2023"),
        (FOLDER + "index.md", "inferred_year"),
        "a year from 2024 on",
    ),
    (
        "a year of issue that is text",
        replace(FOLDER + "index.md", "inferred_year: 2025", "inferred_year: '2025'"),
        (FOLDER + "index.md", "inferred_year"),
        "as a number",
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
        (QUOTAS, 'sentence = "s11"'),
        "no s11 on page 'overview'",
    ),
    (
        "two quotas of one rule",
        replace(QUOTAS, 'rule = "secretary-annual"', 'rule = "secretary-total"'),
        (QUOTAS, 'rule = "secretary-total"'),
        "duplicate id: there is another quota 'secretary-total'",
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
        "not TOML: ",
    ),
    (
        "quotas that end too early",
        lambda root: (root / QUOTAS).write_text('[plan]\nedition = """2024', encoding="utf-8"),
        (QUOTAS, "2024"),
        "not TOML: ",
    ),
    (
        "a key given twice",
        replace(QUOTAS, "years = 5\n", "years = 5\nyears = 6\n"),
        (QUOTAS, "years = 6"),
        "not TOML: ",
    ),
    (
        "a quota without a quote",
        replace(QUOTAS, 'quote = "党员5年', '# quote = "党员5年'),
        (QUOTAS, "[[quota]]"),
        "`quote` is missing",
    ),
    (
        "a quota without a rule",
        replace(QUOTAS, 'rule = "member-total"\n', ""),
        (QUOTAS, "[[quota]]"),
        "`rule` is missing",
    ),
    (
        "a binding unknown",
        replace(QUOTAS, 'binding = "soft"', 'binding = "mild"'),
        (QUOTAS, "mild"),
        "must be hard, soft, elsewhere or lifts, not 'mild'",
    ),
    (
        "a key unknown",
        replace(QUOTAS, 'relation = "一般不少于"', 'relations = "一般不少于"'),
        (QUOTAS, "relations"),
        "unknown key `relations`",
    ),
    (
        "a table unknown",
        replace(QUOTAS, "[[reading]]", "[[readings]]"),
        (QUOTAS, "[[readings]]"),
        "unknown key `readings`",
    ),
    (
        "text for a number",
        replace(QUOTAS, "days = 35", 'days = "35"'),
        (QUOTAS, 'days = "35"'),
        "`days` must be a whole number above 0, not '35'",
    ),
    (
        "a number that is none",
        replace(QUOTAS, "percent = 50", "percent = true"),
        (QUOTAS, "percent"),
        "not True",
    ),
    (
        "a number for text",
        replace(QUOTAS, 'edition = "2024"', "edition = 2024"),
        (QUOTAS, "edition"),
        "`edition` must be text",
    ),
    (
        "a time of day for a date",
        replace(QUOTAS, "start = 2024-01-01", "start = 2024-01-01T00:00:00"),
        (QUOTAS, "start"),
        "`start` must be a date",
    ),
    (
        "a period that ends before it starts",
        replace(QUOTAS, "end = 2028", "end = 2018"),
        (QUOTAS, "end = 2018"),
        "before it starts",
    ),
    (
        "days without hours",
        replace(QUOTAS, "hours = 40\n", ""),
        (QUOTAS, "days = 5"),
        "stand together",
    ),
    (
        "a hard quota that asks for nothing",
        replace(QUOTAS, 'relation = "以上"\npercent = 50\n', ""),
        (QUOTAS, "[[quota]]"),
        "`days` and `hours`, or `percent`",
    ),
    (
        "quotas missing",
        remove(QUOTAS),
        (QUOTAS, ""),
        "missing: restore it",
    ),
    (
        "the source missing",
        remove(FOLDER + "source.txt"),
        (FOLDER + "source.txt", ""),
        "missing: restore it",
    ),
    (
        "the list of units missing",
        remove(FOLDER + "index.md"),
        (FOLDER + "index.md", ""),
        "missing: restore it",
    ),
    (
        "a page of the plan in another encoding",
        spoil(FOLDER + "05.md", "各省", "各省".encode("gb18030")),
        (FOLDER + "05.md", "自治区"),
        "not UTF-8",
    ),
    (
        "a page of ours in another encoding",
        spoil("docs/about.md", "关于本站\n", "关于本站\n".encode("gb18030")),
        ("docs/about.md", "title: "),
        "not UTF-8",
    ),
    (
        "quotas in another encoding",
        spoil(QUOTAS, "党员五年集中", "党员五年集中".encode("gb18030")),
        (QUOTAS, "学习培训"),
        "not UTF-8",
    ),
    (
        "a file begun by a byte-order mark",
        spoil(FOLDER + "05.md", "---\nsentences", b"\xef\xbb\xbf---\nsentences"),
        (FOLDER + "05.md", "---"),
        "byte-order mark",
    ),
    (
        "a standing without a label",
        replace(FOLDER + "index.md", "    label: 组织责任\n", ""),
        (FOLDER + "index.md", "  duty:"),
        "a `label` and a `meaning`",
    ),
    (
        "standings that are a list",
        replace(FOLDER + "index.md", "standings:\n", "standings: []\nothers:\n"),
        (FOLDER + "index.md", "standings: []"),
        "needs `standings`",
    ),
    (
        "a standing that is a list",
        replace(FOLDER + "05.md", "standing: duty", "standing: [duty]"),
        (FOLDER + "05.md", "standing: [duty]"),
        "s2 must be {standing: …, rules: […]}",
    ),
    (
        "rules that are no list",
        replace(FOLDER + "overview.md", "rules: [cadre]", "rules: cadre"),
        (FOLDER + "overview.md", "rules: cadre"),
        "s9 must be {standing: …, rules: […]}",
    ),
    (
        "front matter that is a list",
        replace(FOLDER + "05.md", "sentences:\n", "- sentences\n---\n"),
        (FOLDER + "05.md", "---"),
        "`key: value`",
    ),
    (
        "a date that does not exist",
        replace(FOLDER + "05.md", "sentences:\n", "date: 2025-02-30\nsentences:\n"),
        (FOLDER + "05.md", "---"),
        "is not YAML",
    ),
    (
        "a control character",
        replace(FOLDER + "05.md", "standing: duty", "standing: \x07duty"),
        (FOLDER + "05.md", "\x07"),
        "is not YAML",
    ),
    (
        "an id that is none",
        replace(FOLDER + "index.md", "  - section-2", "  - section-two"),
        (FOLDER + "index.md", "section-two"),
        "is no id",
    ),
    (
        "a numeral that is none",
        replace(FOLDER + "05.md", "（五）", "（十十）"),
        (FOLDER + "05.md", "# （十十）"),
        "has not the number of '05'",
    ),
    (
        "a tag whose words do not stand in the sentence",
        replace(FOLDER + "05.md", "audiences: [rural], tasks", "audiences: [community], tasks"),
        (FOLDER + "05.md", "[community], tasks"),
        "s1: 'community' claims “城市社区党员”, which does not stand in “学习贯彻",
    ),
    (
        "a tag whose words stand only within another's",
        replace(FOLDER + "overview.md", "actors: [secretaries]", "actors: [branches]"),
        (FOLDER + "overview.md", "actors: [branches]"),
        "s7: 'branches' claims “党支部”",
    ),
    (
        "a tag unknown",
        replace(FOLDER + "05.md", "audiences: [rural], tasks", "audiences: [village], tasks"),
        (FOLDER + "05.md", "[village]"),
        "s1: unknown id 'village': use one of member, ",
    ),
    (
        "a tag given twice",
        replace(FOLDER + "05.md", "tasks: [skills]", "tasks: [skills, skills]"),
        (FOLDER + "05.md", "[skills, skills]"),
        "s1: 'skills' stands in `tasks` twice",
    ),
    (
        "tags that are no list",
        replace(FOLDER + "05.md", "tasks: [skills]", "tasks: skills"),
        (FOLDER + "05.md", "tasks: skills"),
        "s1: `tasks` must be a list of ids",
    ),
    (
        "a tag that is a number",
        replace(FOLDER + "05.md", "tasks: [skills]", "tasks: [7]"),
        (FOLDER + "05.md", "tasks: [7]"),
        "s1: `tasks` must be a list of ids",
    ),
    (
        "an empty list of tags",
        replace(FOLDER + "05.md", "tasks: [skills]", "actors: [], tasks: [skills]"),
        (FOLDER + "05.md", "actors: []"),
        "s1: `actors` is empty: leave it out",
    ),
    (
        "a kind of tag unknown",
        replace(FOLDER + "05.md", "tasks: [skills]", "topics: [skills]"),
        (FOLDER + "05.md", "topics"),
        "and may have binding, audiences",
    ),
    (
        "a method named and not tagged",
        replace(FOLDER + "05.md", "[rotation-training, special-training]", "[special-training]"),
        (FOLDER + "05.md", "  s2:"),
        "s2: “集中轮训” stands here: add 'rotation-training' to `methods`",
    ),
    (
        "a sentence that is not said to be binding or not",
        replace(FOLDER + "05.md", "binding: [hard], ", ""),
        (FOLDER + "05.md", "  s2:"),
        "s2 does not say how binding it is",
    ),
    (
        "a word of obligation in a sentence tagged as general",
        replace(FOLDER + "05.md", "binding: [hard]", "binding: [general]"),
        (FOLDER + "05.md", "  s2:"),
        "s2: “要结合” stands here: add 'hard' to `binding`",
    ),
    (
        "an obligation called a statement too",
        replace(FOLDER + "05.md", "binding: [hard]", "binding: [hard, statement]"),
        (FOLDER + "05.md", "[hard, statement]"),
        "s2: 'statement' does not go with 'hard' unless a word of its own stands there",
    ),
    (
        "a deployment called encouraged",
        replace(FOLDER + "05.md", "binding: [general]", "binding: [encouraged]"),
        (FOLDER + "05.md", "[encouraged]"),
        "s1: 'encouraged' claims “鼓励”",
    ),
    (
        "a word near a task that is not tagged",
        replace(FOLDER + "05.md", "tasks: [skills],\n    ", ""),
        (FOLDER + "05.md", "  s1:"),
        "s1: “实战技能培训” stands here: add 'skills' to `tasks`",
    ),
    (
        "a kindred word that stands nowhere",
        replace(TERMS, '"实战技能培训", ', '"实战技能培训", "插秧", '),
        (TERMS, "插秧"),
        "“插秧” stands in no sentence tagged 'skills': remove the word",
    ),
    (
        "a kindred word that names another task",
        replace(TERMS, '"实战技能培训", ', '"实战技能培训", "党的宗旨教育", '),
        (TERMS, '党的宗旨教育", '),
        "the word '党的宗旨教育' is listed for 'purpose' already",
    ),
    (
        "a binding without words that nothing forbids",
        replace(TERMS, 'unless = ["hard", "general", "encouraged"]\n', ""),
        (TERMS, "[[binding]]"),
        "`unless` is missing",
    ),
    (
        "a binding that an unknown one forbids",
        replace(TERMS, 'unless = ["hard"]', 'unless = ["firm"]'),
        (TERMS, "firm"),
        "`unless` must name other terms of binding, not 'firm'",
    ),
    (
        "a silence without whom to ask",
        replace(TERMS, 'ask = "上级党委组织部门"\n', ""),
        (TERMS, "[[number]]"),
        "`silence` and `ask` stand together or not at all",
    ),
    (
        "a number that nothing accounts for",
        replace(FOLDER + "01.md", ", numbers: [each-year]", ""),
        (FOLDER + "01.md", "落实党的创新理论"),
        "s2: nothing accounts for the number “每年”: name its rule in `rules`, or tag a term",
    ),
    (
        "a number of a quota that says another",
        replace(QUOTAS, "percent = 50", "percent = 60"),
        (FOLDER + "overview.md", "党的创新理论教育学时"),
        "s8: nothing accounts for the number “50%”",
    ),
    (
        "a number explained that a rule computes",
        replace(
            FOLDER + "overview.md", "off-job-training]}", "off-job-training], numbers: [each-year]}"
        ),
        (FOLDER + "overview.md", "基层党组织书记5年内"),
        "s7: a rule computes “每年” here: remove 'each-year'",
    ),
    (
        "a number explained and not tagged",
        replace(FOLDER + "01.md", ", numbers: [each-year]", ""),
        (FOLDER + "01.md", "落实党的创新理论"),
        "s2: “每年” stands here: add 'each-year' to `numbers`",
    ),
    (
        "a number in a heading that no sentence explains",
        replace(TERMS, '"统一", ', ""),
        (FOLDER + "section-2.md", "# 二、"),
        "nothing accounts for the number “一” of the heading",
    ),
    (
        "a numeral that counts nothing, and is not listed",
        replace(TERMS, '"进一步", ', ""),
        (FOLDER + "overview.md", "主要目标是"),
        "s2: nothing accounts for the number “一”",
    ),
    (
        "a word listed as counting nothing that stands nowhere",
        replace(TERMS, '"进一步", ', '"进一步", "万一", '),
        (TERMS, "uncounted"),
        "“万一” stands nowhere in the plan",
    ),
    (
        "a term that tags nothing",
        replace(TERMS, "# 方法\n", '[[task]]\nid = "art"\nlabel = "美"\nwords = ["美"]\n'),
        (TERMS, 'id = "art"'),
        "no sentence is tagged 'art': tag one, or remove it",
    ),
    (
        "a word of a term that stands nowhere",
        replace(TERMS, 'words = ["农村党员"]', 'words = ["农村党员", "村里的党员"]'),
        (TERMS, "村里的党员"),
        "“村里的党员” stands in no sentence tagged 'rural': remove the word",
    ),
    (
        "a word listed for two terms",
        replace(TERMS, 'words = ["农村党员"]', 'words = ["农村党员", "党务工作者"]'),
        (TERMS, '["农村党员", "党务工作者"]'),
        "the word '党务工作者' is listed for 'party-worker' already",
    ),
    (
        "two terms of one id",
        replace(TERMS, 'id = "rural"', 'id = "mobile"'),
        (TERMS, 'id = "mobile"'),
        "duplicate id: there is another audience 'mobile'",
    ),
    (
        "a term's id that is no address",
        replace(TERMS, 'id = "rural"', 'id = "Rural 1"'),
        (TERMS, 'id = "Rural 1"'),
        "`id` must be letters and hyphens",
    ),
    (
        "a term without words",
        replace(TERMS, 'words = ["农村党员"]', "words = []"),
        (TERMS, "words = []"),
        "`words` must be a list of different texts",
    ),
    (
        "a term without a label",
        replace(TERMS, 'label = "农村党员"\n', ""),
        (TERMS, "[[audience]]"),
        "`label` is missing",
    ),
    (
        "a term with a key unknown",
        replace(TERMS, 'label = "农村党员"\n', 'label = "农村党员"\nnote = "乡村"\n'),
        (TERMS, 'note = "乡村"'),
        "unknown key `note`",
    ),
    (
        "a term within one that is not there",
        replace(TERMS, 'within = "cadre"', 'within = "boss"'),
        (TERMS, "[[audience]]"),
        "`within` must name one audience that is within no other, not 'boss'",
    ),
    (
        "a number without a meaning",
        replace(TERMS, 'meaning = "印发规划、发出通知', '# meaning = "印发规划、发出通知'),
        (TERMS, "[[number]]"),
        "`meaning` is missing: say what the number is",
    ),
    (
        "terms that are not TOML",
        replace(TERMS, "[[actor]]", "[[actor]"),
        (TERMS, "[[actor]"),
        "not TOML: ",
    ),
    (
        "a kind of terms missing",
        replace(TERMS, "[[regulation]]", "[[rules]]"),
        (TERMS, "[[rules]]"),
        "unknown key `rules`",
    ),
    (
        "terms missing",
        remove(TERMS),
        (TERMS, ""),
        "missing: restore it",
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
    whole = (copy / file).read_text(encoding="utf-8", errors="replace") if words else "\n"
    lines = whole.splitlines()
    named = [fault for fault in raised.value.faults if fault.file == file]
    assert named, str(raised.value)
    assert any(words in lines[fault.line - 1] for fault in named), str(raised.value)
    assert message in str(raised.value)


def test_all_mistakes_of_a_page_are_named_at_once(copy: Path) -> None:
    replace(FOLDER + "05.md", "standing: content", "standing: honour")(copy)
    replace(FOLDER + "05.md", "组织开展", "组织。开展")(copy)
    with pytest.raises(SiteError) as raised:
        build(copy)
    assert len(raised.value.faults) == 2


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (
            replace(FOLDER + "05.md", "打头阵", "打先锋"),
            r"docs/2024/05\.md:\d+: not the words of docs/2024/source\.txt",
        ),
        (
            replace(QUOTAS, "[plan.period]", "[plan.period"),
            r"calculator/quotas\.toml:\d+: not TOML",
        ),
        (
            replace(QUOTAS, 'quote = "党员5年', 'words = "党员5年'),
            r"calculator/quotas\.toml:\d+: unknown key `words`",
        ),
        (
            replace(QUOTAS, 'binding = "hard"', "binding = 1"),
            r"calculator/quotas\.toml:\d+: `binding` must be hard",
        ),
        (remove(FOLDER + "index.md"), r"docs/2024/index\.md:1: this file is missing"),
        (
            spoil("docs/about.md", "隐私", "隐私".encode("gb18030")),
            r"docs/about\.md:\d+: not UTF-8",
        ),
    ],
)
def test_the_build_ends_with_a_plain_message(
    copy: Path, edit: Callable[[Path], None], message: str
) -> None:
    edit(copy)
    built = subprocess.run(
        [MKDOCS, "build", "--strict", "--site-dir", str(copy / "site")],
        cwd=copy,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode != 0
    assert re.search(message, built.stderr), built.stderr
    assert "Traceback" not in built.stderr
    assert not (copy / "site" / "index.html").exists()


def test_the_file_of_quotas_is_checked_for_what_the_calculator_reads() -> None:
    assert set(quotas_file.BINDINGS) == set(quotas.Binding)
    citation = {field.name for field in fields(quotas.Citation)}
    quota = {field.name for field in fields(quotas.Quota)} - {"citation"}
    assert quotas_file.QUOTA.keys() | quotas_file.AMOUNTS.keys() == quota | citation
    reading = {field.name for field in fields(quotas.Reading)}
    assert quotas_file.READING.keys() | quotas_file.OTHERWISE.keys() == reading


def test_the_project_itself_is_sound(root: Path) -> None:
    build(root)
