"""What has still to be finalised as a process ends. Executed by overlay.py, with a copy of its names.

A function that runs after all the program's own `atexit` functions looks at every object that the collector tracks, by type
and by what C code says of it: nothing of the program's runs, is called or compared, and nothing is collected. It writes the
file `exit-PID` in `out`:

{"isFirst": bool, "main": file, "mainName": name, "left": [[kind, what, holder, file, line], …]}

Kinds: "finaliser" (an object whose class has `__del__`), "idle" (one that does nothing as its object is, see
idle_finalisers.py; these come last), "untracked" (a class with `__del__` whose objects the collector does not know, so that
they can't be found), "generator" (suspended; also coroutines), "file" (open for writing), "callback" (of a weak reference, not
the standard library's), "collector" (its settings are not those of the start). `isFirst`: not started by a process that was
looked at. `holder` is "module.name" of what leads to it, null where no module's name does.
"""

Loader = sys.modules["_frozen_importlib_external"].SourceFileLoader
gc = sys.modules.get("gc") or copied("gc")
# Until 3.9 only one module of this name is called at the end.
atexit = sys.modules.get("atexit") or (copied if sys.version_info >= (3, 10) else __import__)("atexit")
_io = sys.modules["_io"]
Weak = (sys.modules.get("_weakref") or copied("_weakref")).ref
callback_of = Weak.__dict__["__callback__"].__get__
bases_of = type.__dict__["__mro__"].__get__
names_of = type.__dict__["__dict__"].__get__
flags_of = type.__dict__["__flags__"].__get__
title_of = type.__dict__["__qualname__"].__get__
TRACKED = 1 << 14  # Py_TPFLAGS_HAVE_GC
MOST = 20
STDLIB = os.path.dirname(os.__file__).replace("\\", "/") + "/"
BUFFERS = (_io.BufferedWriter, _io.BufferedRandom, _io.BufferedReader)
IN_MEMORY = (_io.BytesIO, _io.StringIO)


class Kinds:
    """Objects of the kinds that only code makes."""

    def method(self):
        yield

    async def coroutine(self):
        pass

    async def generator(self):
        yield


kinds = Kinds()
awaited = kinds.coroutine()
Function, Method, Generator = type(Kinds.method), type(kinds.method), type(kinds.method())
Coroutine, AsyncGenerator = type(awaited), type(kinds.generator())
awaited.close()
SUSPENDED = {Generator: "gi", AsyncGenerator: "ag", Coroutine: "cr"}


def title(kind):
    module = names_of(kind).get("__module__")
    name = title_of(kind)
    return "%s.%s" % (module, name) if type(module) is str else name


def place_of(function):
    """File and line of a function of Python's own kind."""
    if type(function) is Method:
        function = function.__func__
    if type(function) is not Function:
        return None, 1
    code = function.__code__
    return code.co_filename, code.co_firstlineno


# --- Kinds of what is left


def suspended(each):
    """A generator or a coroutine that has something left to do, with its place."""
    prefix = SUSPENDED[type(each)]
    frame = getattr(each, prefix + "_frame")
    if frame is None:
        return None
    begun = getattr(each, prefix + "_suspended", frame.f_lasti >= 0)
    # One that never began does nothing as it goes; a coroutine then warns.
    if not begun and prefix != "cr":
        return None
    code = getattr(each, prefix + "_code")
    return "generator", code.co_name, code.co_filename, frame.f_lineno


def raw_of(stream):
    """The descriptor's own object behind a stream; None where anything of it is of another making."""
    try:
        if type(stream) is _io.TextIOWrapper:
            stream = stream.buffer
        if type(stream) in BUFFERS:
            stream = stream.raw
    except ValueError:
        return None
    return stream if type(stream) is _io.FileIO else None


def standard_streams():
    found = set()
    for name in ("stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__"):
        stream = get(namespace_of(sys), name)
        found.add(id(stream))
        if raw_of(stream) is not None:
            found.add(id(raw_of(stream)))
            if type(stream) is _io.TextIOWrapper:
                found.add(id(stream.buffer))
    return found


def stream_left(each):
    raw = raw_of(each)
    if raw is None:
        return "finaliser", title(type(each)), None, 1
    if raw.closed or not raw.writable():
        return None
    name = get(raw.__dict__, "name")
    return "file", name if type(name) is str else "descriptor %d" % raw.fileno(), None, 1


def weak_left(each):
    callback = callback_of(each)
    if callback is None or type(callback) is type(len):
        return None
    file, line = place_of(callback)
    if file is None:
        return "callback", title(type(callback)), None, 1
    plain = file.replace("\\", "/")
    if plain.startswith(("<frozen ", STDLIB)) and "/site-packages/" not in plain:
        return None
    return "callback", title(type(each)), file, line


def class_left(kind):
    """A class whose objects would be finalised and can't be found."""
    finaliser = finaliser_of(kind)
    if flags_of(kind) & TRACKED or type(finaliser) is not Function:
        return None
    return ("untracked", title(kind)) + place_of(finaliser)


def object_left(each):
    finaliser = finaliser_of(type(each))
    file, line = place_of(finaliser)
    return "idle" if is_idle_now(each, finaliser, file, line) else "finaliser", title(type(each)), file, line


def is_idle_now(each, finaliser, file, line):
    if file is None or type(finaliser) is not Function:
        return False
    if file not in idle_rules:
        try:
            with open_file(file, "rb") as opened:
                source = opened.read()
        except OSError:
            source = b""
        idle_rules[file] = add_part("idle_finalisers", {})["idle_finalisers"](source)
    rule = idle_rules[file].get((finaliser.__qualname__, line))
    return rule is not None and is_idle(each, rule)


def judge_of(kind):
    """What tells of objects of a kind whether they are left; None for those that never are."""
    if kind in SUSPENDED:
        return suspended
    if kind in IN_MEMORY:
        return None
    if kind is _io.TextIOWrapper or kind is _io.FileIO or kind in BUFFERS:
        return stream_left
    if Weak in bases_of(kind):
        return weak_left
    if type in bases_of(kind):
        return class_left
    return object_left if finaliser_of(kind) is not None else None


# --- Looking


def all_left():
    """[(object, kind, what, file, line)]"""
    known, found, standard, told = {}, [], standard_streams(), set()
    for each in gc.get_objects():
        kind = type(each)
        key = id(kind)
        if key not in known:
            known[key] = judge_of(kind)
        judge = known[key]
        if judge is None or id(each) in standard:
            continue
        if judge is stream_left and raw_of(each) is not None:
            # A file is up to three objects.
            if id(raw_of(each)) in told:
                continue
            told.add(id(raw_of(each)))
        left = judge(each)
        if left is not None:
            found.append((each,) + left)
    return found


def holders(wanted):
    """By identity of each wanted object the name that leads to it by the fewest steps."""
    found, seen, queue = {}, {id(wanted)}, []
    for name, module in list(sys.modules.items()):
        if type(name) is str and is_module(module):
            names = namespace_of(module)
            seen.add(id(names))
            seen.add(id(module))
            queue.extend((value, name + "." + key) for key, value in list(names.items()) if type(key) is str)
    seen.update(map(id, (globals(), tracer, state, queue, found, seen)))
    left = {id(each) for each in wanted}
    for each, name in queue:
        key = id(each)
        if key in seen:
            continue
        seen.add(key)
        if key in left:
            found[key] = name
            if len(found) == len(left):
                break
        queue.extend((further, name) for further in gc.get_referents(each) if id(further) not in seen)
    return found


def file_of_holder(name):
    """Of the module that a holder's name begins with."""
    while name:
        file = file_of(name) if name in sys.modules else None
        if file is not None:
            return file
        name = name.rpartition(".")[0]
    return None


def settings():
    return gc.isenabled(), gc.get_threshold(), gc.get_debug(), len(gc.callbacks), gc.get_freeze_count()


def rows():
    # Those that keep nothing come last.
    left = sorted(all_left(), key=lambda row: row[1] == "idle")[:MOST]
    found = holders([each for each, *_ in left]) if left else {}
    made = []
    for each, kind, what, file, line in left:
        holder = get(found, id(each))
        made.append([kind, what, holder, file or file_of_holder(holder), line])
    return made


def said_of_main():
    main = sys.modules.get("__main__")
    names = namespace_of(main) if is_module(main) else {}
    file, spec, loader = get(names, "__file__"), get(names, "__spec__"), get(names, "__loader__")
    if file is None and type(loader) is Loader:
        # A script has lost it by now.
        file = get(loader.__dict__, "path")
    return {
        "isFirst": started_by == "",
        "main": os.path.abspath(file) if type(file) is str else None,
        "mainName": spec.name if type(spec) is ModuleSpec and type(spec.name) is str else None,
    }


def look():
    if pid_now() != looking:
        return
    wanted, changed = gc.isenabled(), settings() != first
    # Nothing is finalised while we look.
    gc.disable()
    try:
        said = said_of_main()
        said["left"] = rows() + ([["collector", "settings", None, None, 1]] if changed else [])
        data = json_of(said).encode("ascii")
        opened = file_open("%s/exit-%d" % (state.out, looking), FLAGS, 0o600)
        while data:
            data = data[file_write(opened, data):]
        file_close(opened)
    except Exception:
        pass
    finally:
        if wanted:
            gc.enable()


idle_rules, open_file = {}, _io.open
idle_now = add_part("idle_now", {})
finaliser_of, is_idle = idle_now["finaliser_of"], idle_now["is_idle"]
first = settings()
looking = pid_now()
started_by, state.id = state.started_by, "%d" % looking
os_putenv(VARIABLE, ":".join((state.mode, state.id, state.folder)))
atexit.register(look)
