"""What happens at a moment and leaves nothing to compare. Executed by effects.py, with a copy of its names.

Heard from audit events, 3.8 and later, and from functions whose `__call__` is a descriptor (tracer.py says how).
"""

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
    "os.listdir": "reads-file", "os.scandir": "reads-file", "os.chdir": "directory", "os.fchdir": "directory",
    "resource.setrlimit": "limit", "ctypes.dlopen": "library", "sys.addaudithook": "audit-hook", "time.sleep": "waiting",
    "syslog.openlog": "log", "webbrowser.open": "process", "fcntl.flock": "file-write", "faulthandler.enable": "signal",
    "builtins.input": "reads-stdin", "mmap.__new__": "reads-file", "glob.glob": "reads-file", "shutil.rmtree": "file-write",
    "tempfile.mkstemp": "file-write", "tempfile.mkdtemp": "file-write", "os.listxattr": "reads-file", "os.walk": "reads-file",
}
ENVIRONMENT = type(os.environ)


def load_now():
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
        load = load_now()
        if load is None or state.writing:
            return
        frame = getframe(1)
        names = frame.f_globals
        if get(names, "__name__") in READERS or is_ours(names):
            return
        what = plain(arguments[0]) if arguments else ""
        if event == "open":
            if what is None:
                return
            kind = "file-write" if arguments[2] & WRITES else "reads-file"
        note_file(load, kind, what if what else event, frame)
    except Exception:
        pass


def note_file(load, kind, what, frame):
    """A file that is read is its own package's when it stands in its folder, and free when it is the interpreter's."""
    of, confined = None, False
    if kind == "reads-file":
        of = owner_of_file(what)
        confined = is_own_file(what, load.name)
        if is_for_metadata(frame):
            kind = "reads-distributions"
    note(load, kind, what, of, line_in(frame, load.name), confined)


def is_for_metadata(frame):
    """Whether the interpreter's own library looks for installed distributions, or into what they say of themselves."""
    for _ in range(MOST_FRAMES):
        if frame is None:
            return False
        name = get(frame.f_globals, "__name__")
        if type(name) is str and name.startswith("importlib.metadata"):
            return True
        frame = frame.f_back
    return False


# From the reading of a file to who asked the library for it.
MOST_FRAMES = 16


def owner_of_file(file):
    """What stands first below a folder of installed packages: "certifi", "certifi-2026.1.dist-info"."""
    plain_file = file.replace("\\", "/")
    for folder in ("/site-packages/", "/dist-packages/"):
        if folder in plain_file:
            return plain_file.rpartition(folder)[2].partition("/")[0]
    return None


def is_own_file(file, load):
    """A module's own data and the interpreter's files are always the same."""
    file = file.replace("\\", "/")
    top = get(space(load.partition(".")[0]), "__file__")
    folder = top.replace("\\", "/").rpartition("/")[0] + "/" if type(top) is str and "__init__." in top else None
    if folder is not None and file.startswith(folder):
        return True
    return file.startswith(PREFIXES) and "/site-packages/" not in file and "/dist-packages/" not in file


# --- Functions that are called


class Told:
    """A function that leaves no trace which could be compared."""

    def __init__(self, real, kind, what):
        self.real, self.kind, self.what = real, kind, what

    def __get__(self, instance, owner):
        try:
            load = load_now()
            frame = self.asker(getframe(1))
            if load is not None and not is_ours(frame.f_globals):
                self.note(load, frame)
        except Exception:
            pass
        return self.real

    def asker(self, frame):
        return frame

    def note(self, load, frame):
        note(load, self.kind, self.what, None, line_in(frame, load.name))


class ToldThread(Told):
    """What starts a thread, told as it does: how many run is the same again once it has ended."""

    def asker(self, frame):
        # Where calls are traced, a function of ours hands the program's call on.
        return frame.f_back if is_ours(frame.f_globals) else frame


class ToldSetting(Told):
    """`os.putenv` and `os.unsetenv`: by `os.environ` they are seen as a change of that."""

    def note(self, load, frame):
        if frame.f_globals is not vars_of_os or frame.f_code.co_name not in ("__setitem__", "__delitem__", "putenv"):
            Told.note(self, load, frame)


class ToldKey(Told):
    """What `os.environ` turns a name with: a variable is asked for, or all of them are."""

    def note(self, load, frame):
        caller = frame.f_code.co_name
        if frame.f_globals is not vars_of_os:
            return
        if caller == "__getitem__":
            name = plain(local_of(frame, "key"))
            note(load, "reads-environment", name or "?", None, line_in(frame, load.name))
        elif caller in ("__iter__", "copy", "__repr__", "<genexpr>"):
            note(load, "reads-environment", "*", None, line_in(frame, load.name))


def local_of(frame, name):
    try:
        found = frame.f_locals[name]
    except KeyError:
        return None
    return found if type(found) is str or type(found) is bytes else None


def tell(holder, name, kind, what, how=Told):
    try:
        real = getattr(holder, name)
        setattr(holder, name, called_as(real, how(real, kind, what)))
    except Exception:
        pass


# Of modules that are not there at the start: told once they are.
LATER = {"resource": (("setrlimit", "limit", "setrlimit"),), "faulthandler": (("enable", "signal", "faulthandler.enable"),)}


def tell_in(name):
    for each, kind, what in LATER.get(name, ()):
        tell(sys.modules[name], each, kind, what)


# --- Code that may read


NOTHING = ()


def may_read(code, names):
    """What code may read, looked up once: [(kind, what)]."""
    known = READ_BY.get(id(code))
    if known is None:
        known = READ_BY[id(code)] = code, tuple(reads_of(code, names))
    return known[1]


READ_BY = {}


def function_read(rows, frame):
    """A function that may read runs: during a load, that is the load's doing."""
    load = load_now()
    if load is None:
        return
    for kind, what in rows:
        if kind == "catches-warnings":
            load.caught += 1 if what == "__enter__" else -1
        elif kind == "asks-module":
            asked = frame.f_locals.get(frame.f_code.co_varnames[0])
            observed.asked.add(what)
            if type(asked) is str:
                observed.served.add(what + "." + asked)
        elif (kind, what) not in load.noted and not is_search(frame):
            if kind == "reads-warnings" and load.caught > 0 and get(frame.f_globals, "__name__") in WARNINGS:
                # The load itself puts the filters back as they were, whatever they were.
                continue
            if kind == "reads-directory" and is_given_whole(frame) or kind == "reads-file" and resolves_own(frame, load):
                continue
            if what in ("os.stat", "os.lstat", "os.access") and frame.f_code.co_filename in PATH_FILES:
                file = plain(local_of(frame, "path") or local_of(frame, "filename"))
                if file is not None:
                    note_file(load, kind, file, frame)
                    continue
            note(load, kind, what, None, line_in(frame, load.name))


def is_given_whole(frame):
    """A path that begins at the root needs no current directory: `os.path.abspath(__file__)`, `Path(__file__).resolve()`."""
    if get(frame.f_globals, "__name__") not in PATH_MODULES:
        return False
    given = path_given(frame)
    return given is not None and is_absolute(given)


def resolves_own(frame, load):
    """A module asks where it really is: the folders that it lies in are there as long as it is."""
    if not any(is_resolving(each) for each in (frame, frame.f_back)):
        return False
    given, file = path_given(frame), get(space(load.name), "__file__")
    if type(given) is bytes:
        given = os_decode(given)
    return given is not None and type(file) is str and (file == given or file.startswith(given + "/"))


def is_resolving(frame):
    return frame is not None and frame.f_code.co_name in RESOLVING and get(frame.f_globals, "__name__") in PATH_MODULES


def path_given(frame):
    """A text or bytes; of an object of pathlib's own its text; None for anything else."""
    for name in ("rest", "path", "filename", "self"):
        given = frame.f_locals.get(name)
        if (type(given) is str or type(given) is bytes) and given:
            return given
        if given is not None and module_of_class(type(given)) in PATH_MODULES and hasattr(type(given), "parts"):
            return type(given).__str__(given)
    return None


def is_search(frame):
    """`pkgutil.extend_path` asks folders of `sys.path` for more of a package, as the import system asks them for modules."""
    caller = frame.f_back
    return caller is not None and caller.f_code.co_name == "extend_path" and get(caller.f_globals, "__name__") == "pkgutil"


PATH_FILES = {
    get(space(module), "__file__") or "" for module in ("genericpath", "posixpath", "ntpath")
} | {"<frozen genericpath>", "<frozen posixpath>", "<frozen ntpath>"}
PATH_MODULES = {"genericpath", "posixpath", "ntpath", "pathlib", "pathlib._local"}
RESOLVING = {"realpath", "_joinrealpath", "resolve", "_resolve"}
is_absolute, os_decode = os.path.isabs, os.fsdecode
vars_of_os = namespace_of(os)


def start_hearing():
    for holder in (sys.modules.get("codecs"), sys.modules.get("_codecs")):
        for name in ("register", "register_error", "unregister"):
            if hasattr(holder, name):
                tell(holder, name, "codecs", name)
    if hasattr(os, "register_at_fork"):
        tell(os, "register_at_fork", "fork", "register_at_fork")
    for name in ("umask", "nice", "setuid", "setgid", "seteuid", "setegid", "setsid", "setpgid", "setpriority", "chroot"):
        if hasattr(os, name):
            tell(os, name, "umask" if name == "umask" else "process-state", name)
    for name in ("putenv", "unsetenv"):
        tell(os, name, "environment", "os." + name, ToldSetting)
    for name in ("environ", "environb"):
        mapping = getattr(os, name, None)
        if type(mapping) is ENVIRONMENT:
            tell(mapping, "encodekey", "reads-environment", "?", ToldKey)
            tell(mapping, "decodekey", "reads-environment", "*", ToldKey)
    for holder in (_thread, sys.modules.get("threading")):
        for name in ("start_new_thread", "start_new", "start_joinable_thread", "_start_new_thread", "_start_joinable_thread"):
            if hasattr(holder, name):
                tell(holder, name, "thread", "threads", ToldThread)
    tell(os, "write", "output", "os.write")
    for stream in ("stdout", "stderr"):
        tell(getattr(sys, stream), "write", "output", stream)
    if hasattr(sys, "addaudithook"):
        sys.addaudithook(heard)
        return
    # 3.7: that a file is opened, not which.
    for holder in (builtins, sys.modules.get("io"), os):
        tell(holder, "open", "reads-file", "open")
    for name in ("listdir", "scandir"):
        tell(os, name, "reads-file", name)
    for name in ("system", "fork", "kill"):
        tell(os, name, "process", "os." + name)
    for name in ("remove", "rename", "mkdir", "rmdir", "chmod", "symlink", "unlink", "replace"):
        tell(os, name, "file-write", "os." + name)
    for name in ("chdir", "fchdir"):
        tell(os, name, "directory", name)
