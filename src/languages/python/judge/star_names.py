"""What `from module import *` binds, for modules of the interpreter's own library.

    python -I -S star_names.py < {"modules": [names]}

Writes a line of JSON for each: the names, or null where the module can't be loaded, or where they depend on which submodules are.
"""

import importlib
import json
import os
import sys


def names_of(module):
    try:
        loaded = importlib.import_module(module)
        if hasattr(loaded, "__path__") and not hasattr(loaded, "__all__"):
            return None
        found = {}
        exec("from %s import *" % module, found)
        return sorted(name for name in found if name != "__builtins__")
    except BaseException:
        return None


def main():
    modules, out = json.loads(sys.stdin.read())["modules"], sys.stdout
    with open(os.devnull, "w") as nowhere:
        sys.stdout = nowhere
        lines = [json.dumps(names_of(module)) for module in modules]
    sys.stdout = out
    out.write("".join(line + "\n" for line in lines))


if __name__ == "__main__":
    main()
