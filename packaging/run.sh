#!/usr/bin/env bash
# Installs what is missing, builds Spanglass and starts it: packaging/run.sh [program arguments]
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$top/packaging/common.sh"

install_packages build run
"$top/packaging/duckdb.sh"
build spanglass
exec "$top/build/release/app/spanglass" "$@"
