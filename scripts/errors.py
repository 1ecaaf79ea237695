"""What stops a build."""


class BuildError(Exception):
    """The site cannot be built. The message says what happened, where, and what to do about it."""
