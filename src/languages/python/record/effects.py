"""What each load changes outside itself. Executed by observe.py, with a copy of its names.

State is compared before and after each stretch of a load's own code; what happens at a moment (files, processes,
sockets) is heard from audit events, 3.8 and later. Nothing of the program's own is asked or called: objects are looked
at by their identity, and only what CPython itself made is read.

An effect is confined when only the load's own top-level package can see it. Its line is where the load's own body was
when it was seen: for what is counted at each line that line, for the rest that line or one before, back to the last
import.
"""

ATTRIBUTES = type.__dict__["__dict__"].__get__
INSTANCE = {}
QUIET = {"__warningregistry__", "__annotations__", "__annotate__", "__abstractmethods__", "_abc_impl", "__doc__"}
QUIET.update(("__annotate_func__", "__annotations_cache__", "__static_attributes__", "__path__", "__conditional_annotations__"))
OF_SYS = {"last_type", "last_value", "last_traceback", "last_exc", "modules", "path", "meta_path", "path_hooks"}
OF_SYS.update(("path_importer_cache", "lazy_modules", "argv"))
IS_LAZY = sys.version_info >= (3, 15)
# Modules whose own containers are looked at by kind.
PROBED = {"sys", "warnings", "_warnings", "_py_warnings", "logging", "atexit", "gc", "zipimport", "posix", "nt", "os"}
# A kind that a module makes for itself when it loads.
MAKERS = {"logging": "logging", "random": "random"}
CACHES = {"_value2member_map_", "_nt_itemgetters"}
READERS = INTERNAL | {"zipimport", "linecache", "tokenize", "importperf_observe", "importperf_effects"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
PREFIXES = tuple(folder.rstrip("/") + "/" for folder in {sys.prefix, sys.base_prefix, STDLIB})
MOMENTS = {
    "subprocess.Popen": "process", "os.system": "process", "os.exec": "process", "os.fork": "process",
    "os.posix_spawn": "process", "os.spawn": "process", "pty.spawn": "process", "os.kill": "process",
    "socket.__new__": "network", "socket.connect": "network", "socket.bind": "network", "socket.getaddrinfo": "network",
    "socket.gethostbyname": "network", "socket.gethostname": "network", "socket.sethostname": "network",
    "urllib.Request": "network", "http.client.connect": "network",
    "os.remove": "file-write", "os.rename": "file-write", "os.mkdir": "file-write", "os.rmdir": "file-write",
    "os.chmod": "file-write", "os.chown": "file-write", "os.link": "file-write", "os.symlink": "file-write",
    "os.truncate": "file-write", "os.utime": "file-write", "os.setxattr": "file-write", "sqlite3.connect": "file-write",
    "os.listdir": "file-read", "os.scandir": "file-read", "os.chdir": "directory", "os.fchdir": "directory",
    "resource.setrlimit": "limit", "ctypes.dlopen": "library", "sys.addaudithook": "audit-hook", "time.sleep": "waiting",
    "syslog.openlog": "log", "webbrowser.open": "process", "fcntl.flock": "file-write", "faulthandler.enable": "signal",
}
INPUTS = {"file-read"}


def lent(name):
    return sys.modules.get(name) or hidden[name]


chain = lent("itertools").chain.from_iterable
signals, locales, abstract, atexit = map(lent, ("_signal", "_locale", "_abc", "atexit"))


class Effects:
    def __init__(self):
        self.last = {}
        # Namespaces: [module, label, sum of identities, {name: identity}], the dictionaries themselves, their lengths.
        self.spaces = []
        self.dicts = []
        self.sizes = []
        self.total = 0
        # Containers that they hold: (module, label), themselves, their lengths.
        self.holders = []
        self.containers = []
        self.lengths = []
        self.quick = None


effects = Effects()


def space(name):
    module = sys.modules.get(name)
    return namespace_of(module) if is_module(module) else {}


def plain(value):
    return value if type(value) is str else value.decode("utf-8", "replace") if type(value) is bytes else None


def type_name(value):
    kind = value if isinstance_of_type(value) else type(value)
    name, module = type.__dict__["__name__"].__get__(kind), ATTRIBUTES(kind).get("__module__")
    return "%s.%s" % (module, name) if type(module) is str else name


def isinstance_of_type(value):
    return type in type(value).__mro__


def listed(values, of=type_name):
    """A list as {place in it among its like: 1}: what came, what went."""
    found = {}
    for value in list(values) if type(values) is list else ():
        key = value if type(value) is str else of(value)
        found[key] = found.get(key, 0) + 1
    return found


# --- State by kind: each gives {what: anything that can be compared}


def environment():
    data = get(instance(os.environ), "_data")
    return {plain(key) or "?": data[key] for key in data} if type(data) is dict else {}


def instance(value):
    """The attributes of an object whose class is of the standard library."""
    try:
        found = object.__getattribute__(value, "__dict__")
        return found if type(found) is dict else INSTANCE
    except Exception:
        return INSTANCE


def handlers():
    found = {}
    for number in range(1, 65):
        try:
            handler = signals.getsignal(number)
        except Exception:
            break
        found["signal %d" % number] = id(handler)
    return found


def filters():
    kept = get(space("warnings"), "filters")
    return listed(kept if kept is not None else get(space("_warnings"), "filters"), filter_name)


def filter_name(each):
    if type(each) is not tuple or len(each) < 3:
        return "?"
    return "%s for %s" % (plain(each[0]), type_name(each[2]))


def logs():
    """The tree of loggers, and what belongs to all of them."""
    names = space("logging")
    root = get(names, "root")
    if root is None:
        return {}
    found = {"logger root": logger(root)}
    kept = get(instance(get(instance(root), "manager")), "loggerDict") or get(
        instance(ATTRIBUTES(type(root).__mro__[1]).get("manager")), "loggerDict"
    )
    for name in list(kept) if type(kept) is dict else ():
        if type(name) is str:
            found["logger " + name] = logger(kept[name])
    listing = get(names, "_handlerList")
    found["handlers"] = len(listing) if type(listing) is list else 0
    return found


def logger(each):
    fields = instance(each)
    level, on = get(fields, "level"), get(fields, "handlers")
    return (
        level if type(level) is int else 0,
        tuple(map(id, on)) if type(on) is list else (),
        get(fields, "propagate") is True,
        get(fields, "disabled") is True,
    )


def settings():
    found = {
        "sys.setrecursionlimit": sys.getrecursionlimit(),
        "sys.setswitchinterval": sys.getswitchinterval(),
        "gc.set_threshold": gc.get_threshold(),
        "gc.enable": collector.wanted,
    }
    if hasattr(gc, "get_freeze_count"):
        found["gc.freeze"] = gc.get_freeze_count() > 0
    sockets = get(space("_socket"), "getdefaulttimeout")
    if sockets is not None and type(sockets) is type(len):
        found["socket.setdefaulttimeout"] = sockets()
    return found


def random_state():
    made = get(space("random"), "_inst")
    kind = get(space("_random"), "Random")
    if made is None or kind is None or type(made).__mro__[1] is not kind:
        return {}
    return {"random": hash(ATTRIBUTES(kind)["getstate"](made))}


PROBES = (
    ("environment", environment),
    ("sys.path", lambda: listed(sys.path)),
    ("sys.meta_path", lambda: listed(sys.meta_path)),
    ("sys.path_hooks", lambda: listed(sys.path_hooks, id_name)),
    ("signal", handlers),
    ("atexit", lambda: {"calls": atexit._ncallbacks()}),
    ("warnings", filters),
    ("logging", logs),
    ("setting", settings),
    ("random", random_state),
    ("thread", lambda: {"threads": _thread._count()}),
    ("abc", lambda: {"register": abstract.get_cache_token()}),
    ("locale", lambda: {"locale": locales.setlocale(6)}),
    ("directory", lambda: {"directory": folder_now()}),
)


def id_name(value):
    return "%s" % type_name(value)


# --- Attributes of modules and classes, and the containers that they hold


def watch(name):
    """A module is whole: from now on others change it."""
    names = space(name)
    hold(name, name, names)
    for value in list(names.values()):
        if isinstance_of_type(value):
            fields = ATTRIBUTES(value)
            if get_of(fields, "__module__") == name:
                hold(name, name + "." + type.__dict__["__name__"].__get__(value), fields)


def get_of(fields, key):
    found = fields.get(key)
    return found if type(found) is str else None


def hold(module, label, names):
    if type(names) is not dict:
        # The dictionary behind the view of a class.
        names = gc.get_referents(names)[0]
    total = sum(map(id, names.values()))
    effects.spaces.append([module, label, total, ids(names)])
    effects.dicts.append(names)
    effects.sizes.append(len(names))
    effects.total += total
    for key, value in list(names.items()):
        if type(value) in (dict, list, set) and type(key) is str and not key.startswith("__"):
            if module not in PROBED and module not in INTERNAL:
                effects.holders.append((module, label + "." + key))
                effects.containers.append(value)
                effects.lengths.append(len(value))


def ids(names):
    if not IS_LAZY:
        return dict(zip(names, map(id, names.values())))
    return {key: 0 if type(value).__name__ == "lazy_import" else id(value) for key, value in list(names.items())}


def changed_attributes():
    """By lengths first, then by the sum of all identities: both are taken without a step of Python for each."""
    sizes = list(map(len, effects.dicts))
    if sizes != effects.sizes:
        for at, size in enumerate(sizes):
            if size != effects.sizes[at]:
                yield from changed_in(at)
        effects.sizes = sizes
    total = sum(map(id, chain(map(dict.values, effects.dicts))))
    if total != effects.total:
        for at, names in enumerate(effects.dicts):
            if sum(map(id, names.values())) != effects.spaces[at][2]:
                yield from changed_in(at)


def changed_in(at):
    kept, names = effects.spaces[at], effects.dicts[at]
    module, label, total, before = kept
    if module in INTERNAL or module == "_posixsubprocess":
        kept[2], effects.total = sum(map(id, names.values())), effects.total + sum(map(id, names.values())) - total
        return
    after = ids(names)
    kept[2], kept[3] = sum(map(id, names.values())), after
    effects.total += kept[2] - total
    for key in set(before) | set(after):
        if type(key) is not str or before.get(key) == after.get(key) or before.get(key) == 0:
            continue
        if key in QUIET or (label == "sys" and key in OF_SYS) or is_submodule(module, key, names):
            continue
        yield "cache" if "cache" in key.lower() else "attribute", label + "." + key, module


def is_submodule(module, key, names):
    value = names.get(key)
    return value is not None and sys.modules.get(module + "." + key) is value


def changed_containers():
    now = list(map(len, effects.containers))
    if now == effects.lengths:
        return
    for at, length in enumerate(now):
        if length != effects.lengths[at]:
            module, label = effects.holders[at]
            name = label.rpartition(".")[2]
            yield "cache" if "cache" in name.lower() or name in CACHES else "registry", label, module
    effects.lengths = now


# --- Whose they are


def own(load, module):
    return load.partition(".")[0] == module.partition(".")[0]


def is_confined(kind, what, load):
    if kind == "cache":
        return True
    if kind == "logging":
        return what.startswith("logger ") and own(load, what[7:])
    if kind == "warnings":
        return own(load, what.rpartition(" for ")[2])
    return False


def note(entry, kind, what, confined, place=None):
    if (kind, what) not in entry[5]:
        entry[5].add((kind, what))
        file, line = place or (entry[4], max(1, entry[6]))
        entry[2].append((kind, what, confined, file, line))


# Imports, constants and names for them: with such instructions alone nothing can happen between two loads.
HARMLESS = frozenset(
    compile('"a"\nimport a\nimport a.b\nimport a.b as c\nfrom a import b, c as d\nfrom . import a\nx = 1\n', "", "exec").co_code[::2]
)


def between(entry, frame):
    """
    A stretch of a load's own code has run (None: of no load's): what is new since the last look is its doing.

    frame: who asks for the load that begins; None where one ends
    """
    try:
        if entry is not None and entry[3] is not None and (frame is None or frame.f_code is entry[3]):
            ops, at = entry[3].co_code, entry[7]
            entry[7] = end = frame.f_lasti if frame is not None else len(ops)
            if at < end and HARMLESS.issuperset(ops[at:end:2]):
                return
        look(entry)
    except Exception:
        pass


def ended(entry):
    """A load is over: its file is known, and whoever changes it from now on is another."""
    try:
        file = entry[4] or file_of(entry[1]) or "<%s>" % entry[1]
        entry[2][:] = [each if each[3] else each[:3] + (file, each[4]) for each in entry[2]]
        if entry[1] in observed.loaded:
            watch(entry[1])
            effects.quick = quick()
    except Exception:
        pass


def look(entry):
    load = entry[1] if entry is not None else ""
    for kind, probe in PROBES:
        now = probe()
        before = effects.last.get(kind)
        if now == before:
            continue
        effects.last[kind] = now
        if entry is None or before is None or MAKERS.get(kind) == load:
            continue
        for what in set(now) | set(before):
            if now.get(what) != before.get(what):
                note(entry, kind, what, is_confined(kind, what, load))
    for found in (changed_attributes(), changed_containers()):
        for kind, what, module in found:
            if entry is not None:
                note(entry, kind, what, kind == "cache" or own(load, module))
    effects.quick = quick()


def quick():
    """What is cheap enough to ask at each line of a module: how many there are of everything."""
    data = get(instance(os.environ), "_data")
    kept = get(space("warnings"), "filters")
    listing = get(space("logging"), "_handlerList")
    return (
        len(data) if type(data) is dict else 0,
        len(sys.path) if type(sys.path) is list else 0,
        len(sys.meta_path) if type(sys.meta_path) is list else 0,
        len(kept) if type(kept) is list else 0,
        len(listing) if type(listing) is list else 0,
        atexit._ncallbacks(),
        abstract.get_cache_token(),
        _thread._count(),
    )


def at_line(entry, number):
    """The next line of a load's own module begins: the one before it is over."""
    try:
        if quick() != effects.quick:
            before = objects()
            look(entry)
            observed.ours += objects() - before
    except Exception:
        pass
    entry[6] = number


# --- Moments


def entry_now():
    stack = observed.stacks.get(ident())
    return stack[-1] if stack else None


def line_in(frame, load):
    """Where in the load's module the frame's call comes from."""
    while frame is not None:
        if get(frame.f_globals, "__name__") == load and not frame.f_code.co_flags & FUNCTION:
            return frame.f_code.co_filename, max(1, frame.f_lineno)
        frame = frame.f_back
    return None


def heard(event, arguments):
    kind = MOMENTS.get(event)
    if kind is None and event != "open":
        return
    try:
        entry = entry_now()
        frame = getframe(1)
        if entry is None or get(frame.f_globals, "__name__") in READERS or state.writing:
            return
        what = plain(arguments[0]) if arguments else ""
        if event == "open":
            if what is None:
                return
            kind = "file-write" if arguments[2] & WRITES else "file-read"
        load = entry[1]
        confined = kind in INPUTS and what is not None and is_own_file(what, load)
        note(entry, kind, what if what else event, confined, line_in(frame, load))
    except Exception:
        pass


def is_own_file(file, load):
    """A module's own data and the interpreter's files are always the same."""
    file = file.replace("\\", "/")
    top = get(space(load.partition(".")[0]), "__file__")
    folder = top.replace("\\", "/").rpartition("/")[0] + "/" if type(top) is str and "__init__." in top else None
    if folder is not None and file.startswith(folder):
        return True
    return file.startswith(PREFIXES) and "/site-packages/" not in file and "/dist-packages/" not in file


class Told:
    """A function that leaves no trace which could be compared."""

    def __init__(self, real, kind, what):
        self.real, self.kind, self.what = real, kind, what

    def __get__(self, instance, owner):
        try:
            entry = entry_now()
            if entry is not None:
                note(entry, self.kind, self.what, False, line_in(getframe(1), entry[1]))
        except Exception:
            pass
        return self.real


def tell(holder, name, kind, what):
    try:
        real = getattr(holder, name)
        setattr(holder, name, called_as(real, Told(real, kind, what)))
    except Exception:
        pass


def fresh_entry(entry):
    """What else is known of a load: the code of its body, its file, what was noted, line and instruction it is at."""
    entry.extend((None, "", set(), 1, 0))


for module in list(sys.modules):
    if type(module) is str and module != "__main__":
        watch(module)
for holder in (sys.modules.get("codecs"), sys.modules.get("_codecs")):
    for name in ("register", "register_error"):
        tell(holder, name, "codecs", name)
if hasattr(os, "register_at_fork"):
    tell(os, "register_at_fork", "fork", "register_at_fork")
tell(os, "umask", "umask", "umask")
for stream in ("stdout", "stderr"):
    tell(getattr(sys, stream), "write", "output", stream)
if hasattr(sys, "addaudithook"):
    sys.addaudithook(heard)
look(None)
