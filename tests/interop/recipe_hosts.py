"""How the recipes are run that are no programs of their own: what a platform reads, a collector's configuration, lines for
an app that is instrumented already."""

import base64
import json
import os
import re
import socket
import sys
import time
import urllib.error
import urllib.request

from peers import require
from recipe_runners import Server, venv_python

WAIT = 90  # seconds

# An app that leaves everything to the variables of the OpenTelemetry specification.
INSTRUMENTED = """
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
tracer = provider.get_tracer("app")
with tracer.start_as_current_span("answer") as answer:
    with tracer.start_as_current_span("look up", context=trace.set_span_in_context(answer)):
        pass
provider.shutdown()
"""

# `databricks auth token`, for somebody who has signed in to this host.
COMMAND_LINE = """#!{python}
import base64, json, os, sys, urllib.parse, urllib.request
if sys.argv[1:] != ["auth", "token", "--host", os.environ["PRACTICE_URL"], "-o", "text"]:
    sys.exit("Error: not signed in")
pair = os.environ["PRACTICE_CLIENT_ID"] + ":" + os.environ["PRACTICE_CLIENT_SECRET"]
form = urllib.parse.urlencode({{"grant_type": "client_credentials", "scope": "all-apis"}}).encode()
asked = urllib.request.Request(os.environ["PRACTICE_URL"] + "/oidc/v1/token", form,
                               {{"authorization": "Basic " + base64.b64encode(pair.encode()).decode()}})
print(json.load(urllib.request.urlopen(asked, timeout=60))["access_token"])
"""

LOAD_AND_ASK = """
import json, mlflow
agent = mlflow.pyfunc.load_model("agent")
print(json.dumps(agent.predict({"input": [{"role": "user", "content": "Does it arrive?"}]})))
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(url, server, body=None, **headers):
    """Once the server listens; None when it ended before."""
    deadline = time.monotonic() + WAIT
    while server.running() and time.monotonic() < deadline:
        try:
            request = urllib.request.Request(url, data=body, headers=headers)
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.read()
        except urllib.error.HTTPError as refused:
            return refused.read()
        except OSError:
            time.sleep(0.2)
    return None


def databricks_apps(run):
    """As the platform does it: the command and variables of app.yaml, a port, the credentials of the app's principal,
    and requests that come with a parent. The variables for telemetry are those of an app whose own telemetry is on."""
    import_yaml = "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1], encoding='utf-8'))))"
    status, said = run.command(venv_python(), "-c", import_yaml, run.given["installFile"])
    if status:
        return status, said
    app = json.loads(said.splitlines()[-1])
    if app["command"][0] != "python":
        return 1, f"the app is started with {app['command']}"
    port = free_port()
    variables = {each["name"]: each["value"] for each in app["env"]}
    server = Server(run, [venv_python(), *app["command"][1:]], DATABRICKS_HOST=run.variables["PRACTICE_URL"],
                    DATABRICKS_APP_PORT=str(port), DATABRICKS_CLIENT_ID=run.variables["PRACTICE_CLIENT_ID"],
                    DATABRICKS_CLIENT_SECRET=run.variables["PRACTICE_CLIENT_SECRET"],
                    OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{free_port()}", OTEL_EXPORTER_OTLP_PROTOCOL="grpc",
                    **variables)
    answer = ask(f"http://127.0.0.1:{port}/", server, traceparent=f"00-{'ab' * 16}-{'cd' * 8}-01")
    status, said = server.end()
    return (status, said) if answer == b"Does it arrive?: what is known about traces" else (1, f"{answer}\n{said}")


def model_serving(run):
    """Logged by somebody with credentials, then loaded and asked with no more than the variables of the endpoint, whose
    secrets come out of the workspace."""
    secrets = {"client-id": run.variables["PRACTICE_CLIENT_ID"], "client-secret": run.variables["PRACTICE_CLIENT_SECRET"]}
    put_secrets(run.workspace, "traces", secrets)
    text = re.sub(r"\{\{secrets/([^/}]+)/([^/}]+)\}\}", lambda found: secret(run.workspace, *found.groups()),
                  run.given["install"])
    serving = json.loads(text)
    saved = "import mlflow; mlflow.pyfunc.save_model('agent', python_model='agent.py', pip_requirements=['mlflow'])"
    status, said = run.command(venv_python(), "-B", "-c", saved, **{**serving, "MLFLOW_TRACE_SAMPLING_RATIO": "0"})
    if status:
        return status, said
    status, more = run.command(venv_python(), "-B", "-c", LOAD_AND_ASK, IS_IN_DB_MODEL_SERVING_ENV="true", **serving)
    return (status, said + more) if "what is known about traces" in more else (status or 1, said + more)


def put_secrets(workspace, scope, secrets):
    have = workspace.call("GET", "/api/2.0/secrets/scopes/list").get("scopes", [])
    if scope not in [each["name"] for each in have]:
        workspace.call("POST", "/api/2.0/secrets/scopes/create", {"scope": scope})
    for key, value in secrets.items():
        workspace.call("POST", "/api/2.0/secrets/put", {"scope": scope, "key": key, "string_value": value})


def secret(workspace, scope, key):
    return base64.b64decode(workspace.call("GET", f"/api/2.0/secrets/get?scope={scope}&key={key}")["value"]).decode()


def variables(run):
    """In a shell, then out of a .env file."""
    tool = run.folder / "bin" / "databricks"
    tool.parent.mkdir(exist_ok=True)
    tool.write_text(COMMAND_LINE.format(python=sys.executable), encoding="utf-8")
    tool.chmod(0o755)
    (run.folder / "app.py").write_text(INSTRUMENTED, encoding="utf-8")
    (run.folder / ".env").write_text(run.given["dotEnv"], encoding="utf-8")
    practice = {"PATH": f"{tool.parent}:{os.environ['PATH']}", **run.variables}
    status, said = run.command(venv_python(), "-B", "app.py", first="environment.sh", **practice)
    if status:
        return status, said
    printed = re.search(r"^# TRACES_TOKEN .*: (databricks .*)$", run.given["dotEnv"], re.MULTILINE)
    status, token = run.command("sh", "-c", printed[1], **practice) if printed else (1, "no word of the token")
    if status:
        return status, token
    status, more = run.command(venv_python(), "-B", "-m", "dotenv", "run", "--", venv_python(), "-B", "app.py",
                               TRACES_TOKEN=token.splitlines()[-1].strip())
    return status, said + more


def collector(run):
    """With free ports in place of the usual ones."""
    installed = require("recipe_collector")
    ports = {"4317": free_port(), "4318": free_port()}
    text = re.sub(r"127\.0\.0\.1:(431[78])", lambda found: f"127.0.0.1:{ports[found[1]]}", run.given["code"])
    run.file().write_text(text, encoding="utf-8")
    server = Server(run, [installed / "collector", "--config", run.file(), "--set", "service.telemetry.metrics.level=none"])
    refused = []
    for signal, body in (("traces", traces()), ("logs", LOGS), ("metrics", METRICS)):
        if f"  {signal}: {{" not in text:
            continue
        answer = ask(f"http://127.0.0.1:{ports['4318']}/v1/{signal}", server, json.dumps(body).encode(),
                     **{"Content-Type": "application/json"})
        if answer not in (b"{}", b'{"partialSuccess":{}}'):
            refused.append(f"{signal}: {answer}")
    status, said = server.end()
    return (1, "\n".join(refused) + said) if refused else (status, said)


RESOURCE = {"attributes": [{"key": "service.name", "value": {"stringValue": "my-app"}}]}
LOGS = {"resourceLogs": [{"resource": RESOURCE, "scopeLogs": [{"logRecords": [
    {"timeUnixNano": "1700000000000000000", "body": {"stringValue": "looked up"}}]}]}]}
METRICS = {"resourceMetrics": [{"resource": RESOURCE, "scopeMetrics": [{"metrics": [{"name": "lookups", "gauge": {
    "dataPoints": [{"timeUnixNano": "1700000000000000000", "asDouble": 2}]}}]}]}]}


def traces():
    now = time.time_ns()
    trace = os.urandom(16).hex()

    def span(name, own, **more):
        return {"traceId": trace, "spanId": own, "name": name, "kind": 1, "startTimeUnixNano": str(now),
                "endTimeUnixNano": str(now + 1000), **more}

    return {"resourceSpans": [{"resource": RESOURCE, "scopeSpans": [{"spans": [
        span("answer", "aa" * 8), span("look up", "bb" * 8, parentSpanId="aa" * 8)]}]}]}
