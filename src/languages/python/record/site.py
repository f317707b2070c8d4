"""What `site` does before our hooks begin, done once more and timed: python -S THIS OUT.

Writes JSON: {"loads": [[module, index of the load around it or -1, ns of its own, failed, importer, line, file, in a
function], …], "files": {module: file}, "pth": [[file, ns], …]}. sitecustomize and usercustomize are left out: our hooks
see those.
"""
import sys
import time
import _frozen_importlib as bootstrap

FUNCTION = 1  # CO_OPTIMIZED
clock = time.perf_counter_ns
find_and_load = bootstrap._find_and_load
here = __file__.replace("\\", "/").rpartition("/")[0]
before = set(sys.modules)
sys.path[:] = [folder for folder in sys.path if folder.replace("\\", "/") != here]
loads, around, within = [], [-1], [0]


def importer():
    frame = sys._getframe(2)
    while frame is not None and (frame.f_globals.get("__name__") or "").partition(".")[0] in ("importlib", "_frozen_importlib"):
        frame = frame.f_back
    if frame is None or frame.f_globals is globals():
        return [None, None, None, False]
    code = frame.f_code
    return [frame.f_globals.get("__name__"), frame.f_lineno, code.co_filename, bool(code.co_flags & FUNCTION)]


def timed(name, *rest, **more):
    if name in sys.modules:
        return find_and_load(name, *rest, **more)
    row = [name, around[-1], 0, True] + importer()
    loads.append(row)
    around.append(len(loads) - 1)
    within.append(0)
    began = clock()
    try:
        module = find_and_load(name, *rest, **more)
        row[3] = False
        return module
    finally:
        took = clock() - began
        row[2] = took - within.pop()
        within[-1] += took
        around.pop()


bootstrap._find_and_load = timed
import site

pth = []


def each_file(addpackage):
    """3.7 to 3.14: a function for each file."""

    def added(sitedir, name, known_paths):
        began = clock()
        try:
            return addpackage(sitedir, name, known_paths)
        finally:
            pth.append([sitedir + "/" + name, clock() - began])

    return added


class Executed:
    """From 3.15 files are read first, then their lines are executed one by one; the line's caller knows the file."""

    began = file = None

    def __get__(self, instance, owner):
        self.end()
        self.file = sys._getframe(1).f_locals.get("filename")
        self.began = clock()
        return exec

    def end(self):
        if self.file is not None:
            pth.append([self.file, clock() - self.began])
        self.file = None


executed = Executed()
if hasattr(site, "StartupState"):
    read, run = site.StartupState._read_pth_file, site.StartupState._exec_imports

    def read_file(self, sitedir, name):
        began = clock()
        read(self, sitedir, name)
        pth.append([sitedir + "/" + name, clock() - began])

    def run_lines(self):
        run(self)
        executed.end()

    site.StartupState._read_pth_file, site.StartupState._exec_imports = read_file, run_lines
    site.exec = type("Exec", (), {"__call__": executed})()
else:
    site.addpackage = each_file(site.addpackage)
site.execsitecustomize = site.execusercustomize = lambda: None
site.main()
bootstrap._find_and_load = find_and_load

import json

took = {}
for file, ns in pth:
    took[file] = took.get(file, 0) + ns
files = {}
for row in loads:
    names = vars(sys.modules[row[0]]) if type(sys.modules.get(row[0])) is type(sys) else {}
    file = names.get("__file__")
    files[row[0]] = file if type(file) is str else None
with open(sys.argv[1], "w") as out:
    json.dump({"loads": loads, "files": files, "pth": list(took.items())}, out)
