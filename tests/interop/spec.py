"""The spans that the peers send, made concrete for one run, and what must arrive."""

import base64
import json
import pathlib
import time

HERE = pathlib.Path(__file__).parent
KINDS = {"INTERNAL": 1, "SERVER": 2, "CLIENT": 3, "PRODUCER": 4, "CONSUMER": 5}
STATUS = {"UNSET": 0, "OK": 1, "ERROR": 2}


def _concrete(typed, family):
    values = {}
    for key, value in typed.items():
        if family in value.get("notFor", []):
            continue
        if "repeat" in value:
            value = {"string": value["repeat"] * value["times"]}
        values[key] = {name: part for name, part in value.items() if name != "notFor"}
    return values


def concrete(name, family):
    """expected.json with absolute times and without what the SDK family cannot say."""
    spec = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
    base = time.time_ns() // 1000 * 1000
    spec["service"] = f"interop-{name}"
    spec["resource"] = _concrete(spec["resource"], family)
    for span in spec["spans"]:
        span["attributes"] = _concrete(span["attributes"], family)
        for name_of_time in ("start", "end"):
            span[name_of_time] = str(base + span[name_of_time])
        for event in span["events"]:
            event["at"] = str(base + event["at"])
            event["attributes"] = _concrete(event["attributes"], family)
        for link in span["links"]:
            link["attributes"] = _concrete(link["attributes"], family)
    return spec


def otlp_value(typed):
    """A typed value as OTLP/JSON's AnyValue."""
    (kind, value), = typed.items()
    if kind == "array":
        return {"arrayValue": {"values": [otlp_value(item) for item in value]}}
    if kind == "map":
        return {"kvlistValue": {"values": otlp_attributes(value)}}
    return {{"string": "stringValue", "int": "intValue", "double": "doubleValue", "bool": "boolValue",
             "bytes": "bytesValue"}[kind]: value}


def otlp_attributes(typed):
    return [{"key": key, "value": otlp_value(value)} for key, value in typed.items()]


def typed_value(value):
    """OTLP/JSON's AnyValue as a typed value."""
    if not value:
        return {"empty": None}
    (kind, content), = value.items()
    if kind == "arrayValue":
        return {"array": [typed_value(item) for item in content.get("values", [])]}
    if kind == "kvlistValue":
        return {"map": typed_attributes(content.get("values", []))}
    if kind == "intValue":
        return {"int": str(content)}
    if kind == "doubleValue":
        return {"double": float(content)}
    if kind == "bytesValue":
        return {"bytes": base64.b64encode(base64.b64decode(content)).decode()}
    return {{"stringValue": "string", "boolValue": "bool"}[kind]: content}


def typed_attributes(attributes):
    return {entry["key"]: typed_value(entry.get("value")) for entry in attributes}


def stored_spans(lines):
    """Flat spans out of exported OTLP JSON lines."""
    spans = []
    for line in lines:
        for group in json.loads(line)["resourceSpans"]:
            resource = typed_attributes(group.get("resource", {}).get("attributes", []))
            for inner in group["scopeSpans"]:
                for span in inner["spans"]:
                    spans.append({"resource": resource, "scope": inner.get("scope", {}), **span})
    return spans
