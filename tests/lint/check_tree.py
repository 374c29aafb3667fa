#!/usr/bin/env python3
"""Checks what the compiler cannot: who may include whom, forbidden calls, file lengths, formatting.

usage: check_tree.py ROOT        exit status 1 and one line per finding
"""
import pathlib
import re
import shutil
import subprocess
import sys

ROOMS = ("app", "ui", "models", "services")
# Rank within services: a room may include rooms of a lower rank and itself.
SERVICE_RANK = {
    "core": 0, "net": 1, "otlp": 1, "store": 2, "auth": 2, "formats": 2, "warehouse": 3,
    "databricks": 3, "mlflow": 3, "receiver": 3, "replay": 4, "setup": 4, "diagnostics": 4, "practice": 4,
}
TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "app", "ui", "models", "services",
             "resources", "tests", "packaging", "build"}
HARD_LINES = 600
INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)', re.M)
WIDGETS = re.compile(r"^Q(Widget|Application|MainWindow|Dialog|Label|PushButton|Action|Painter|Icon|Color|Pixmap|Image|Font|"
                     r"Palette|Clipboard|GuiApplication|StandardItemModel|TableView|TreeView|Style|Screen|Window)")
FOREIGN = {  # header prefix -> the rooms that may see it
    "duckdb": {"services/store"},
    "grpc": {"services/receiver", "services/replay"},
    "curl/": {"services/net"},
    "google/protobuf": {"services/otlp", "services/receiver", "services/replay"},
    "qt6keychain": {"services/auth"},
    "yaml.h": {"services/diagnostics"},
}
# Nested loops freeze the window or reorder events.
FORBIDDEN = [
    (re.compile(r"\bprocessEvents\s*\("), "processEvents is for tests only"),
    (re.compile(r"\bQEventLoop\b"), "no nested event loops"),
    (re.compile(r"\bTODO\b|\bFIXME\b|\bXXX\b"), "unfinished business"),
]


def room_of(path):
    parts = path.split("/")
    if parts[0] == "services" and len(parts) > 2:
        return "services/" + parts[1]
    return parts[0]


def include_problem(path, header):
    """Why the file at `path` may not include `header`, or None. Both relative to the root."""
    top, target = path.split("/")[0], header.split("/")[0]
    room, wanted = room_of(path), room_of(header)
    if target in ROOMS:
        order = {"app": 3, "ui": 2, "models": 1, "services": 0}
        if order[target] > order[top]:
            return f"{top} may not include {target}"
        if top in ("ui", "models") and target == "services" and wanted != "services/core":
            return f"{top} may include services/core only"
        if top == "services" and target == "services" and room != wanted:
            if SERVICE_RANK.get(wanted.split("/")[1], 9) >= SERVICE_RANK.get(room.split("/")[1], 9):
                return f"{room} may not include {wanted}"
        if target == "tests":
            return "only tests include tests"
        return None
    if top in ("services", "models") and WIDGETS.match(header):
        return f"{top} may not use Qt Gui or Widgets"
    for prefix, allowed in FOREIGN.items():
        if header.startswith(prefix) and room not in allowed:
            return f"{prefix} belongs in {', '.join(sorted(allowed))}"
    return None


def check_file(path, text):
    for match in INCLUDE.finditer(text):
        problem = include_problem(path, match.group(1) or match.group(2))
        if problem:
            yield f"{path}: {problem} ({match.group(0).strip()})"
    lines = text.splitlines()
    if len(lines) > HARD_LINES:
        yield f"{path}: {len(lines)} lines; split it (hard stop {HARD_LINES})"
    for number, line in enumerate(lines, 1):
        for pattern, why in FORBIDDEN:
            if pattern.search(line):
                yield f"{path}:{number}: {why}"


def check_names(root):
    """Two types of one name in one namespace break the rule of one definition, which the linker does not see."""
    seen = {}
    for room in ROOMS:
        for file in sorted((root / room).rglob("*.h")):
            text = file.read_text(encoding="utf-8")
            if not re.search(r"^namespace spanglass \{", text, re.M):
                continue
            for name in re.findall(r"^(?:class|struct) (\w+)[^;{]*\{", text, re.M):
                path = file.relative_to(root).as_posix()
                if seen.setdefault(name, path) != path:
                    yield f"{path}: {name} is in {seen[name]} too; one of them needs another name"


def check_tree(root):
    for entry in sorted(root.iterdir()):
        if not entry.name.startswith(".") and entry.name not in TOP_LEVEL:
            yield f"{entry.name}: not a room; the top level is fixed"
    for room in ROOMS:
        for file in sorted((root / room).rglob("*")):
            if file.suffix in (".h", ".cpp"):
                yield from check_file(file.relative_to(root).as_posix(), file.read_text(encoding="utf-8"))
    yield from check_names(root)


def check_format(root):
    tool = shutil.which("clang-format")
    if not tool:
        print("check_tree: clang-format is not installed, formatting not checked")
        return
    files = [str(f) for room in ROOMS + ("tests",) for f in sorted((root / room).rglob("*")) if f.suffix in (".h", ".cpp")]
    result = subprocess.run([tool, "--dry-run", "--Werror", *files], capture_output=True, text=True, check=False)
    for line in result.stderr.splitlines():
        if "error:" in line:
            yield line.replace(str(root) + "/", "")


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    findings = [*check_tree(root), *check_format(root)]
    print("\n".join(findings) if findings else "check_tree: nothing found")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
