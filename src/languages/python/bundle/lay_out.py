"""Lays out a bundle of a Python program: reads a request as JSON from the file named, writes the folder.

Run by the interpreter for which the bundle is made, without `site`. Nothing of the program runs. What is written depends on what
is given only, not on the time or on where it is written.
"""

import dis
import importlib.machinery
import importlib.util
import json
import marshal
import os
import re
import shutil
import sys
import zipfile

from idle_finalisers import idle_finalisers
from patterns import COMPILER, compiled_patterns

TAG = sys.implementation.cache_tag
FLAGS = (0b01).to_bytes(4, "little")
"""Of a compiled file: it holds the hash of its source, which is never compared with the source."""
PROMPT = ("copyright", "credits", "exit", "help", "license", "quit")
STANDARD = os.path.dirname(os.path.dirname(sys.modules["encodings"].__file__))
PROMPT_WORD = re.compile(rb"(?<![.\w])(?:%s)\b" % "|".join(PROMPT).encode())
EXTENSIONS = tuple(importlib.machinery.EXTENSION_SUFFIXES)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, data, mode=0o644):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())
    os.chmod(path, mode)


def walk(folder):
    """Files below a folder, relative, sorted; no compiled ones."""
    found = []
    for base, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        found += [os.path.relpath(os.path.join(base, name), folder).replace(os.sep, "/") for name in files]
    return sorted(name for name in found if not name.endswith((".pyc", ".pyo")))


class Codes:
    """The code of sources, compiled once each, and which of the prompt's names they use."""

    def __init__(self, level):
        self.level, self.used, self.failed = level, set(), []

    def compiled(self, source, file):
        """None for what is no Python of this version, as templates and other versions' variants are not."""
        try:
            code = compile(source, file, "exec", dont_inherit=True, optimize=self.level)
            if PROMPT_WORD.search(source):
                self.used |= asked_of_builtins(code)
        except (SyntaxError, ValueError, RecursionError):
            self.failed.append(file)
            return None
        return code


def asked_of_builtins(code):
    """Which of the prompt's names code takes from its globals, where they may not be; a variable of a function's own is none."""
    names = {each.argval for each in dis.get_instructions(code) if each.opname.startswith("LOAD_") and each.opname.endswith(("NAME", "GLOBAL", "GLOBALS"))}
    for inner in code.co_consts:
        if isinstance(inner, type(code)):
            names |= asked_of_builtins(inner)
    return names.intersection(PROMPT)


def cached_name(file, level):
    folder, _, name = file.rpartition("/")
    return "%s__pycache__/%s.%s%s.pyc" % (folder + "/" if folder else "", name[:-3], TAG, ".opt-%d" % level if level else "")


def compiled_file(data, code):
    return importlib.util.MAGIC_NUMBER + FLAGS + importlib.util.source_hash(data) + marshal.dumps(code)


def module_of(file):
    for suffix in (".py",) + EXTENSIONS:
        if file.endswith(suffix):
            name = file[: -len(suffix)]
            break
    else:
        return None, False
    is_package = name.endswith("/__init__")
    name = name[: -len("/__init__")] if is_package else name
    return name.replace("/", "."), is_package


def in_archive(files, kind):
    """Top-level names of `files` that work from within an archive: of Python's sources alone."""
    if kind != "zip":
        return set()
    tops = {}
    for file in files:
        top = file.split("/")[0]
        plain = file.endswith((".py", ".pyi")) or file.rpartition("/")[2] in ("py.typed", "LICENSE", "LICENSE.txt")
        tops[top] = tops.get(top, True) and plain and not top.endswith((".dist-info", ".egg-info"))
    return {top for top, is_plain in tops.items() if is_plain}


def write_archive(path, entries):
    """Stored, not deflated: no library is loaded and nothing computed to read it."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(entries.items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)


def main():
    asked = json.loads(read(sys.argv[1]).decode("utf-8"))
    out, source, kind = asked["out"], asked["modules"], asked["kind"]
    level, edited = asked["level"], asked["edited"]
    codes = Codes(level)

    def source_of(file, original):
        """What the bundle has in the place of a file: its copy, in which imports are deferred, or the file itself."""
        changed = edited and edited + "/" + file
        return changed if changed and os.path.isfile(changed) else original

    relative = "/lib/python%d.%d/site-packages" % sys.version_info[:2]
    target = out + relative
    files = [file for file in walk(source) if file.split("/")[0] not in asked["excluded"]]
    archived = in_archive(files, kind)
    entries, own = {}, {}
    for file in files:
        path = source_of(file, source + "/" + file)
        data = read(path)
        is_archived = file.split("/")[0] in archived
        code = codes.compiled(data, file) if file.endswith(".py") else None
        compiled = None
        if code is not None:
            # A name that says nothing of this machine; whoever loads it puts in the file's.
            compiled = compiled_file(data, code)
        if is_archived:
            entries[file] = data
            if compiled is not None:
                entries[file + "c"] = compiled
        else:
            os.makedirs(os.path.dirname(target + "/" + file), exist_ok=True)
            shutil.copyfile(path, target + "/" + file)
            shutil.copymode(source + "/" + file, target + "/" + file)
            if compiled is not None:
                write(target + "/" + cached_name(file, level), compiled)
        name, is_package = module_of(file)
        if name is not None:
            own[name] = (file, is_package, is_archived, code)
    archive = ""
    if entries:
        archive = "/lib/modules.zip"
        write_archive(out + archive, entries)
        # For processes that the program starts by this environment's `python`: those read it.
        write(target + "/modules.pth", "../../modules.zip\n")
    index, places, blob, idle = {}, {}, bytearray(), {}

    def add(name, code, is_ours):
        data = marshal.dumps(code)
        places[name] = (len(blob), len(blob) + len(data), is_ours)
        blob.extend(data)

    def add_module(name, code, is_ours, source):
        add(name, code, is_ours)
        if asked["freeze"]:
            idle.update({(name,) + key: rule for key, rule in idle_finalisers(source).items()})

    # By name: sets make two starts load in two orders.
    for module in sorted(asked["started"], key=lambda module: module["name"]):
        name = module["name"]
        if name in own and is_of(module, own[name]):
            file, is_package, is_archived, code = own[name]
            if code is None and not file.endswith(EXTENSIONS):
                continue
            folder = file.rpartition("/")[0] if is_package else None
            cached = cached_name(file, level) if code is not None and not is_archived else None
            index[name] = (2 if is_archived else 0, file, folder, cached)
            if code is not None:
                add_module(name, code, True, read(source_of(file, source + "/" + file)))
        elif module["file"] and module["file"].startswith(STANDARD + "/"):
            file = module["file"][len(STANDARD) + 1 :]
            if file.startswith("site-packages/") or file.startswith("dist-packages/"):
                continue
            if module["loader"] == "ExtensionFileLoader":
                index[name] = (1, file, None, None)
            elif module["loader"] == "SourceFileLoader":
                is_edited = file in asked["standard"]
                data = read(source_of(file, module["file"]) if is_edited else module["file"])
                code = codes.compiled(data, file if is_edited else module["file"])
                if code is None:
                    continue
                folder = file.rpartition("/")[0] if module["package"] else None
                index[name] = (3 if is_edited else 1, file, folder, cached_name(file, level))
                add_module(name, code, is_edited, data)
                if is_edited:
                    write(out + "/lib/standard/" + file, data)
                    write(out + "/lib/standard/" + cached_name(file, level), compiled_file(data, code))
    patterns = {}
    for key, data in compiled_patterns(asked["patterns"]):
        patterns[key] = (len(blob), len(blob) + len(data))
        blob.extend(data)
    script = asked["entry"].get("file")
    if script is not None:
        add("__main__", codes.compiled(read(source_of(script, source + "/" + script)), script), True)
    scripts = os.path.dirname(os.path.abspath(__file__))
    program = {
        "index": index,
        "places": places,
        "patterns": patterns,
        "compiler": COMPILER,
        "modules": relative,
        "archive": archive,
        # Not on the path, where whoever looks for metadata would open it each time: found by these names.
        "archived": {top.partition(".")[0]: True for top in sorted(archived)},
        "version": sys.version,
        "standard": STANDARD + "/",
        "encodings": sys.modules["encodings"].__file__,
        "path": [path for path in sys.path if os.path.isdir(path) and not os.path.samefile(path, scripts)],
        "builtins": sorted(codes.used),
        "freeze": asked["freeze"],
        "idle": idle,
        "idle_now": marshal.dumps(compile(read(scripts + "/idle_now.py"), "<bundle>", "exec")) if idle else None,
    }
    boot = compile(read(scripts + "/boot.py"), "<bundle>", "exec", dont_inherit=True)
    # The second version of the format has no references, which depend on what else is in memory.
    head = marshal.dumps((marshal.dumps(boot), program), 2)
    write(out + "/start.bin", (len(head) + 4).to_bytes(4, "little") + head + bytes(blob))
    start = [read(scripts + "/start.py"), read(scripts + ("/start_function.py" if script is None else "/start_file.py"))]
    needs = "%s %d.%d" % (("CPython",) + sys.version_info[:2])
    given = {
        "TAG": TAG,
        "NAME": asked["name"],
        "NEEDS": needs,
        "FLAGS": "-O " * level + "-S",
        "MODULE": asked["entry"].get("module"),
        "FUNCTION": asked["entry"].get("function"),
        "FILE": script,
        "BASE": asked["base"],
    }
    write(out + "/start.py", filled(b"\n".join(start), lambda key: str(given[key])))
    # Without the second line processes that it starts would also find what is installed beside the interpreter.
    write(out + "/pyvenv.cfg", "home = %s\ninclude-system-site-packages = false\nversion = %d.%d.%d\n" % ((os.path.dirname(asked["base"]),) + sys.version_info[:3]))
    os.makedirs(out + "/bin")
    for name in ("python", "python3", "python%d.%d" % sys.version_info[:2]):
        os.symlink(asked["base"] if name == "python" else "python", out + "/bin/" + name)
    write(out + "/" + asked["name"], filled(read(scripts + "/launcher.sh"), lambda key: str(given[key])), 0o755)
    words = {"FLAGS": given["FLAGS"].split()}
    write(asked["launcher"], filled(read(scripts + "/launcher.c"), lambda key: ", ".join(map(c_string, words.get(key) or [given[key]]))))
    for file in codes.failed:
        print("not compiled, kept as it is: " + file)
    print("%d modules and %d patterns of starts in one file, %d archived" % (len(places), len(patterns), len(entries)))


def filled(template, form):
    return re.sub("@([A-Z]+)@", lambda match: form(match.group(1)), template.decode())


def c_string(text):
    """Bytes other than plain ones by their numbers: a path may hold any."""
    plain = re.compile(rb"[^\w ./-]", re.ASCII)
    return '"%s"' % plain.sub(lambda match: b"\\%03o" % match.group()[0], os.fsencode(text)).decode("ascii")


def is_of(module, own):
    """Whether what a start loaded under a name is the file that the bundle has under it."""
    return module["file"] is not None and module["file"].replace(os.sep, "/").endswith("/" + own[0])


main()
