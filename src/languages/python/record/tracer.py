"""Records what a Python process loads. One file for CPython 3.7 to 3.15, started by sitecustomize.py beside it.

No frame of ours stands on the stack while the program's code runs, so tracebacks, `stacklevel` and `sys._getframe`
see what they see without us. Two means make that possible:

- importlib enters and leaves a lock around each load (`_find_and_load`): our lock notes the two moments.
- An object whose type's `__call__` is a descriptor: looking the method up runs `__get__`, which notes who calls and
  returns the real, compiled-in function; that is then called with no Python frame in between.

IMPORTPERF_RECORD is "mode:started-by:folder" (see `start`). Every process writes lines of JSON to a file of its own:

["p", {…}]                                   the process, first line
["s", id, importer, line, function?, dynamic?, name, [fromlist], file]     an import statement, or a call that imports
["m", id, [names]]                           those names of a statement's fromlist that are modules
["b", thread, ns, taken, name, statement, cpu]    a load begins; `taken` ns so far went to the collector and to us
["t", thread, ns, taken, phase]              the thread's innermost load goes on to reading (1), compiling (2), executing (3)
["e", thread, ns, taken, failed, file, cpu]       the thread's innermost load ends
["x", {…}]                                   the end, or the last moment that we see; the last one counts
"""

import sys

# All that is used of the interpreter, held here: a program may replace or delete any of it later.
import builtins
import _frozen_importlib as bootstrap
import _thread
import os

hidden = {}


def borrow(name):
    """A module that the program is to load itself: our lock gives it back when it does."""
    if name in sys.modules:
        return sys.modules[name]
    module = __import__(name)
    hidden[name] = sys.modules.pop(name)
    return module


def copied(name):
    """A module of our own, and what it loads: the program loads them anew."""
    before = set(sys.modules)
    module = __import__(name)
    for each in set(sys.modules) - before:
        del sys.modules[each]
    return module


time = borrow("time")
clock = time.perf_counter_ns
getframe = sys._getframe
ident = _thread.get_ident
pid_now = os.getpid
cwd_now = os.getcwd
file_open, file_write, file_close = os.open, os.write, os.close
FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
VARIABLE = "IMPORTPERF_RECORD"
INTERNAL = {"importlib", "importlib._bootstrap", "importlib._bootstrap_external", "_frozen_importlib", "_frozen_importlib_external"}
FUNCTION = 1  # CO_OPTIMIZED: the code of a function, not of a module or class
ModuleType = type(sys)
ModuleSpec = bootstrap.ModuleSpec
namespace_of = ModuleType.__dict__["__dict__"].__get__
get = dict.get
# The end of an outermost load is a good moment to write: a program that is killed later says no more. After the first
# ones, not more often than every 2 ms.
WRITE_ALWAYS = 2000
WRITE_EVERY = 2000000
WRITE_AT = 16384
# Until 3.8 a program ends at once ("Cannot recover from stack overflow") when it goes on near the limit although this
# was raised: there it is the program's own.
PASSED_ON = RecursionError if sys.version_info < (3, 9) else ()
# From 3.15 a package is loaded before the load of its module begins, and not within it.
PACKAGE_FIRST = sys.version_info >= (3, 15)


cpu = getattr(time, "thread_time_ns", lambda: -1)


class State:
    """What one process has recorded; a fork's child starts a new one."""


state = State()


# --- Loads


def begin(name, frame):
    """The load of `name` begins; `frame` is that of `_find_and_load`."""
    thread = ident()
    used = -1
    statement = -1
    if state.traces:
        stack = state.open.setdefault(thread, [])
        statement = importer_of(name, frame, stack)
        stack.append((name, id(frame), statement))
    if thread == state.main:
        if state.depth == 0:
            used = cpu()
        state.depth += 1
    state.events.append(("b", thread, name, statement, used, state.taken, clock()))


def end(name):
    moment = clock()
    thread = ident()
    used = -1
    file = None
    if thread == state.main:
        state.depth -= 1
        if state.depth == 0:
            used = cpu()
    failed = name not in sys.modules
    if state.traces:
        stack = state.open.get(thread)
        if stack:
            stack.pop()
        if not failed:
            file = file_of(name)
    state.events.append(("e", thread, failed, file, used, state.taken, moment))
    if name == "_posixsubprocess":
        follow_children()
    if len(state.events) > WRITE_AT or (
        state.depth == 0 and (state.writes < WRITE_ALWAYS or moment - state.written > WRITE_EVERY)
    ):
        write()


def file_of(name):
    """Where a module comes from, read without running any code of its own."""
    module = sys.modules.get(name)
    if not is_module(module):
        return None
    names = namespace_of(module)
    spec = get(names, "__spec__")
    if type(spec) is ModuleSpec:
        origin = spec.__dict__.get("origin")
        if type(origin) is str and spec.__dict__.get("_set_fileattr"):
            return origin
    file = get(names, "__file__")
    return file if type(file) is str else None


def is_module(module):
    """As isinstance would say, without asking the object."""
    return ModuleType in type(module).__mro__


def caller_is_load(frame, name):
    return frame.f_code is state.target and name not in sys.modules


def make_manager(original):
    """The lock around a load, 3.7 to 3.14."""
    enter, leave = original.__enter__, original.__exit__

    class _ModuleLockManager(original):
        def __enter__(self):
            enter(self)
            try:
                frame = getframe(1)
                if caller_is_load(frame, self._name):
                    self._begun = state.id
                    begin(self._name, frame)
                    if self._name in hidden:
                        sys.modules[self._name] = hidden.pop(self._name)
            except PASSED_ON:
                leave(self, None, None, None)
                raise
            except Exception:
                pass

        def __exit__(self, *args, **kwargs):
            try:
                if getattr(self, "_begun", None) == state.id:
                    end(self._name)
            except PASSED_ON:
                raise
            except Exception:
                pass
            finally:
                leave(self, *args, **kwargs)

    _ModuleLockManager.__module__ = original.__module__
    _ModuleLockManager.__qualname__ = original.__qualname__
    return _ModuleLockManager


class Lock:
    """The lock around a load, from 3.15: taken by `_find_and_load` itself."""

    __slots__ = ("lock", "name", "frame", "begun")

    def __init__(self, lock, name, frame):
        self.lock = lock
        self.name = name
        self.frame = frame
        self.begun = None

    def acquire(self):
        result = self.lock.acquire()
        frame, self.frame = self.frame, None
        if self.name not in sys.modules:
            self.begun = state.id
            try:
                begin(self.name, frame)
                if self.name in hidden:
                    sys.modules[self.name] = hidden.pop(self.name)
            except Exception:
                pass
        return result

    def release(self):
        if self.begun == state.id:
            self.begun = None
            try:
                end(self.name)
            except Exception:
                pass
        self.lock.release()


def make_get_module_lock(original):
    def _get_module_lock(name):
        lock = original(name)
        frame = getframe(1)
        return Lock(lock, name, frame) if caller_is_load(frame, name) else lock

    return _get_module_lock


def watch_loads():
    state.target = bootstrap._find_and_load.__code__
    if "_ModuleLockManager" in state.target.co_names:
        bootstrap._ModuleLockManager = make_manager(bootstrap._ModuleLockManager)
    else:
        bootstrap._get_module_lock = make_get_module_lock(bootstrap._get_module_lock)


# --- The phases of a load: a load begins by finding

READING, COMPILING, EXECUTING = 1, 2, 3


class Phase:
    """What importlib calls when a load goes on to another phase. By-hand loads call it too: phases only go on."""

    def __init__(self, real, phase):
        self.real = real
        self.phase = phase

    def __get__(self, instance, owner):
        try:
            state.events.append(("t", ident(), self.phase, None, 0, state.taken, clock()))
        except Exception:
            pass
        return self.real


def watch_phases():
    """For a compiled-in or an extension module reading is to make it: for one of a single phase, all there is."""
    imp = sys.modules["_imp"]
    for name in ("exec_builtin", "exec_dynamic"):
        if hasattr(imp, name):
            setattr(imp, name, called_as(getattr(imp, name), Phase(getattr(imp, name), EXECUTING)))
    external = sys.modules["_frozen_importlib_external"]
    bootstrap._load_unlocked = called_as(bootstrap._load_unlocked, Phase(bootstrap._load_unlocked, READING))
    external.compile = called_as(compile, Phase(compile, COMPILING))
    bootstrap.exec = external.exec = called_as(exec, Phase(exec, EXECUTING))


# --- Imports: who wanted a module, from which line


def outside(frame):
    """The nearest frame that is not the import system's."""
    while frame is not None:
        names = frame.f_globals
        if get(names, "__name__") not in INTERNAL and names is not state.own:
            return frame
        frame = frame.f_back
    return None


def importer_of(name, frame, stack):
    """The statement that makes `name` load."""
    above, above_frame, above_statement = stack[-1] if stack else (None, None, -1)
    at = frame.f_back
    while at is not None:
        if id(at) == above_frame:
            if above.startswith(name + "."):
                return above_statement
            return statement_of(None, above, name)
        names = at.f_globals
        if get(names, "__name__") not in INTERNAL and names is not state.own:
            break
        if PACKAGE_FIRST and at.f_code is state.target and at.f_locals["name"].startswith(name + "."):
            name = at.f_locals["name"]
        at = at.f_back
    if at is None:
        return -1
    found = state.statements.get((id(at.f_code), at.f_lasti))
    if found is None:
        found = import_statement(at)
    return found if found is not False else statement_of(at, None, name)


def statement_of(frame, importer, name):
    """An import that is no statement: a call, C code, or a load that another one's C code needs."""
    key = (id(frame.f_code), frame.f_lasti, name) if frame is not None else (importer, name)
    known = state.statements.get(key)
    if known is not None:
        if known in state.deferred:
            note_load(known)
        return known
    state.kept.append(frame.f_code if frame is not None else None)
    if frame is None:
        return add(key, importer, None, False, True, name, None, None)
    line, file = frame.f_lineno, frame.f_code.co_filename
    return add(key, module_of(frame), line, in_function(frame), True, name, None, file)


def add(key, importer, line, function, dynamic, name, fromlist, file):
    number = state.count
    state.count += 1
    state.statements[key] = number
    state.news.append((number, importer, line, function, dynamic, name, fromlist, file))
    if function:
        state.deferred.add(number)
        note_load(number)
    return number


def note_load(number):
    """A function's import runs on behalf of whatever module loads just now, or of none."""
    stack = state.open.get(ident())
    key = (number, stack[-1][0] if stack else "")
    if key not in state.during:
        state.during.add(key)
        state.durings.append(key)


def module_of(frame):
    name = get(frame.f_globals, "__name__")
    return name if type(name) is str else None


def in_function(frame):
    """Whether the import stands in a function, or in a class inside one."""
    names = frame.f_globals
    while frame is not None and frame.f_globals is names:
        if frame.f_code.co_flags & FUNCTION:
            return True
        if frame.f_code.co_name == "<module>" or frame.f_locals is names:
            return False
        frame = frame.f_back
    return False


def import_statement(frame):
    """The number of the import statement that a frame is at, False when it is at no such statement."""
    code, at = frame.f_code, frame.f_lasti
    key = (id(code), at)
    state.kept.append(code)
    if code is not state.last:
        state.last, state.last_bytes = code, code.co_code
    ops = state.last_bytes
    # Until 3.10 a frame stands at an instruction's first prefix.
    while 0 <= at < len(ops) and ops[at] == state.extended:
        at += 2
    if not 0 <= at < len(ops) or ops[at] != state.import_name:
        state.statements[key] = False
        return False
    index, at = argument(ops, at)
    name = code.co_names[index >> state.name_shift]
    at -= 2
    index, begins = argument(ops, at)
    fromlist = code.co_consts[index] if ops[at] == state.load_const else None
    at = begins - 2
    level, _ = argument(ops, at)
    if ops[at] == state.load_const:
        level = code.co_consts[level]
    full = absolute(name, level, frame.f_globals)
    names = fromlist if type(fromlist) is tuple else None
    return add(key, module_of(frame), frame.f_lineno, in_function(frame), False, full, names, code.co_filename)


def argument(ops, at):
    """An instruction's argument, and where the instruction with its prefixes begins."""
    value, shift = ops[at + 1], 8
    while at >= 2 and ops[at - 2] == state.extended:
        at -= 2
        value |= ops[at + 1] << shift
        shift += 8
    return value, at


def absolute(name, level, names):
    if not level:
        return name
    package = get(names, "__package__")
    if type(package) is not str:
        package = get(names, "__name__")
        if type(package) is not str:
            return name
        if "__path__" not in names:
            package = package.rpartition(".")[0]
    for _ in range(level - 1):
        package = package.rpartition(".")[0]
    return package + "." + name if name else package


class ImportCall:
    """`type(builtins.__import__).__call__`: notes the statement, then is the real function."""

    def __get__(self, instance, owner):
        try:
            frame = getframe(1)
            found = state.statements.get((id(frame.f_code), frame.f_lasti))
            if found is None:
                found = import_statement(frame)
            elif found in state.deferred:
                note_load(found)
            if found is False and get(frame.f_globals, "__name__") not in INTERNAL:
                return state.called
        except PASSED_ON:
            raise
        except Exception:
            pass
        return state.real


class FindCall:
    """The same for `_find_and_load`, which `importlib.import_module` reaches for modules that are there already."""

    def __get__(self, instance, owner):
        try:
            frame = getframe(1)
            if frame.f_code is state.gcd:
                name = frame.f_locals["name"]
                if name in sys.modules and frame.f_back.f_code.co_name == "import_module":
                    at = outside(frame.f_back)
                    if at is not None:
                        statement_of(at, None, name)
        except PASSED_ON:
            raise
        except Exception:
            pass
        return state.find


# Seen on the stack only below a direct call of __import__; warnings and tracebacks know this file name.
CALLED = """def __import__(*args, **kwargs):
    note(args, kwargs)
    return real(*args, **kwargs)
"""


def note(args, kwargs):
    """A call of `__import__`: with the importer's globals where they are given, as the statement gives them."""
    try:
        name = args[0] if args else kwargs.get("name")
        names = args[1] if len(args) > 1 else kwargs.get("globals")
        level = args[4] if len(args) > 4 else kwargs.get("level", 0)
        fromlist = args[3] if len(args) > 3 else kwargs.get("fromlist")
        if type(name) is not str or type(level) is not int:
            return
        if getframe(2).f_globals is state.own:
            return
        frame = outside(getframe(2))
        if type(names) is dict:
            # A function that stands in the place of __import__ passes on the globals of the statement that called it.
            at = frame
            while at is not None:
                if at.f_globals is names:
                    found = state.statements.get((id(at.f_code), at.f_lasti))
                    if found is None:
                        found = import_statement(at)
                    if found is not False:
                        return
                    if at.f_code.co_name == "<module>":
                        break
                at = at.f_back
        if frame is None:
            return
        full = absolute(name, level, names if type(names) is dict else frame.f_globals)
        statement_of(frame, None, full)
        if type(fromlist) in (tuple, list):
            for part in fromlist:
                if type(part) is str and full + "." + part in sys.modules:
                    statement_of(frame, None, full + "." + part)
    except PASSED_ON:
        raise
    except Exception:
        pass


def learn_opcodes():
    """What this version calls its instructions, from code whose instructions are known."""

    class Probe:
        def __get__(self, instance, owner):
            frame = getframe(1)
            ops = frame.f_code.co_code
            state.import_name, state.load_const = ops[frame.f_lasti], ops[frame.f_lasti - 2]
            return lambda *args: sys

    probe = type("Probe", (), {"__call__": Probe()})()
    exec(compile("from a import path", "<importperf>", "exec"), {"__builtins__": {"__import__": probe}})
    state.name_shift = 2 if sys.version_info >= (3, 15) else 0
    many = ",".join("a%d" % number for number in range(256 >> state.name_shift))
    ops = compile(many + "\nimport b", "<importperf>", "exec").co_code
    for at in range(len(ops) - 2, 1, -2):
        if ops[at] == state.import_name:
            state.extended = ops[at - 2]
            break


def watch_imports():
    learn_opcodes()
    state.real = builtins.__import__
    state.gcd = bootstrap._gcd_import.__code__
    state.find = bootstrap._find_and_load
    names = {"__name__": "importlib._bootstrap", "note": note, "real": state.real}
    exec(compile(CALLED, "<frozen importlib._bootstrap>", "exec"), names)
    state.called = names["__import__"]
    builtins.__import__ = called_as(state.real, ImportCall())
    bootstrap._find_and_load = type("function", (), {"__call__": FindCall(), "__slots__": ()})()


# --- The collector, the end, children


def collecting(phase, info):
    if phase == "start":
        state.collecting = clock()
    elif state.collecting:
        took = clock() - state.collecting
        state.taken += took
        state.collector += took
        state.collections += 1


def finish():
    """The last moment that we are sure to see."""
    moment = clock()
    try:
        if pid_now() != state.pid:
            return
        names = namespace_of(sys.modules["__main__"]) if is_module(sys.modules.get("__main__")) else {}
        spec, file = get(names, "__spec__"), get(names, "__file__")
        last = {
            "ns": moment,
            "cpu": cpu() if ident() == state.main else -1,
            "collector": state.collector,
            "collections": state.collections,
            "ours": state.taken - state.collector,
            **({} if state.opened is None else {"opened": state.opened}),
            "main": file if type(file) is str else None,
            "mainName": spec.name if type(spec) is ModuleSpec and type(spec.name) is str else None,
        }
        write('["x",' + json_of(last) + "]\n", True)
    except Exception:
        pass


def new_process(forked):
    state.pid = pid_now()
    state.started = clock()
    state.written = state.started
    state.writes = 0
    state.events, state.news, state.fromlists, state.depth, state.open = [], [], [], 0, {}
    state.main = ident()
    state.taken = state.collector = state.collections = state.collecting = 0
    state.cpu = cpu()
    state.opened = None if state.opened is None else 0
    state.id = "%d-%d" % (state.pid, state.started)
    state.path = state.out + "/" + state.id + ".py.jsonl"
    loaded = [name for name in list(sys.modules) if type(name) is str and not forked]
    first = {
        "id": state.id,
        "startedBy": state.started_by,
        "pid": state.pid,
        "forked": forked,
        "mode": state.mode,
        "ns": state.started,
        "entered": None if forked else state.own.get("_entered"),
        "cpu": state.cpu,
        "executable": sys.executable,
        "version": "%d.%d.%d" % sys.version_info[:3],
        "cwd": folder_now(),
        "argv": list(getattr(sys, "orig_argv", None) or command_line()),
        "loaded": loaded,
        "files": [file_of(name) for name in loaded] if state.mode != "time" else [],
    }
    state.header = '["p",' + json_of(first) + "]\n"
    state.started_by = state.id
    os_putenv(VARIABLE, ":".join((state.mode, state.id, state.folder)))


def folder_now():
    try:
        return cwd_now()
    except OSError:
        return None


def command_line():
    try:
        opened = file_open("/proc/self/cmdline", os.O_RDONLY)
        try:
            return os.read(opened, 65536).decode("utf-8", "replace").split("\0")[:-1]
        finally:
            file_close(opened)
    except Exception:
        return []


def after_fork():
    try:
        # Statements keep their numbers; the child's file repeats those that it meets.
        state.statements = {key: number for key, number in state.statements.items() if number is False}
        state.deferred, state.during, state.durings = set(), set(), []
        new_process(True)
        if state.forked is not None:
            state.forked()
    except Exception:
        pass


class Ending:
    """`os._exit` and `os.execv`: the last moment before them is kept."""

    def __init__(self, real):
        self.real = real

    def __get__(self, instance, owner):
        finish()
        return self.real


def called_as(real, call):
    """
    A callable whose `__call__` is that descriptor, and that looks like `real` otherwise.

    real: a function, compiled-in or of Python
    """
    names = {"__call__": call, "__slots__": (), "__doc__": real.__doc__, "__module__": "builtins"}
    kind = type(type(real).__name__, (), names)
    kind.__repr__ = lambda self: repr(real)
    kind.__getattr__ = lambda self, name: getattr(real, name)
    return kind()


def replace(name, make):
    platform = sys.modules.get("posix") or sys.modules.get("nt")
    real = getattr(os, name, None)
    if real is None:
        return
    made = make(real)
    setattr(os, name, made)
    if platform is not None:
        setattr(platform, name, made)


def with_ours(pairs):
    """An environment that a child is given, as bytes by bytes, with what makes it record."""
    for name, separator, prefix in state.prefixes:
        value = pairs.get(name, b"")
        if value != prefix and not value.startswith(prefix + separator):
            pairs[name] = prefix + (separator + value if value else b"")
    pairs[VARIABLE.encode()] = ":".join((state.mode, state.id, state.folder)).encode("utf-8", "surrogateescape")
    return pairs


def make_setting(real):
    """`os.putenv` and `os.unsetenv`: what the program sets for its children comes behind what our hooks need there."""

    def setting(name, *value):
        try:
            key = os.fsencode(name)
            if any(key == ours for ours, _, _ in state.prefixes):
                pairs = with_ours({key: os.fsencode(value[0])} if value else {})
                return real_putenv(name, pairs[key])
        except Exception:
            pass
        return real(name, *value)

    setting.__name__ = setting.__qualname__ = real.__name__
    setting.__doc__ = real.__doc__
    # Until 3.8 os.environ holds the function itself.
    if getattr(os.environ, real.__name__, None) is real:
        setattr(os.environ, real.__name__, setting)
    return setting


def mapping_with_ours(env):
    try:
        return with_ours({os.fsencode(key): os.fsencode(env[key]) for key in env})
    except Exception:
        return env


def make_spawning(real):
    """`os.execve` and `os.posix_spawn`: the third argument is the environment."""
    ends = real.__name__ == "execve" and not state.mode.startswith("overlay-")

    def spawning(*args, **kwargs):
        if ends:
            finish()
        if len(args) > 2 and args[2] is not None:
            args = args[:2] + (mapping_with_ours(args[2]),) + args[3:]
        elif kwargs.get("env") is not None:
            kwargs["env"] = mapping_with_ours(kwargs["env"])
        return real(*args, **kwargs)

    spawning.__name__ = spawning.__qualname__ = real.__name__
    spawning.__doc__ = real.__doc__
    return spawning


def follow_children():
    """`subprocess` with an environment of its own: the sixth argument, a list of b"NAME=value"."""
    module = sys.modules.get("_posixsubprocess")
    real = getattr(module, "fork_exec", None)
    if real is None:
        return

    def fork_exec(*args):
        try:
            if type(args[5]) in (list, tuple):
                pairs = with_ours(dict(pair.split(b"=", 1) for pair in args[5]))
                args = args[:5] + ([key + b"=" + value for key, value in pairs.items()],) + args[6:]
        except Exception:
            pass
        return real(*args)

    module.fork_exec = fork_exec


def pass_to_children():
    for name in ("execve", "posix_spawn", "posix_spawnp"):
        replace(name, make_spawning)
    for name in ("putenv", "unsetenv"):
        replace(name, make_setting)
    if "_posixsubprocess" in sys.modules:
        follow_children()


# --- Writing


def text(value):
    if value is None:
        return "null"
    plain = value.isprintable() and value.isascii() if hasattr(value, "isascii") else False
    if plain and '"' not in value and "\\" not in value:
        return '"' + value + '"'
    made = []
    for letter in value:
        point = ord(letter)
        if point > 0xFFFF:
            point -= 0x10000
            made.append("\\u%04x\\u%04x" % (0xD800 + (point >> 10), 0xDC00 + (point & 0x3FF)))
        else:
            made.append(letter if 31 < point < 127 and letter not in '"\\' else "\\u%04x" % point)
    return '"' + "".join(made) + '"'


def json_of(value):
    if value is None or type(value) is str:
        return text(value)
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is dict:
        return "{" + ",".join(text(key) + ":" + json_of(value[key]) for key in value) + "}"
    if type(value) in (list, tuple):
        return "[" + ",".join(map(json_of, value)) + "]"
    return "%d" % value


def submodules(name, fromlist):
    """Those of the names of `from name import …` that are modules."""
    found = []
    package = sys.modules.get(name)
    names = namespace_of(package) if is_module(package) else {}
    for part in fromlist:
        module = sys.modules.get(name + "." + part) if type(part) is str else None
        if module is not None and get(names, part, module) is module:
            found.append(part)
    return found


def modules_of_fromlists():
    """At the end alone: a module may not be there yet when its statement is met."""
    fromlists, state.fromlists = state.fromlists, []
    for number, name, fromlist in fromlists:
        found = submodules(name, fromlist)
        if found:
            yield '["m",%d,%s]\n' % (number, json_of(found))


def lines():
    events, state.events = state.events, []
    news, state.news = state.news, []
    yield state.header
    state.header = ""
    for number, importer, line, function, dynamic, name, fromlist, file in news:
        if fromlist:
            state.fromlists.append((number, name, fromlist))
        row = [number, importer, line, function, dynamic, name, fromlist or (), file]
        yield '["s",' + json_of(row)[1:] + "\n"
    durings, state.durings = state.durings, []
    for number, name in durings:
        yield '["d",%d,%s]\n' % (number, text(name))
    if state.more is not None:
        yield from state.more()
    for kind, thread, what, more, used, taken, moment in events:
        if kind == "o":
            yield '["o",%d,%d,%s]\n' % (thread, what, json_of(more))
        elif kind == "t":
            yield '["t",%d,%d,%d,%d]\n' % (thread, moment, taken, what)
        elif kind == "b":
            yield '["b",%d,%d,%d,%s,%d,%d]\n' % (thread, moment, taken, text(what), more, used)
        else:
            yield '["e",%d,%d,%d,%d,%s,%d]\n' % (thread, moment, taken, what, text(more), used)


def write(last="", final=False):
    """Appends what is new. The file is opened each time: a program may close, or reuse, any descriptor."""
    if state.writing or pid_now() != state.pid:
        return
    before = clock()
    state.writing = True
    try:
        data = ("".join(lines()) + ("".join(modules_of_fromlists()) if final else "") + last).encode("ascii")
        opened = file_open(state.path, FLAGS, 0o600)
        try:
            while data:
                data = data[file_write(opened, data):]
        finally:
            file_close(opened)
    except Exception:
        pass
    finally:
        state.writing = False
        state.writes += 1
        state.written = clock()
        state.taken += state.written - before


# --- Files


def heard(event, arguments):
    if event == "open" and not state.writing:
        state.opened += 1


def count_opened():
    """Where the recorder asks for it. What C libraries open by themselves is not heard, nor anything by 3.7."""
    if state.mode == "trace" and hasattr(sys, "addaudithook") and is_file(state.folder + "/counts"):
        state.opened = 0
        sys.addaudithook(heard)


def is_file(path):
    try:
        os.stat(path)
    except OSError:
        return False
    return True


# --- The beginning


def os_putenv(name, value):
    try:
        real_putenv(os.fsencode(name) if os.name != "nt" else name, os.fsencode(value) if os.name != "nt" else value)
    except Exception:
        pass


real_putenv = os.putenv


def read_prefixes():
    """What stands before the user's own values, by the file that the recorder wrote: (name, separator, prefix)."""
    opened = file_open("%s/environment-%s" % (state.folder, state.mode), os.O_RDONLY)
    try:
        lines = os.read(opened, 65536).split(b"\n")
    finally:
        file_close(opened)
    return [tuple(line.split(b"\t", 2)) for line in lines if line]


def hide_environment():
    """The program sees the environment without us; the one that its children inherit keeps us."""
    data = getattr(os.environ, "_data", None)
    for variables in (data, getattr(sys.modules.get("posix"), "environ", None)):
        if type(variables) is not dict:
            continue
        keyed = os.fsencode if os.name != "nt" else str
        variables.pop(keyed(VARIABLE), None)
        for names in state.prefixes:
            name, separator, prefix = names if os.name != "nt" else map(os.fsdecode, names)
            value = variables.get(name)
            if value == prefix:
                del variables[name]
            elif value is not None and value.startswith(prefix + separator):
                variables[name] = value[len(prefix + separator):]


def start(own):
    """
    own: the namespace of our sitecustomize, whose frames are not the program's.
    Modes: "time" notes loads, "trace" also who imported what, "observe" also what is in observe.py; "overlay-NAME"
    records nothing (overlay.py).
    """
    record = os.environ.get(VARIABLE, "")
    if record.count(":") < 2:
        return
    state.mode, state.started_by, state.folder = record.split(":", 2)
    state.prefixes = read_prefixes()
    hide_environment()
    state.traces = state.mode != "time"
    state.more = state.forked = state.opened = None
    state.out = state.folder + "/out"
    state.own = own
    state.writing = False
    state.statements, state.kept, state.count, state.last = {}, [], 0, None
    state.deferred, state.during, state.durings = set(), set(), []
    if state.mode.startswith("overlay-"):
        state.id = ""
        pass_to_children()
        add_part("overlay", globals())
        return
    gc, atexit = borrow("gc"), borrow("atexit")
    if state.mode == "observe":
        for name in ("_signal", "_locale", "_abc", "_contextvars", "itertools"):
            borrow(name)
    new_process(False)
    gc.callbacks.append(collecting)
    atexit.register(finish)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=after_fork)
    for name in ("_exit", "execv"):
        replace(name, lambda real: called_as(real, Ending(real)))
    pass_to_children()
    write()
    watch_loads()
    watch_phases()
    if state.traces:
        watch_imports()
        count_opened()
    if state.mode == "observe":
        add_part("observe", globals())


def add_part(name, ours):
    """A part that most modes do without: it sees those names as its own, and may put others in their place."""
    names = dict(ours, __name__="importperf_" + name, tracer=globals())
    exec(state.own["_code"](state.folder, name), names)
    return names
