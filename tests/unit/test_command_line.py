"""The command line, run as its users run it: flags, formats, exit status, what it says."""

import io
import json
import runpy
import sys
from datetime import date
from pathlib import Path

import pytest

from calculator import assess, assessment_text, read_history
from calculator.command_line import main

HISTORY = {
    "schema": 1,
    "as_of": "2026-06-30",
    "records": [{"start": "2025-03-05", "hours": 8, "concentrated": "yes", "theory": "yes"}],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "history.json"
    path.write_text(json.dumps(HISTORY), encoding="utf-8")
    return path


def verdicts(out: str) -> dict[str, str]:
    return {finding["rule"]: finding["verdict"] for finding in json.loads(out)["findings"]}


def test_json_is_the_assessment_document(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", str(file), "--format", "json"]) == 0
    shown = capsys.readouterr()
    assert shown.out == assessment_text(assess(read_history(json.dumps(HISTORY))))
    assert "2026-06-30（文件中写明）" in shown.err


def test_flags_win_over_the_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flags = ["--as-of", "2028-12-31", "--role", "secretary:2024-01-01:2028-12-31"]
    assert main(["assess", str(file), *flags, "--format", "json"]) == 0
    shown = capsys.readouterr()
    assert verdicts(shown.out)["secretary-total"] == "not_met"
    assert json.loads(shown.out)["as_of"] == "2028-12-31"
    assert "由 --as-of 指定" in shown.err


@pytest.mark.parametrize(
    ("flags", "rule", "verdict"),
    [
        (["--role", "secretary"], "secretary-total", "not_yet"),
        (["--role", "secretary:2026-01-01"], "secretary-total", "undetermined"),
        (["--role", "secretary::2026-06-30"], "secretary-total", "not_yet"),
        (["--role", "cadre"], "member-total", "elsewhere"),
        (["--role", "cadre", "--role", "secretary"], "secretary-total", "undetermined"),
        (["--joined", "2025-01-01"], "member-total", "undetermined"),
        (["--infirm"], "member-total", "not_required"),
        (["--military"], "member-total", "elsewhere"),
    ],
)
def test_flags(
    file: Path, capsys: pytest.CaptureFixture[str], flags: list[str], rule: str, verdict: str
) -> None:
    assert main(["assess", str(file), *flags, "--format", "json"]) == 0
    assert verdicts(capsys.readouterr().out)[rule] == verdict


def test_today_is_the_last_resort(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "history.json"
    path.write_text('{"schema": 1, "records": []}', encoding="utf-8")
    before = date.today()
    assert main(["assess", str(path)]) == 0
    out = capsys.readouterr().out
    assert any(f"截至日期：{day}（今天）" in out for day in (before, date.today()))


def test_text_says_what_the_document_says(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["assess", str(file)])
    out = capsys.readouterr().out
    document = json.loads(assessment_text(assess(read_history(json.dumps(HISTORY)))))
    for finding in document["findings"]:
        if finding["verdict"] != "not_applicable":
            assert finding["citation"]["quote"] in out
            assert all(line["text"] in out for line in finding["explanation"])
    assert document["overall"]["label"] in out
    assert "自查用，不是考核依据，不替代党组织登记" in out


def test_notices_are_told_by_the_records_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "history.json"
    path.write_text(json.dumps({**HISTORY, "records": HISTORY["records"] * 2}), encoding="utf-8")  # type: ignore[operator]
    main(["assess", str(path)])
    assert "第 1、2 条：" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('{"schema": 1, "records": [{"start": "2025-02-30", "hours": 8}]}', "records[0].start"),
        ('{"schema": 1, "records": [], "person": {"infirm": 1}}', "person.infirm"),
        ("{", "第1行第2个字符"),
        ("\udcff", "UTF-8"),
    ],
)
def test_what_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, named: str
) -> None:
    path = tmp_path / "history.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert main(["assess", str(path)]) == 2
    shown = capsys.readouterr()
    assert named in shown.err
    assert str(path) in shown.err
    assert not shown.out


def test_a_key_that_no_terminal_can_show(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "history.json"
    path.write_text('{"schema": 1, "\\ud800": 1, "records": []}', encoding="utf-8")
    assert main(["assess", str(path)]) == 2
    assert "没有这个项目" in capsys.readouterr().err


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", str(tmp_path / "none.json")]) == 2
    assert "打不开" in capsys.readouterr().err


def test_a_file_of_another_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ledger.docx"
    path.write_bytes(b"PK")
    assert main(["assess", str(path)]) == 2
    assert ".json" in capsys.readouterr().err


PLANNED = (
    '{"start": "2027-05-10", "end": "2027-05-28", "hours": 152, '
    '"concentrated": "yes", "theory": "no"}'
)


def test_a_supposed_training_counts_though_it_is_still_to_come(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assess", str(file), "--plus", PLANNED, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    total, share = told["findings"][0], told["findings"][7]
    assert (total["verdict"], total["hours"]["low"]) == ("met", 160)  # 8 + 152
    assert total["records"] == [0, 1]
    assert (share["verdict"], share["percent"]["high"]) == ("not_yet", 5)  # 8 of 160
    assert told["notices"] == []


def test_the_text_tells_what_a_supposed_training_changes(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assess", str(file), "--plus", PLANNED]) == 0
    told = capsys.readouterr().out
    assert "党员五年集中学习培训：尚未达到 → 已达到" in told
    assert "党的创新理论教育学时占比：已达到 → 尚未达到" in told
    assert main(["assess", str(file), "--plus", PLANNED.replace("152", "0")]) == 0
    assert "各项结果不变" in capsys.readouterr().out


def test_alike_supposed_trainings_count_each(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = ["--plus", PLANNED, "--plus", PLANNED, "--format", "json"]
    assert main(["assess", str(file), *flags]) == 0
    assert json.loads(capsys.readouterr().out)["findings"][0]["hours"]["low"] == 312


def test_a_mistake_in_a_supposed_training_is_named(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for wrong in ("{}", "[]", PLANNED.replace("152", '"x"')):
        assert main(["assess", str(file), "--plus", wrong]) == 2
        told = capsys.readouterr().err
        assert told.startswith("第1个 --plus")
        assert str(file) not in told


def test_a_supposed_training_that_does_not_count_is_told_of(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = PLANNED.replace('"concentrated": "yes"', '"concentrated": "no"')
    disagreeing = PLANNED.replace('"hours"', '"days": 1, "hours"').replace("2027", "2028")
    flags = ["--plus", refused, "--plus", disagreeing, "--plus", disagreeing, "--format", "json"]
    assert main(["assess", str(file), *flags]) == 0
    told = json.loads(capsys.readouterr().out)["notices"]
    assert [(notice["code"], notice["records"]) for notice in told] == [
        ("overlap", [2, 3]),
        ("long_day", [2, 3]),
        ("conflicting_amount", [2, 3]),
        ("not_concentrated", [1]),
    ]


def test_a_ledger_is_assessed_like_the_history_it_holds(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = tmp_path / "ledger.csv"
    assert main(["convert", str(file), str(ledger)]) == 0
    assert main(["assess", str(file), "--format", "json"]) == 0
    from_history = capsys.readouterr().out
    assert main(["assess", str(ledger), "--format", "json"]) == 0
    assert capsys.readouterr().out == from_history


def test_a_ledger_is_converted_to_the_same_history(file: Path, tmp_path: Path) -> None:
    ledger, back = tmp_path / "ledger.csv", tmp_path / "back.json"
    assert main(["convert", str(file), str(ledger)]) == 0
    assert main(["convert", str(ledger), str(back)]) == 0
    read = read_history(back.read_text(encoding="utf-8"))
    assert read == read_history(json.dumps(HISTORY))


def test_bad_rows_of_a_ledger_are_named_by_their_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ledger.csv"
    path.write_text("日期,学时\n3.5,4\n2024.3.5,若干\n", encoding="utf-8")
    assert main(["assess", str(path)]) == 2
    told = capsys.readouterr().err
    assert "第2行“日期”" in told
    assert "第3行“学时”" in told


@pytest.mark.parametrize("target", ["history.pdf", "no such folder/history.json"])
def test_a_target_that_cannot_be_written(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    assert main(["convert", str(file), str(tmp_path / target)]) == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    "flags",
    [
        ["--role", "minister"],
        ["--role", "secretary:soon"],
        ["--role", "secretary:2026-01-01:2025-01-01"],
        ["--as-of", "2026-02-30"],
        ["--joined", "2026"],
    ],
)
def test_flags_that_cannot_be_read(file: Path, flags: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["assess", str(file), *flags])
    assert stopped.value.code == 2


def test_what_each_column_of_a_ledger_was_taken_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "台账.csv"
    path.write_text("培训时间,学时,讲师,手机号\n2025-03-05,8,某,139\n", encoding="gb18030")
    assert main(["assess", str(path), "--as-of", "2026-06-30"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        f"{path}：A 列“培训时间”：当作开始日期",
        f"{path}：B 列“学时”：当作学时",
        f"{path}：C 列“讲师”：没有用到",
        f"{path}：D 列“手机号”：个人信息，不读取、不保存",
    ]


def test_a_name_that_is_only_told_by_is_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "台账.csv"
    path.write_text("姓名,日期,学时\n张三,2025-03-05,8\n", encoding="utf-8")
    assert main(["convert", str(path), str(tmp_path / "history.json")]) == 0
    assert "“张三”只用来认出是谁，不进入结果。" in capsys.readouterr().err


def test_an_xlsx_ledger_names_its_sheets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "台账.xlsx"
    assert main(["template", str(path)]) == 0
    assert main(["assess", str(path), "--as-of", "2026-06-30"]) == 0
    assert "读的是工作表“培训台账”；没有读：填写说明" in capsys.readouterr().err


def test_text_of_a_person_whom_every_rule_concerns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "history.json"
    path.write_text('{"schema": 1, "records": []}', encoding="utf-8")
    flags = ["--as-of", "2026-06-30", "--role", "cadre", "--role", "secretary", "--military"]
    assert main(["assess", str(path), *flags]) == 0
    out = capsys.readouterr().out
    assert "不适用" not in out
    assert "本站读法" not in out


def test_a_roster_on_the_screen(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "台账.csv"
    path.write_text("姓名,日期,学时\n张三,2025-03-05,8\n", encoding="utf-8")
    assert main(["roster", str(path), "--as-of", "2026-06-30"]) == 0
    assert "共 1 人" in capsysbinary.readouterr().out.decode()


def test_output_that_is_no_text_stream_of_python_itself(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    assert main(["assess", str(file)]) == 0
    assert "总体" in out.getvalue()


def test_the_package_is_a_program(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["calculator", "assess", str(file)])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("calculator", run_name="__main__")
    assert ended.value.code == 0
    assert "总体" in capsys.readouterr().out
