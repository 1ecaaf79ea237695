"""The browser's Python, made from Pyodide and the calculator, and the tools to make it."""
