#!/bin/sh
# Installs what a fresh Debian 12 lacks for building handoff; does nothing when all is there.
# usage: install-dependencies.sh [--tests]: also Clang, its sanitizers and clang-tidy, which tests/run.sh needs
set -eu
packages="g++ cmake ninja-build pkg-config tzdata libcli11-dev libfccp-dev libfmt-dev libhowardhinnant-date-dev catch2
libtomlplusplus-dev nlohmann-json3-dev libutf8proc-dev libssl-dev libhwy-dev libarchive-dev zlib1g-dev"
[ "${1:-}" != --tests ] || packages="$packages clang clang-tidy libclang-rt-14-dev python3"
missing=""
for package in $packages; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo"
echo "installing:$missing" >&2
$sudo apt-get update -qq >&2
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >&2
