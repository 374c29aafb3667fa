#!/usr/bin/env bash
# Installs the OpenTelemetry clients that the interoperability tests run, each at a pinned version, into a cache folder.
# Safe to run again, quick when nothing changed. A client that cannot be installed is named and left out; its test then
# says that it was skipped.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${SPANGLASS_INTEROP_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/spanglass/interop}
mkdir -p "$cache"
missing=0

# installed NAME FILES...: whether NAME was installed from these very files.
installed() {
  local stamp="$cache/$1/.installed"
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(cat "${@:2}" | cksum)" ]
}

# install NAME PROGRAM FUNCTION FILES...
install() {
  local name=$1 program=$2 action=$3 log="$cache/$1.log"
  shift 3
  if installed "$name" "$@"; then
    return
  fi
  if ! command -v "$program" >/dev/null; then
    echo "interop: $name left out, $program is not installed"
    missing=1
    return
  fi
  echo "interop: installing $name"
  rm -rf "${cache:?}/$name"
  mkdir -p "$cache/$name"
  if "$action" "$cache/$name" >"$log" 2>&1; then
    cat "$@" | cksum >"$cache/$name/.installed"
  else
    echo "interop: $name left out, it could not be installed:"
    tail -n 5 "$log"
    missing=1
  fi
}

install_js() {
  cp "$here/peers/js/package.json" "$here/peers/js/package-lock.json" "$1/"
  (cd "$1" && npm ci --no-audit --no-fund --ignore-scripts)
}

install_venv() {
  python3 -m venv "$1/venv" && "$1/venv/bin/pip" install --quiet --disable-pip-version-check \
    --requirement "$here/peers/$(basename "$1")/requirements.txt"
}

install_go() {
  GOPATH="$cache/go-path" GOBIN="$1" GOFLAGS=-modcacherw go install "$(cat "$here/peers/go/telemetrygen.version")"
}

install_java() {
  mvn --quiet --batch-mode --file "$here/peers/java/pom.xml" -Dmaven.repo.local="$cache/maven-repository" \
    -Dinterop.build="$1" compile
}

# What the recipes of guided setup need, fetched and built once, so that the tests run them without a network.
install_recipe_go() {
  cp "$here/peers/recipe_go/go.mod" "$1/"
  (cd "$1" && GOPATH="$cache/go-path" GOCACHE="$1/build" GOFLAGS="-modcacherw -mod=mod" go build \
    go.opentelemetry.io/otel/attribute go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp \
    go.opentelemetry.io/otel/sdk/resource go.opentelemetry.io/otel/sdk/trace golang.org/x/oauth2/clientcredentials)
}

install_recipe_rust() {
  mkdir -p "$1/src" && echo 'fn main() {}' >"$1/src/main.rs"
  cp "$here/peers/recipe_rust/Cargo.toml" "$here/peers/recipe_rust/Cargo.lock" "$1/"
  (cd "$1" && cargo build --quiet --locked)
}

install_recipe_java() {
  cp -r "$here/peers/recipe_java/." "$1/"
  (cd "$1" && mvn --quiet --batch-mode -Dmaven.repo.local="$cache/maven-repository" compile exec:exec)
}

install_recipe_collector() {
  cp "$here/peers/recipe_collector/go.mod" "$here/peers/recipe_collector/main.go" "$1/"
  (cd "$1" && export GOPATH="$cache/go-path" GOFLAGS=-modcacherw && go mod tidy && go build -o collector .)
}

install js npm install_js "$here/peers/js/package.json" "$here/peers/js/package-lock.json"
for name in python mlflow mlflow_server workspace_clients; do
  install "$name" python3 install_venv "$here/peers/$name/requirements.txt"
done
install go go install_go "$here/peers/go/telemetrygen.version"
install java mvn install_java "$here/peers/java/pom.xml" "$here/peers/java/src/main/java/spanglass/Client.java"
install recipe_go go install_recipe_go "$here/peers/recipe_go/go.mod"
install recipe_rust cargo install_recipe_rust "$here/peers/recipe_rust/Cargo.toml" "$here/peers/recipe_rust/Cargo.lock"
install recipe_java mvn install_recipe_java "$here/peers/recipe_java/pom.xml"
install recipe_collector go install_recipe_collector "$here/peers/recipe_collector/go.mod" \
  "$here/peers/recipe_collector/main.go"
if [ "$missing" = 0 ]; then
  echo "interop: every client is installed in $cache"
fi
