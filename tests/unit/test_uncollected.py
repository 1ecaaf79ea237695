"""Collections pause for a block, and go on after it as they did before."""

import gc

import pytest

from calculator.uncollected import uncollected


def test_collections_pause_and_go_on() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        # Whoever had switched them off keeps them off.
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collections_go_on_after_an_error() -> None:
    with pytest.raises(ValueError, match="x"), uncollected():
        raise ValueError("x")
    assert gc.isenabled()
