"""State of the process, by kind. Executed by effects.py, with a copy of its names.

Each probe gives {what: anything that can be compared}. Nothing of the program's own is asked or called: objects are
looked at by their identity, and only what CPython itself made is read.
"""

ATTRIBUTES = type.__dict__["__dict__"].__get__
CLASS_MODULE = type.__dict__["__module__"].__get__
INSTANCE = {}


def space(name):
    module = sys.modules.get(name)
    return namespace_of(module) if is_module(module) else {}


def plain(value):
    return value if type(value) is str else value.decode("utf-8", "replace") if type(value) is bytes else None


def is_class(value):
    """As isinstance would say, without asking the object."""
    return issubclass(type(value), type)


def module_of_class(value):
    """None for built-in classes."""
    module = CLASS_MODULE(value if is_class(value) else type(value))
    return module if type(module) is str and module != "builtins" else None


def type_name(value):
    kind = value if is_class(value) else type(value)
    name, module = type.__dict__["__name__"].__get__(kind), module_of_class(kind)
    return "%s.%s" % (module, name) if module is not None else name


def instance(value):
    """The attributes of an object whose class is of the standard library."""
    try:
        found = object.__getattribute__(value, "__dict__")
        return found if type(found) is dict else INSTANCE
    except Exception:
        return INSTANCE


def counted(values, of=type_name):
    """A list as {each: how many of it}."""
    found = {}
    for value in list(values) if type(values) is list else ():
        key = value if type(value) is str else of(value)
        found[key] = found.get(key, 0) + 1
    return found


def builtin(module, name):
    """A compiled-in function of a module that is there, else None."""
    found = get(space(module), name)
    return found if type(found) is type(len) else None


def environment():
    data = get(instance(os.environ), "_data")
    return {plain(key) or "?": data[key] for key in data} if type(data) is dict else {}


def has_handler(number):
    try:
        signals.getsignal(number)
        return True
    except Exception:
        return False


def handlers():
    found = {"signal %d" % number: id(signals.getsignal(number)) for number in SIGNALS}
    timer = getattr(signals, "getitimer", None)
    if timer is not None:
        found["timer"] = timer(0)[1], timer(0)[0] > 0
    return found


def warning_filters():
    kept = get(space("warnings"), "filters")
    return kept if kept is not None else get(space("_warnings"), "filters")


def filters():
    return counted(warning_filters(), filter_name)


def filter_name(each):
    if type(each) is not tuple or len(each) < 3:
        return "?"
    only = plain(pattern_of(each[3]))
    return "%s for %s%s" % (plain(each[0]), type_name(each[2]), "" if only is None else " in " + only)


def pattern_of(value):
    """A filter's module: compiled, a text, or none."""
    kind = type(value)
    if kind.__module__ == "re" and kind.__name__ == "Pattern":
        return kind.pattern.__get__(value)
    return value if kind is str else None


def reducers():
    """How `pickle` and `copy` take objects apart, by class."""
    kept = get(space("copyreg"), "dispatch_table")
    return {"reducer of " + type_name(each): id(kept[each]) for each in list(kept) if is_class(each)} if type(kept) is dict else {}


def logger_manager():
    """The attributes of what holds all loggers."""
    root = get(space("logging"), "root")
    if root is not None:
        for manager in (get(instance(root), "manager"), ATTRIBUTES(type(root).__mro__[1]).get("manager")):
            if type(get(instance(manager), "loggerDict")) is dict:
                return instance(manager)
    return INSTANCE


def known_loggers():
    return get(logger_manager(), "loggerDict")


def logs():
    """The tree of loggers, and what belongs to all of them."""
    names, kept = space("logging"), known_loggers()
    if kept is None:
        return {}
    root = get(names, "root")
    found = {"logger root": logger(root)}
    for name in list(kept):
        # What only holds the place of a logger that was not made has no level.
        if type(name) is str and "level" in instance(kept[name]):
            found["made " + name] = True
            state = logger(kept[name])
            if state != FRESH:
                found["logger " + name] = state
            if state[-1]:
                found["disabled " + name] = True
    listing = get(names, "_handlerList")
    listing = listing if type(listing) is list else []
    found["handlers"] = len(listing)
    # A set-up of all loggers closes what handlers there are, which is nothing to these.
    idle = get(names, "NullHandler"), get(names, "StreamHandler")
    made = [each() for each in listing if type(each) is Reference]
    found["closing handlers"] = len([each for each in made if each is not None and type(each) not in idle])
    disabled = get(logger_manager(), "_disable", get(logger_manager(), "disable"))
    found["logging.disable"] = disabled if type(disabled) is int else 0
    return found


Reference = sys.modules["_weakref"].ReferenceType
# A logger as it is made.
FRESH = (0, (), (), True, False)


def logger(each):
    fields = instance(each)
    level, on, only = get(fields, "level"), get(fields, "handlers"), get(fields, "filters")
    return (
        level if type(level) is int else 0,
        tuple(map(id, on)) if type(on) is list else (),
        tuple(map(id, only)) if type(only) is list else (),
        get(fields, "propagate") is True,
        get(fields, "disabled") is True,
    )


ASKED = (
    ("setrecursionlimit", "getrecursionlimit"),
    ("setswitchinterval", "getswitchinterval"),
    ("setdlopenflags", "getdlopenflags"),
    ("set_int_max_str_digits", "get_int_max_str_digits"),
    ("set_coroutine_origin_tracking_depth", "get_coroutine_origin_tracking_depth"),
)


def settings():
    found = {"sys." + name: getattr(sys, ask)() for name, ask in ASKED if type(getattr(sys, ask, None)) is type(len)}
    found["gc.set_threshold"] = gc.get_threshold()
    found["gc.enable"] = collector.wanted
    found["gc.callbacks"] = len(gc.callbacks)
    found["sys.setprofile"] = id(sys.getprofile())
    if hasattr(sys, "get_asyncgen_hooks"):
        found["sys.set_asyncgen_hooks"] = tuple(map(id, sys.get_asyncgen_hooks()))
    if hasattr(gc, "get_freeze_count"):
        found["gc.freeze"] = gc.get_freeze_count() > 0
    sockets = builtin("_socket", "getdefaulttimeout")
    if sockets is not None:
        found["socket.setdefaulttimeout"] = sockets()
    return found


def random_state():
    made = get(space("random"), "_inst")
    kind = get(space("_random"), "Random")
    if made is None or kind is None or type(made).__mro__[1] is not kind:
        return {}
    return {"random": ATTRIBUTES(kind)["getstate"](made)}


def is_drawn(before, after):
    """Whether draws alone lead from one state of the random numbers to another: no seed, as far as some thousands of draws tell."""
    kind = get(space("_random"), "Random")
    draw, state = ATTRIBUTES(kind)["getrandbits"], ATTRIBUTES(kind)["getstate"]
    made = kind(0)
    ATTRIBUTES(kind)["setstate"](made, before)
    for _ in range(MOST_DRAWS):
        draw(made, 32)
        if state(made) == after:
            return True
    return False


MOST_DRAWS = 2500


def context():
    """Context variables, and what the one of `decimal` holds: it is not made only to be looked at."""
    found = {}
    here = contexts.copy_context()
    for each in here:
        value = here.get(each)
        found[each.name] = id(value)
        if each.name == "decimal_context" and type(value) is get(space("_decimal"), "Context"):
            made = ATTRIBUTES(type(value))["__reduce__"](value)[1]
            for name, part in zip(("prec", "rounding", "Emin", "Emax", "capitals", "clamp"), made):
                found["decimal." + name] = part
            found["decimal.traps"] = tuple(map(id, made[7]))
    return found


def descriptors():
    for folder in ("/proc/self/fd", "/dev/fd"):
        try:
            return {"descriptor " + name: 1 for name in list_folder(folder)}
        except OSError:
            pass
    return {}


def limits():
    asked = builtin("resource", "getrlimit")
    found = {}
    for number in range(16) if asked is not None else ():
        try:
            found["limit %d" % number] = asked(number)
        except Exception:
            pass
    return found


def lent(name):
    return sys.modules.get(name) or hidden[name]


signals, locales, abstract, atexit, contexts = map(lent, ("_signal", "_locale", "_abc", "atexit", "_contextvars"))
SIGNALS = tuple(number for number in range(1, 65) if has_handler(number))
list_folder = os.listdir
PROBES = (
    ("environment", environment),
    ("sys.path", lambda: counted(sys.path)),
    ("sys.meta_path", lambda: counted(sys.meta_path)),
    ("sys.path_hooks", lambda: counted(sys.path_hooks)),
    ("signal", handlers),
    ("atexit", lambda: {"calls": atexit._ncallbacks()}),
    ("warnings", filters),
    ("logging", logs),
    ("setting", settings),
    ("random", random_state),
    ("reducer", reducers),
    ("abc", lambda: {"register": abstract.get_cache_token()}),
    ("locale", lambda: {"locale": locales.setlocale(locales.LC_ALL)}),
    ("directory", lambda: {"directory": folder_now()}),
    ("context", context),
    ("descriptor", descriptors),
    ("limit", limits),
)


class Lists:
    """What quick() counts, found anew with each scan: a program may put others in their place."""

    def __init__(self):
        self.all = ()

    def find(self):
        data = get(instance(os.environ), "_data")
        found = (data, sys.path, sys.meta_path, warning_filters(), get(space("logging"), "_handlerList"), known_loggers())
        self.all = tuple(each if type(each) in (list, dict) else () for each in found)


lists = Lists()
COUNTED = ("environment", "sys.path", "sys.meta_path", "warnings", "logging", "logging", "atexit", "abc")


def quick():
    """What is cheap enough to ask at each line of a module: how many there are, as in COUNTED."""
    return [*map(len, lists.all), calls(), token()]


def stamp():
    """What is cheap enough to ask after each stretch: other than before where one of the probes of STAMPED is."""
    here = contexts.copy_context()
    return [
        list(map(id, map(signals.getsignal, SIGNALS))),
        sys.getrecursionlimit(),
        sys.getswitchinterval(),
        gc.get_threshold(),
        collector.wanted,
        id(sys.getprofile()),
        list(map(id, here.values())),
        locales.setlocale(locales.LC_ALL),
        folder_now(),
        list(map(id, sys.path_hooks)) if type(sys.path_hooks) is list else None,
        list(map(id, sys.meta_path)) if type(sys.meta_path) is list else None,
    ]


STAMPED = ("signal", "setting", "context", "locale", "directory", "sys.path_hooks", "sys.meta_path")
calls, token = atexit._ncallbacks, abstract.get_cache_token
