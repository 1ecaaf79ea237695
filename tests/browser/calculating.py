"""The calculator in this process, behind the pages of a browser, by the worker's protocol."""

from typing import Any

from playwright.sync_api import BrowserContext

from calculator.browser import Calculator

BINDING = "calculateInCPython"

WORKER = """
let last = 0;
window.Worker = class extends EventTarget {
  number = last += 1;
  ended = false;

  async postMessage({ id, method, argument }) {
    const reply = await window.calculateInCPython(this.number, method, argument);
    if (!this.ended) this.dispatchEvent(new MessageEvent("message", { data: { id, ...reply } }));
  }

  terminate() {
    this.ended = true;
  }
};
"""


def behind_pages(context: BrowserContext) -> None:
    """Answer what the pages of a profile ask of their workers; each worker has its own calculator.

    What a worker answers by itself needs no download here: `start`, and `load`.
    """
    calculators: dict[tuple[Any, int], Calculator] = {}

    def answer(source: dict[str, Any], worker: int, method: str, argument: str) -> Any:
        key = source["page"], worker
        if method == "start":
            calculators[key] = Calculator()
        if method in ("start", "load"):
            return {"result": "null"}
        try:
            return {"result": calculators[key].call(method, argument)}
        except Exception as error:
            return {"error": {"name": "PythonError", "message": f"{type(error).__name__}: {error}"}}

    context.expose_binding(BINDING, answer)
    context.add_init_script(WORKER)
