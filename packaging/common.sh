# Shared by run.sh and test.sh; sourced, not run. Expects $top to be the repository's root.

say() { printf 'spanglass: %s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else
        say "installing packages needs root and there is no sudo; as root run: $*"
        return 1
    fi
}

# install_packages build run ...: the missing Debian packages of these kinds. Elsewhere the list is only named.
install_packages() {
    local kinds=" $* " kind package command installed missing=()
    installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null | awk '$1 == "ii" {print $2}') || true
    while read -r kind package command; do
        case "$kinds" in *" $kind "*) ;; *) continue ;; esac
        grep -qxF -- "$package" <<<"$installed" && continue
        [ -n "$command" ] && command -v "$command" >/dev/null && continue
        missing+=("$package")
    done < <(grep -v '^#' "$top/packaging/debian-packages.txt")
    # npm fetches DuckDB; any npm will do, not only the one of Debian.
    if [ ! -e "$(duckdb_folder)/complete" ] && ! command -v npm >/dev/null; then missing+=(npm); fi
    [ ${#missing[@]} -gt 0 ] || return 0
    if ! command -v apt-get >/dev/null; then
        say "not a Debian system; these packages (or your system's like) may be needed: ${missing[*]}"
        return 0
    fi
    say "installing ${missing[*]}"
    as_root apt-get update -qq || say "no package lists; trying with what is here"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 ||
        say "could not install ${missing[*]}; going on with what is installed"
}

duckdb_folder() {
    echo "${SPANGLASS_DEPS:-${XDG_CACHE_HOME:-$HOME/.cache}/spanglass}/duckdb-$(cat "$top/packaging/duckdb.version")"
}

# build TARGET [cmake options...]: with the release preset. Quiet when there is nothing to do.
build() {
    local dir="$top/build/release" target=$1
    shift
    if [ ! -e "$dir/build.ninja" ] || [ $# -gt 0 ]; then
        cmake --preset release -S "$top" "$@" >"$top/build-configure.log" 2>&1 || {
            cat "$top/build-configure.log" >&2
            say "configuring failed; the lines above say what is missing"
            return 1
        }
        rm -f "$top/build-configure.log"
    fi
    if ! ninja -C "$dir" -n "$target" | grep -q 'no work to do'; then
        say "building (the first time takes some minutes)"
        ninja -C "$dir" "$target" >&2 || { say "the build failed; the first error above says why"; return 1; }
    fi
}
