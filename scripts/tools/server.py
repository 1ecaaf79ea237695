"""A static web server for tests and measurements: one folder, below a path, on this machine."""

import contextlib
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".wasm": "application/wasm",
}
"""What must be right for a browser; the rest Python guesses."""

SIGN_IN = b"<!doctype html><title>Sign in</title><p>Sign in to use this network."


@dataclass(kw_only=True)
class Site:
    """A served site: its address, what it was asked for, and what it is made to fail at.

    `asked` are paths below `url`. A path in `failing` is answered 503 until it is taken out; one in
    `withheld` with a page, as by a network that wants a sign-in first. With `max_age` a browser
    need not ask again for so many seconds, as with GitHub Pages; without, it asks each time, so
    that a failure is felt at once.
    """

    url: str
    asked: list[str] = field(default_factory=list)
    failing: set[str] = field(default_factory=set)
    withheld: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    max_age: int = 0


class Handler(SimpleHTTPRequestHandler):
    """Answers as a plain static host does, with 404.html for what is not there."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | TYPES
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, *args: object, site: Site, base: str, directory: str) -> None:
        self.site = site
        self.base = base
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Serve a file, unless it is made to fail."""
        path = self.path.partition("?")[0]
        if not path.startswith(self.base):
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        below = path.removeprefix(self.base)
        self.site.asked.append(below)
        if below in self.site.failing:
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        if below in self.site.withheld:
            self.send_page(HTTPStatus.OK, SIGN_IN)
            return
        if below in self.site.broken:
            content = Path(self.translate_path(path)).read_bytes()
            self.send_page(HTTPStatus.OK, content, half=True)
            return
        super().do_GET()

    def translate_path(self, path: str) -> str:
        """The file for a path below the base."""
        return super().translate_path("/" + path.removeprefix(self.base))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send 404.html where a page is missing, and no body otherwise."""
        missing = Path(self.directory, "404.html")
        body = missing.read_bytes() if code == HTTPStatus.NOT_FOUND and missing.is_file() else b""
        self.send_page(code, body, message)

    def send_page(
        self, code: int, body: bytes, message: str | None = None, *, half: bool = False
    ) -> None:
        """Send something as it is, or half of it; where it is no file, it is a page."""
        self.send_response(code, message)
        self.send_header("Content-Type", self.guess_type(self.path) if half else TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if half else body)
        self.close_connection = self.close_connection or half

    def end_headers(self) -> None:
        """Say how long the answer may be used unasked."""
        age = self.site.max_age
        self.send_header("Cache-Control", f"max-age={age}" if age else "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: `Site.asked` is the log."""


class Server(ThreadingHTTPServer):
    """Answers several requests at once, and does not mind a browser that hangs up."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Report what goes wrong here, but not that a page was left while it loaded."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextlib.contextmanager
def serve(folder: Path, base: str = "/plan/", handler: type[Handler] = Handler) -> Iterator[Site]:
    """Serve `folder` at a free port, below `base`, until the context ends."""
    site = Site(url="")
    bound = partial(handler, site=site, base=base, directory=str(folder))
    with Server(("127.0.0.1", 0), bound) as server:
        site.url = f"http://127.0.0.1:{server.server_address[1]}{base}"
        # How often it looks whether it is over, in seconds: whoever ends it waits as long.
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
