"""How each recipe that setup hands out is run: its own text in a folder of its own, after the lines that it signs in
with, on what tests/interop/install.sh installed. A runner takes a Run and returns an exit status and what was said."""

import os
import pathlib
import shutil
import signal
import subprocess

from peers import CACHE, HERE, Missing, require
from practice_process import environment

LIMIT = 170  # seconds for a program, the compiler's time included


class Run:
    """One recipe in one folder."""

    def __init__(self, given, folder, variables, workspace, facts):
        self.given, self.facts, self.folder = given, facts, pathlib.Path(folder)
        self.variables, self.workspace = variables, workspace
        for text, name in ((given["code"], given["codeFile"]), (given.get("install"), given.get("installFile")),
                           (given.get("signIn", ""), "sign-in.sh"), (given.get("environment", ""), "environment.sh")):
            if name:
                file = self.folder / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")

    def environment(self, **more):
        """Only what such a program has anyway."""
        return environment(self.folder, **more)

    def command(self, *words, first="sign-in.sh", **more):
        """The words, in a shell that took the lines of the file `first`, in which a secret is typed."""
        ended = subprocess.run(["sh", "-c", f'. ./{first}; exec "$@"', "sh", *map(str, words)], cwd=self.folder,
                               timeout=LIMIT, input=self.variables["PRACTICE_CLIENT_SECRET"] + "\n", text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=self.environment(**more), check=False)
        return ended.returncode, ended.stdout

    def file(self):
        return self.folder / self.given["codeFile"]


class Server:
    """A program that runs until it is told to end; what it says is kept in a file."""

    def __init__(self, run, words, first="sign-in.sh", **more):
        self.log = open(run.folder / "server.log", "w+", encoding="utf-8")
        self.process = subprocess.Popen(["sh", "-c", f'. ./{first}; exec "$@"', "sh", *map(str, words)], text=True,
                                        cwd=run.folder, stdin=subprocess.PIPE, stdout=self.log,
                                        stderr=subprocess.STDOUT, env=run.environment(**more))
        self.process.stdin.write(run.variables["PRACTICE_CLIENT_SECRET"] + "\n")
        self.process.stdin.close()

    def running(self):
        return self.process.poll() is None

    def end(self):
        """In order, as a platform ends its programs; exit status and what was said."""
        if self.running():
            self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = f"{self.process.wait()}, killed"
        self.log.seek(0)
        said = self.log.read()
        self.log.close()
        return status, said


def program(name):
    found = shutil.which(name)
    if not found:
        raise Missing(f"{name} is not installed")
    return found


def venv_python():
    return require("workspace_clients") / "venv/bin/python"


def python(run):
    return run.command(venv_python(), "-B", run.file())


def javascript(run):
    """As TypeScript, checked strictly, and as JavaScript."""
    modules = run.folder / "node_modules"
    modules.symlink_to(require("js") / "node_modules")
    (run.folder / "hello.mts").write_text(run.given["code"], encoding="utf-8")
    status, said = run.command(program("node"), modules / "typescript/bin/tsc", "--noEmit", "--strict", "--skipLibCheck",
                               "--module", "nodenext", "--target", "es2022", "--lib", "es2022", "--types", "node",
                               "hello.mts")
    return (status, said) if status else run.command(program("node"), run.file())


def go(run):
    installed = require("recipe_go")
    for name in ("go.mod", "go.sum"):
        shutil.copy(installed / name, run.folder)
    wanted = {word for line in run.given["install"].splitlines() if line.startswith("go get ") for word in line.split()[2:]}
    unknown = wanted - set((run.folder / "go.mod").read_text(encoding="utf-8").split())
    if unknown:
        return 1, f"not among the modules that are installed: {unknown}"
    return run.command(program("go"), "run", ".", GOPATH=str(CACHE / "go-path"), GOCACHE=str(installed / "build"),
                       GOPROXY="off", GOSUMDB="off", GOFLAGS="-mod=mod", GOTOOLCHAIN="local")


def rust(run):
    installed = require("recipe_rust")
    shutil.copy(HERE / "peers/recipe_rust/Cargo.lock", run.folder)
    homes = {name: os.environ.get(name) or str(pathlib.Path.home() / default)
             for name, default in (("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup"))}
    return run.command(program("cargo"), "run", "--quiet", "--offline", "--locked",
                       CARGO_TARGET_DIR=str(installed / "target"), **homes)


def java(run):
    require("recipe_java")
    return run.command(program("mvn"), "--quiet", "--batch-mode", "--offline",
                       f"-Dmaven.repo.local={CACHE / 'maven-repository'}", "compile", "exec:exec")
