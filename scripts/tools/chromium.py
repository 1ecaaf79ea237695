"""A Chromium for the tests and the PDF: the one that is there, else one installed now. Never none.

`python -m scripts.tools.chromium` installs one when none is there, and prints its path.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.errors import BuildError

VARIABLE = "CHROMIUM"
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
"""The first is Chromium without the windows that the others draw for nobody: it starts sooner."""

APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""What Chromium is started with: nothing in the background that would ask for the network."""

PACKAGES = ("chromium-headless-shell", "fonts-noto-cjk")
"""Debian's names. The fonts are what Chinese is set in, in pictures and the PDF."""


def chromium() -> str:
    """The path of a Chromium, installed if need be."""
    path = find()
    if path is None:
        install()
        path = find()
    if path is None:
        raise BuildError(
            "The tests and the PDF need Chromium and none could be installed. Install Chromium or "
            "Chrome (Debian: apt install chromium fonts-noto-cjk), or name one that is somewhere "
            f"else: {VARIABLE}=/where/it/is make test. Its package manager's own words stand above."
        )
    return path


def find() -> str | None:
    """The path of a Chromium on this machine: the one named, an installed one, Playwright's."""
    named = os.environ.get(VARIABLE)
    if named:
        path = shutil.which(named)
        if path is None:
            raise BuildError(f"{VARIABLE} names {named}, and there is no such program.")
        return path
    for name in (*NAMES, *APPLICATIONS):
        path = shutil.which(name)
        if path is not None:
            return path
    return _playwrights_own()


def install() -> None:
    """Try to install a Chromium: by apt where this is Debian and root, else by Playwright."""
    if os.name == "posix" and os.geteuid() == 0 and _is_debian():
        print(f"Installing {' and '.join(PACKAGES)} with apt-get ...", file=sys.stderr, flush=True)
        command = ["apt-get", "--quiet", "--quiet", "--option=Acquire::Retries=3"]
        _try([*command, "update"])
        if _try([*command, "install", "--yes", "--no-install-recommends", *PACKAGES]):
            return
    print("Downloading Playwright's Chromium ...", file=sys.stderr, flush=True)
    _try([sys.executable, "-m", "playwright", "install", "chromium"])


def _is_debian() -> bool:
    """Whether this is Debian itself: Ubuntu's package of the name only asks for a snap."""
    release = Path("/etc/os-release")
    return release.is_file() and "ID=debian" in release.read_text().splitlines()


def _playwrights_own() -> str | None:
    """The Chromium that Playwright downloaded earlier, if it did."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return shutil.which(playwright.chromium.executable_path)


def _try(command: list[str]) -> bool:
    """Run a package manager, its words going to standard error."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    finished = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False
    )
    return finished.returncode == 0


if __name__ == "__main__":
    try:
        print(chromium())
    except BuildError as error:
        sys.exit(str(error))
