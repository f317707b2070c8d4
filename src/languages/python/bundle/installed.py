"""What metadata says of installed distributions, and which files are theirs."""

import csv
import io
import os
import re
from importlib.machinery import EXTENSION_SUFFIXES

LEFT_OUT = ("__pycache__", ".git", ".hg", ".venv", "venv", "node_modules", ".tox", ".nox", ".mypy_cache", ".pytest_cache")

ENDINGS = (".py",) + tuple(EXTENSION_SUFFIXES)
"""Of files that are modules."""


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def text(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def entries(folder):
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def requirement(line):
    """(name, extras) of a line as pip reads it; None for one that names no distribution."""
    found = re.match(r"([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]*)\])?", line)
    return found and (found.group(1), {normal(each) for each in (found.group(2) or "").split(",") if each.strip()})


class Distribution:
    """What one folder of metadata says."""

    def __init__(self, folder, entry):
        self.folder, self.entry = folder, entry
        path = os.path.join(folder, entry)
        is_file = os.path.isfile(path)
        self.headers = text(path) if is_file else text(path + "/METADATA") or text(path + "/PKG-INFO")
        self.name = self.header("Name") or entry.rsplit(".", 1)[0].split("-")[0]
        self.version = self.header("Version")

    def header(self, name):
        found = re.search(r"^%s:[ \t]*(.+?)\s*$" % name, self.headers.split("\n\n")[0], re.M)
        return found and found.group(1)

    def required(self, extras):
        """(name, extras, whether it may be absent) of what it needs with these extras."""
        for line in self.required_lines() or self.listed(extras):
            found = requirement(line)
            if found is None:
                continue
            marker = line.partition(";")[2]
            asked = re.findall(r"""extra\s*==\s*['"]([^'"]+)['"]""", marker)
            if asked and not any(normal(each) in extras for each in asked):
                continue
            yield found + (bool(marker),)

    def all_required(self):
        """Names of what it needs, whatever extras it is asked for with."""
        lines = self.required_lines() or self.required_text().splitlines()
        return [found[0] for found in map(requirement, lines) if found]

    def required_lines(self):
        return re.findall(r"^Requires-Dist:[ \t]*(.+?)\s*$", self.headers.split("\n\n")[0], re.M)

    def required_text(self):
        return text(os.path.join(self.folder, self.entry, "requires.txt"))

    def listed(self, extras):
        section = ""
        for line in self.required_text().splitlines():
            if line.startswith("["):
                section = line.strip("[] ")
            elif line.strip():
                extra, _, marker = section.partition(":")
                if not extra or normal(extra) in extras:
                    yield line + ("; " + marker if marker else "")

    def recorded(self):
        """Paths relative to its folder; None where no installer wrote them down."""
        record = text(os.path.join(self.folder, self.entry, "RECORD"))
        if record:
            return [row[0].replace(os.sep, "/") for row in csv.reader(io.StringIO(record)) if row]
        listed = text(os.path.join(self.folder, self.entry, "installed-files.txt"))
        if listed:
            base = os.path.join(self.folder, self.entry)
            paths = [os.path.normpath(os.path.join(base, line)) for line in listed.splitlines() if line]
            return [os.path.relpath(path, self.folder).replace(os.sep, "/") for path in paths]
        return None

    def files(self):
        found = self.recorded()
        if found is None:
            tops = text(os.path.join(self.folder, self.entry, "top_level.txt")).split() or [self.name.replace("-", "_")]
            found = [path for top in tops for path in below(self.folder, top)]
        if os.path.isdir(os.path.join(self.folder, self.entry)):
            found = list(found) + below(self.folder, self.entry)
        elif os.path.isfile(os.path.join(self.folder, self.entry)):
            found = list(found) + [self.entry]
        return sorted(set(found))


def below(folder, top):
    """Files of one entry of a folder, or of the module of this name in it, relative to the folder."""
    path = os.path.join(folder, top)
    if not os.path.isdir(path):
        return [top + tail for tail in ENDINGS if os.path.isfile(path + tail)]
    found = []
    for base, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if name not in LEFT_OUT)
        found += [os.path.relpath(os.path.join(base, name), folder).replace(os.sep, "/") for name in sorted(files)]
    return found


def is_editable(made):
    return '"editable": true' in text(os.path.join(made.folder, made.entry, "direct_url.json"))
