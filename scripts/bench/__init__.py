"""Benchmarks: what the self-check costs a visitor. `python -m scripts.bench` prints tables."""
