"""The plan as a PDF: the whole text of a built site, printed by Chromium, and read back."""
