#!/usr/bin/env bash
# Puts what briefgen needs into place:   scripts/setup.sh runtime|dev
#
# In order: Python, the system libraries WeasyPrint loads, .venv, the pinned packages, briefgen itself (editable).
# What is there already is left alone; apt-get is called only for what is missing, and only where it may be.
# `make` calls this once and remembers that it did.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

extras="${1:-runtime}"
debian_packages=(python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0)
test_packages=(poppler-utils qpdf) # readers that only the tests use

say() { printf 'setup: %s\n' "$*" >&2; }

# The one message for everything that has to be installed by somebody who may.
stop_for() {
    say "$1"
    cat >&2 <<END
setup: install this once, then run the same command again:
  Debian, Ubuntu   sudo apt-get update; sudo apt-get install ${debian_packages[*]}
  Fedora           sudo dnf install python3 pango harfbuzz
  macOS            brew install python pango harfbuzz
  Windows          see docs/windows.md
END
    exit 1
}

# ensurepip is what Debian and Ubuntu keep out of python3 and in python3-venv.
find_python() {
    local name
    for name in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# Loads the libraries the way WeasyPrint does, which needs no root and no package manager; prints what does not load.
missing_libraries() {
    "$1" - <<'END'
import ctypes

NAMES = {"gobject-2.0": "0", "pango-1.0": "0", "pangoft2-1.0": "0", "fontconfig": "1", "harfbuzz": "0", "harfbuzz-subset": "0"}


def loads(name: str, version: str) -> bool:
    for file in (f"lib{name}.so.{version}", f"lib{name}.{version}.dylib", f"lib{name}.dylib"):
        try:
            ctypes.CDLL(file)
        except OSError:
            continue
        return True
    return False


print(*(name for name, version in NAMES.items() if not loads(name, version)))
END
}

apt_install() {
    command -v apt-get >/dev/null || return 1
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || return 1
        as_root=(sudo -n)
    fi
    say "installing with apt-get: $*"
    # env, because sudo drops the variable otherwise. Output goes to stderr: stdout is for results.
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "$@" >&2
}

if ! python="$(find_python)"; then
    apt_install "${debian_packages[@]}" || true
    python="$(find_python)" || stop_for "no Python 3.11 or later with its venv module was found (PYTHON=/path/to/python3 names one)"
fi

missing="$(missing_libraries "$python")"
if [ -n "$missing" ]; then
    apt_install "${debian_packages[@]}" || true
    missing="$(missing_libraries "$python")"
fi
case "$missing" in
    "") ;;
    harfbuzz-subset) say "harfbuzz-subset is missing: packs can be built, but each document takes far longer (Debian, Ubuntu: libharfbuzz-subset0)" ;;
    *) stop_for "system libraries are missing: $missing" ;;
esac

if [ "$extras" = dev ] && ! { command -v pdftotext && command -v qpdf; } >/dev/null; then
    apt_install "${test_packages[@]}" ||
        say "the tests want pdftotext and qpdf (Debian, Ubuntu: ${test_packages[*]}; Fedora: poppler-utils qpdf; macOS: poppler qpdf)"
fi

# pip's own script fails when the folder was moved or Python was upgraded: then the environment is made anew.
if ! .venv/bin/pip --version >/dev/null 2>&1; then
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi

# hatchling comes first, pinned like the rest, so that pip does not fetch a newer one to build briefgen with.
case "$extras" in
    runtime) project=. ;;
    dev) project='.[dev]' ;;
    *) say "usage: scripts/setup.sh runtime|dev"; exit 2 ;;
esac
install() { .venv/bin/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt "$@"; }
say "installing the pinned packages"
if ! { install hatchling && install --no-build-isolation --editable "$project"; }; then
    say "pip could not install the packages: its message is above. This step needs the network, once; later runs do not."
    exit 1
fi
say "ready: .venv/bin/briefgen"
