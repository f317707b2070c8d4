"""python distribution.py ARCHIVE MODULES: this interpreter with its library, and MODULES as its site-packages, in a .tar.gz
in which it starts from wherever it is unpacked: bin/python3, lib/pythonX.Y. The same files make the same bytes."""

import compileall
import gzip
import os
import py_compile
import sys
import sysconfig
import tarfile

# Of the library: what is no part of any program, and what installations bring in beside it.
WITHOUT = {"site-packages", "dist-packages", "test", "idlelib", "turtledemo", "ensurepip"}
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "315532800"))


def plain(entry):
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def dated(entry):
    entry.mtime = EPOCH
    return plain(entry)


def standard(entry):
    """With its own times: they stand in its compiled files."""
    entry.mtime = int(entry.mtime)
    return None if ".opt-" in entry.name else plain(entry)


def added(archive, folder, name, kept, without=()):
    for each in sorted(os.listdir(folder)):
        if each in without or each.startswith("config-"):
            continue
        path = os.path.join(folder, each)
        # What other packages link into a library may lie anywhere.
        within = os.path.realpath(path) if os.path.islink(path) else path
        if os.path.isdir(within):
            added(archive, within, name + "/" + each, kept)
        elif os.path.isfile(within):
            archive.add(within, name + "/" + each, recursive=False, filter=kept)


def main(into, modules):
    library = "lib/python%d.%d" % sys.version_info[:2]
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    compileall.compile_dir(modules, ddir="site-packages", quiet=2, invalidation_mode=unchecked)
    with open(into, "wb") as file, gzip.GzipFile("", "wb", 6, file, EPOCH) as packed:
        with tarfile.open(mode="w", fileobj=packed, format=tarfile.GNU_FORMAT) as archive:
            archive.add(os.path.realpath(sys.executable), "bin/python3", filter=dated)
            shared = sysconfig.get_config_var("INSTSONAME") or ""
            beside = os.path.join(sysconfig.get_config_var("LIBDIR") or "", shared)
            if ".so" in shared and os.path.isfile(beside):
                archive.add(os.path.realpath(beside), "lib/" + shared, filter=dated)
            added(archive, sysconfig.get_path("stdlib"), library, standard, WITHOUT)
            extensions = os.path.join(sysconfig.get_path("platstdlib"), "lib-dynload")
            if not os.path.samefile(extensions, os.path.join(sysconfig.get_path("stdlib"), "lib-dynload")):
                added(archive, extensions, library + "/lib-dynload", standard)
            added(archive, modules, library + "/site-packages", dated)


main(*sys.argv[1:])
