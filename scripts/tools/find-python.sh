#!/bin/sh
# Prints the path of a Python 3.13 that can make virtual environments, or says how to get one.
# First $PYTHON, then what the PATH, pyenv and uv offer.

# Succeeds when $1 runs and is a Python 3.13.
is_wanted() {
    "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null
}

# Succeeds when $1 has what a virtual environment needs; Debian ships that apart.
is_whole() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

if [ -n "$PYTHON" ] && ! is_wanted "$PYTHON"; then
    echo "PYTHON names '$PYTHON', which is not a Python 3.13 that runs." >&2
    exit 1
fi

incomplete=
for candidate in \
    "$PYTHON" python3.13 python3 python \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13*/bin/python \
    "$(uv python find --no-project 3.13 2>/dev/null)"
do
    if [ -n "$candidate" ] && is_wanted "$candidate"; then
        if is_whole "$candidate"; then
            # The interpreter itself, not a shim that asks again which one is meant.
            exec "$candidate" -c 'import sys; print(sys.executable)'
        fi
        incomplete=$candidate
    fi
done

if [ -n "$incomplete" ]; then
    echo "$incomplete is Python 3.13, but its modules venv and ensurepip are missing." >&2
    echo "On Debian and Ubuntu: apt install python3.13-venv. Then run make again." >&2
    exit 1
fi
cat >&2 <<'MESSAGE'
Python 3.13 was not found. It is needed in just that version, because the browser's Python is 3.13
too. Any one of these brings it; then run make again:
    uv python install 3.13        (uv: docs.astral.sh/uv)
    pyenv install 3.13            (pyenv: github.com/pyenv/pyenv)
    apt install python3.13-venv   (Debian 13; Ubuntu 25.04 or later)
    brew install python@3.13      (macOS)
    the installer from python.org
If it is somewhere else already:  make PYTHON=/where/it/is/python3.13 serve
MESSAGE
exit 1
