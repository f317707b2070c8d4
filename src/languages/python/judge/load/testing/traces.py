"""Imports what its first argument says and prints which modules' own code changed something that others can see.

For each module that loads: names of process-wide states that differ after a stretch of its own code, and other modules whose
names or values do, submodules that importlib sets left out.
"""

import atexit
import builtins
import codecs
import copyreg
import json
import locale
import logging
import os
import random
import signal
import socket
import sys
import threading
import types
import warnings

ORDER = []
FOUND = {}


def state():
    return {
        "environment": dict(os.environ),
        "path": list(sys.path),
        "finders": [id(each) for each in sys.meta_path] + [id(each) for each in sys.path_hooks],
        "filters": [str(each) for each in warnings.filters],
        "atexit": atexit._ncallbacks(),
        "threads": threading.active_count(),
        "directory": os.getcwd(),
        "handlers": [id(each) for each in logging.root.handlers] + [logging.root.level],
        "levels": dict(logging._nameToLevel),
        "reducers": len(copyreg.dispatch_table),
        "limit": sys.getrecursionlimit(),
        "signals": [id(signal.getsignal(each)) for each in range(1, 32)],
        "builtins": {name: id(value) for name, value in vars(builtins).items()},
        "random": hash(random.getstate()),
        "timeout": socket.getdefaulttimeout(),
        "streams": [id(sys.stdout), id(sys.stderr), id(sys.excepthook), id(sys.displayhook)],
        "locale": locale.setlocale(locale.LC_ALL),
        "modules": {
            name: {key: id(value) for key, value in vars(module).items() if not isinstance(value, types.ModuleType)}
            for name, module in list(sys.modules.items())
            if isinstance(module, types.ModuleType) and module is not sys.modules["__main__"]
        },
    }


def stretch():
    """What the innermost module's own code has changed since the last look."""
    global last
    now = state()
    if ORDER:
        changed = [key for key in now if key != "modules" and now[key] != last[key]]
        for name, values in last["modules"].items():
            if name not in ORDER and name in now["modules"] and values != now["modules"][name]:
                changed.append("module " + name)
        if changed:
            FOUND.setdefault(ORDER[-1], []).extend(changed)
    last = now


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        for finder in sys.meta_path:
            spec = None if finder is Finder else finder.find_spec(name, path, target)
            if spec is not None:
                if spec.loader is not None and hasattr(spec.loader, "exec_module") and not isinstance(spec.loader, type):
                    spec.loader.exec_module = watched(spec.loader.exec_module)
                return spec
        return None


def watched(execute):
    def exec_module(module):
        global last
        stretch()
        ORDER.append(module.__name__)
        last = state()
        try:
            return execute(module)
        finally:
            stretch()
            ORDER.pop()
            last = state()

    return exec_module


before = set(sys.modules)
sys.meta_path.insert(0, Finder)
last = state()
for name in sys.argv[1].split():
    try:
        __import__(name)
    except ImportError:
        pass
json.dump({"loaded": [name for name in sys.modules if name not in before], "found": FOUND}, sys.stdout)
