"""Runs programs, each in a child forked from a process that has loaded nothing of theirs, and scripts of our own in itself.

A line of stdin with tabs between: "run", folder, arguments... runs `python -m app` there; "script", file, input file runs the
`main` of that script; "ready", script... loads those first. The answer: a line "STATUS LENGTH LENGTH", and then so many bytes
of stdout and stderr.
"""

import gc
import io
import os
import runpy
import select
import sys
import time
import traceback

# What loading these does no program can tell: it is done once.
for ready in "abc collections contextlib dataclasses enum functools inspect re typing warnings".split():
    __import__(ready)

MOST_SECONDS = 60
ASKED = os.fdopen(os.dup(0), "rb", 0)
ANSWERS = os.fdopen(os.dup(1), "wb", 0)
LOADED = {}


def line_of():
    pieces = []
    while True:
        byte = ASKED.read(1)
        if byte in (b"", b"\n"):
            return b"".join(pieces).decode() if pieces else None
        pieces.append(byte)


def collect(pid, ends):
    """All that a child writes; its status."""
    found = {end: [] for end in ends}
    until = time.time() + MOST_SECONDS
    open_ends = list(ends)
    while open_ends:
        ready, _, _ = select.select(open_ends, [], [], max(0, until - time.time()))
        if not ready:
            os.kill(pid, 9)
            break
        for end in ready:
            piece = os.read(end, 65536)
            if piece:
                found[end].append(piece)
            else:
                open_ends.remove(end)
    status = os.waitpid(pid, 0)[1]
    for end in ends:
        os.close(end)
    return status, [b"".join(found[end]) for end in ends]


def in_child(question):
    os.chdir(question[1])
    sys.argv = ["-m"] + question[2:]
    sys.path[0] = question[1]
    os.environ.pop("TRUTH_MODE", None)
    for name in ("select", "time", "io", "traceback"):
        sys.modules.pop(name, None)
    runpy._run_module_as_main("app")


def loaded(path):
    if path not in LOADED:
        LOADED[path] = {"__name__": "loaded", "__file__": path}
        with open(path, "rb") as opened:
            exec(compile(opened.read(), path, "exec"), LOADED[path])
    return LOADED[path]["main"]


def answered(script, file):
    """What a script of ours says of what it reads."""
    said, sys.stdout = sys.stdout, io.StringIO()
    asked, sys.stdin = sys.stdin, open(file, encoding="utf-8")
    try:
        loaded(script)()
        return 0, sys.stdout.getvalue().encode(), b""
    except Exception:
        return 1, b"", traceback.format_exc().encode()
    finally:
        sys.stdin.close()
        sys.stdin, sys.stdout = asked, said


def main():
    # A child's collections then leave the pages of what was there before alone: half of what a child takes.
    gc.freeze()
    while True:
        line = line_of()
        if line is None:
            return
        question = line.split("\t")
        if question[0] == "ready":
            for path in question[1:]:
                loaded(path)
            ANSWERS.write(b"0 0 0\n")
            continue
        if question[0] == "script":
            status, said, complained = answered(*question[1:])
            ANSWERS.write(b"%d %d %d\n" % (status, len(said), len(complained)) + said + complained)
            continue
        out, err = os.pipe(), os.pipe()
        pid = os.fork()
        if pid == 0:
            for end, pair in ((1, out), (2, err)):
                os.dup2(pair[1], end)
                os.close(pair[0])
                os.close(pair[1])
            os.close(ASKED.fileno())
            os.close(ANSWERS.fileno())
            return in_child(question)
        os.close(out[1])
        os.close(err[1])
        status, (said, complained) = collect(pid, [out[0], err[0]])
        ANSWERS.write(b"%d %d %d\n" % (status, len(said), len(complained)) + said + complained)


main()
