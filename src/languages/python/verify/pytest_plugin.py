"""A pytest plugin that writes what became of each test, a line of JSON each, to the file IMPORTPERF_TESTS_OUT.

[nodeid, phase, outcome, message]      a phase of a test, or the collection of a file
[nodeid, "touches"]                    the test ran code of one of the files in IMPORTPERF_TESTS_FILES

IMPORTPERF_TESTS_ORDER is a seed for the order of the tests, IMPORTPERF_TESTS_ONLY a file with the ids of those to run.
"""

import json
import os
import random
import sys

import pytest

# Taken away: a pytest that a test starts is none of ours.
out = os.environ.pop("IMPORTPERF_TESTS_OUT", None)
order = os.environ.get("IMPORTPERF_TESTS_ORDER")
only = os.environ.get("IMPORTPERF_TESTS_ONLY")
files = frozenset(filter(None, os.environ.pop("IMPORTPERF_TESTS_FILES", "").split(os.pathsep)))
# Workers of pytest-xdist run the tests, the process that started them is told of each.
is_worker = "PYTEST_XDIST_WORKER" in os.environ


def note(*row):
    if out and not is_worker:
        with open(out, "a") as file:
            file.write(json.dumps(row) + "\n")


def message_of(report):
    crash = getattr(getattr(report, "longrepr", None), "reprcrash", None)
    text = getattr(crash, "message", None) or str(getattr(report, "longrepr", None) or "")
    lines = text.strip().splitlines()
    return (lines[0] if crash else lines[-1])[:300] if lines else ""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    if only:
        with open(only) as file:
            wanted = set(json.load(file))
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in wanted])
        items[:] = [item for item in items if item.nodeid in wanted]
    if order:
        items.sort(key=lambda item: item.nodeid)
        random.Random(int(order)).shuffle(items)


def pytest_collectreport(report):
    if report.failed:
        note(report.nodeid, "collect", "failed", message_of(report))


def pytest_runtest_logreport(report):
    outcome = report.outcome
    if hasattr(report, "wasxfail"):
        outcome = "xfailed" if outcome == "skipped" else "xpassed"
    if report.when == "call" or outcome != "passed":
        note(report.nodeid, report.when, outcome, "" if outcome == "passed" else message_of(report))


if files:

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(item):
        seen = []

        def look(frame, event, argument):
            if event == "call" and frame.f_code.co_filename in files:
                seen.append(1)
                sys.setprofile(None)

        sys.setprofile(look)
        yield
        sys.setprofile(None)
        if seen:
            note(item.nodeid, "touches")
