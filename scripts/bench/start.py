"""What the self-check's Python costs a visitor, against stock Pyodide, measured in one run.

Seconds differ from machine to machine; the ratios are what to look at. Each start is a new
Chromium with an empty profile, the two kinds by turns, and the median counts.
"""

import gzip
import io
import json
import shutil
import statistics
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from time import perf_counter, sleep

import brotli
from playwright.sync_api import sync_playwright

from scripts.bench.tables import table
from scripts.runtime import assembly, npm
from scripts.tools import chromium
from scripts.tools.server import Handler, serve

STARTS = 5
SLICE = 16 * 1024
HISTORY = {
    "schema": 1,
    "as_of": "2028-12-31",
    "records": [{"start": "2025-03-05", "hours": 3, "concentrated": "yes", "theory": "yes"}],
}
WORKER = "worker.js"
START = """
([worker, name]) => new Promise((resolve, reject) => {
  const started = new Worker(worker, { type: "module", name });
  started.onmessage = ({ data }) => (data.done ? resolve(null) : reject(data.error));
  started.onerror = (event) => reject(event.message || "the worker did not load");
})
"""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A Python for the browser: its files, and what the worker is told beside their folder."""

    name: str
    files: dict[str, bytes]
    options: dict[str, str]


def kinds() -> list[Kind]:
    """Stock Pyodide with the calculator's sources beside it, and the published runtime."""
    pyodide = npm.install() / "pyodide"
    sources = io.BytesIO()
    with zipfile.ZipFile(sources, "w", zipfile.ZIP_DEFLATED) as archive:
        data = assembly.CALCULATOR / "quotas.toml"
        for path in [*sorted(assembly.CALCULATOR.rglob("*.py")), data]:
            archive.write(path, path.relative_to(assembly.CALCULATOR.parent))
    stock = {
        name: (pyodide / name).read_bytes()
        for name in (*assembly.FROM_PYODIDE, assembly.STOCK, "pyodide-lock.json")
    }
    published = {name: path.read_bytes() for name, path in assembly.prepare().files.items()}
    return [
        Kind(
            name="stock",
            files=stock | {"calculator.zip": sources.getvalue()},
            options={"library": assembly.STOCK, "archive": "calculator.zip"},
        ),
        Kind(
            name="published",
            files=published,
            options={"library": "python.zip", "manifest": "manifest.json"},
        ),
    ]


@cache
def compressed(content: bytes) -> bytes:
    """As a host with Brotli sends it."""
    return bytes(brotli.compress(content, quality=11, lgwin=24))


class Link(Handler):
    """Sends what a host with Brotli would, over one link that all requests share."""

    bytes_per_second: float | None = None
    latency = 0.0
    free_at = 0.0
    turn = Lock()

    def do_GET(self) -> None:
        """Send one file, in slices as fast as the link lets through."""
        path = Path(self.translate_path(self.path))
        content = compressed(path.read_bytes())
        sleep(self.latency)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path.name))
        self.send_header("Content-Encoding", "br")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        for start in range(0, len(content), SLICE):
            self.wait(min(SLICE, len(content) - start))
            self.wfile.write(content[start : start + SLICE])

    def wait(self, size: int) -> None:
        """Sleep until the link has carried `size` more bytes."""
        if self.bytes_per_second is None:
            return
        with Link.turn:
            Link.free_at = max(Link.free_at, perf_counter()) + size / self.bytes_per_second
            until = Link.free_at
        sleep(max(0.0, until - perf_counter()))


class MobileLink(Link):
    """10 Mb/s, 40 ms away."""

    bytes_per_second = 10_000_000 / 8
    latency = 0.04


LINKS: dict[str, type[Link]] = {"from this machine": Link, "over 10 Mb/s + 40 ms": MobileLink}


def main() -> None:
    """Print what is downloaded, and how long a first start takes."""
    print("Measuring starts; this takes some two minutes ...", file=sys.stderr, flush=True)
    both = kinds()
    heads = [kind.name for kind in both]
    print(table(["bytes downloaded", *heads, "ratio"], sizes(both)))
    with TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(folder, both)
        rows = [row(link, cold_starts(folder, both, handler)) for link, handler in LINKS.items()]
    print()
    print(table(["cold start, seconds", *heads, "ratio"], rows))


def sizes(both: list[Kind]) -> list[list[str]]:
    """Rows of the bytes that a visitor downloads, as stored and as compressed."""
    ways: dict[str, Callable[[bytes], bytes]] = {
        "as stored": lambda content: content,
        "gzip 9": lambda content: gzip.compress(content, 9),
        "Brotli 11": compressed,
    }
    return [
        row(way, [sum(len(applied(file)) for file in kind.files.values()) for kind in both], ",d")
        for way, applied in ways.items()
    ]


def row(name: str, values: list[float] | list[int], form: str = ".2f") -> list[str]:
    """A row: its name, the values, and the last as a part of the first."""
    return [name, *(format(value, form) for value in values), f"{values[-1] / values[0]:.2f}"]


def lay_out(folder: Path, both: list[Kind]) -> None:
    """Write a site that holds both kinds, an empty page and the worker."""
    (folder / "index.html").write_text(
        "<!doctype html><link rel=icon href=data:,>", encoding="utf-8"
    )
    shutil.copyfile(Path(__file__).with_name(WORKER), folder / WORKER)
    for kind in both:
        (folder / kind.name).mkdir()
        for name, content in kind.files.items():
            (folder / kind.name / name).write_bytes(content)
            compressed(content)


def cold_starts(folder: Path, both: list[Kind], handler: type[Link]) -> list[float]:
    """The median seconds of each kind from nothing to an assessment, in a new browser each."""
    taken: dict[str, list[float]] = {kind.name: [] for kind in both}
    path = chromium.chromium()
    with serve(folder, handler=handler) as site, sync_playwright() as playwright:
        for _ in range(STARTS):
            for kind in both:
                launched = playwright.chromium.launch(
                    executable_path=path, args=list(chromium.FLAGS)
                )
                page = launched.new_page()
                page.goto(f"{site.url}index.html")
                told = kind.options | {
                    "folder": f"{site.url}{kind.name}/",
                    "history": json.dumps(HISTORY),
                }
                began = perf_counter()
                page.evaluate(START, [site.url + WORKER, json.dumps(told)])
                taken[kind.name].append(perf_counter() - began)
                launched.close()
    return [statistics.median(seconds) for seconds in taken.values()]
