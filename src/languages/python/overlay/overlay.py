"""Serves other sources than those on disk, or says which files were loaded. Executed by tracer.py, with a copy of its names.

The file `overlay-NAME` in our folder lists files, a line each: number, device, inode, module and path, with tabs between.
Modes:

- "overlay-watch": nothing is served; the file `loaded-NUMBER` in `out` says that a listed file was loaded, `elsewhere-NUMBER`
  from where its module was loaded otherwise, and `python-PID` which interpreter a process is.
- "overlay-NAME-exit": as below, and says what is left as the process ends (at_exit.py).
- Any other "overlay-NAME": the source `NAME/NUMBER` in our folder is served in its place, from code that was compiled once
  (`NAME/NUMBER-…`), as a start with warm .pyc files reads it, or compiled in every run where the file itself would be;
  "overlay-NAME-report" also says what was loaded.

A module is served where importlib asks its loader for code. A script that is run directly is no module: it is run
from the audit event that the interpreter raises before it reads the file (3.8 and later).
"""

external = sys.modules["_frozen_importlib_external"]
Loader = external.SourceFileLoader
real_code, real_source = Loader.get_code, Loader.get_source
os_stat, os_open, os_close = os.stat, os.open, os.close
parts = state.mode.split("-")
reports = parts[-1] in ("watch", "report")
serves = parts[1] != "watch"
base = "%s/%s" % (state.folder, parts[1])
tag = "%x%s" % (sys.hexversion, "" if not sys.flags.optimize else "-%d" % sys.flags.optimize)
# By the path as listed, by identity, and by name and folder, for files that are reached through another path.
numbers, ids, names, modules = {}, {}, set(), {}


def tail(path):
    cut = path.rfind(os.sep)
    return path[path.rfind(os.sep, 0, max(cut, 0)) + 1:]


def read_table():
    for line in read(state.folder + "/overlay-" + parts[1]).split(b"\n")[:-1]:
        number, device, inode, module, path = line.split(b"\t", 4)
        path = os.fsdecode(path)
        numbers[path] = number = int(number)
        ids[int(device), int(inode)] = number
        if module:
            modules[module.decode()] = number
        names.add(tail(path))


def read(path):
    with external._io.FileIO(path, "r") as file:
        return file.read()


def number_of(path):
    """Of the listed file that a path leads to; None for any other."""
    number = numbers.get(path)
    if number is None and type(path) is str and tail(path) in names:
        try:
            stat = os_stat(path)
            number = ids.get((stat.st_dev, stat.st_ino))
        except OSError:
            return None
        if number is not None:
            numbers[path] = number
    return number


def report(name, text=""):
    if reports:
        opened = os_open("%s/%s" % (state.out, name), FLAGS, 0o600)
        file_write(opened, os.fsencode(text))
        os_close(opened)


def kept(name, path, make):
    """Code that an earlier run compiled, else what `make` compiles now."""
    file = "%s/%s-%s" % (base, name, tag)
    try:
        # As for a .pyc file: whether the source is as it was is asked of it first.
        os_stat(path)
        return external._compile_bytecode(read(file), path, None, path)
    except (OSError, EOFError, ValueError, TypeError, ImportError):
        pass
    code = make()
    try:
        opened = os_open("%s-%d" % (file, pid_now()), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            data = external.marshal.dumps(code)
            while data:
                data = data[file_write(opened, data):]
        finally:
            os_close(opened)
        os.rename("%s-%d" % (file, pid_now()), file)
    except OSError:
        pass
    return code


def is_kept(path):
    """Whether what is compiled of a file is there in the next run: Python writes it, or did before."""
    if not sys.dont_write_bytecode:
        return True
    try:
        os_stat(external.cache_from_source(path))
    except (OSError, NotImplementedError):
        return False
    return True


def get_code(self, fullname):
    path = getattr(self, "path", None)
    number = number_of(path)
    if number is None:
        if reports and fullname in modules:
            report("elsewhere-%d" % modules[fullname], path)
        if fullname in special:
            return special[fullname](self, fullname)
        return real_code(self, fullname)
    report("loaded-%d" % number)
    if fullname == "subprocess" and fullname in special:
        follow_subprocess()
    if not serves:
        return real_code(self, fullname)
    def make():
        return self.source_to_code(read("%s/%d" % (base, number)), path)

    return kept("%d" % number, path, make) if is_kept(path) else make()


def get_source(self, fullname):
    number = number_of(getattr(self, "path", None))
    if number is None:
        return real_source(self, fullname)
    return external.decode_source(read("%s/%d" % (base, number)))


# Shows tracebacks and `inspect` the lines that run. Their files' own times and sizes stay: they have not changed.
LINES = """

def _served(real, files):
    def updatecache(filename, module_globals=None):
        lines = real(filename, module_globals)
        entry = cache.get(filename)
        if filename in files and entry is not None and len(entry) == 4:
            import tokenize
            with tokenize.open(files[filename]) as file:
                lines = file.readlines()
            cache[filename] = entry[0], entry[1], lines, entry[3]
        return lines
    return updatecache
updatecache = _served(updatecache, %s)
"""


def lines():
    files = dict((path, "%s/%d" % (base, number)) for path, number in numbers.items())
    return (LINES % ascii(files)).encode("ascii")


def linecache_code(self, fullname):
    return kept("linecache", self.path, lambda: self.source_to_code(self.get_data(self.path) + lines(), self.path))


def change_linecache():
    """Where it is frozen into the interpreter, and so no loader is asked for its code (3.15)."""
    code = kept("lines", base, lambda: compile(lines(), "<frozen linecache>", "exec", 0, True))
    exec(code, namespace_of(__import__("linecache")))


def follow_subprocess():
    import _posixsubprocess

    follow_children()


def subprocess_code(self, fullname):
    follow_subprocess()
    return real_code(self, fullname)


def main_script():
    """The number of the script that this interpreter was started with."""
    words = getattr(sys, "argv", None)
    # Until 3.7 only the words of the whole command are there yet, the interpreter's own options among them.
    words = words[:1] if words else command_line()[1:]
    for word in words:
        try:
            number = number_of(os.path.abspath(word)) if word[:1] != "-" else None
        except OSError:
            continue
        if number is not None:
            return number
    return None


def run_script(number, path):
    """As the interpreter does with the file, in the module that it made for it."""
    module = sys.modules["__main__"]
    names = namespace_of(module)
    loader = Loader("__main__", path)
    names["__file__"], names["__loader__"] = path, loader
    if sys.version_info < (3, 15):
        names["__cached__"] = None
    source = "%s/%d" % (base, number)
    # Which is compiled in every run.
    exec(compile(read(source), path, "exec", 0, True), names)
    raise SystemExit(0)


def watch_script(number):
    pending = [number]

    def hook(event, arguments):
        if event == "cpython.run_file" and pending:
            run_script(pending.pop(), arguments[0])

    hook.__cantrace__ = True
    sys.addaudithook(hook)


special = {"subprocess": subprocess_code}
if os.name == "nt":
    special.clear()
read_table()
report("python-%d" % pid_now(), sys.executable)
number = main_script()
if number is not None and (not serves or hasattr(sys, "addaudithook")):
    report("loaded-%d" % number)
    if serves:
        watch_script(number)
get_code.__qualname__ = "SourceLoader.get_code"
Loader.get_code = get_code
if serves:
    if sys.modules["_imp"].is_frozen("linecache"):
        change_linecache()
    special["linecache"] = linecache_code
    get_source.__qualname__ = "SourceLoader.get_source"
    Loader.get_source = get_source
if parts[-1] == "exit":
    add_part("at_exit", globals())
