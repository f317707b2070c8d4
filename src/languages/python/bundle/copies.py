"""Copies the interpreter's own library beside the modules of a program, so that both are sources of one project.

A request as JSON from stdin, {"modules", "excluded", "entry", "loaded", "asked", "needs", "out"}; prints {"standard", "fixed", "apart"}: the copies, relative to `out`, those
of them that have to stay as they are, and which of the program's modules were not copied, since nothing in it names them (apart.py). Run by the
program's interpreter, isolated and without `site`; nothing of the program runs.
"""

import sys

BEFORE = set(sys.modules)

import _imp
import json
import os
import re
import shutil

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from apart import apart

STANDARD = os.path.dirname(os.path.dirname(sys.modules["encodings"].__file__))
LEFT_OUT = {"__pycache__", "ensurepip", "idlelib", "lib2to3", "site-packages", "dist-packages", "test", "tests", "tkinter", "turtledemo", "venv"}
OWN_PLACE = re.compile(r"(?<![\w.])__(?:file|path|spec|loader|cached)__\b")
"""A module that asks where it is looks for something beside it."""
OTHERS_PLACE = re.compile(r"\b(\w+)\.__(?:file|path|spec)__\b")


def walk(folder):
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in LEFT_OUT and not name.startswith("config-"))
        for name in sorted(files):
            # Debian's `sitecustomize` is a link to what an administrator may have taken away.
            if name.endswith(".py") and os.path.isfile(os.path.join(base, name)):
                yield os.path.relpath(os.path.join(base, name), folder).replace(os.sep, "/")


def text(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def module_of(file):
    name = file[: -len(".py")]
    return (name[: -len("/__init__")] if name.endswith("/__init__") else name).replace("/", ".")


def main():
    asked = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    out = asked["out"]
    left = apart(asked["modules"], asked["entry"], set(asked["loaded"]), asked["asked"], asked["needs"])
    # Of what the bundle will not have nothing can come.
    left = sorted(set(left) - set(asked["excluded"]))
    absent = {*left, *asked["excluded"]}

    def ignored(folder, names):
        compiled = {name for name in names if name.endswith((".pyc", ".pyo"))}
        return compiled if folder != asked["modules"] else compiled | {name for name in names if name.partition(".")[0] in absent}

    shutil.copytree(asked["modules"], out, ignore=ignored)
    taken = {name.partition(".")[0] for name in os.listdir(asked["modules"])}
    placed = set()
    for file in walk(out):
        placed.update(OTHERS_PLACE.findall(text(out + "/" + file)))
    copies = [file for file in walk(STANDARD) if file.partition("/")[0].partition(".")[0] not in taken]
    texts = {file: text(STANDARD + "/" + file) for file in copies}
    for source in texts.values():
        placed.update(OTHERS_PLACE.findall(source))
    fixed = []
    for file in copies:
        os.makedirs(os.path.dirname(out + "/" + file), exist_ok=True)
        shutil.copyfile(STANDARD + "/" + file, out + "/" + file)
        name = module_of(file)
        # What is loaded before a bundle's first line, or comes from within the interpreter, is never read from a file.
        is_early = name in BEFORE or _imp.is_frozen(name)
        if is_early or name.rpartition(".")[2] in placed or OWN_PLACE.search(texts[file]):
            fixed.append(file)
    print(json.dumps({"standard": copies, "fixed": fixed, "apart": left}))


main()
