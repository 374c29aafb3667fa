#!/usr/bin/env bash
# Installs what is missing, builds everything and runs every test: packaging/test.sh [ctest arguments]
# With SPANGLASS_PRESET=asan or tsan the same tests are built and run under the sanitizers; `ctest --preset asan` or
# `ctest --preset tsan` runs what has been built.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$top/packaging/common.sh"

install_packages build run test
"$top/packaging/duckdb.sh"
"$top/tests/interop/install.sh" || say "some peers could not be installed; their tests say so by name"

preset=${SPANGLASS_PRESET:-release}
if [ "$preset" = release ]; then
    build all -DSPANGLASS_WERROR="$([ "${CI:-}" = true ] && echo ON || echo OFF)"
else
    cmake --preset "$preset" -S "$top" && ninja -C "$top/build/$preset"
fi
cd "$top"
exec ctest --preset "$preset" --parallel 2 "$@"
