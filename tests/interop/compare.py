"""Compares what the store holds with what was sent, span by span, value by value, type by type."""

from spec import KINDS, STATUS, typed_attributes


class Comparison:
    def __init__(self):
        self.faults = []

    def equal(self, what, actual, expected):
        if actual != expected:
            self.faults.append(f"{what}: is {_short(actual)}, should be {_short(expected)}")

    def attributes(self, what, actual, expected):
        for key in sorted(expected.keys() | actual.keys()):
            self.equal(f"{what} {key!r}", actual.get(key), expected.get(key))


def _short(value):
    text = repr(value)
    return text if len(text) <= 200 else f"{text[:200]}… ({len(text)} characters)"


def compare_spec(spec, spans):
    """The faults between a concrete specification and the stored spans of its service."""
    check = Comparison()
    stored = {span["name"]: span for span in spans}
    check.equal("span names", sorted(span["name"] for span in spans), sorted(span["name"] for span in spec["spans"]))
    if check.faults:
        return check.faults
    by_key = {span["key"]: stored[span["name"]] for span in spec["spans"]}
    for span in spec["spans"]:
        _compare_span(check, span, by_key, spec)
    roots = {span["key"] for span in spec["spans"] if "parent" not in span}
    check.equal("number of traces", len({by_key[key]["traceId"] for key in by_key}), len(roots))
    return check.faults


def _compare_span(check, span, by_key, spec):
    name, actual = span["name"], by_key[span["key"]]
    check.equal(f"{name}: kind", actual.get("kind"), KINDS[span["kind"]])
    check.equal(f"{name}: start", str(actual.get("startTimeUnixNano")), span["start"])
    check.equal(f"{name}: end", str(actual.get("endTimeUnixNano")), span["end"])
    check.equal(f"{name}: scope", {key: actual["scope"].get(key) for key in ("name", "version")}, spec["scope"])
    status = actual.get("status", {})
    check.equal(f"{name}: status", status.get("code", 0), STATUS[span["status"]["code"]])
    check.equal(f"{name}: status message", status.get("message", ""), span["status"].get("message", ""))
    parent = by_key[span["parent"]] if "parent" in span else None
    check.equal(f"{name}: parent", actual.get("parentSpanId", ""), parent["spanId"] if parent else "")
    if parent:
        check.equal(f"{name}: trace", actual["traceId"], parent["traceId"])
    check.attributes(f"{name}: attribute", typed_attributes(actual.get("attributes", [])), span["attributes"])
    resource = {"service.name": {"string": spec["service"]}, **spec["resource"]}
    # An SDK adds facts about itself.
    check.attributes(f"{name}: resource", {key: actual["resource"].get(key) for key in resource}, resource)
    _compare_events(check, name, actual.get("events", []), span["events"])
    _compare_links(check, name, actual.get("links", []), span["links"], by_key)


def _compare_events(check, name, actual, expected):
    check.equal(f"{name}: events", [event.get("name") for event in actual], [event["name"] for event in expected])
    for is_event, event in zip(actual, expected):
        what = f"{name}: event {event['name']}"
        check.equal(f"{what}: time", str(is_event.get("timeUnixNano")), event["at"])
        check.attributes(what, typed_attributes(is_event.get("attributes", [])), event["attributes"])


def _compare_links(check, name, actual, expected, by_key):
    targets = [(by_key[link["to"]]["traceId"], by_key[link["to"]]["spanId"]) for link in expected]
    check.equal(f"{name}: links", [(link["traceId"], link["spanId"]) for link in actual], targets)
    for is_link, link in zip(actual, expected):
        check.attributes(f"{name}: link", typed_attributes(is_link.get("attributes", [])), link["attributes"])
