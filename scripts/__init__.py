"""What turns docs/ and calculator/ into site/. MkDocs calls `events.py`, make the tools."""
