"""`python -m scripts.bench [PART ...]`: measure, and print Markdown tables.

Seconds differ from machine to machine; the ratios, each within one run, are what to look at.
"""

import argparse

from scripts.bench import cost, page, search, start, weight

PARTS = {
    "page": page.main,
    "start": start.main,
    "cost": cost.main,
    "search": search.main,
    "weight": weight.main,
}


def main() -> None:
    """Run the parts named, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], help="which part; all by default")
    for part in parser.parse_args().part or PARTS:
        PARTS[part]()


if __name__ == "__main__":
    main()
