"""Named checks of an official client; each runs even when one before it has failed."""

import sys
import traceback

_checks = []


def check(function):
    """Its name, read as a sentence, is what a failure is reported under."""
    _checks.append(function)
    return function


def equal(actual, expected):
    assert actual == expected, f"{actual!r} instead of {expected!r}"


def refused(kind, call, *words):
    """The call must fail with an exception of that kind whose text holds the words."""
    try:
        answer = call()
    except kind as failure:
        for word in words:
            assert word.lower() in str(failure).lower(), f"{word!r} is not in: {failure}"
        return failure
    raise AssertionError(f"not refused, but answered with {answer!r}")


def run_all():
    failed = 0
    for function in _checks:
        try:
            function()
        except Exception:
            failed += 1
            print(f"FAILED {function.__name__.replace('_', ' ')}\n{traceback.format_exc(limit=-4)}", file=sys.stderr)
    print(f"{len(_checks) - failed} of {len(_checks)} checks passed")
    return 1 if failed else 0
