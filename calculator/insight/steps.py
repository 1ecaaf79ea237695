"""Work that can be left off at any moment: a generator yields between its steps.

A page that waits for an answer must not wait for work that nobody wants any more.
"""

from collections.abc import Generator

type Steps[T] = Generator[None, None, T]
"""Work with a result, which pauses at each yield."""


def whole[T](steps: Steps[T]) -> T:
    """The result of work, done without a pause."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            result: T = done.value
            return result
