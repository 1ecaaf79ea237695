"""`plan.txt`: the whole plan as plain text, a sentence a line.

What is ours begins with ※, which the plan does not use: without such lines it is the source, white
space aside. Lines end and the file begins as old Windows and the viewers of phones need it, to read
the file as UTF-8 whatever a server says of it.
"""

from collections.abc import Iterator

from scripts.site.places import Place
from scripts.site.plan import EDITION, SOURCE, Plan, Unit

ADDRESS = f"{EDITION}/plan.txt"
OURS = "※"


def plan_txt(plan: Plan, site_url: str, sha256: str) -> bytes:
    """The file. `site_url` is empty where it is not known; `sha256` is that of the source."""
    lines = [*_about(plan, site_url, sha256)]
    for unit in plan.units:
        lines += ["", "", f"{OURS} {_addresses(unit, site_url)}"]
        if unit.heading:
            lines += ["", unit.heading]
        for paragraph in unit.paragraphs:
            lines += ["", *(sentence.text for sentence in paragraph)]
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def _about(plan: Plan, site_url: str, sha256: str) -> Iterator[str]:
    told = "" if site_url else "（这里的地址都从本站首页的地址往后加）"
    yield f"{OURS} 《{plan.title}》，纯文本。"
    yield f"{OURS} 非官方网站制作。规划由{plan.issuer}印发，以正式文件为准。"
    yield f"{OURS} 网上全文：{site_url}{plan.address()}{told}"
    yield f"{OURS} 所据文本：{site_url}{plan.address(SOURCE)}"
    yield f"{OURS} 所据文本的 SHA-256：{sha256}"
    yield f"{OURS} 这个符号开头的行是本站的话；其余各行是规划原文，一句一行，一字不改。"


def _addresses(unit: Unit, site_url: str) -> str:
    """Where a unit is, and what its sentences have behind that."""
    where = f"{Place(unit=unit).name}：{site_url}{unit.url}"
    names = [sentence.id for sentence in unit.sentences]
    if not names:
        return where
    if len(names) == 1:
        return f"{where}，这一句的地址加 #{names[0]}"
    return f"{where}，各句的地址依次加 #{names[0]} 至 #{names[-1]}"
