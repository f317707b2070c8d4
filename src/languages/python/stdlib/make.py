"""Makes names.ts: the standard library's module names of each CPython, asked of those CPythons themselves.

    python3 make.py python3.7 python3.8 ... python3.15

and then `npx biome check --write` on the result. One interpreter of each version that the table shall know, in any order. Nothing but their own standard library
is read. Sources of the top-level names:

- 3.10 and later: sys.stdlib_module_names, which CPython makes for all platforms at once
  (Tools/build/generate_stdlib_module_names.py).
- before: Lib/ and lib-dynload/ of that interpreter, sys.builtin_module_names, and ELSEWHERE below for what a
  Linux build does not have. CPython's own list leaves out the test modules, and so does this one.

A module counts as built in when every interpreter given that has it has it compiled in, and at least two do:
distributions compile in far more (`math`, `_json`) than python.org does, and a log does not say whose build it was.
"""

import json
import os
import re
import subprocess
import sys
import sysconfig

# WINDOWS_MODULES and MACOS_MODULES of CPython 3.10's generator, the Windows-only package, and extensions that
# are left out of a build when a system library is missing.
ELSEWHERE = """_msi _overlapped _scproxy _winapi msilib msvcrt nt winreg winsound
_dbm _gdbm _tkinter nis ossaudiodev spwd _curses _curses_panel readline""".split()

# Compiled into every Windows build (PC/config.c), where `posix` and `pwd` are absent.
BUILTIN_ON_WINDOWS = ["nt", "winreg", "_winapi", "msvcrt"]

# Frozen in every build: the import system starts with them. What 3.11 and later freeze besides (os, codecs,
# site...) also lies in Lib/ and stays stdlib.
ALWAYS_FROZEN = ["_frozen_importlib", "_frozen_importlib_external", "zipimport"]

# Not in the list of the version that brought it; and what Debian, or who runs the machine, adds to Lib/.
FORGOTTEN = {12: {"_wmi"}}
ADDED = {"_distutils_system_mod", "sitecustomize", "usercustomize"}

# CPython's list has no test modules.
TEST = re.compile(r"_test|test$|_ctypes_test$|_?xx|__hello__$|__phello__$|_sysconfigdata")

# No proof of a version: not everywhere installed (Debian splits them off), replaced by other projects, importable
# without a file of their own (collections.abc), or never part of a start (profiling).
NO_MARKERS = re.compile(r"(tkinter|idlelib|turtledemo|lib2to3|ensurepip|distutils|pydoc_data|config|profiling|"
                        r"collections\.abc|ctypes\.macholib|\w+\.tests?)(\.|$)")


def modules_in(folder, prefix=""):
    """Dotted names of the modules of one folder, packages followed."""
    for entry in sorted(os.listdir(folder)):
        path = os.path.join(folder, entry)
        name = entry.split(".")[0]
        if not name.isidentifier():
            continue
        if os.path.isfile(os.path.join(path, "__init__.py")):
            yield prefix + name
            if not TEST.match(name) and name != "tests":
                yield from modules_in(path, prefix + name + ".")
        elif os.path.isfile(path) and entry.endswith((".py", ".so", ".pyd")) and name != "__init__":
            yield prefix + name


def one():
    """What this interpreter has, as JSON."""
    paths = sysconfig.get_paths()
    every = set()
    for folder in {paths["stdlib"], paths["platstdlib"], os.path.join(paths["platstdlib"], "lib-dynload")}:
        if os.path.isdir(folder):
            every.update(modules_in(folder))
    names = getattr(sys, "stdlib_module_names", None)
    if names is None:
        tops = {name for name in every if "." not in name} | set(sys.builtin_module_names)
        names = {name for name in tops - ADDED if not TEST.match(name)} | set(ELSEWHERE) | set(ALWAYS_FROZEN)
    tops = set(names) | FORGOTTEN.get(sys.version_info[1], set())
    tops |= {name for name in every - ADDED if "." not in name and not TEST.match(name)}
    inner = [name for name in every if "." in name and name.split(".")[0] in tops and not NO_MARKERS.match(name)]
    builtin = (set(sys.builtin_module_names) | set(ALWAYS_FROZEN)) & tops
    json.dump({"minor": sys.version_info[1], "version": sys.version.split()[0], "names": sorted(tops),
               "builtin": sorted(builtin), "inner": sorted(inner)}, sys.stdout)


def ranges(minors, known):
    """For instance "8-" (since 3.8), "-11", "8-9"; empty for a name that every known version has."""
    first, last = min(minors), max(minors)
    if set(minors) != {minor for minor in known if first <= minor <= last}:
        raise SystemExit("a name came, went and came back: the table's form can't say that")
    if (first, last) == (min(known), max(known)):
        return ""
    return "%s-%s" % (first if first != min(known) else "", last if last != max(known) else "")


def by_name(reports, key):
    found = {}
    for report in reports:
        for name in report[key]:
            found.setdefault(name, []).append(report["minor"])
    return found


def grouped(entries):
    """{name: versions} as TypeScript rows, one for all names of the same versions, lines of at most 120 columns."""
    groups = {}
    for name, versions in sorted(entries.items()):
        groups.setdefault(versions, []).append(name)
    rows = []
    for versions, names in sorted(groups.items()):
        lines, line = [], ""
        for name in names:
            if len(line) + len(name) > 105:
                lines.append(line)
                line = ""
            line += name + " "
        lines.append(line.rstrip())
        if len(lines) == 1 and len(lines[0]) < 100:
            rows.append('  ["%s", "%s"],' % (versions, lines[0]))
        else:
            text = " +\n".join('      "%s"' % line for line in lines)
            rows.append('  [\n    "%s",\n%s,\n  ],' % (versions, text if len(lines) > 1 else text[2:]))
    return "\n".join(rows)


def table(reports):
    known = [report["minor"] for report in reports]
    names, builtin = by_name(reports, "names"), by_name(reports, "builtin")

    def compiled_in(name):
        return name in BUILTIN_ON_WINDOWS or (builtin.get(name) == names[name] and len(names[name]) >= 2)

    tops = {name: ("*" if compiled_in(name) else "") + ranges(names[name], known) for name in names}
    inner = {name: ranges(minors, known) for name, minors in by_name(reports, "inner").items()}

    def says_more(name):
        """A module says no more about the version than a package that came and went with it."""
        package = name.rpartition(".")[0]
        private = package[0] == "_" and package in names and ranges(names[package], known)
        return inner[name] not in ("", inner.get(package) or private)

    return """// Made by make.py from CPython %s; do not edit.

/** The first and last minor version that the tables know: 3.%d to 3.%d. */
export const FIRST_MINOR = %d;
export const LAST_MINOR = %d;

/** Versions ("8-12": from 3.8 to 3.12, an open end: as far as the tables go), and names with blanks between. */
export type NamesOfVersions = readonly [versions: string, names: string];

/** Top-level modules of the standard library; `*` stands for those that are built into every interpreter. */
export const STDLIB_NAMES: readonly NamesOfVersions[] = [
%s
];

/** Modules inside the packages of the standard library that not all versions have. */
export const STDLIB_INNER: readonly NamesOfVersions[] = [
%s
];
""" % (", ".join(report["version"] for report in reports), known[0], known[-1], known[0], known[-1],
       grouped(tops), grouped({name: inner[name] for name in inner if says_more(name)}))


def main(interpreters):
    reports = [json.loads(subprocess.check_output([python, "-I", "-S", os.path.abspath(__file__), "--one"]))
               for python in interpreters]
    reports.sort(key=lambda report: report["minor"])
    target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "names.ts")
    with open(target, "w", encoding="utf-8", newline="\n") as file:
        file.write(table(reports))


if __name__ == "__main__":
    if sys.argv[1:] == ["--one"]:
        one()
    elif len(sys.argv) > 1:
        main(sys.argv[1:])
    else:
        sys.exit(__doc__)
