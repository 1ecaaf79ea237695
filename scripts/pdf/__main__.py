"""Make the PDF of a built site.

    python -m scripts.pdf SITE FILE

Nothing is written where what was printed is not the plan.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.environment import ROOT
from scripts.errors import BuildError
from scripts.pdf import proof, sheets
from scripts.site import checks, plan_files
from scripts.tools import chromium


def main(site: Path, file: Path) -> None:
    """Make the PDF of the built `site` into `file`. Raises BuildError where it is not the plan."""
    plan = plan_files.read(ROOT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.chromium(), args=chromium.FLAGS
        )
        made = sheets.make(browser, site, plan, checks.source_sha256(ROOT))
        browser.close()
    wrong = list(proof.faults(proof.read(made), plan, sheets.address_of(site)))
    if wrong:
        raise BuildError(
            "The PDF is not the plan. Is there a Chinese font (Debian: fonts-noto-cjk)?\n"
            + "\n".join(wrong)
        )
    file.write_bytes(made)
    print(f"{file}: {len(made):,} bytes")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except BuildError as error:
        sys.exit(str(error))
