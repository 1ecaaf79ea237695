"""Benchmarks: what self-check and search cost a visitor, as tables of `python -m scripts.bench`."""
