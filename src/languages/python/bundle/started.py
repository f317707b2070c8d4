"""Runs a script as `python SCRIPT ARGUMENTS` does and writes at its end which modules were loaded and which patterns `re` has
compiled and kept, as JSON, to a file. Modules that were there before its first line (`early`: what `.pth` files load) are told from those
that it loads.

Arguments: the file to write, the script, its arguments.
"""

import atexit
import sys


def compiled_patterns(script):
    """Texts (of bytes as Latin-1) and flags; without those that name a folder of this machine."""
    kept = getattr(sys.modules.get("re"), "_cache", None)
    if not isinstance(kept, dict):
        return []
    import os

    folders = [os.environ.get("HOME", ""), os.environ.get("TMPDIR", "/tmp"), os.getcwd(), sys.prefix, os.path.dirname(script)]
    found = []
    for kind, pattern, flags in list(kept):
        if kind not in (str, bytes):
            continue
        text = pattern if kind is str else pattern.decode("latin-1")
        if not any(len(folder) > 1 and folder in text.replace("\\", "") for folder in folders):
            found.append({"text": text, "isBytes": kind is bytes, "flags": int(flags)})
    return found


def note(file, before, patterns_of, script):
    # Before anything is imported here that compiles some of its own.
    patterns = patterns_of(script)
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
        json.dump({"modules": loaded, "patterns": patterns}, written)


def main():
    file, script = sys.argv[1:3]
    before = set(sys.modules)
    del sys.argv[:2]
    sys.path[0] = script.rpartition("/")[0]
    atexit.register(note, file, before, compiled_patterns, script)
    with open(script, "rb") as source:
        code = compile(source.read(), script, "exec", dont_inherit=True)
    names = sys.modules["__main__"].__dict__
    for name in ("compiled_patterns", "note", "main", "atexit"):
        names.pop(name, None)
    names.update(__file__=script, __doc__=None)
    exec(code, names)


main()
