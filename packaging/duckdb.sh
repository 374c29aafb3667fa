#!/usr/bin/env bash
# Puts DuckDB's C library and header where CMake looks for them, unless the system has a copy. DuckDB is not in
# Debian 12; the npm packages carry a prebuilt library. Nothing of those packages is run. Safe to run again.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
version=$(cat "$here/duckdb.version")
deps=${SPANGLASS_DEPS:-${XDG_CACHE_HOME:-$HOME/.cache}/spanglass}
target="$deps/duckdb-$version"

have_system_copy() {
    local header
    for header in /usr/include/duckdb.h /usr/local/include/duckdb.h /opt/homebrew/include/duckdb.h; do
        [ -e "$header" ] && return 0
    done
    return 1
}

platform() {
    local os cpu
    case "$(uname -s)" in
    Linux) os=linux ;; Darwin) os=darwin ;; MINGW* | MSYS* | CYGWIN*) os=win32 ;;
    *) echo "packaging: no pinned DuckDB for $(uname -s); install DuckDB $version yourself" >&2; exit 1 ;;
    esac
    case "$(uname -m)" in
    x86_64 | amd64) cpu=x64 ;; aarch64 | arm64) cpu=arm64 ;;
    *) echo "packaging: no pinned DuckDB for $(uname -m); install DuckDB $version yourself" >&2; exit 1 ;;
    esac
    echo "$os-$cpu"
}

# fetch PIN-NAME PACKAGE: the package's archive, checked, as $work/PIN-NAME.tgz
fetch() {
    local revision wanted got file
    read -r revision wanted < <(awk -v p="$1" '$1 == p {print $2, $3}' "$here/duckdb.pins")
    if [ -z "${revision:-}" ]; then
        echo "packaging: no pinned DuckDB for $1; install DuckDB $version yourself" >&2
        exit 1
    fi
    file=$(cd "$work" && npm pack --silent "$2@$revision" | tail -n 1) || file=
    if [ -z "$file" ] || [ ! -s "$work/$file" ]; then
        echo "packaging: could not fetch $2@$revision from npm; check the network and run again" >&2
        exit 1
    fi
    got=$(openssl dgst -sha512 -binary "$work/$file" | openssl base64 -A)
    if [ "$got" != "$wanted" ]; then
        echo "packaging: $2@$revision does not match its pinned checksum; nothing was installed" >&2
        exit 1
    fi
    mv "$work/$file" "$work/$1.tgz"
}

if have_system_copy || { [ -e "$target/duckdb.h" ] && ls "$target"/*duckdb.* >/dev/null 2>&1 && [ -e "$target/complete" ]; }; then
    exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
name=$(platform)
echo "packaging: fetching DuckDB $version for $name"
fetch header duckdb
fetch "$name" "@duckdb/node-bindings-$name"
tar -xzf "$work/header.tgz" -C "$work" package/src/duckdb/src/include/duckdb.h
mkdir -p "$target"
cp "$work/package/src/duckdb/src/include/duckdb.h" "$target/"
rm -rf "$work/package"
tar -xzf "$work/$name.tgz" -C "$work"
find "$work/package" \( -name 'libduckdb.*' -o -name 'duckdb.dll' -o -name 'duckdb.lib' \) -exec cp {} "$target/" \;
touch "$target/complete"
