"""Measurements as Markdown tables."""

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows as a Markdown table, its columns aligned."""
    widths = [max(len(line[column]) for line in [head, *rows]) for column in range(len(head))]
    rule = ["-" * width for width in widths]
    lines = (
        [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
        for line in [head, rule, *rows]
    )
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
