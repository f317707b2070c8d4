"""What a load reads that may differ when it runs at another time. Executed by effects.py, with a copy of its names.

Told from the names that the code of a load's body, and of the functions that run meanwhile, calls or reads by a dotted
name of the globals ("time.time", "sys.argv"): that some code has such a name says that it may read there, not that it
did. What compiled code reads, and what is called by a name of the program's own, is not seen.
"""

CLOCK = ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time", "localtime")
OF_TIME = CLOCK + ("gmtime", "strftime", "ctime", "asctime", "thread_time", "clock_gettime", "process_time_ns")
OF_OS = (
    ("reads-directory", ("getcwd", "getcwdb")),
    ("reads-process", ("getpid", "getppid", "getpgid", "getsid", "getuid", "geteuid", "getgid", "getegid", "getlogin")),
    ("reads-random", ("urandom", "getrandom")),
    ("reads-terminal", ("get_terminal_size", "isatty", "ttyname", "ctermid")),
    ("reads-file", ("stat", "lstat", "access", "readlink", "statvfs", "open")),
    ("reads-machine", ("cpu_count", "getloadavg", "sched_getaffinity", "process_cpu_count")),
)
# Attributes of sys that hold what can change.
OF_SYS_READ = {
    "argv": "reads-argv", "orig_argv": "reads-argv", "stdin": "reads-stdin", "stdout": "reads-stream",
    "stderr": "reads-stream", "path": "reads-path", "modules": "reads-modules", "meta_path": "reads-path",
    "excepthook": "reads-hook", "displayhook": "reads-hook", "__stdin__": "reads-stdin",
}
# Only told of code that is not the standard library's, which asks often and in passing.
NOT_STDLIB = {"reads-path", "reads-modules"}
ANY = {"isatty": "reads-terminal"}
OF_LOGGING = {"isEnabledFor": "reads-log-level", "getEffectiveLevel": "reads-log-level", "hasHandlers": "reads-log-level"}
OF_DATES = ("now", "utcnow", "today")
WARNINGS = ("warnings", "_py_warnings")
# Until 3.10 code does not say of which class it is; what else is entered there is of 3.14.
CATCHING = ("__enter__", "__exit__", "catch_warnings.__enter__", "catch_warnings.__exit__")
ADDING = "_add_filter"
FILTERS = "reads-warnings", "warnings.filters"
OTHERS = (
    ("random", "reads-random", ("Random", "SystemRandom")), ("_random", "reads-random", ("Random",)),
    ("locale", "reads-locale", ("getlocale", "getdefaultlocale", "getpreferredencoding", "localeconv", "getencoding")),
    ("_locale", "reads-locale", ("localeconv", "nl_langinfo")), ("socket", "network", ("gethostname", "getfqdn")),
    ("decimal", "reads-context", ("getcontext",)), ("contextvars", "reads-context", ("copy_context",)),
    ("warnings", "reads-warnings", ("filters",)), ("signal", "reads-signal", ("getsignal",)),
    ("threading", "reads-thread", ("active_count", "enumerate")), ("gc", "reads-objects", ("get_objects",)),
    ("uuid", "reads-random", ("uuid1", "uuid4")), ("secrets", "reads-random", ("token_bytes", "token_hex")),
)


def wanted_names():
    found = set(OF_TIME) | set(OF_SYS_READ) | set(ANY) | set(OF_DATES)
    for _, names in OF_OS:
        found.update(names)
    for _, _, names in OTHERS:
        found.update(names)
    return frozenset(found)


WANTED = wanted_names()
# What a first name is taken for when a function imports it itself.
LOCAL = ("time", "os", "sys", "random", "datetime", "locale", "socket")
opcode = copied("opcode")
OPS = opcode.opmap.get
NAMES_GLOBAL = frozenset((OPS("LOAD_NAME"), OPS("LOAD_GLOBAL")))
NAMES_LOCAL = frozenset(op for op in map(OPS, ("LOAD_FAST", "LOAD_FAST_BORROW", "LOAD_FAST_CHECK")) if op is not None)
ATTRIBUTE = frozenset(op for op in map(OPS, ("LOAD_ATTR", "LOAD_METHOD")) if op is not None and op < 256)
SKIPPED = frozenset(op for op in map(OPS, ("CACHE", "PUSH_NULL", "EXTENDED_ARG")) if op is not None)
CALLS = frozenset(number for name, number in opcode.opmap.items() if name.startswith(("CALL", "PRECALL")))
GLOBAL_SHIFT = 1 if sys.version_info >= (3, 11) else 0
ATTRIBUTE_SHIFT = 1 if sys.version_info >= (3, 12) else 0
OP_GLOBAL, OP_METHOD, OP_EXTENDED = OPS("LOAD_GLOBAL"), OPS("LOAD_METHOD"), OPS("EXTENDED_ARG")


def lines_of(code):
    """(first byte, byte after the last, line) of each stretch of a code's instructions."""
    if hasattr(code, "co_lines"):
        return [(start, end, line) for start, end, line in code.co_lines() if line is not None]
    table, found, start, at, line = code.co_lnotab, [], 0, 0, code.co_firstlineno
    for place in range(0, len(table), 2):
        if table[place]:
            at += table[place]
            found.append((start, at, line))
            start = at
        step = table[place + 1]
        line += step if step < 128 else step - 256
    found.append((start, len(code.co_code), line))
    return found


def dotted_names(code):
    """(place, line, first name, whether it is a local one, [attributes]) of each dotted name that code loads."""
    names, ops, first, argument_high = code.co_names, code.co_code, None, 0
    spans = lines_of(code)
    span, called = 0, {}
    for start, end, line in spans:
        called[line] = called.get(line, False) or not CALLS.isdisjoint(ops[start:end:2])
    for at in range(0, len(ops), 2):
        op = ops[at]
        value = ops[at + 1] | argument_high
        argument_high = value << 8 if op == OP_EXTENDED else 0
        if op in SKIPPED:
            continue
        if op in ATTRIBUTE:
            shift = ATTRIBUTE_SHIFT if op != OP_METHOD else 0
            if first is not None and value >> shift < len(names):
                first[3].append(names[value >> shift])
            continue
        if first is not None:
            yield first
            first = None
        if op in NAMES_GLOBAL or op in NAMES_LOCAL:
            while span < len(spans) - 1 and at >= spans[span][1]:
                span += 1
            line = spans[span][2] if spans else code.co_firstlineno
            is_local = op in NAMES_LOCAL
            at_name = value >> (GLOBAL_SHIFT if op == OP_GLOBAL else 0)
            pool = code.co_varnames if is_local else names
            if at_name < len(pool):
                first = (line, pool[at_name], is_local, [], called.get(line, False))
    if first is not None:
        yield first


def reads_of(code, names):
    """
    What code may read: [(kind, what)].

    names: the globals with which it runs
    """
    known = get(names, "__name__")
    if known == "logging" and code.co_name in OF_LOGGING:
        return [(OF_LOGGING[code.co_name], "logging." + code.co_name)]
    if known in WARNINGS and getattr(code, "co_qualname", code.co_name) in CATCHING:
        return [("catches-warnings", code.co_name)]
    if known in WARNINGS and code.co_name == ADDING:
        # Whose list that is differs within `catch_warnings`.
        return [FILTERS]
    asks = [("asks-module", known)] if code.co_name == "__getattr__" and is_modules_own(code, names) else []
    if WANTED.isdisjoint(code.co_names) or known in READERS:
        return asks
    found = asks + list(reads_by_names([named[1:] for named in dotted_names(code)], names, code.co_filename))
    if known == "pathlib" and "getcwd" in code.co_names:
        # 3.10 asks by an accessor of its own.
        found.append(("reads-directory", "os.getcwd"))
    return found


def is_modules_own(code, names):
    """Whether it is what gives a module the names that it does not hold."""
    made = get(names, "__getattr__")
    return type(made) is type(reads_of) and made.__code__ is code


def reads_by_names(found, names, file):
    """What dotted names read, by what their first names stand for."""
    for first, is_local, attributes, is_called in found:
        if is_local and first not in LOCAL:
            value = None
        elif is_local:
            value = sys.modules.get(first)
        else:
            value = get(names, first)
        for kind, what in read_by(value, first, attributes, is_called):
            if kind not in NOT_STDLIB or not is_stdlib_file(file):
                yield kind, what


def read_by(value, first, attributes, is_called):
    label = first
    for name in [None] + attributes:
        if name is not None:
            label += "." + name
            if name in ANY and is_called:
                yield ANY[name], label
            if name == "filters" and value is not None and value is sys.modules.get("warnings"):
                yield FILTERS
            if value is sys and name in OF_SYS_READ:
                # Its number is the same however much of it was read.
                is_number = name == "__stdin__" and attributes[-2:] == [name, "fileno"]
                yield "reads-stream" if is_number else OF_SYS_READ[name], "sys." + name
            if is_class(value) and name in OF_DATES and module_of_class(value) == "datetime" and is_called:
                yield "reads-clock", type_name(value) + "." + name
                return
            value = get(namespace_of(value), name) if is_module(value) else None
        if value is None:
            continue
        known = KNOWN_READERS.get(id(value))
        if known is not None and (is_called or known[0] == "reads-warnings"):
            yield known
            return


KNOWN_READERS = {}


def learn_readers(name):
    """Functions by their identity, once their module is there."""
    names = space(name)
    if name == "time":
        for each in OF_TIME:
            learn(names, each, "reads-clock", "time." + each)
    elif name in ("os", "posix", "nt"):
        for kind, those in OF_OS:
            for each in those:
                learn(names, each, kind, "os." + each)
    for module, kind, those in OTHERS:
        if module == name:
            for each in those:
                learn(names, each, kind, name.lstrip("_") + "." + each)


def learn(names, each, kind, what):
    if each in names:
        KNOWN_READERS[id(names[each])] = kind, what


def is_stdlib_file(file):
    return file.startswith((STDLIB, "<frozen")) and "/site-packages/" not in file


for module in ("time", "os", "posix") + tuple(module for module, _, _ in OTHERS):
    if module == "time":
        names = namespace_of(time)
        for each in OF_TIME:
            learn(names, each, "reads-clock", "time." + each)
    elif module in sys.modules:
        learn_readers(module)
