"""The built HTML: every link lands, nothing is inline, nothing comes from elsewhere."""

import json
import re
from collections import Counter
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from calculator.explain import SILENCES
from calculator.quotas import READINGS
from scripts.site import checks, theme
from scripts.site.plan import Plan
from scripts.site.policy import policy
from tests.conftest import SITE_URL
from tests.site.markup import Page, pages, read

NEVER_LOADED = "https://site.invalid/sub/path/"


def address(site: Path, page: Page) -> str:
    """The address a page would have below a sub-path."""
    return urljoin(NEVER_LOADED, page.path.relative_to(site).as_posix())


def landing(site: Path, url: str) -> Path:
    """The file that a server gives for an address of the site."""
    path = site / unquote(url.removeprefix(NEVER_LOADED))
    return path / "index.html" if url.endswith("/") or path.is_dir() else path


def ends(anchor: str) -> set[str]:
    """The ids that an anchor needs: a row of sentences has its first and its last, others one."""
    row = re.fullmatch(r"(.*?)(s\d+)-(s\d+)", anchor)
    return {row[1] + row[2], row[1] + row[3]} if row else {anchor}


def test_every_link_lands_on_a_file_and_an_id(built_site: Path) -> None:
    known = {page.path: set(page.ids) for page in pages(built_site)}
    broken = []
    for page in pages(built_site):
        for link in page.links:
            # Absolute are only the page for unknown addresses, and what names the site itself.
            own = link.removeprefix(SITE_URL) if link.startswith(SITE_URL) else link
            base = NEVER_LOADED if own != link else address(built_site, page)
            if page.path.name == "404.html":
                own = own.removeprefix(urlsplit(SITE_URL).path)
            url, anchor = urldefrag(urljoin(base, own))
            target = landing(built_site, url)
            if not url.startswith(NEVER_LOADED) or not target.is_file():
                broken.append(f"{page.path}: {link}")
            elif anchor and not ends(anchor) <= known.get(target, set()):
                broken.append(f"{page.path}: {link} has no such anchor")
    assert not broken, "\n".join(broken)


def test_nothing_is_inline(built_site: Path) -> None:
    assert {str(page.path): page.inline for page in pages(built_site) if page.inline} == {}


def test_every_page_carries_the_policy_before_anything_it_governs(built_site: Path) -> None:
    for page in pages(built_site):
        assert page.metas[0] == {
            "http-equiv": "Content-Security-Policy",
            "content": policy(preview=False),
        }, page.path
        html = page.path.read_text(encoding="utf-8")
        head = html[: html.index("Content-Security-Policy")]
        assert not re.search("<link|<script", head)
    assert "unsafe" not in policy(preview=False)


FOREIGN = re.compile(r"""https?:[/\\]+[^\s"'`)<>]+|["'`(=]//[^\s"'`)<>]+\.[^\s"'`)<>]+""")
NEVER_ASKED = {
    "http://www.w3.org/": "names of XML's languages",
    "https://json-schema.org/draft/": "the name of a schema's language",
    "https://fontawesome.com": "who made the theme's icons, in a comment",
    **dict.fromkeys(
        (
            "https://tools.ietf.org/html/rfc1951",
            "https://gist.github.com/101arrowz/",
            "https://github.com/photopea/UZIP.js",
            "https://reddit.com/r/photopea/",
        ),
        "what fflate rests on, in its comments",
    ),
    "https://cdn.jsdelivr.net/pyodide/v${": "Pyodide's default; the worker names its own folder",
}


def test_nothing_published_names_another_origin(built_site: Path) -> None:
    searched = {".html", ".js", ".mjs", ".css", ".json", ".svg"}
    paths = [path for path in built_site.rglob("*") if path.suffix in searched]
    names = {path.name for path in paths}
    assert {"sw.js", "worker.js", "pyodide.mjs", "pyodide.asm.js", "links.js"} <= names
    foreign = [
        f"{path}: {url}"
        for path in paths
        for url in FOREIGN.findall(path.read_text(encoding="utf-8"))
        if not url.startswith((SITE_URL, *NEVER_ASKED))
    ]
    assert not foreign, "\n".join(foreign)


def test_an_address_elsewhere_would_be_found() -> None:
    for text in ("import('https://a.example/x.js')", 'src="//a.example/x"', "url(//a.example/x)"):
        assert FOREIGN.search(text)
    for text in ("// a comment.", 'replace("//", "/")', 'href="../2024/05/#s1"'):
        assert not FOREIGN.search(text)


def test_ids_are_unique_and_none_is_made_up_by_counting(built_site: Path) -> None:
    for page in pages(built_site):
        twice = [name for name, count in Counter(page.ids).items() if count > 1]
        assert not twice, f"{page.path}: {twice}"
        assert not [name for name in page.ids if re.fullmatch(r"_\d+|.*_\d+", name)], page.path


BARE = re.compile(r"\d{1,2}|embed/.*")
"""Short addresses, which only lead on, and what other sites frame."""


def full_pages(site: Path) -> list[Page]:
    """All pages that have the site's frame."""
    return [page for page in pages(site) if not BARE.fullmatch(own_folder(site, page))]


def own_folder(site: Path, page: Page) -> str:
    """The folder of a page, below the site's."""
    return page.path.parent.relative_to(site).as_posix()


def test_every_page_has_one_first_heading(built_site: Path) -> None:
    for page in full_pages(built_site):
        assert page.headings.count("h1") == 1, page.path


def test_every_page_lets_the_keyboard_skip_to_its_text(built_site: Path) -> None:
    for page in full_pages(built_site):
        html = page.path.read_text(encoding="utf-8")
        assert html.count("md-skip") == html.count('href="#content">跳到正文</a>') == 1, page.path
        assert "content" in page.ids, page.path


def edition(site: Path) -> dict[str, Page]:
    """The plan's own pages, by their names."""
    return {path.parent.name: read(path) for path in site.glob("2024/*/index.html")}


def test_the_built_words_are_the_source(built_site: Path, plan: Plan, root: Path) -> None:
    source = re.sub(r"\s", "", (root / "docs/2024/source.txt").read_text(encoding="utf-8"))
    by_unit = edition(built_site)
    assert re.sub(r"\s", "", by_unit["full"].words) == source
    joined = "".join(re.sub(r"\s", "", by_unit[unit.id].words) for unit in plan.units)
    assert joined == source


def test_lines_of_a_paragraph_join_without_white_space(built_site: Path, plan: Plan) -> None:
    for page in pages(built_site):
        if page.path.parent.name in {unit.id for unit in plan.units}:
            for text in page.sentences.values():
                assert not re.search(r"\s", text), page.path
    overview = (built_site / "2024/overview/index.html").read_text(encoding="utf-8")
    assert '</span><span class="sentence"' in overview


def test_a_sentence_has_the_same_words_wherever_it_stands(built_site: Path, plan: Plan) -> None:
    by_name = edition(built_site)
    for unit in plan.units:
        own = {sentence.id: sentence.text for sentence in unit.sentences}
        assert by_name[unit.id].sentences == own
        for name, text in own.items():
            assert by_name["full"].sentences[f"{unit.id}-{name}"] == text


def test_reading_goes_on_in_the_plan_s_order(built_site: Path, plan: Plan) -> None:
    for before, after in zip(plan.units, plan.units[1:], strict=False):
        html = (built_site / before.url / "index.html").read_text(encoding="utf-8")
        assert f'<a class="turn-after" rel="next" href="../{after.id}/">' in html
        html = (built_site / after.url / "index.html").read_text(encoding="utf-8")
        assert f'<a class="turn-before" rel="prev" href="../{before.id}/">' in html


def test_a_short_address_leads_on_without_scripts(built_site: Path, plan: Plan) -> None:
    provisions = [unit for unit in plan.units if unit.kind == "provision"]
    for unit in provisions:
        html = (built_site / str(unit.number) / "index.html").read_text(encoding="utf-8")
        assert f'<meta http-equiv="refresh" content="0; url=../{unit.url}">' in html
        assert f'<link rel="canonical" href="{SITE_URL}{unit.url}">' in html
        assert f'<a id="onward" href="../{unit.url}">' in html


def test_every_page_says_that_it_is_not_official(built_site: Path, plan: Plan) -> None:
    for page in full_pages(built_site):
        html = page.path.read_text(encoding="utf-8")
        assert "本站不是官方网站" in html, page.path
        assert f"由{plan.issuer}印发" in html, page.path


def test_the_whole_checksum_stands_on_the_page_about_the_site(built_site: Path, root: Path) -> None:
    sha256 = checks.source_sha256(root)
    assert sha256 in (built_site / "about/index.html").read_text(encoding="utf-8")
    assert sha256[:12] in (built_site / "index.html").read_text(encoding="utf-8")


def test_the_page_on_method_tells_readings_and_silences_in_the_results_words(
    built_site: Path,
) -> None:
    html = unescape((built_site / "method/index.html").read_text(encoding="utf-8"))
    for reading in READINGS.values():
        assert reading.text in html
        assert reading.otherwise is None or reading.otherwise in html
    for silence in SILENCES.values():
        assert f">{silence}<span" in html


DAY_OF_ISSUE = re.compile(r"202\d\s*[年./-]\s*0?2\s*[月./-]\s*27|二〇二.年二月二十七日")


def test_the_year_is_nowhere_given_as_a_fact(built_site: Path, plan: Plan) -> None:
    exports = [*(built_site / "2024").glob("*.json"), *(built_site / "2024").glob("*.txt")]
    assert {path.name for path in exports} == {
        "plan.json",
        "plan.schema.json",
        "plan.txt",
        "source.txt",
    }
    for path in exports:
        assert "2025" not in path.read_text(encoding="utf-8"), path
    for page in pages(built_site):
        html = page.path.read_text(encoding="utf-8")
        assert not DAY_OF_ISSUE.search(html), page.path
        if "2025" in html:
            assert "推断" in html, page.path


@pytest.mark.parametrize(
    "text",
    ["2025年2月27日", "2025年02月27日", "2025.02.27", "2025-2-27", "2025/02/27", "2025. 2. 27"],
)
def test_a_day_of_issue_with_its_year_would_be_found(text: str) -> None:
    assert DAY_OF_ISSUE.search(text)


def test_what_no_page_loads_is_not_published(built_site: Path) -> None:
    paths = [path.relative_to(built_site).as_posix() for path in built_site.rglob("*")]
    assert not [path for path in paths if theme.unused(path)]
    assert not [path for path in paths if path.endswith(".map") or "lunr" in path]
    linked = {link.rsplit("/", 1)[-1] for page in pages(built_site) for link in page.links}
    styles = [path.name for path in (built_site / "assets/stylesheets").iterdir()]
    assert set(styles) <= linked


def test_what_is_kept_for_offline_reading_is_there(built_site: Path) -> None:
    listed = json.loads((built_site / "assets/offline.json").read_text(encoding="utf-8"))["files"]
    missing = [name for name in listed if not landing(built_site, NEVER_LOADED + name).is_file()]
    assert not missing
    assert {"assets/cite.js", "assets/qr.js", "assets/lean-qr.js", "assets/basket.js"} <= set(
        listed
    )
