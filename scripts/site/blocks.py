"""Blocks of HTML that Markdown pages call for by a line such as `[[quotas]]`.

They are made from quotas.toml and the plan, so that no page retypes a number or a quote. Each is
a template of overrides/blocks/.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from scripts.site.faults import Fault, SiteError
from scripts.site.templates import environment

CALL = re.compile(r"^\[\[([a-z-]+)\]\]$", re.MULTILINE)


def fill(markdown: str, *, page: str, folder: Path, context: Mapping[str, object]) -> str:
    """The Markdown with each `[[name]]` line replaced by its block. Raises SiteError.

    `page` is the file's path from docs/, for the fault that an unknown name is.
    """
    templates = environment(folder)
    known = sorted(name.removesuffix(".html") for name in templates.list_templates())

    def block(call: re.Match[str]) -> str:
        if call[1] not in known:
            line = markdown[: call.start()].count("\n") + 1
            message = f"unknown block {call[0]}: use one of {', '.join(known)}"
            raise SiteError([Fault(f"docs/{page}", line, message)])
        html = templates.get_template(f"{call[1]}.html").render(context)
        # A blank line would end raw HTML in Markdown.
        return "\n".join(line for line in html.splitlines() if line.strip())

    return CALL.sub(block, markdown)
