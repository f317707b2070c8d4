import { PYTHON_SITE } from "./python-site.js";

/**
 * Asked of an interpreter by `python -I -S -c`, with folders and archives in which a program brings its modules along: prints a `PythonEnvironment` as JSON. `-S` keeps `.pth` files,
 * sitecustomize and editable finders from running: folders and files are only read, no code but the standard
 * library's runs. It reads metadata itself, since importlib.metadata came with 3.8 and knows no editable files.
 */
export const PYTHON_SCRIPT = String.raw`
import sys
if sys.version_info < (3, 7):
    sys.stdout.write('{"tooOld": "%d.%d"}' % sys.version_info[:2])
    sys.exit(0)
import csv, io, json, os, re, site, sysconfig
from importlib.machinery import all_suffixes
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

SUFFIXES = tuple(s for s in all_suffixes() if s != ".pyc")
LEFT_OUT = {"__pycache__", "node_modules", "site-packages", "dist-packages", "lib-dynload"}
MOST = 50000

${PYTHON_SITE}
def is_package(path):
    return os.path.isdir(path) and any(e.endswith(SUFFIXES) for e in entries(path))

def top_level(folder):
    """Files of the modules and packages that lie directly in a folder."""
    found = []
    for entry in entries(folder):
        path = os.path.join(folder, entry)
        if entry.endswith(SUFFIXES) and entry.split(".")[0].isidentifier() and os.path.isfile(path):
            found.append(entry)
        elif entry.isidentifier() and entry not in LEFT_OUT and is_package(path):
            found.append(entry + "/__init__.py")
    return found

def below(base, relative, found):
    """Python files below base/relative, links to folders not followed."""
    for folder, folders, files in os.walk(os.path.join(base, relative)):
        folders[:] = sorted(f for f in folders if f.isidentifier() and f not in LEFT_OUT)
        rest = posix(os.path.relpath(folder, base))
        for name in sorted(files):
            if name.endswith(SUFFIXES):
                found.append(name if rest == "." else rest + "/" + name)
        if len(found) > MOST:
            break
    return found

def files_of(base, top):
    """Files of one top-level module that lies in a folder."""
    if os.path.isdir(os.path.join(base, top)):
        return below(base, top, [])
    return [e for e in entries(base) if e.startswith(top + ".") and e.endswith(SUFFIXES)]

def headers(source):
    found = {}
    for line in source.splitlines():
        if not line.strip():
            break
        match = re.match(r"(Name|Version):\s*(.*?)\s*$", line)
        if match:
            found.setdefault(match.group(1), match.group(2))
    return found

def recorded(metadata):
    """Paths that an installer wrote down, relative to the site folder; None where there is no such list."""
    record = text(os.path.join(metadata, "RECORD"))
    if record:
        return [row[0] for row in csv.reader(io.StringIO(record)) if row]
    listed = text(os.path.join(metadata, "installed-files.txt"))
    if listed:
        base = os.path.dirname(metadata)
        return [os.path.relpath(os.path.normpath(os.path.join(metadata, line)), base) for line in listed.splitlines() if line]
    return None

def local_folder(metadata):
    """(the project's folder, whether it is an editable install) of what was installed from a folder of this machine."""
    try:
        direct = json.loads(text(os.path.join(metadata, "direct_url.json")) or "{}")
        if isinstance(direct.get("dir_info"), dict) and direct.get("url", "").startswith("file:"):
            return url2pathname(unquote(urlsplit(direct["url"]).path) if os.sep == "/" else urlsplit(direct["url"]).path), bool(direct["dir_info"].get("editable"))
    except Exception:
        pass
    return None, False

def tops_of(metadata):
    return [t for t in text(os.path.join(metadata, "top_level.txt")).split() if t.isidentifier()]

def distribution(folder, entry):
    metadata = os.path.join(folder, entry)
    source = text(metadata) if os.path.isfile(metadata) else text(os.path.join(metadata, "METADATA")) or text(os.path.join(metadata, "PKG-INFO"))
    fields = headers(source)
    stem = entry.rsplit(".", 1)[0].split("-")
    name = fields.get("Name") or stem[0]
    project, editable = local_folder(metadata)
    paths = recorded(metadata)
    places = []
    if paths is None:
        files = [f for top in tops_of(metadata) or [name.replace("-", "_")] for f in files_of(folder, top)]
    else:
        files = [posix(p) for p in paths if p.endswith(SUFFIXES) and not p.startswith("..") and not os.path.isabs(p)]
    if files:
        places.append({"base": posix(folder), "files": files})
    for path in paths or []:
        if path.endswith(".pth") and "/" not in posix(path) and editable:
            for base in path_lines(folder, path):
                tops = tops_of(metadata) or [f.split("/")[0].split(".")[0] for f in top_level(base)]
                places.append({"base": posix(base), "files": [f for top in tops for f in files_of(base, top)]})
        elif re.match(r"__editable__\w*_finder\.py$", path):
            for top, target in sorted(mapping(text(os.path.join(folder, path))).items()):
                base = os.path.dirname(target)
                if os.path.basename(target).split(".")[0] == top.split(".")[-1] and "." not in top:
                    places.append({"base": posix(base), "files": files_of(base, top)})
                else:
                    # A package that lies under another name: only its own name is known.
                    places.append({"base": posix(target), "files": [top.replace(".", "/") + "/__init__.py"]})
    return {"name": name, "version": fields.get("Version"), "local": project is not None, "places": places}

def carried(root):
    """Distributions that a program brings along in a folder, or in an archive or a folder within one."""
    if os.path.isdir(root):
        return [distribution(root, entry) for entry in entries(root) if entry.endswith(".dist-info")]
    archive, within = root, ""
    while not os.path.exists(archive) and os.path.dirname(archive) != archive:
        within = os.path.basename(archive) + "/" + within
        archive = os.path.dirname(archive)
    try:
        import zipfile
        with zipfile.ZipFile(archive) as opened:
            names = [n[len(within):] for n in opened.namelist() if n.startswith(within)]
            metadata = sorted({n.split("/")[0] for n in names if re.match(r"[^/]+\.dist-info/", n)})
            return [packed(root, entry, names, lambda name: opened.read(within + name).decode("utf-8", "replace")) for entry in metadata]
    except Exception:
        return []

def packed(root, entry, names, read):
    def part(name):
        return read(entry + "/" + name) if entry + "/" + name in names else ""
    fields = headers(part("METADATA"))
    name = fields.get("Name") or entry.split("-")[0]
    listed = [row[0] for row in csv.reader(io.StringIO(part("RECORD"))) if row]
    if not listed:
        tops = part("top_level.txt").split() or [name.replace("-", "_")]
        listed = [n for n in names if n.split("/")[0].split(".")[0] in tops]
    files = [f for f in listed if f.endswith(SUFFIXES) and not f.startswith("..")]
    local = re.search(r'"dir_info"\s*:\s*\{', part("direct_url.json")) is not None
    return {"name": name, "version": fields.get("Version"), "local": local, "places": [{"base": posix(root), "files": files}] if files else []}

def project_key(found):
    return re.sub(r"[-_.]+", "-", found["name"]).lower()

def main():
    base_prefixes = [sys.base_prefix, sys.base_exec_prefix]
    paths = sysconfig.get_paths()
    standard = list(dict.fromkeys([paths["stdlib"], paths["platstdlib"]]))
    folders = site_folders(base_prefixes)
    distributions, added, seen = [], [], set()
    for folder in folders:
        for entry in entries(folder):
            if entry.endswith((".dist-info", ".egg-info")):
                found = distribution(folder, entry)
                key = project_key(found)
                if key not in seen:
                    seen.add(key)
                    distributions.append(found)
            elif entry.endswith(".egg") and os.path.isdir(os.path.join(folder, entry)):
                added.append(os.path.join(folder, entry))
            elif entry.endswith(".pth"):
                added += path_lines(folder, entry)
    added += [os.path.abspath(p) for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p]
    added = [p for p in dict.fromkeys(added) if p not in folders]
    for folder in added:
        for entry in entries(folder):
            if entry.endswith((".egg-info", ".dist-info")) or entry == "EGG-INFO":
                found = distribution(folder, entry)
                # Developed in place (setup.py develop) unless it is an unpacked egg.
                found["local"] = not folder.endswith(".egg")
                key = project_key(found)
                if found["name"] != "EGG" and key not in seen:
                    seen.add(key)
                    distributions.append(found)
    # What modules came from counts more than what else has their name.
    brought = {}
    for root in sys.argv[1:]:
        if root not in folders and root not in added:
            for found in carried(root):
                brought.setdefault(project_key(found), found)
    distributions = [d for d in distributions if project_key(d) not in brought] + list(brought.values())
    stdlib_files = []
    for base in standard:
        files = []
        for top in top_level(base):
            name = top.split("/")[0]
            if name.split(".")[0] in ("test", "idlelib", "lib2to3", "turtledemo"):
                continue
            files += below(base, name, []) if "/" in top else [top]
        stdlib_files.append({"base": posix(base), "files": files})
        dynamic = os.path.join(base, "lib-dynload")
        stdlib_files.append({"base": posix(dynamic), "files": [e for e in entries(dynamic) if e.endswith(SUFFIXES)]})
    names = getattr(sys, "stdlib_module_names", None)
    if names is None:
        names = [f.split("/")[0].split(".")[0] for place in stdlib_files for f in place["files"]]
        names += sys.builtin_module_names
        names = set(names) - {"sitecustomize", "usercustomize"}
    builtin = set(sys.builtin_module_names) | {"_frozen_importlib", "_frozen_importlib_external", "zipimport"}
    import _imp
    frozen = [n for n in sorted(set(names)) if n not in builtin and _imp.is_frozen(n)]
    venv = virtual_environment()[0]
    installed = paths
    if venv:
        # Debian's own scheme is not for virtual environments.
        known = sysconfig.get_scheme_names()
        scheme = "venv" if "venv" in known else "nt" if os.name == "nt" else "posix_prefix"
        installed = sysconfig.get_paths(scheme, vars={"base": venv, "platbase": venv})
    implementation = "CPython" if sys.implementation.name == "cpython" else sys.implementation.name
    result = {
        "executable": sys.executable,
        "runtime": "%s %d.%d.%d" % ((implementation,) + tuple(sys.version_info[:3])),
        "version": list(sys.version_info[:3]),
        "stdlib": sorted(set(names)),
        "builtin": sorted(builtin),
        "frozen": frozen,
        "folders": {key: posix(path) for key, path in (("stdlib", paths["stdlib"]), ("platstdlib", paths["platstdlib"]),
                                                       ("purelib", installed["purelib"]), ("platlib", installed["platlib"]))},
        "sitePackages": [posix(f) for f in folders],
        "stdlibFiles": stdlib_files,
        "distributions": distributions,
        "unclaimed": [{"base": posix(f), "files": top_level(f)} for f in folders],
        "elsewhere": [{"base": posix(f), "files": top_level(f)} for f in added + [os.getcwd()]],
    }
    sys.stdout.buffer.write(json.dumps(result).encode("ascii"))

main()
`;
