"""The parts of a workbook file (.xlsx), a zip archive of XML: bounded, and never trusted."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from xml.parsers import expat

from calculator.ledger.rows import refusal

LARGEST_UNPACKED = 1 << 30
LARGEST_RATIO = 200
"""A workbook that unpacks to more bytes, or to more times its size, is no ledger."""

DEEPEST = 64
"""How deep elements lie in each other at most; a sheet's cells are seven deep."""

_CHUNK = 1 << 16
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_OTHER_KINDS = {
    b"\xd0\xcf\x11\xe0": "这个文件加了密码，或是旧版 .xls 改了扩展名。"
    "请在 Excel 或 WPS 里打开，去掉密码、另存为 .xlsx 后再试。",
    b"%PDF": "这个文件其实是 PDF。请在 Excel 或 WPS 里另存为 .xlsx 后再试。",
    b"<": "这个文件其实是网页。请在 Excel 或 WPS 里打开，另存为 .xlsx 后再试。",
    b"\xef\xbb\xbf<": "这个文件其实是网页。请在 Excel 或 WPS 里打开，另存为 .xlsx 后再试。",
    b"Rar!": "这个文件其实是压缩文件。请先解压。",
    b"7z\xbc\xaf": "这个文件其实是压缩文件。请先解压。",
}


class Damaged(Exception):
    """A part of the workbook that cannot be read; the message says why."""


class Package:
    """The parts of a workbook file, by name. Raises InputError where it is none."""

    def __init__(self, data: bytes) -> None:
        for signature, message in _OTHER_KINDS.items():
            if data.lstrip().startswith(signature):
                raise refusal(message)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
            message = (
                "这个 .xlsx 文件读不出来：可能没下载完整，或不是 Excel 文件。请重新下载或另存。"
            )
            raise refusal(message) from None
        entries = self._archive.infolist()
        if sum(entry.file_size for entry in entries) > min(
            LARGEST_UNPACKED, LARGEST_RATIO * len(data)
        ):
            raise refusal("文件解开后异常地大，不像一份台账，没有读取。")
        # Some programs write the names with backslashes; none distinguishes case.
        self._entries = {_folded(entry.filename): entry for entry in entries}
        if len(self._entries) < len(entries):
            raise refusal(
                "文件里有重名的部分，不能确定以哪个为准。请在 Excel 或 WPS 里另存后再试。"
            )
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise refusal("这个文件加了密码。请去掉密码后再试。")

    def __contains__(self, name: str) -> bool:
        return _folded(name) in self._entries

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece. Raises Damaged."""
        entry = self._entries.get(_folded(name))
        if entry is None:
            raise Damaged(f"缺少 {name}")
        if entry.compress_type not in _METHODS:
            raise Damaged(f"{name} 的压缩方式不是 .xlsx 用的")
        try:
            with self._archive.open(entry) as part:
                while chunk := part.read(_CHUNK):
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
            raise Damaged(f"{name} 不完整，或内容和校验码不符") from None


def _folded(name: str) -> str:
    return name.replace("\\", "/").removeprefix("/").lower()


@lru_cache(maxsize=256)
def local(name: str) -> str:
    """The name of an element or attribute without the prefix of its namespace."""
    return name.rpartition(":")[2]


class Handler:
    """What a part's elements are handed to. Elements nested too deep raise Damaged."""

    depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Damaged("XML 嵌套得太深")

    def end(self, name: str) -> None:
        """An element ends."""
        self.depth -= 1

    def text(self, text: str) -> None:
        """A piece of the text in an element."""


def parse(chunks: Iterator[bytes], handler: Handler) -> Iterator[None]:
    """Hand XML to `handler`, pausing after each piece. Raises Damaged.

    Encodings other than UTF-8, and document types with their entities, occur in no workbook.
    """
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _no_document_type
    try:
        for number, chunk in enumerate(chunks):
            # expat believes a mark of UTF-16, whatever encoding it is told.
            if number == 0 and (chunk.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in chunk[:4]):
                raise Damaged("XML 不是 UTF-8 编码")
            parser.Parse(chunk, False)
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Damaged(f"XML 在第{error.lineno}行第{error.offset + 1}个字符处断了或写错了") from None
    yield


def _no_document_type(*_: object) -> None:
    raise Damaged("XML 里有文档类型声明（DOCTYPE），Excel 不写这个")


class _Elements(Handler):
    def __init__(self, take: Callable[[str, dict[str, str]], None]) -> None:
        self.take = take

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        self.take(local(name), attributes)


def elements(chunks: Iterator[bytes], take: Callable[[str, dict[str, str]], None]) -> None:
    """Hand the name and attributes of each element of a part to `take`. Raises Damaged."""
    for _ in parse(chunks, _Elements(take)):
        pass
