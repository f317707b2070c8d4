"""The observed run: what costs more than a traced one may. Executed by tracer.py, with a copy of its names.

- Which modules' functions ran after their load: `sys.monitoring` from 3.12, `sys.settrace` before.
- Which lines of the application's files ran, an application's file being one that is not installed.
- How many objects that the collector tracks each load made: the collector rests during loads, and what is asked of
  `gc` meanwhile is answered as if it did not.
- What each load changed outside itself: effects.py, beside this file.

More lines of JSON:
["o", thread, objects, [[kind, what, of, confined, file, line, …], …]]    of the thread's innermost load, which ends next
["r", [modules]]                             functions of these ran after their loads
["l", file, [lines]]                         these ran
["c", file, [lines]]                         functions ran these, which stand on the line of their header: they were called
["u"]                                        the program traces itself, or ran out of stack: what runs meanwhile is not seen
"""

gc = sys.modules.get("gc") or hidden["gc"]
count_now = gc.get_count
TOOLS = (3, 4, 5)  # Tool ids without a meaning of their own.
STDLIB = os.path.dirname(os.__file__).replace("\\", "/") + "/"
HOOKS = state.folder.replace("\\", "/") + "/"
ABORTS = sys.version_info < (3, 10)
TRIES, PAUSE_S = 200, 0.0005


class Observed:
    """What this process has shown so far."""

    def __init__(self):
        # The program itself is no load.
        self.loaded = set(name for name in list(sys.modules) if type(name) is str and name != "__main__")
        self.later = set()
        # By file: each line with the code that ran it first; lines that functions ran which stand on their headers'.
        self.lines = {}
        self.called = {}
        # Modules whose own `__getattr__` was asked for names that they did not hold, and these names.
        self.asked, self.served = set(), set()
        self.news_later = []
        self.news_lines = {}
        self.news_called = {}
        self.news_self_traced = False
        # Objects: what earlier collections took out of the counter, what we made ourselves, of each open load its own.
        self.beyond = 0
        self.ours = 0
        self.at = 0
        self.stacks = {}


observed = Observed()


class Load:
    """A load that is open, or whose effects are not all known yet."""

    __slots__ = ("name", "objects", "effects", "noted", "code", "file", "line", "at", "ops", "busy", "bound", "reads", "words", "touched", "passing", "caught")

    def __init__(self, name):
        self.name = name
        self.objects = 0
        self.effects = []
        self.noted = set()
        # Its body's code, once that runs; its file; the line that is running, and the instruction that was looked at.
        self.code, self.file, self.line, self.at, self.ops = None, "", 1, 0, b""
        # Lines of the body where more than names are bound, dotted names by line that may read, its globals for them, names and texts in its code, what
        # code that may write ran meanwhile.
        self.busy, self.reads, self.bound, self.words, self.touched = (), {}, None, None, set()
        # By finder how many more of it there are than before, and the place of the first change.
        self.passing = {}
        # How many `warnings.catch_warnings` of its own are open.
        self.caught = 0


# --- Functions that ran later, and lines


def is_application(file):
    known = APPLICATION.get(file)
    if known is None:
        plain = file.replace("\\", "/")
        # An installed package that is itself the project is its application.
        within = plain[len(ROOT) :] if ROOT and plain.startswith(ROOT + "/") else plain
        known = APPLICATION[file] = not (
            plain.startswith(("<", STDLIB, HOOKS)) or "/site-packages/" in within or "/dist-packages/" in within
        )
    return known


def project_root():
    """Absolute, without a slash at its end; empty where nobody told."""
    try:
        with open("%s/root" % state.folder, "rb") as file:
            return file.read().decode("utf-8", "surrogateescape").replace("\\", "/").rstrip("/")
    except OSError:
        return ""


APPLICATION = {}
ROOT = project_root()


def is_ours(names):
    return names is tracer or names is state.own or get(names, "tracer") is tracer


def is_decided(code, names):
    """
    Notes that code starts. Whether more starts of it can tell nothing new.

    names: the globals with which it runs
    """
    if not code.co_flags & FUNCTION:
        return True
    name = get(names, "__name__")
    if type(name) is not str or name in observed.later:
        return True
    if name not in observed.loaded:
        return False
    observed.later.add(name)
    observed.news_later.append(name)
    return True


def is_loading(code, names):
    """Whether this is the body of the thread's innermost load, which begins."""
    stack = observed.stacks.get(ident())
    if not stack or stack[-1].code is not None or get(names, "__name__") != stack[-1].name:
        return False
    load = stack[-1]
    load.code, load.file = code, code.co_filename
    begin_body(load, code, names)
    return True


def loading(code):
    """The load whose own body this is, if the thread's innermost one."""
    stack = observed.stacks.get(ident())
    return stack[-1] if stack and stack[-1].code is code else None


def line_ran(code, line):
    file = code.co_filename
    lines = observed.lines.get(file)
    if lines is None:
        lines = observed.lines[file] = {}
    first = lines.get(line)
    if first is None:
        lines[line] = first = code
        observed.news_lines.setdefault(file, []).append(line)
    # A function on the line of its header: what ran there before was the code around it.
    if (first is not code or line == code.co_firstlineno) and code.co_flags & FUNCTION and code.co_name[0] != "<":
        called = observed.called.setdefault(file, set())
        if line not in called:
            called.add(line)
            observed.news_called.setdefault(file, []).append(line)


def watch_by_monitoring():
    monitoring = sys.monitoring
    events, disable = monitoring.events, monitoring.DISABLE
    for tool in TOOLS:
        if monitoring.get_tool(tool) is None:
            monitoring.use_tool_id(tool, "importperf")
            break
    else:
        return
    local, kept = monitoring.set_local_events, {}

    def started(code, offset):
        try:
            frame = getframe(1)
            names = frame.f_globals
            if is_ours(names):
                return disable
            is_body = not code.co_flags & FUNCTION and is_loading(code, names)
            if id(code) not in kept and (is_body or is_application(code.co_filename)):
                kept[id(code)] = code
                local(tool, code, events.LINE)
            writes = may_write(code, names)
            if writes:
                effects.touched.add(id(code))
            rows = NOTHING if is_body else may_read(code, names)
            if rows:
                function_read(rows, frame)
            return disable if is_decided(code, names) and not rows and not writes else None
        except Exception:
            return None

    def line(code, number):
        load = loading(code)
        if load is not None:
            at_line(load, number)
        if is_application(code.co_filename):
            line_ran(code, number)
        return disable if load is None else None

    monitoring.register_callback(tool, events.PY_START, started)
    monitoring.register_callback(tool, events.PY_RESUME, started)
    monitoring.register_callback(tool, events.LINE, line)
    monitoring.set_events(tool, events.PY_START | events.PY_RESUME)
    use, ask, free = monitoring.use_tool_id, monitoring.get_tool, monitoring.free_tool_id
    held = [tool]

    def use_tool_id(number, name):
        # The program's own tools come first.
        if number in held:
            held.clear()
            observed.news_self_traced = True
            monitoring.set_events(number, 0)
            free(number)
        return use(number, name)

    def get_tool(number):
        return None if number in held else ask(number)

    for real, made in ((use, use_tool_id), (ask, get_tool)):
        made.__doc__, made.__qualname__ = real.__doc__, real.__name__
        setattr(monitoring, real.__name__, made)
    # A fork's child tells again what its parent has told.
    return monitoring.restart_events


def watch_by_tracing():
    real_trace, trace_now = sys.settrace, sys.gettrace
    pause = _thread.allocate_lock()
    pause.acquire()

    def trace(function):
        """3.10 and 3.11 refuse while another thread is within the same call, which it may be for as long as its audit hooks run."""
        for _ in range(TRIES):
            try:
                return real_trace(function)
            except RuntimeError:
                pause.acquire(True, PAUSE_S)
        observed.news_self_traced = True

    def untraced(function):
        """A function of ours, which runs faster while nothing is traced."""

        def resting(*args):
            if trace_now() is not called:
                return function(*args)
            trace(None)
            try:
                return function(*args)
            finally:
                trace(called)

        return resting

    # Code of which another start can tell nothing new, or only that it may have written, or that its lines are noted.
    done, writing, followed = {}, {}, {}

    def called(frame, event, argument):
        code = frame.f_code
        key = id(code)
        if key in done:
            return None
        if key in writing:
            effects.touched.add(key)
            return None
        if key in followed:
            if followed[key]:
                effects.touched.add(key)
            return lines
        names = frame.f_globals
        if is_ours(names):
            done[key] = code
            return None
        try:
            if not code.co_flags & FUNCTION and is_loading(code, names):
                return body
            rows = may_read(code, names)
            if rows:
                function_read(rows, frame)
            is_over = is_decided(code, names) and not rows
            writes = may_write(code, names)
        except RecursionError:
            # Until 3.9 an interpreter ends that goes deeper after it has said this once. Let through, it also ends tracing.
            if not ABORTS:
                return None
            observed.news_self_traced = True
            raise
        except Exception:
            return None
        if writes:
            effects.touched.add(key)
        if is_application(code.co_filename):
            if is_over:
                followed[key] = writes
            return lines
        if is_over:
            (writing if writes else done)[key] = code
        return None

    def lines(frame, event, argument):
        if event == "line":
            line_ran(frame.f_code, frame.f_lineno)
        return lines

    def body(frame, event, argument):
        if event == "line":
            code, number = frame.f_code, frame.f_lineno
            load = loading(code)
            if load is not None:
                at_line(load, number)
            if is_application(code.co_filename):
                line_ran(code, number)
        return body

    def settrace(function):
        # While the program traces itself nothing reaches us.
        if function is None:
            return trace(called)
        observed.news_self_traced = True
        return trace(function)

    class Asking:
        """`sys.gettrace`: the program sees its own alone."""

        def __get__(self, instance, owner):
            return nothing if trace_now() is called else trace_now

    class Thread:
        """What a new thread calls first: traced, and without a frame of ours."""

        def __init__(self, real):
            self.real = real

        def __get__(self, instance, owner):
            trace(called)
            return self.real

    def start_new_thread(function, *rest):
        if callable(function):
            function = called_as(function, Thread(function))
        return real_start(function, *rest)

    real_start = _thread.start_new_thread
    start_new_thread.__name__ = start_new_thread.__qualname__ = real_start.__name__
    start_new_thread.__doc__ = real_start.__doc__
    _thread.start_new_thread = _thread.start_new = start_new_thread
    threading = sys.modules.get("threading")
    if threading is not None:
        threading._start_new_thread = start_new_thread
    settrace.__name__, settrace.__doc__ = real_trace.__name__, real_trace.__doc__
    sys.settrace = settrace
    sys.gettrace = called_as(trace_now, Asking())
    for name in ("begin", "end", "import_statement", "statement_of", "write"):
        tracer[name] = untraced(tracer[name])
    trace(called)


def nothing():
    return None


# --- Objects


def objects():
    """How many objects that the collector tracks were made so far, less those that went."""
    return count_now()[0] + observed.beyond


def collected(phase, info):
    # A collection sets the counter back.
    observed.beyond += count_now()[0] if phase == "start" else -count_now()[0]


def uncounted(function):
    """A function of the tracer: what it makes is not the program's."""

    def counting(*args):
        before = objects()
        try:
            return function(*args)
        finally:
            observed.ours += objects() - before

    return counting


class Collector:
    """Whether the program wants it, and whether it rests because something loads."""

    def __init__(self):
        self.wanted = gc_isenabled()
        self.open = 0

    def rest(self):
        self.open += 1
        if self.open == 1:
            gc_disable()

    def go_on(self):
        self.open -= 1
        if self.open <= 0:
            self.open = 0
            if self.wanted:
                gc_enable()


gc_isenabled, gc_enable, gc_disable = gc.isenabled, gc.enable, gc.disable
collector = Collector()


class Switch:
    """`gc.enable` and `gc.disable`."""

    def __init__(self, real, wanted):
        self.real = real
        self.wanted = wanted

    def __get__(self, instance, owner):
        collector.wanted = self.wanted
        return nothing if collector.open else self.real


class Enabled:
    """`gc.isenabled`."""

    def __get__(self, instance, owner):
        return wanted if collector.open else gc_isenabled


def wanted():
    return collector.wanted


def watch_collector():
    gc.callbacks.append(collected)
    gc.enable = called_as(gc_enable, Switch(gc_enable, True))
    gc.disable = called_as(gc_disable, Switch(gc_disable, False))
    gc.isenabled = called_as(gc_isenabled, Enabled())


# --- Loads


def settle(thread, frame):
    """Counts what was made since the last moment that we saw to the innermost load of the thread."""
    stack = observed.stacks.get(thread)
    if stack:
        stack[-1].objects += objects() - observed.at - observed.ours
    between(stack[-1] if stack else None, outside(frame))


def go_on():
    observed.ours = 0
    observed.at = objects()


def begin_observed(name, frame):
    thread = ident()
    settle(thread, frame)
    collector.rest()
    load = Load(name)
    begun(load)
    observed.stacks.setdefault(thread, []).append(load)
    begin(name, frame)
    go_on()


def end_observed(name):
    thread = ident()
    settle(thread, None)
    stack = observed.stacks.get(thread)
    load = stack.pop() if stack else Load(name)
    if not stack:
        settled()
    if name in sys.modules:
        observed.loaded.add(name)
    ended(load)
    state.events.append(("o", thread, load.objects, load.effects, 0, 0, 0))
    end(name)
    collector.go_on()
    go_on()


def news():
    """Lines for what was observed since the last time."""
    settled()
    later, observed.news_later = observed.news_later, []
    ran, observed.news_lines = observed.news_lines, {}
    called, observed.news_called = observed.news_called, {}
    if later:
        yield '["r",' + json_of(later) + "]\n"
    for file in ran:
        yield '["l",' + text(file) + "," + json_of(sorted(ran[file])) + "]\n"
    for file in called:
        yield '["c",' + text(file) + "," + json_of(sorted(called[file])) + "]\n"
    if observed.news_self_traced:
        observed.news_self_traced = False
        yield '["u"]\n'


def forked():
    """The child's file tells all that the child knows."""
    observed.news_later = list(observed.later)
    observed.news_lines, observed.news_called = {}, {}
    observed.lines, observed.called = {}, {}
    if restart is not None:
        restart()


ours = globals()
parts = add_part("effects", ours)
effects, may_write = parts["effects"], parts["may_write"]
between, begun, ended, at_line, settled, begin_body, may_read, function_read, NOTHING = map(
    parts.get, ("between", "begun", "ended", "at_line", "settled", "begin_body", "may_read", "function_read", "NOTHING")
)
tracer["begin"], tracer["end"] = begin_observed, end_observed
for name in ("import_statement", "statement_of", "write"):
    tracer[name] = uncounted(tracer[name])
Phase.__get__ = uncounted(Phase.__get__)
state.more = news
state.forked = forked
watch_collector()
restart = watch_by_monitoring() if hasattr(sys, "monitoring") else watch_by_tracing()
go_on()
