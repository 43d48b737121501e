#!/usr/bin/env bash
# Installs the Debian packages that tests need, where they are missing: a browser, and ICU with a compiler for pyicu.
set -euo pipefail
wanted=(chromium libicu-dev pkg-config g++)
missing=()
for name in "${wanted[@]}"; do
    dpkg -s "$name" >/dev/null 2>&1 || missing+=("$name")
done
[ "${#missing[@]}" -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ]; then
    echo "The tests need ${missing[*]}; install them with: sudo apt-get install ${missing[*]}" >&2
    exit 1
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
