"""Runs a script as `python SCRIPT ARGUMENTS` does and writes at its end which modules were loaded, as JSON, to a file.
Those that were there before its first line (`early`: what `.pth` files load) are told from those that it loads.

Arguments: the file to write, the script, its arguments.
"""

import atexit
import sys


def note(file, before):
    import json

    loaded = []
    for name, module in list(sys.modules.items()):
        spec = getattr(module, "__spec__", None)
        if spec is None or name == "__main__" or getattr(spec, "name", None) != name:
            continue
        origin = spec.origin if getattr(spec, "has_location", False) else None
        loader = type(spec.loader).__name__
        loaded.append({"name": name, "file": origin, "loader": loader, "package": spec.submodule_search_locations is not None, "early": name in before})
    with open(file, "w", encoding="utf-8") as written:
        json.dump(loaded, written)


def main():
    file, script = sys.argv[1:3]
    before = set(sys.modules)
    del sys.argv[:2]
    sys.path[0] = script.rpartition("/")[0]
    atexit.register(note, file, before)
    with open(script, "rb") as source:
        code = compile(source.read(), script, "exec", dont_inherit=True)
    names = sys.modules["__main__"].__dict__
    for name in ("note", "main", "atexit"):
        names.pop(name, None)
    names.update(__file__=script, __doc__=None)
    exec(code, names)


main()
