"""Records as files: brought in with a look first, sent out as a download or as text."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import BrowserContext, Locator, Page, expect

from calculator import browser, read_history
from calculator.ledger import writing
from calculator.ledger.columns import Column
from calculator.ledger.reading import one_history, read_ledger
from scripts.tools.server import Site
from tests.browser.conftest import Watch
from tests.browser.histories import SECRETARY, TWELVE, history, record
from tests.browser.self_check import START_MS, SelfCheck, runtime_file

pytestmark = pytest.mark.browser


@pytest.fixture
def check(phone: Page, site: Site) -> SelfCheck:
    return SelfCheck(phone, site).open()


@pytest.mark.pyodide
def test_choosing_a_file_starts_the_calculator_and_shows_what_is_in_it(check: SelfCheck) -> None:
    check.choose("记录.json", json.dumps(history(*TWELVE, infirm=True)).encode())
    expect(check.part("preview")).to_be_visible(timeout=60_000)
    expect(check.part("preview")).to_contain_text("12 条记录")
    expect(check.part("preview")).to_contain_text("年老体弱、行动不便")
    # Where there are several people, the buttons say whose records they change.
    expect(check.act("replace")).to_have_text("读入 12 条记录和身份")
    check.add_person("老张")
    expect(check.act("merge")).to_have_text("给“老张”只加入 12 条记录，不要身份")
    expect(check.act("replace")).to_have_text("给“老张”读入 12 条记录和身份")
    check.page.get_by_text("我年老体弱、行动不便").click()
    expect(check.act("merge")).to_have_text("给“老张”加入 12 条记录")
    expect(check.act("replace")).to_have_text("取代“老张”的现有记录和身份")
    check.choose_person("我")
    expect(check.act("replace")).to_have_text("给“我”读入 12 条记录和身份")
    expect(check.cards).to_have_count(0)
    check.act("dismiss-file").click()
    expect(check.cards).to_have_count(0)


def test_merging_replacing_and_taking_it_back(check: SelfCheck) -> None:
    check.add(start="2024-05-05", hours="4", topic="原有的")
    check.bring(history(record("2025-05-05"), military=True), "merge")
    expect(check.cards).to_have_count(2)
    assert json.loads(check.exported())["person"]["military"] is False
    # The way back stays open while the reader goes on, and takes out nothing else.
    check.add(start="2026-05-05", hours="4", topic="后来的")
    check.part("undo").get_by_role("button", name="撤销").click()
    expect(check.cards).to_have_count(2)
    expect(check.card(2)).to_contain_text("后来的")
    check.card(2).get_by_role("button", name="删除").click()

    before = json.loads(check.exported())
    check.bring(history(*TWELVE, military=True))
    expect(check.cards).to_have_count(12)
    check.wait_assessed()
    check.part("undo").get_by_role("button", name="撤销").click()
    expect(check.cards).to_have_count(1)
    assert json.loads(check.exported()) == before


def test_where_nothing_was_entered_the_person_is_brought_in_too(check: SelfCheck) -> None:
    backup = json.dumps(history(*TWELVE, roles=[SECRETARY])).encode()
    tick = check.page.locator("[data-role=secretary] [data-role-tick]")

    def look() -> Locator:
        check.choose("记录.json", backup)
        expect(check.part("preview")).to_be_visible()
        return check.part("preview").locator(".check-primary")

    look().click()
    expect(tick).to_be_checked()
    expect(check.cards).to_have_count(12)
    check.part("undo").get_by_role("button", name="撤销").click()
    expect(tick).not_to_be_checked()
    # Whoever has records adds to them, and hears that the person was left.
    check.add(start="2025-05-05", hours="4")
    expect(look()).to_have_text("加入 12 条记录")
    expect(check.act("replace")).to_have_text("取代现有记录和身份")
    check.act("merge").click()
    expect(check.cards).to_have_count(13)
    undo = check.part("undo")
    expect(undo).to_be_focused()
    expect(undo).to_be_in_viewport(ratio=1)
    expect(undo).to_contain_text("身份没有带入")
    expect(tick).not_to_be_checked()
    undo.get_by_role("button", name="把身份也带入").click()
    expect(tick).to_be_checked()
    undo.get_by_role("button", name="撤销").click()
    expect(tick).not_to_be_checked()
    expect(check.cards).to_have_count(13)


def test_an_export_can_be_brought_in_again_unchanged(check: SelfCheck) -> None:
    check.bring(history(*TWELVE, roles=[{"role": "cadre", "start": "2025-01-01"}]))
    exported = check.exported()
    check.bring(json.loads(exported))
    assert check.exported() == exported
    assert "findings" in json.loads(browser.call("assess", exported))


def test_a_look_at_a_file_does_not_take_the_form_from_who_types(check: SelfCheck) -> None:
    check.choose("记录.json", json.dumps(history(*TWELVE)).encode())
    check.field("topic").focus()
    expect(check.part("preview")).to_be_visible(timeout=60_000)
    expect(check.field("topic")).to_be_focused()


REFUSED = [
    ("坏的.json", b"{", "JSON"),
    ("图片.json", b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", "UTF-8"),
    ("空的.json", b"", "JSON"),
    ("文稿.docx", b"PK\x03\x04", ".json"),
    ("旧的.xls", b"\xd0\xcf\x11\xe0", "另存为 .xlsx"),
    ("坏的.xlsx", b"PK\x03\x04", "读不出来"),
    ("没有表头.csv", "姓名,备注\n张三,无\n".encode("gb18030"), "表头"),
    ("只有表头.csv", "日期,学时\n".encode(), "没有培训记录"),
    ("有错.json", json.dumps(history(record("2025-02-30"))).encode(), "第 1 条"),
    ("都有错.csv", "日期,学时\n2025-02-30,4\n".encode(), "第 2 行"),
]
"""A file's name, what is in it, and a word of the refusal."""


LARGE = """
([name, bytes]) => {
  const chosen = new DataTransfer();
  chosen.items.add(new File([new Uint8Array(bytes)], name));
  const input = document.querySelector("#history-file");
  input.files = chosen.files;
  input.dispatchEvent(new Event("change"));
}
"""
"""Chooses a file of so many bytes, none of which need to be carried to the browser."""


def test_a_file_that_is_too_large_is_refused(check: SelfCheck) -> None:
    check.page.evaluate(LARGE, ["太大.json", 24 * 1024 * 1024 + 1])
    expect(check.part("file-problem")).to_contain_text("太大.json", timeout=60_000)
    expect(check.part("drop")).to_contain_text("超过")


def test_files_that_are_refused_change_nothing(check: SelfCheck) -> None:
    check.add(start="2025-03-05", hours="4")
    before = check.exported()
    for name, content, message in REFUSED:
        check.choose(name, content)
        expect(check.part("file-problem")).to_contain_text(name, timeout=60_000)
        expect(check.part("drop")).to_contain_text(message)
        expect(check.part("preview")).to_be_hidden()
        assert check.exported() == before
    # What was wrong is gone with the next file.
    check.choose("好的.json", json.dumps(history(record("2025-05-05"))).encode())
    expect(check.part("preview")).to_be_visible()
    expect(check.part("file-problem")).to_be_hidden()
    expect(check.part("file-problems")).to_be_hidden()


LEDGER = """某某支部党员培训台账,,,,,,
日期,培训内容,学时,是否集中学习,讲师,身份证号,手机号
2025.3.5,党课,4,是,某某,110101199001011234,13900001234
2025年4月8日至10日,县委党校培训班,3天,是,某某,110101199001011234,13900001234
,,,,,,
2025.5.6,自学,若干,否,某某,110101199001011234,13900001234
5.6,主题党日,2,可能,某某,110101199001011234,13900001234
45737,专题讲座,半天,,某某,110101199001011234,13900001234
"""


def as_workbook() -> bytes:
    """The same as a workbook, with a sheet that is not read."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "台账"
    for line in LEDGER.splitlines():
        cells: list[Any] = [cell or None for cell in line.split(",")]
        sheet.append([int(cell) if cell and cell.isdigit() else cell for cell in cells])
    book.create_sheet("说明").append(["不读"])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


LEDGERS = {
    "GB18030.csv": LEDGER.encode("gb18030"),
    "UTF-8.csv": LEDGER.encode("utf-8-sig"),
    "tabs.txt": LEDGER.replace(",", "\t").encode(),
    "book.xlsx": as_workbook(),
}


@pytest.mark.pyodide
@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_tells_each_rows_fate_before_anything_is_kept(check: SelfCheck, name: str) -> None:
    check.choose(name, LEDGERS[name])
    preview = check.part("preview")
    expect(preview).to_be_visible(timeout=START_MS)
    expect(check.cards).to_have_count(0)
    expect(check.part("preview-list")).to_contain_text(
        "3 条记录，开始日期从 2025-03-05 到 2025-04-08"
    )
    expect(check.part("preview-list")).to_contain_text("2 行没有读进来")
    wrong = check.part("preview-problems").locator("li")
    places = [("第 6 行", "“学时”"), ("第 7 行", "“是否集中学习”"), ("第 7 行", "“日期”")]
    expect(wrong).to_have_count(len(places))
    for line, (row, column) in zip(wrong.all(), places, strict=True):
        expect(line).to_contain_text(row)
        expect(line).to_contain_text(column)
    columns = check.part("preview-columns")
    columns.locator("summary").click()
    expect(columns).to_contain_text("1 栏没有用到，2 栏是个人信息，没有读取")
    expect(columns.locator("tbody tr").nth(1)).to_have_text("B 列培训内容当作主题")
    expect(columns.locator("tbody tr").nth(5)).to_contain_text("不读取、不保存")
    records = check.part("preview-records")
    records.locator("summary").click()
    expect(records.locator("li")).to_have_text(
        [
            "第 3 行，2025-03-05，党课，4 学时",
            "第 4 行，2025-04-08 至 2025-04-10，县委党校培训班，3 天",
            "第 8 行，2025-03-21，专题讲座，0.5 天",
        ]
    )
    check.act("merge").click()
    expect(check.cards).to_have_count(3)
    assert "110101" not in check.page.evaluate("() => JSON.stringify({...localStorage})")
    check.wait_assessed()
    check.part("undo").get_by_role("button", name="撤销").click()
    expect(check.cards).to_have_count(0)


def test_a_ledger_that_tells_nothing_of_the_person_leaves_the_person(check: SelfCheck) -> None:
    check.page.get_by_text("我年老体弱、行动不便").click()
    check.add(start="2024-05-05", hours="4", topic="原有的")
    check.choose("台账.csv", LEDGERS["UTF-8.csv"])
    expect(check.part("preview")).to_contain_text("身份不变", timeout=START_MS)
    check.act("replace").click()
    expect(check.cards).to_have_count(3)
    assert json.loads(check.exported())["person"]["infirm"] is True
    check.choose("台账.csv", "姓名,身份,日期,学时\n张三,书记,2025-3-5,4\n".encode())
    expect(check.part("preview")).to_contain_text("姓名：张三")
    expect(check.part("preview")).to_contain_text("身份：基层党组织书记")
    check.act("replace").click()
    person = json.loads(check.exported())["person"]
    assert (person["infirm"], person["roles"][0]["role"]) == (False, "secretary")
    check.choose("台账.csv", "姓名,身份,日期,学时\n张三,书记（至2026-06-01）,2025-3-5,4\n".encode())
    expect(check.part("preview")).to_contain_text("身份：基层党组织书记（至 2026-06-01）")


def test_pasted_cells_and_pasted_text(check: SelfCheck) -> None:
    check.page.get_by_text("粘贴文字").click()
    check.act("read-pasted").click()
    pasted = check.page.locator("#pasted-text")
    expect(pasted).to_be_focused()
    pasted.fill(LEDGER.replace(",", "\t"))
    check.act("read-pasted").click()
    expect(check.part("preview")).to_contain_text("3 条记录", timeout=START_MS)
    check.act("merge").click()
    expect(check.cards).to_have_count(3)
    expect(pasted).to_have_value("")
    exported = check.exported()
    pasted.fill(f"  \n{exported}")
    check.act("read-pasted").click()
    expect(check.part("preview")).to_be_visible()
    check.act("replace").click()
    assert check.exported() == exported
    pasted.fill("今天上了党课，4学时")
    check.act("read-pasted").click()
    expect(check.part("drop")).to_contain_text("没有找到表头")


def test_files_are_dropped_anywhere_on_the_page(check: SelfCheck) -> None:
    files = [["台账.csv", LEDGER], ["说明.docx", "PK"]]
    dropped = check.page.evaluate_handle(
        """(files) => {
          const transfer = new DataTransfer();
          for (const [name, text] of files) transfer.items.add(new File([text], name));
          return transfer;
        }""",
        files,
    )
    drop = check.part("drop")
    check.part("records").dispatch_event("dragover", {"dataTransfer": dropped})
    expect(drop).to_have_class("check-field check-drop check-dropping")
    check.part("records").dispatch_event("drop", {"dataTransfer": dropped})
    expect(drop).to_have_class("check-field check-drop")
    expect(check.part("preview")).to_contain_text("“台账.csv”等 2 个文件", timeout=START_MS)
    expect(check.part("preview-problems")).to_contain_text("说明.docx")
    expect(check.part("preview-list")).to_contain_text("台账.csv：3 条记录，2 行没有读进来")
    expect(check.part("preview-list")).to_contain_text("说明.docx：没有读进来")
    expect(check.part("preview-list")).not_to_contain_text("合起来自")


MANY = ("日期,主题,学时\n" + "2025-3-5,党课,4\n" * 60_000).encode()


def test_reading_shows_how_far_it_is_and_can_be_cancelled(check: SelfCheck) -> None:
    check.start().add(start="2025-03-05", hours="4")
    before = check.exported()
    check.choose("很长的.csv", MANY)
    expect(check.part("reading-text")).to_contain_text("共约 60001 行")
    # Others' calls come between.
    check.add(start="2025-04-05", hours="4")
    check.wait_assessed()
    check.act("cancel-reading").dblclick()
    expect(check.part("reading")).to_be_hidden()
    expect(check.part("preview")).to_be_hidden()
    added = check.cards.filter(has_text="2025-04-05")
    added.get_by_role("button", name="删除").click()
    assert check.exported() == before
    check.choose("短的.csv", LEDGERS["UTF-8.csv"])
    expect(check.part("preview")).to_contain_text("短的.csv")


def test_of_two_files_chosen_one_after_the_other_the_last_is_read(check: SelfCheck) -> None:
    check.start()
    check.choose("很长的.csv", MANY)
    expect(check.part("reading-text")).to_contain_text("已读")
    check.choose("短的.csv", LEDGERS["UTF-8.csv"])
    expect(check.part("preview")).to_contain_text("短的.csv")
    expect(check.part("preview-list")).to_contain_text("3 条记录")


def test_clearing_ends_the_reading(check: SelfCheck) -> None:
    check.start()
    check.choose("很长的.csv", MANY)
    expect(check.part("reading-text")).to_contain_text("已读")
    check.act("clear").click()
    check.act("clear-yes").click()
    expect(check.part("reading")).to_be_hidden()
    check.choose("短的.csv", LEDGERS["UTF-8.csv"])
    expect(check.part("preview")).to_contain_text("短的.csv")


def test_long_lists_are_shown_a_part_at_a_time(check: SelfCheck) -> None:
    rows = "".join(f"2025-3-{1 + at % 28},第{at}讲,4\n" for at in range(120))
    check.choose("台账.csv", f"日期,主题,学时\n{rows}".encode())
    records = check.part("preview-records")
    expect(check.part("preview")).to_be_visible(timeout=START_MS)
    records.locator("summary").click()
    expect(records.locator("li")).to_have_count(48)
    records.get_by_role("button", name="还有 72 条").click()
    expect(records.locator("li")).to_have_count(96)
    expect(records.locator("li").nth(48)).to_be_focused()
    records.get_by_role("button", name="还有 24 条").click()
    expect(records.locator("li")).to_have_count(120)
    expect(records.get_by_role("button")).to_have_count(0)


def saved(check: SelfCheck, kind: str) -> bytes:
    """The bytes of an exported file."""
    with check.page.expect_download(timeout=START_MS) as download:
        check.page.locator(f"[data-act=export][data-kind={kind}]").click()
    assert download.value.suggested_filename.endswith(f".{kind}")
    return Path(download.value.path()).read_bytes()


RECORD_STATUS = """() => {
  window.statuses = [];
  const status = document.querySelector("[data-part=copy-status]");
  const observer = new MutationObserver(() => statuses.push(status.textContent));
  observer.observe(status, { childList: true, characterData: true, subtree: true });
}"""


@pytest.mark.pyodide
def test_tables_are_what_the_command_line_writes(check: SelfCheck, site: Site) -> None:
    check.bring(history(*TWELVE, roles=[{"role": "cadre", "start": "2025-01-01"}]))
    expected = read_history(check.exported())
    assert saved(check, "csv") == writing.csv_bytes(writing.rows(expected))
    check.page.evaluate(RECORD_STATUS)
    book = saved(check, "xlsx")
    assert any("正在下载写 Excel 文件的部件" in text for text in check.page.evaluate("statuses"))
    assert len([path for path in site.asked if path.endswith("spreadsheets.zip")]) == 1
    assert one_history(read_ledger("a.xlsx", book)) == expected
    assert [cell.value for cell in load_workbook(io.BytesIO(book)).worksheets[0][1]][:2] == [
        Column.ROLES,
        Column.AS_OF,
    ]
    # What this page has written, it reads.
    before = check.exported()
    for kind in ("xlsx", "csv"):
        check.choose(f"培训记录.{kind}", saved(check, kind))
        expect(check.part("preview")).to_be_visible()
        check.act("replace").click()
        assert check.exported() == before


@pytest.mark.pyodide
def test_an_archive_that_does_not_come_ends_nothing(
    check: SelfCheck, site: Site, watch: Watch, built_site: Path
) -> None:
    watch.expect("503")
    site.failing.add(runtime_file(built_site, "spreadsheets.zip"))
    check.start().add(start="2025-03-05", hours="4")
    check.page.locator("[data-act=export][data-kind=xlsx]").click()
    expect(check.part("copy-status")).to_contain_text("没有下载完")
    check.wait_assessed()
    site.failing.clear()
    assert read_ledger("a.xlsx", saved(check, "xlsx")).members


def test_ledgers_to_fill_in(check: SelfCheck, site: Site) -> None:
    check.page.get_by_text("空白台账").click()
    for link in check.page.locator(".check-templates a").all():
        with check.page.expect_download() as download:
            link.click()
        name = download.value.suggested_filename
        ledger = read_ledger(name, Path(download.value.path()).read_bytes())
        assert not ledger.members
        taken = {heading.column for heading in ledger.headings}
        assert (Column.NAME in taken) == name.startswith("branch")


def test_the_heading_of_a_ledger_is_copied(
    check: SelfCheck, context: BrowserContext, site: Site
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    check.page.get_by_text("空白台账").click()
    for name in ("个人", "支部"):
        check.page.get_by_role("button", name=f"复制{name}台账的表头").click()
        expect(check.part("heading-copy-status")).to_contain_text("已复制")
        text = check.page.evaluate("() => navigator.clipboard.readText()")
        ledger = read_ledger("粘贴的内容.txt", text.encode())
        assert (Column.NAME in {each.column for each in ledger.headings}) == (name == "支部")


def test_copying_as_text(check: SelfCheck, context: BrowserContext, site: Site) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    check.add(start="2025-03-05", hours="4", topic="“三会一课”")
    copied = "() => navigator.clipboard.readText()"
    for kind in ("json", "csv", "xlsx"):
        check.page.locator(f"[data-act=copy-export][data-kind={kind}]").click()
        expect(check.part("copy-status")).to_contain_text("已复制", timeout=START_MS)
        text = check.page.evaluate(copied)
        if kind == "json":
            assert text == check.exported()
        else:
            [line] = one_history(read_ledger("粘贴的内容.txt", text.encode())).records
            assert (line.topic, "\t" in text) == ("“三会一课”", kind == "xlsx")


def test_copying_where_the_browser_does_not_let_us(
    context: BrowserContext, phone: Page, site: Site
) -> None:
    context.add_init_script(
        """Object.defineProperty(navigator, "clipboard", { value: undefined });
        document.execCommand = () => false;"""
    )
    check = SelfCheck(phone, site).open()
    check.add(start="2025-03-05", hours="4")
    check.page.locator("[data-act=copy-export][data-kind=json]").click()
    box = phone.locator("#copy-text")
    expect(box).to_be_visible()
    expect(box).to_have_value(check.exported())
    assert phone.evaluate("() => getSelection().toString()") == check.exported()
