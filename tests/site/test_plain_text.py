"""The plan as plain text, read back from the file: its words, and the addresses above them."""

from pathlib import Path

from scripts.site import checks, plain_text
from scripts.site.plan import Plan, squeeze
from tests.conftest import SITE_URL
from tests.site.markup import read


def lines(data: bytes) -> list[str]:
    """The lines of the file."""
    return data.decode("utf-8-sig").split("\r\n")


def made(site: Path) -> bytes:
    """The file of a built site."""
    return (site / plain_text.ADDRESS).read_bytes()


def test_without_what_is_ours_it_is_the_source(built_site: Path, root: Path) -> None:
    source = (root / "docs/2024/source.txt").read_text(encoding="utf-8")
    assert plain_text.OURS not in source
    words = [line for line in lines(made(built_site)) if not line.startswith(plain_text.OURS)]
    assert squeeze("".join(words)) == squeeze(source)


def test_a_line_is_a_heading_or_a_sentence_below_the_address_of_its_unit(
    built_site: Path, plan: Plan
) -> None:
    below: dict[str, list[str]] = {}
    for line in lines(made(built_site)):
        if line.startswith(plain_text.OURS):
            address = line
            below[address] = []
        elif line:
            below[address].append(line)
    units = [(address, words) for address, words in below.items() if words]
    for (address, words), unit in zip(units, plan.units, strict=True):
        heading = [unit.heading] if unit.heading else []
        assert words == heading + [sentence.text for sentence in unit.sentences]
        assert f"：{SITE_URL}{unit.url}" in address
        ids = set(read(built_site / unit.url / "index.html").ids)
        assert {part.split()[0] for part in address.split("#")[1:]} <= ids
        if len(unit.sentences) > 1:
            assert address.endswith(f"#s1 至 #{unit.sentences[-1].id}")


def test_it_says_what_it_is_and_what_it_is_made_from(
    built_site: Path, plan: Plan, root: Path
) -> None:
    head = "\n".join(lines(made(built_site))[:6])
    assert f"非官方网站制作。规划由{plan.issuer}印发，以正式文件为准。" in head
    assert checks.source_sha256(root) in head
    assert f"{SITE_URL}2024/source.txt" in head


def test_old_windows_and_phones_read_it_right(built_site: Path) -> None:
    data = made(built_site)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")


def test_a_site_without_its_address_tells_how_to_complete_those_in_it(plan: Plan) -> None:
    text = plain_text.plan_txt(plan, "", "0").decode("utf-8-sig")
    assert "http" not in text
    assert "从本站首页的地址往后加" in text
    assert "※ （五）：2024/05/，" in text
