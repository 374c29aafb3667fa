"""What curl can send and no SDK does: odd framings and codings, and value types that SDKs have no words for."""

import gzip
import json
import pathlib
import shutil
import subprocess
import zlib

from compare import compare_spec
from spec import KINDS, STATUS, concrete, otlp_attributes, stored_spans


def _request(spec, snake_case=False):
    """The specification as one OTLP/JSON request."""
    ids = {span["key"]: f"{number + 1:016x}" for number, span in enumerate(spec["spans"])}
    roots = {}
    for span in spec["spans"]:
        roots[span["key"]] = roots[span["parent"]] if "parent" in span else f"{int(ids[span['key']], 16) << 64:032x}"
    spans = [{
        "traceId": roots[span["key"]], "spanId": ids[span["key"]], "parentSpanId": ids.get(span.get("parent"), ""),
        "name": span["name"], "kind": KINDS[span["kind"]], "startTimeUnixNano": span["start"],
        "endTimeUnixNano": span["end"], "attributes": otlp_attributes(span["attributes"]),
        "status": {"code": STATUS[span["status"]["code"]], "message": span["status"].get("message", "")},
        "events": [{"name": event["name"], "timeUnixNano": event["at"],
                    "attributes": otlp_attributes(event["attributes"])} for event in span["events"]],
        "links": [{"traceId": roots[link["to"]], "spanId": ids[link["to"]],
                   "attributes": otlp_attributes(link["attributes"])} for link in span["links"]],
    } for span in spec["spans"]]
    resource = {"service.name": {"string": spec["service"]}, **spec["resource"]}
    request = {"resourceSpans": [{"resource": {"attributes": otlp_attributes(resource)},
                                  "scopeSpans": [{"scope": spec["scope"], "spans": spans}]}]}
    return _snake(request) if snake_case else request


def _snake(value):
    """With the field names of the .proto files, as the C++ SDK sends them."""
    if isinstance(value, list):
        return [_snake(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {"".join(f"_{c.lower()}" if c.isupper() else c for c in key): _snake(item) for key, item in value.items()}


def _with_all_value_types(spec):
    attributes = spec["spans"][0]["attributes"]
    attributes["bytes"] = {"bytes": "AAECA//+/Q=="}
    attributes["map"] = {"map": {"inner": {"int": "9007199254740993"}, "list": {"array": [
        {"string": "mixed"}, {"int": "1"}, {"double": 2.0}, {"bool": False}, {"map": {"deep": {"string": "ž"}}}]}}}
    attributes["array.empty"] = {"array": []}
    return spec


def _large(spec):
    """More than a MiB: curl asks for 100-continue first."""
    spec["spans"][0]["attributes"]["string.large"] = {"string": "large body ž " * 200_000}
    return spec


def _two_members(body):
    half = len(body) // 2
    return gzip.compress(body[:half]) + gzip.compress(body[half:])


def _case(options=(), code=lambda body: body, change=lambda spec: spec, snake_case=False):
    def send(name, receiver, folder, read_back):
        if not shutil.which("curl"):
            return None
        spec = change(concrete(name, "curl"))
        body = pathlib.Path(folder) / "body"
        body.write_bytes(code(json.dumps(_request(spec, snake_case)).encode()))
        answer = subprocess.run(
            ["curl", "--silent", "--show-error", "--max-time", "30", "--header", "Content-Type: application/json",
             *options, "--data-binary", f"@{body}", "--write-out", "\n%{http_code} %{content_type}",
             f"http://{receiver.http}/v1/traces"], check=True, timeout=60, stdout=subprocess.PIPE, text=True).stdout
        if answer.strip().splitlines() != ["{}", "200 application/json"]:
            return [f"the answer was {answer!r}"]
        return compare_spec(spec, stored_spans(read_back()))

    return send


def _header(text):
    return ("--header", text)


PEERS = {
    "curl-all-value-types": _case(change=_with_all_value_types),
    "curl-chunked": _case(_header("Transfer-Encoding: chunked")),
    "curl-expect-continue": _case(_header("Expect: 100-continue"), change=_large),
    "curl-http-1.0": _case(("--http1.0",)),
    "curl-gzip-members": _case(_header("Content-Encoding: gzip"), _two_members),
    "curl-x-gzip-chunked": _case(
        (*_header("Content-Encoding: x-gzip"), *_header("Transfer-Encoding: chunked")), gzip.compress),
    "curl-deflate": _case(_header("Content-Encoding: deflate"), zlib.compress),
    "curl-snake-case": _case(snake_case=True),
    "curl-charset": _case(_header("Content-Type: application/json; charset=utf-8")),
}
