import { PYTHON_SITE } from "./python-site.js";

/**
 * Asked of an interpreter by `python -I -S -c`: prints a `PythonSearchPath` as JSON, without the folder of a program.
 * `-S` keeps `.pth` files, sitecustomize and editable finders from running: their folders are only read.
 */
export const PYTHON_PATH_SCRIPT = String.raw`
import sys
if sys.version_info < (3, 7):
    sys.stdout.write('{"tooOld": "%d.%d"}' % sys.version_info[:2])
    sys.exit(0)
import _imp, json, os, re, site
from importlib.machinery import BYTECODE_SUFFIXES, EXTENSION_SUFFIXES, SOURCE_SUFFIXES
${PYTHON_SITE}

def main():
    standard = [p for p in sys.path if p]
    stdlib = os.path.dirname(os.__file__)
    # Before 3.11 only these can be frozen, and nothing lists them.
    few = lambda: [n for n in ("_frozen_importlib", "_frozen_importlib_external", "zipimport", "__hello__", "__phello__", "__phello__.spam") if _imp.is_frozen(n)]
    frozen = getattr(_imp, "_frozen_module_names", few)()
    mapped, folders = {}, []
    given = [os.path.abspath(p) for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p]
    for folder in site_folders([sys.base_prefix, sys.base_exec_prefix]):
        folders.append(folder)
        for entry in entries(folder):
            if entry.endswith(".pth"):
                folders += path_lines(folder, entry)
            elif re.match(r"__editable__\w*_finder\.py$", entry):
                mapped.update(mapping(text(os.path.join(folder, entry))))
    result = {
        "runtime": "%s %d.%d.%d" % (("CPython" if sys.implementation.name == "cpython" else sys.implementation.name,) + tuple(sys.version_info[:3])),
        "stdlib": posix(stdlib),
        "folders": [posix(p) for p in dict.fromkeys(given + standard + folders)],
        "installed": [posix(p) for p in dict.fromkeys(folders)],
        "suffixes": EXTENSION_SUFFIXES + SOURCE_SUFFIXES + BYTECODE_SUFFIXES,
        "builtin": sorted(sys.builtin_module_names),
        # os itself puts its path there, and is no package.
        "frozen": sorted(set(frozen) - {"os.path"}),
        "executable": os.path.abspath(sys.executable),
        "lookedAt": [os.path.abspath(p) for p in dict.fromkeys(looked_at + standard + [os.__file__])],
        "mapped": {name: posix(path) for name, path in mapped.items()},
    }
    sys.stdout.buffer.write(json.dumps(result).encode("ascii"))

main()
`;
