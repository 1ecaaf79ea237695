"""The command line: `python -m calculator assess FILE`, a branch's `roster`, and files for both.

Exit status 0: assessed, whatever the verdict; 2: the input cannot be read, each mistake being
named on standard error. Of a ledger, standard error tells what each column was taken for.
"""

import argparse
import io
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from calculator import document, history, report, roster
from calculator.assess import assess
from calculator.errors import InputError, Problem
from calculator.json_input import Mistake, date_value
from calculator.ledger import template
from calculator.ledger.reading import Ledger, one_history, read_ledger
from calculator.ledger.writing import (
    Sheet,
    csv_bytes,
    csv_pieces,
    rows,
    xlsx_bytes,
    xlsx_pieces,
)
from calculator.model import History, Record, Role, RoleName
from calculator.quotas import PLAN
from calculator.sources import Sources

UNREADABLE = 2


def _day(text: str) -> date:
    try:
        return date_value(text)
    except Mistake as mistake:
        raise argparse.ArgumentTypeError(str(mistake)) from None


def _role(text: str) -> Role:
    match = re.fullmatch(r"(secretary|cadre)(?::([^:]*))?(?::([^:]*))?", text)
    if not match:
        raise argparse.ArgumentTypeError(
            f"“{text}”应当写成 secretary、secretary:2026-07-01 或 cadre::2026-06-30 的样子。"
        )
    name, start, end = match.groups()
    first, last = (_day(part) if part else None for part in (start, end))
    if first and last and last < first:
        raise argparse.ArgumentTypeError(f"任职结束日期 {last} 早于开始日期 {first}。")
    return Role(role=RoleName(name), start=first, end=last)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m calculator",
        description=f"按《{PLAN.title}》自查。{report.DISCLAIMER}",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    readable = "培训记录（.json）或台账（.csv、.xlsx）"
    command = commands.add_parser("assess", help="对照一份培训记录或台账")
    command.set_defaults(run=_assess)
    command.add_argument("file", metavar="FILE", type=Path, help=readable)
    command.add_argument(
        "--role",
        metavar="ROLE[:START[:END]]",
        type=_role,
        action="append",
        help="secretary（基层党组织书记）或 cadre（党员干部），任期首末日可省略；可写多次",
    )
    command.add_argument("--joined", metavar="DATE", type=_day, help="支部党员大会通过之日")
    command.add_argument("--infirm", action="store_true", help="年老体弱、行动不便")
    command.add_argument("--military", action="store_true", help="解放军、武警部队的党员")
    command.add_argument("--as-of", metavar="DATE", type=_day, help="截至日期，默认今天")
    command.add_argument(
        "--plus",
        metavar="RECORD",
        action="append",
        default=[],
        help="假如再参加的一次培训，写成记录的 JSON；截至日期以后的也计入；可写多次",
    )
    command.add_argument("--format", choices=["text", "json"], default="text", help="输出的样子")
    command = commands.add_parser("roster", help="对照一个支部的台账，每人一行")
    command.set_defaults(run=_roster)
    command.add_argument("file", metavar="FILE", type=Path, help="带姓名的台账（.csv、.xlsx）")
    command.add_argument("--as-of", metavar="DATE", type=_day, help="截至日期，默认今天")
    command.add_argument(
        "--format", choices=["text", "csv", "xlsx", "json"], default="text", help="输出的样子"
    )
    command.add_argument("--output", metavar="FILE", type=Path, help="写到文件，默认写到屏幕")
    convert = commands.add_parser("convert", help="把培训记录或台账换成另一种文件")
    convert.set_defaults(run=_convert)
    convert.add_argument("file", metavar="FILE", type=Path, help=readable)
    convert.add_argument(
        "target", metavar="TARGET", type=Path, help="写到哪里：.json、.csv 或 .xlsx"
    )
    command = commands.add_parser("template", help="写一份空的台账，供填写")
    command.set_defaults(run=_template)
    command.add_argument("file", metavar="TARGET", type=Path, help="写到哪里：.csv 或 .xlsx")
    command.add_argument("--branch", action="store_true", help="支部用的，多姓名等栏")
    return parser


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError([Problem(message=f"打不开：{error.strerror}。")]) from None


def _ledger(path: Path) -> Ledger:
    """The ledger in a file, every row of it sound; standard error tells of its columns."""
    ledger = read_ledger(path.name, _bytes(path))
    if ledger.problems:
        raise InputError([*ledger.refusal, *report.lost(ledger)])
    for line in report.columns(ledger):
        print(f"{path}：{line}", file=sys.stderr)
    return ledger


def _read(path: Path) -> History:
    if path.suffix.lower() == ".json":
        return history.read(history.decode(_bytes(path)))
    ledger = _ledger(path)
    for name in filter(None, (identity.name for identity in ledger.members)):
        print(f"{path}：“{name}”只用来认出是谁，不进入结果。", file=sys.stderr)
    return one_history(ledger)


def _saved(pieces: Iterable[bytes], path: Path) -> None:
    try:
        with path.open("wb") as file:
            file.writelines(pieces)
    except OSError as error:
        raise InputError([Problem(message=f"“{path}”写不进去：{error.strerror}。")]) from None


def _written(path: Path, writers: dict[str, Callable[[], bytes]]) -> None:
    """Write to `path` what the writer of its ending gives."""
    write = writers.get(path.suffix.lower())
    if write is None:
        *others, last = writers
        message = f"只能写成 {'、'.join(others)} 或 {last} 文件。"
        raise InputError([Problem(message=message)])
    _saved([write()], path)


def _with_flags(read: History, flags: argparse.Namespace) -> History:
    """The history as the flags, which win over the file, have it."""
    person = replace(
        read.person,
        roles=tuple(flags.role) if flags.role else read.person.roles,
        joined=flags.joined or read.person.joined,
        infirm=flags.infirm or read.person.infirm,
        military=flags.military or read.person.military,
    )
    return replace(read, person=person)


def _as_of(read: History, flags: argparse.Namespace) -> tuple[date, str]:
    """The day to assess on, and where it comes from."""
    if flags.as_of:
        return flags.as_of, "由 --as-of 指定"
    if read.as_of:
        return read.as_of, "文件中写明"
    return date.today(), "今天"


class FlagError(InputError):
    """What is wrong with a flag, and not with the file."""


def _planned(text: str, number: int) -> Record:
    """The record of the `number`-th --plus."""
    try:
        return history.read_record(text)
    except InputError as error:
        flag = f"第{number}个 --plus"
        raise FlagError(
            [
                replace(each, key=f"{flag} 的 {each.key}" if each.key else flag)
                for each in error.problems
            ]
        ) from None


def _assess(flags: argparse.Namespace) -> None:
    read = _with_flags(_read(flags.file), flags)
    day, origin = _as_of(read, flags)
    plus = [_planned(text, number) for number, text in enumerate(flags.plus, start=1)]
    assessment = assess(read, as_of=day, plus=plus)
    if flags.format == "json":
        print(f"截至日期 {day}（{origin}）", file=sys.stderr)
        sys.stdout.write(document.text(assessment))
    else:
        without = assess(read, as_of=day) if plus else None
        sys.stdout.write(report.text(assessment, origin, without))


def _roster(flags: argparse.Namespace) -> None:
    ledger, totals = _ledger(flags.file), roster.Totals()
    sources = Sources.of_ledger(flags.file.name, ledger)
    found = roster.lines(ledger.members, flags.as_of, date.today())
    # A line a person, written as soon as it is there: a roster of many is never whole in memory.
    table = roster.table(found, totals, sources)
    pieces: Iterable[bytes]
    if flags.format == "text":
        pieces = (f"{line}\n".encode() for line in roster.report(found, totals, sources))
    elif flags.format == "json":
        pieces = (piece.encode() for piece in roster.json_pieces(found, totals, sources))
    elif flags.format == "csv":
        pieces = csv_pieces(roster.with_notes(table, totals, sources))
    else:
        notes = Sheet(roster.NOTES, roster.notes(totals, sources))
        pieces = xlsx_pieces(table, roster.TITLE, wide=roster.WIDE, notes=notes)
    if flags.output:
        _saved(pieces, flags.output)
    else:
        sys.stdout.buffer.writelines(pieces)


def _convert(flags: argparse.Namespace) -> None:
    read = _read(flags.file)
    _written(
        flags.target,
        {
            ".json": lambda: document.json_text(history.document(read)).encode(),
            ".csv": lambda: csv_bytes(rows(read)),
            ".xlsx": lambda: xlsx_bytes(rows(read)),
        },
    )


def _template(flags: argparse.Namespace) -> None:
    _written(
        flags.file,
        {
            ".csv": lambda: csv_bytes(template.rows(branch=flags.branch)),
            ".xlsx": lambda: template.xlsx_bytes(branch=flags.branch),
        },
    )


def main(arguments: Sequence[str]) -> int:
    """Run the command line; the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    flags = _parser().parse_args(arguments)
    try:
        flags.run(flags)
    except InputError as error:
        source = "" if isinstance(error, FlagError) else f"{flags.file}："
        for problem in error.problems:
            print(f"{source}{problem}", file=sys.stderr)
        return UNREADABLE
    return 0
