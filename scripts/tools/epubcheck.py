"""Have epubcheck read an EPUB, where it is installed.

    python -m scripts.tools.epubcheck FILE

It is the reference for what is valid, and needs Java; the tests do without both.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ARCHIVE = b"PK"
"""How a Java archive begins."""


def main(file: str) -> int:
    """What epubcheck ended with: 0 without errors and warnings, or where it is not installed."""
    found = shutil.which("epubcheck")
    if found is None:
        print(
            f"{file} was not checked: epubcheck is not installed (Debian: apt install epubcheck)."
        )
        return 0
    path = Path(found).resolve()
    # Debian's is a Java archive, which not every machine can run as a program.
    command = ["java", "-jar"] if path.read_bytes().startswith(ARCHIVE) else []
    return subprocess.run([*command, str(path), "--failonwarnings", file], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
