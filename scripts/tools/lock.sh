#!/bin/sh
# Renews the lock files: requirements*.txt from requirements*.in, package-lock.json from package.json.
# What a package must be is locked by its hashes; where it is downloaded from is nobody's business.
# Usage: lock.sh FOLDER-OF-PROGRAMS
set -eu
for name in requirements requirements-dev requirements-mutation; do
    CUSTOM_COMPILE_COMMAND="make lock" "$1/pip-compile" --quiet --upgrade \
        --generate-hashes --allow-unsafe --strip-extras \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
        --output-file "$name.txt" "$name.in"
done
PATH="$1:$PATH" npm install --package-lock-only --loglevel=error
