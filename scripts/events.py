"""Where MkDocs calls in. Each event hands over to functions of the modules beside this one."""

import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, cast

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils.templates import TemplateContext

# MkDocs has this folder on the path while it executes this file, and never the project's.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.errors import BuildError
from scripts.runtime import assembly, npm
from scripts.runtime.bundle import Bundle, bundle
from scripts.runtime.joined import joined
from scripts.search import published, synonyms
from scripts.search.index import index_json
from scripts.site import (
    blocks,
    calculation,
    checks,
    citation,
    codes,
    downloads,
    drawn,
    examples,
    export,
    facts,
    inventory,
    ledgers,
    offline,
    pages,
    places,
    plan_files,
    quotas_file,
    slides,
    texts,
    theme,
    topics,
    uses,
)
from scripts.site.faults import stop_at
from scripts.site.plan import EDITION, Plan, Unit
from scripts.site.policy import policy
from scripts.site.sentences import SentencesExtension

LIBRARIES = {codes.LIBRARY: "lean-qr/nano.mjs", slides.LIBRARY: "fflate/esm/browser.js"}
"""What is published of packages from npm, as it is there; pages load it only when it is needed."""

preview = False


@contextmanager
def plain_messages() -> Iterator[None]:
    """What stops a build reaches the reader as a message of MkDocs, without a traceback."""
    try:
        yield
    except BuildError as error:
        raise PluginError(f"The site cannot be built.\n{error}") from None


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this is the served preview."""
    global preview
    preview = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the plan, and put its pages into the navigation."""
    root = Path(config.config_file_path).parent
    with plain_messages():
        plan = plan_files.read(root)
        stop_at(checks.faults(root, plan))
        stop_at(texts.unreadable(root))
    config.extra["plan"] = plan
    config.extra["quotas"] = quotas_file.read(root).by_rule()
    config.extra["calculation"] = calculation.facts()
    config.extra["examples"] = examples.examples()
    config.extra["uses"] = uses.uses()
    config.extra["topics"] = topics.topics(plan, config.extra["quotas"])
    with plain_messages():
        config.extra["written"] = facts.written(root)
    config.extra["text_sha256"] = checks.source_sha256(root)
    config.extra["policy"] = policy(preview=preview)
    config.nav = pages.navigation(config.nav or [], plan, config.extra["topics"])
    config.markdown_extensions.append(SentencesExtension())  # type: ignore[arg-type]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages and exports that are made, and leave out what no page loads."""
    plan: Plan = config.extra["plan"]
    for file in [file for file in files if theme.unused(file.src_uri)]:
        files.remove(file)
    files.append(
        File.generated(config, pages.FULL, content=pages.full(plan, config.site_url or ""))
    )
    for topic in config.extra["topics"]:
        files.append(File.generated(config, topic.file, content=pages.heading(topic)))
    quotas = config.extra["quotas"]
    json = export.plan_json(plan, quotas, config.extra["text_sha256"])
    files.append(File.generated(config, f"{EDITION}/plan.json", content=json))
    csv = export.plan_csv(plan, quotas)
    files.append(File.generated(config, f"{EDITION}/plan.csv", content=csv))
    files.append(File.generated(config, inventory.ADDRESS, content=inventory.inventory(plan)))
    add_downloads(files, config)
    add_drawn(files, config)
    add_self_check(files, config)
    add_search(files, config)
    for address, content in ledgers.files().items():
        files.append(File.generated(config, address, content=content))
    return files


def add_downloads(files: Files, config: MkDocsConfig) -> None:
    """Publish the whole plan as files to take away."""
    root = Path(config.config_file_path).parent
    plan, sha256 = config.extra["plan"], config.extra["text_sha256"]
    with plain_messages():
        made = downloads.downloads(root, plan, config.site_url or "", sha256)
    config.extra["downloads"] = made
    for file in made:
        files.append(File.generated(config, file.address, content=file.content))


def add_drawn(files: Files, config: MkDocsConfig) -> None:
    """Publish slides and QR codes, and what the browser makes such with when it is asked to."""
    with plain_messages():
        made = drawn.files(config.extra["plan"], config.site_url or "")
        packages = npm.install()
    for address, content in made.items():
        files.append(File.generated(config, address, content=content))
    for address, path in LIBRARIES.items():
        files.append(File.generated(config, address, abs_src_path=str(packages / path)))


def runtime_mb(runtime: Bundle) -> int:
    """How many MB the first start downloads at most: a site that compresses sends less."""
    sizes = (
        path.stat().st_size for name, path in runtime.files.items() if name != assembly.SPREADSHEETS
    )
    return math.ceil(sum(sizes) / 1024 / 1024)


def add_self_check(files: Files, config: MkDocsConfig) -> None:
    """Publish the browser's Python, and the self-check's own scripts, as versioned bundles."""
    own = ("assets/calculator/", "assets/css/calculator/")
    taken = [file for file in files if file.src_uri.startswith(own)]
    for file in taken:
        files.remove(file)
    sources = {Path(file.src_uri).name: Path(str(file.abs_src_path)) for file in taken}
    # What copies text is the reading pages' too, and so is published twice.
    imported = [*sources.values(), Path(config.docs_dir, "assets", "copy.js")]
    with plain_messages():
        runtime = assembly.prepare()
        page = joined(sources["main.js"], imported)
        styles = joined(sources["main.css"], sources.values())
    modules = bundle("assets/calculator", [page, styles, sources["worker.js"]])
    config.extra["runtime_url"] = runtime.folder
    config.extra["calculator_url"] = modules.folder
    config.extra["runtime_mb"] = runtime_mb(runtime)
    bundled = runtime.addresses() | modules.addresses()
    config.extra["bundled"] = list(bundled)
    for address, path in bundled.items():
        files.append(File.generated(config, address, abs_src_path=str(path)))


def add_search(files: Files, config: MkDocsConfig) -> None:
    """Publish the search's script with its index, as one versioned bundle."""
    own = [file for file in files if file.src_uri.startswith("assets/search/")]
    for file in own:
        files.remove(file)
    root = Path(config.config_file_path).parent
    plan: Plan = config.extra["plan"]
    scripts = [Path(str(file.abs_src_path)) for file in own]
    with plain_messages():
        index = index_json(plan, synonyms.read(root, plan), config.extra["topics"])
        search = bundle("assets/search", published.files(scripts, index))
    config.extra["search_url"] = search.folder
    config.extra["bundled"] += search.addresses()
    for address, path in search.addresses().items():
        files.append(File.generated(config, address, abs_src_path=str(path)))


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Mark the plan's words as such, and fill in the blocks that other pages call for."""
    plan: Plan = config.extra["plan"]
    unit = pages.unit_of(plan, page.file.src_uri)
    if unit:
        page.title = unit.name
        page.meta["template"] = "plan.html"
        page.meta["description"] = unit.sentences[0].text if unit.sentences else unit.name
        return pages.words(unit, markdown)
    if page.file.src_uri == pages.FULL:
        page.meta["template"] = "full.html"
        return markdown
    topic = pages.topic_of(config.extra["topics"], page.file.src_uri)
    if topic:
        page.meta["template"] = "topic.html"
        page.meta["description"] = f"{topic.title}：{topic.lead}"
        return markdown
    context = {
        **config.extra["calculation"],
        "plan": plan,
        "printed": citation.printed(plan),
        "slides": [(unit, slides.address(unit.id)) for unit in slides.taught(plan)],
        "all_slides": slides.address(slides.WHOLE),
        "downloads": config.extra["downloads"],
        "text_sha256": config.extra["text_sha256"],
        "uses": config.extra["uses"],
        "chooser": topics.chooser(config.extra["topics"]),
        "to": lambda url: pages.relative(url, page.url),
    }
    folder = Path(config.config_file_path).parent / "overrides" / "blocks"
    with plain_messages():
        return blocks.fill(markdown, page=page.file.src_uri, folder=folder, context=context)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Write the short addresses, and the pages for other sites to frame."""
    plan: Plan = config.extra["plan"]
    template = env.get_template("short.html")
    for path, unit in pages.shorts(plan):
        html = template.render(config=config, unit=unit, to=f"../{unit.url}", base_url="..")
        files.append(File.generated(config, path, content=html))
    env.filters["cited_as"] = places.cited_as
    template = env.get_template("embed.html")
    for place in places.places(plan):
        address = places.embedded(place)
        up = "../" * address.count("/")
        html = template.render(config=config, plan=plan, place=place, base_url=up)
        files.append(File.generated(config, f"{address}index.html", content=html))
    return env


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """What templates know of the plan, beside MkDocs' own variables."""
    plan: Plan = config.extra["plan"]
    unit = pages.unit_of(plan, page.file.src_uri)
    told: dict[str, Any] = {
        **config.extra["calculation"],
        "unit": unit,
        "topic": pages.topic_of(config.extra["topics"], page.file.src_uri),
        "runtime_url": config.extra["runtime_url"],
        "calculator_url": config.extra["calculator_url"],
        "runtime_mb": config.extra["runtime_mb"],
        "ledger_headings": ledgers.headings(),
    }
    # From it the theme makes a skip link where there is a heading; ours is on every page.
    page.toc = TableOfContents([])
    if unit:
        told["before"], told["after"] = pages.neighbours(plan, unit)
        told["section"] = plan.section(unit)
        told["provisions"] = plan.provisions(unit)
        told["slides"] = slides.address(unit.id) if unit in slides.taught(plan) else None
        told |= about(unit, config)
    cast(dict[str, Any], context).update(told)
    return context


def about(unit: Unit, config: MkDocsConfig) -> dict[str, Any]:
    """What the template of a unit's page knows of its sentences."""
    plan, quotas = config.extra["plan"], config.extra["quotas"]
    rules = [rule for sentence in unit.sentences for rule in sentence.rules]
    return {
        "facts": facts.facts(plan, quotas, unit),
        "citing": facts.citing(quotas, unit, config.extra["topics"], config.extra["written"]),
        "examples": [one for one in config.extra["examples"] if one.rule in rules],
    }


def on_post_build(config: MkDocsConfig) -> None:
    """List what the self-check needs without a network, now that all pages are there."""
    plan: Plan = config.extra["plan"]
    # The topics, and what the search finds.
    reached = [one.url for one in [*config.extra["topics"], *plan.units]]
    files = [*config.extra["bundled"], *ledgers.ADDRESSES, codes.LIBRARY]
    offline.write(Path(config.site_dir), files, reached)
