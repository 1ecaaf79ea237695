"""Addresses are a promise: what was published once keeps its address and its meaning.

`published-ids.txt` has a line for each: the address, and for a sentence how it begins. Lines are
added when something new is published; none is ever changed or taken away.
"""

from pathlib import Path

from tests.site.markup import read

LOCK = Path(__file__).with_name("published-ids.txt")
BEGINNING = 12


def published(site: Path) -> dict[str, str]:
    """Each address of the built site that people may link to, with a sentence's beginning."""
    found = {}
    for path in sorted(site.rglob("index.html")):
        folder = path.parent.relative_to(site).as_posix()
        address = "./" if folder == "." else f"{folder}/"
        page = read(path)
        found[address] = ""
        for name in page.ids:
            if name in page.sentences:
                found[f"{address}#{name}"] = page.sentences[name][:BEGINNING]
            elif address.startswith(("2024/", "method/")) and not name.startswith(
                ("_", "set", "note-")
            ):
                found[f"{address}#{name}"] = ""
    for name in ("plan.json", "plan.schema.json", "source.txt"):
        if (site / "2024" / name).is_file():
            found[f"2024/{name}"] = ""
    return found


def locked() -> dict[str, str]:
    """The lines of the lock file."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    return {
        address: beginning for address, _, beginning in (line.partition("\t") for line in lines)
    }


def test_no_published_address_is_lost_or_means_another_thing(built_site: Path) -> None:
    now = published(built_site)
    broken = [address for address, beginning in locked().items() if now.get(address) != beginning]
    assert not broken, f"published addresses that are gone or changed: {broken}"


def test_every_address_is_locked(built_site: Path) -> None:
    new = [
        f"{address}\t{words}".rstrip()
        for address, words in published(built_site).items()
        if address not in locked()
    ]
    assert not new, "add to tests/site/published-ids.txt:\n" + "\n".join(new)
