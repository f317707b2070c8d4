"""Copies the modules of one program into a folder, as a site-packages of its own: a request as JSON from stdin, what was
copied as JSON to stdout.

Run by the program's interpreter, isolated and without `site`: folders are read, nothing of the program runs.
"""

import ast
import csv
import json
import os
import re
import shutil
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from urllib.parse import urlsplit
from urllib.request import url2pathname

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from installed import ENDINGS, Distribution, below, entries, is_editable, normal, requirement, text

STANDARD = getattr(sys, "stdlib_module_names", None) or set(sys.builtin_module_names)
MACHINE = ("INSTALLER", "REQUESTED", "direct_url.json")
"""Files of metadata that say how it came onto this machine."""


class Fault(Exception):
    pass


class Gathering:
    def __init__(self, asked):
        self.asked, self.out = asked, asked["out"]
        self.files, self.tops, self.taken, self.warnings = {}, {}, {}, []
        self.own = []
        self.distributions, self.owners = {}, {}
        for folder in asked["folders"]:
            for entry in entries(folder):
                if entry.endswith((".dist-info", ".egg-info")):
                    made = Distribution(folder, entry)
                    self.distributions.setdefault(normal(made.name), made)

    def owner(self, top):
        """The distribution that installed a top-level module into one of the folders."""
        if not self.owners:
            for made in reversed(list(self.distributions.values())):
                for path in made.files():
                    first = path.split("/")[0]
                    if not first.endswith((".dist-info", ".egg-info")) and first not in ("..", "__pycache__"):
                        self.owners[first.partition(".")[0]] = made
        return self.owners.get(top)

    def distribution(self, name, extras, asker, may_lack):
        key = normal(name)
        made = self.distributions.get(key)
        if made is None:
            if not may_lack:
                self.missing(name, asker)
            return
        before = self.taken.get(key)
        if before is not None and extras <= before:
            return
        self.taken[key] = (before or set()) | extras
        if before is None:
            self.copy_distribution(made)
        for required, wanted, optional in made.required(self.taken[key]):
            self.distribution(required, wanted, made.name, optional)

    def missing(self, name, asker):
        if asker is None:
            raise Fault("missing-distribution", "there is no distribution %s in this environment" % name)
        self.warnings.append(["missing-distribution", "%s needs %s, which is not installed" % (asker, name)])

    def copy_distribution(self, made):
        for path in made.files():
            first, _, rest = path.partition("/")
            if first == ".." or os.path.isabs(path) or path.endswith((".pyc", ".pyo")) or "__pycache__" in path:
                continue
            if path.endswith(".pth") and not rest:
                lines = [line for line in text(os.path.join(made.folder, path)).splitlines() if line.startswith("import")]
                if lines and not path.endswith("-nspkg.pth") and path != "distutils-precedence.pth":
                    message = "%s of %s runs code at each start of Python; a bundle leaves it out" % (path, made.name)
                    self.warnings.append(["pth-left-out", message])
                continue
            if first == made.entry and rest in MACHINE:
                continue
            self.copy(made.folder, path, made.name)
        self.foreign(made)

    def foreign(self, made):
        """An extension module that only another Python can load is no module here."""
        tagged = [path.rpartition("/")[2].partition(".") + (path,) for path in made.files()]
        fits = {stem for stem, _, tag, _ in tagged if "." + tag in EXTENSION_SUFFIXES}
        for stem, _, tag, path in tagged:
            if re.match(r"(cpython-|cp\d|pypy).*\.(so|pyd)$", tag) and stem not in fits:
                version = "%d.%d" % sys.version_info[:2]
                raise Fault("foreign-extension", "%s of %s is for another Python than %s" % (path, made.name, version))

    def copy(self, folder, path, owner):
        source = os.path.join(folder, path)
        target = os.path.join(self.out, path)
        if not os.path.isfile(source):
            return
        known = self.files.get(path)
        if known is not None:
            if known != source and not same(known, source):
                raise Fault("name-twice", "%s is in %s and in %s" % (path, known, source))
            return
        self.files[path] = source
        if owner is None:
            self.own.append(path)
        self.tops.setdefault(top_of(path), owner)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copyfile(source, target)
        shutil.copymode(source, target)

    def tell_own(self, made):
        """What an editable installation wrote down is a link to the project: here are the project's files."""
        target = os.path.join(self.out, made.entry, "RECORD")
        if not is_editable(made) or not os.path.isfile(target):
            return
        url = json.loads(text(os.path.join(made.folder, made.entry, "direct_url.json"))).get("url", "")
        project = os.path.join(os.path.realpath(url2pathname(urlsplit(url).path)), "")
        own = [path for path in self.own if os.path.realpath(self.files[path]).startswith(project)]
        for path in own:
            self.tops[top_of(path)] = made.name
        with open(target, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(
                [path, "", ""] for path in sorted(own) + below(self.out, made.entry)
            )

    def about(self, made):
        modules = sorted(top for top, owner in self.tops.items() if owner == made.name and top != made.entry)
        return {"name": made.name, "version": made.version, "metadata": made.entry, "modules": modules}

    def module(self, top, asker):
        """One top-level module, from where the program would take it; False where it is nowhere."""
        if top in STANDARD:
            return True
        if top in self.tops:
            self.only_there(top)
            return True
        for folder in self.asked["local"]:
            files = below(folder, top)
            if not any(path.endswith(ENDINGS) for path in files) or self.gives_way(top, folder):
                continue
            self.refuse_other(top, folder)
            for path in files:
                if not path.endswith((".pyc", ".pyo")):
                    self.copy(folder, path, None)
            self.imports_of(folder, files)
            return True
        owner = self.owner(top)
        if owner is not None:
            self.distribution(owner.name, set(), asker, False)
            return True
        for folder in self.asked["folders"]:
            files = below(folder, top)
            for path in files:
                self.copy(folder, path, None)
            if files:
                return True
        return False

    def only_there(self, top):
        """Of a module that was taken from a distribution: the project has no other one of this name."""
        for folder in self.asked["local"]:
            if self.tops[top] is not None and any(path.endswith(".py") for path in below(folder, top)) and not self.gives_way(top, folder):
                self.refuse_other(top, folder)

    def gives_way(self, top, folder):
        """Whether a folder is no package by itself, and one that is comes behind it on the path: that is what Python takes."""
        owner = self.owner(top)
        return owner is not None and not is_regular(folder, top) and is_regular(owner.folder, top)

    def refuse_other(self, top, folder):
        """Which of two things with one name is loaded depends on where the program is started."""
        owner = self.owner(top)
        if owner is None or is_editable(owner):
            return
        for path in below(folder, top):
            other = os.path.join(owner.folder, path)
            if not os.path.isfile(other) or not same(other, os.path.join(folder, path)):
                raise Fault("name-twice", "%s is both a module of %s and of the distribution %s" % (top, folder, owner.name))

    def is_named(self, top):
        """Whether a source that was copied has the name of a module in it."""
        word = re.compile(r"(?<!\w)%s(?!\w)" % re.escape(top))
        return any(path.endswith(".py") and word.search(text(source)) for path, source in self.files.items())

    def imports_of(self, folder, files):
        """What sources without metadata import is all that says what they need."""
        for path in files:
            if not path.endswith(".py"):
                continue
            try:
                tree = ast.parse(text(os.path.join(folder, path)))
            except (SyntaxError, ValueError, RecursionError):
                continue
            for node in ast.walk(tree):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                    names = [node.module]
                for name in names:
                    self.module(name.split(".")[0], path)


def is_regular(folder, top):
    """Whether a module or a package with an `__init__` of this name stands in a folder."""
    path = os.path.join(folder, top)
    return any(os.path.isfile(path + each) or os.path.isfile(os.path.join(path, "__init__" + each)) for each in ENDINGS)


def top_of(path):
    """The top-level module that a file is of."""
    first, _, rest = path.partition("/")
    return first if rest else first.partition(".")[0]


def same(one, other):
    with open(one, "rb") as first, open(other, "rb") as second:
        return first.read() == second.read()


def main():
    asked = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    gathering = Gathering(asked)
    for name in asked["requirements"]:
        required = requirement(name)
        if required is not None:
            gathering.distribution(*required, None, False)
    entry = asked["entry"]
    if "file" in entry:
        folder, name = os.path.split(entry["file"])
        gathering.copy(folder, name, None)
        gathering.imports_of(folder, [name])
    elif not gathering.module(entry["module"].split(".")[0], None):
        raise Fault("no-such-entry", "there is no module %s in the project or its environment" % entry["module"].split(".")[0])
    for name in asked["projects"]:
        # The metadata of the project itself: its entry points, version, and what it says that it needs.
        made = gathering.distributions.get(normal(name))
        if made is not None:
            gathering.distribution(made.name, set(), None, False)
    for top in asked["started"]:
        gathering.module(top, "a start of the program")
    early = [top for top in asked["early"] if top not in STANDARD]
    while any(gathering.is_named(top) for top in early):
        # It was there before the program began, which may have asked for it all the same.
        for top in [top for top in early if gathering.is_named(top)]:
            early.remove(top)
            gathering.module(top, "a start of the program")
    used = [gathering.distributions[key] for key in sorted(gathering.taken)]
    for made in used:
        gathering.tell_own(made)
    data = sorted({path.split("/")[0] for path in gathering.files if "/" in path and is_data(path)})
    print(json.dumps({
        "distributions": [gathering.about(made) for made in used],
        "files": len(gathering.files),
        "packagesWithData": data,
        "own": sorted(path for path in gathering.own if path.endswith(".py")),
        "warnings": gathering.warnings,
    }))


def is_data(path):
    first = path.split("/")[0]
    return not path.endswith((".py", ".pyi", "/py.typed") + tuple(EXTENSION_SUFFIXES)) and not first.endswith((".dist-info", ".egg-info"))


try:
    main()
except Fault as fault:
    print(json.dumps({"fault": fault.args[0], "message": fault.args[1]}))
