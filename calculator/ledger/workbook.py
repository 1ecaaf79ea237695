"""A workbook: its sheets, the texts they share, and what their numbers look like."""

import posixpath
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from calculator.json_input import LONGEST_GUARDED, LONGEST_TEXT, shown
from calculator.ledger.cells import Broken
from calculator.ledger.number_formats import BUILT_IN, Shown, shown_number
from calculator.ledger.package import DEEPEST, Damaged, Handler, Package, elements, local, parse

MOST_STRINGS = 1 << 19
MOST_STYLES = 65_536
MOST_SHEETS = 1000

TOO_LONG = Broken(f"文字超过 {LONGEST_TEXT} 个字符，不像台账里的一格。")

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}[_\r])")
_LONGEST_ESCAPED = LONGEST_GUARDED * len("_x000D_")


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A sheet of the workbook: what it is called, where it is, whether it can be seen."""

    title: str
    name: str
    hidden: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Relation:
    kind: str
    target: str


class Workbook:
    """A workbook's parts.

    Raises InputError where the file is none, Damaged where a part of it is broken.
    """

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        named = {each.kind: each.target for each in self._relations("").values()}
        name = named.get("officeDocument", "xl/workbook.xml")
        relations = self._relations(name)
        self.from_1904 = False
        self.sheets: list[Part] = []
        self._read_workbook(name, relations)
        parts = {relation.kind: relation.target for relation in relations.values()}
        self.strings = Strings()
        if parts.get("sharedStrings", "") in self.package:
            self.strings = _shared_strings(self.package, parts["sharedStrings"])
        self.formats: Sequence[Shown | None] = ()
        if parts.get("styles", "") in self.package:
            self.formats = _formats(self.package, parts["styles"], from_1904=self.from_1904)

    def _relations(self, name: str) -> dict[str, _Relation]:
        """What the part `name` refers to inside of the file, by id."""
        folder, file = posixpath.split(name)
        found: dict[str, _Relation] = {}

        def take(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.join("/", folder, attributes.get("Target", ""))
                found[attributes.get("Id", "")] = _Relation(
                    kind=attributes.get("Type", "").rpartition("/")[2],
                    target=posixpath.normpath(target).lstrip("/"),
                )

        elements(self.package.chunks(posixpath.join(folder, "_rels", f"{file}.rels")), take)
        return found

    def _read_workbook(self, name: str, relations: dict[str, _Relation]) -> None:
        def take(tag: str, attributes: dict[str, str]) -> None:
            if tag == "workbookPr":
                self.from_1904 = is_true(attributes.get("date1904"))
            if tag != "sheet":
                return
            ids = {local(key): value for key, value in attributes.items()}
            relation = relations.get(ids.get("id", ""))
            if relation is None:
                raise Damaged(f"工作表“{shown(attributes.get('name', ''))}”不在文件里")
            if len(self.sheets) == MOST_SHEETS:
                raise Damaged(f"工作表多于 {MOST_SHEETS} 张")
            # Charts and macros have sheets of their own kind.
            if relation.kind == "worksheet":
                hidden = attributes.get("state", "visible") != "visible"
                title = attributes.get("name", "")
                self.sheets.append(Part(title=title, name=relation.target, hidden=hidden))

        elements(self.package.chunks(name), take)


def is_true(value: str | None) -> bool:
    """Whether an attribute says yes."""
    return value in ("1", "true", "on")


def unescaped(text: str) -> str:
    """The text that a workbook writes with _x000D_ for characters which XML cannot hold."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def escaped(text: str) -> str:
    """The text as a workbook writes it: XML makes a line feed of a carriage return."""
    return _LOOKS_ESCAPED.sub("_x005F_", text).replace("\r", "_x000D_")


class Strings:
    """The texts that sheets share, in one piece: a list takes three times the memory."""

    def __init__(self) -> None:
        self._bytes, self._ends, self._long = bytearray(), array("L", [0]), set[int]()

    def append(self, text: str, *, long: bool) -> None:
        """Add a text, or one too long for a cell."""
        count = len(self._ends)
        if count > MOST_STRINGS:
            raise Damaged(f"文字多于 {MOST_STRINGS} 条")
        if long:
            self._long.add(count - 1)
        self._bytes += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._bytes))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, index: int) -> str | Broken:
        if index in self._long:
            return TOO_LONG
        return self._bytes[self._ends[index] : self._ends[index + 1]].decode(
            "utf-8", "surrogatepass"
        )


class TextHandler(Handler):
    """Gathers the text of elements, phonetic guides left out, up to what a cell can hold."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.gathering = False
        self.guide = 0

    def clear(self) -> None:
        """Forget what was gathered."""
        self.pieces.clear()
        self.length = 0

    @property
    def long(self) -> bool:
        """Whether there was more text than a cell can hold."""
        if LONGEST_GUARDED < self.length <= _LONGEST_ESCAPED:
            return len(unescaped(self.gathered)) > LONGEST_GUARDED
        return self.length > LONGEST_GUARDED

    @property
    def gathered(self) -> str:
        """The text so far."""
        return "".join(self.pieces)

    def text(self, text: str) -> None:
        """A piece of text."""
        if self.gathering and not self.guide:
            self.length += len(text)
            if self.length <= _LONGEST_ESCAPED:
                self.pieces.append(text)


class _StringsHandler(TextHandler):
    def __init__(self, strings: Strings) -> None:
        super().__init__()
        self.strings = strings

    def start(self, name: str, attributes: dict[str, str]) -> None:
        # There may be a million of them, so what all handlers do stands here once more.
        self.depth += 1
        if self.depth > DEEPEST:
            raise Damaged("XML 嵌套得太深")
        tag = local(name)
        if tag == "t":
            self.gathering = True
        elif tag == "rPh":
            self.guide += 1

    def end(self, name: str) -> None:
        self.depth -= 1
        tag = local(name)
        if tag == "t":
            self.gathering = False
        elif tag == "rPh":
            self.guide -= 1
        elif tag == "si":
            self.strings.append(unescaped(self.gathered) if self.pieces else "", long=self.long)
            self.clear()


def _shared_strings(package: Package, name: str) -> Strings:
    strings = Strings()
    for _ in parse(package.chunks(name), _StringsHandler(strings)):
        pass
    return strings


def _formats(package: Package, name: str, *, from_1904: bool) -> list[Shown | None]:
    """What numbers show in each of the workbook's cell styles."""
    codes: dict[int, str] = dict(BUILT_IN)
    styles: list[int] = []
    inside = False

    def take(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if tag == "numFmt":
            codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag == "xf" and inside:
            if len(styles) == MOST_STYLES:
                raise Damaged(f"单元格格式多于 {MOST_STYLES} 种")
            styles.append(_number(attributes.get("numFmtId", "0")))
        elif tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside = tag == "cellXfs"

    elements(package.chunks(name), take)
    used = {
        number: shown_number(codes.get(number, ""), from_1904=from_1904) for number in set(styles)
    }
    return [used[number] for number in styles]


def _number(text: str | None) -> int:
    if text is None or not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Damaged("单元格格式的编号不是数")
    return int(text)
