"""What a bundle of ours runs first: modules that its starts load come from one file, then the entry is called.

Compiled into that file. It may import only what every interpreter has loaded before its first line. Given to it: `here` (the
bundle's folder), `is_main` (false in a process that multiprocessing started), `program` (facts of the build), `codes` (bytes).
"""

import sys
from _imp import _fix_co_filename
from marshal import loads

_bootstrap = sys.modules["_frozen_importlib"]
_external = sys.modules["_frozen_importlib_external"]


class BundledLoader(_external.SourceFileLoader):
    """Of a file that is there with its code compiled beside it; the same code is taken from the one file instead."""

    def get_code(self, fullname):
        start, end, is_ours = places[fullname]
        code = loads(codes[start:end])
        if is_ours:
            _fix_co_filename(code, self.path)
        return code


class CompilerLoader(BundledLoader):
    """Of the module that compiles regular expressions: what it makes of those that recorded starts compile is in the one file."""

    def exec_module(self, module):
        super().exec_module(module)
        from _sre import compile as made

        compile_now = module.compile

        def compile(p, flags=0):
            place = patterns.get((p.__class__ is bytes, p, flags)) if p.__class__ in (str, bytes) else None
            return made(p, *loads(codes[place[0] : place[1]])) if place else compile_now(p, flags)

        module.compile = compile


class BundledFinder:
    """Knows where the modules of recorded starts are, so that no folder is listed to find them."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        known = index.get(name)
        if known is None:
            return _external.PathFinder.find_spec(name, [archive[:-1]]) if name in program["archived"] else None
        root, file, folder, cached = known
        root = roots[root]
        if root is None:
            return None
        origin = root + file
        if name not in places:
            spec = _bootstrap.ModuleSpec(name, _external.ExtensionFileLoader(name, origin), origin=origin)
        else:
            kind = BundledLoader if name != program["compiler"] else CompilerLoader
            loader = archived(name) if root is archive else kind(name, origin)
            spec = _bootstrap.ModuleSpec(name, loader, origin=origin, is_package=folder is not None)
            if cached is not None:
                spec.cached = root + cached
        if folder is not None:
            # Of a package of the standard library only what is edited lies in the bundle.
            places_of = [root + folder] if root is not standard else [root + folder, program["standard"] + folder]
            spec.submodule_search_locations = places_of
        spec.has_location = True
        return spec


class BundledArchive(sys.modules["zipimport"].zipimporter):
    """Of a folder of the archive; what the archive holds is read when somebody asks for more than the code of a module."""

    def __init__(self, folder):
        self.archive, self.prefix = archive[:-1], folder

    def __getattr__(self, attribute):
        if attribute != "_files":
            raise AttributeError(attribute)
        self._files = sys.modules["zipimport"].zipimporter(self.archive)._files
        return self._files

    def get_code(self, fullname):
        start, end, _ = places[fullname]
        code = loads(codes[start:end])
        _fix_co_filename(code, archive + index[fullname][1])
        return code

    # Until 3.9 archives have `load_module` alone, which names files by their compiled form.
    def create_module(self, spec):
        return None

    def exec_module(self, module):
        _bootstrap._call_with_frames_removed(exec, self.get_code(module.__name__), module.__dict__)


def archived(name):
    """The one loader of all modules in the same folder of the archive."""
    folder = name.rpartition(".")[0].replace(".", "/")
    folder = folder and folder + "/"
    if folder not in archives:
        archives[folder] = BundledArchive(folder)
    return archives[folder]


class Quitter:
    """As `_sitebuiltins` has it, whose import would load `os` for the name of a key."""

    __module__ = "_sitebuiltins"

    def __init__(self, name):
        self.name, self.eof = name, "Ctrl-D (i.e. EOF)"

    def __repr__(self):
        return "Use %s() or %s to exit" % (self.name, self.eof)

    def __call__(self, code=None):
        try:
            sys.stdin.close()
        except:
            pass
        raise SystemExit(code)


index, places, patterns, archives = program["index"], program["places"], program["patterns"], {}
modules = here + program["modules"]
archive = here + program["archive"] + "/" if program["archive"] else None
# The standard library's code is of one build of it: beside another one its own files are read.
is_same = sys.version == program["version"] and sys.modules["encodings"].__file__ == program["encodings"]
standard = here + "/lib/standard/" if is_same else None
roots = modules + "/", program["standard"] if is_same else None, archive, standard

sys.path[:] = [path for path in program["path"] if is_same] or [
    path for path in sys.path[1:] if not path.endswith(".zip")
]
if archive and "__main__" in places:
    # Processes that multiprocessing starts run the program's own file again, not this.
    sys.path.append(archive[:-1])
sys.path.append(modules)
sys.meta_path.insert(0, BundledFinder)
if is_main:
    # The launcher says first by which path it was started.
    del sys.argv[0]
sys.prefix = sys.exec_prefix = here
for name in program["builtins"]:
    # Set by `site`, which does not run here, for people at a prompt; this program uses some all the same.
    if name in ("exit", "quit"):
        setattr(sys.modules["builtins"], name, Quitter(name))
    else:
        from site import sethelper, setcopyright

        sethelper()
        setcopyright()


def unfinished():
    """Objects that something is to be done for as they go: open files, suspended generators, classes with `__del__`."""
    found = gc.get_objects()
    kinds = {kind for kind in set(map(type, found)) if hasattr(kind, "__del__")}
    found = [each for each in found if type(each) in kinds and not is_idle(each)]
    return [each for each in found if type(each).__name__ != "generator" or each.gi_frame]


def is_idle(each):
    """Whether its class's `__del__` is one of the program's that does nothing as things are."""
    if not program["idle"]:
        return False
    finaliser = idle_now()["finaliser_of"](type(each))
    if type(finaliser) is not type(is_idle):
        return False
    key = finaliser.__module__, finaliser.__qualname__, finaliser.__code__.co_firstlineno
    return key in program["idle"] and idle_now()["is_idle"](each, program["idle"][key])


def idle_now(known={}):
    if not known:
        exec(loads(program["idle_now"]), known)
    return known


def rest():
    """What is frozen as the process ends is not freed one by one: where nothing has to be finalised, nothing is."""
    known = unfinished()

    def end():
        gc.unfreeze()
        before = set(map(id, known))
        if all(id(each) in before for each in unfinished()):
            gc.freeze()

    import atexit

    atexit.register(end)
    gc.disable()


def imported():
    """The entry's imports are done."""
    if program["freeze"]:
        gc.freeze()
        gc.enable()


def main_code(file):
    if program["freeze"]:
        gc.enable()
    start, end, _ = places["__main__"]
    code = loads(codes[start:end])
    _fix_co_filename(code, file)
    return code


if program["freeze"] and is_main:
    import gc

    rest()
