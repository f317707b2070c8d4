"""What is known of the standard library for load_facts.py: what its callables do when a module calls them while it loads.

Rules of thumb: "pure" is what makes an object and leaves no trace that anything but this object's owner could find. What is
not in these tables is not pure.
"""

import sys

TYPING_MODULES = {"typing", "typing_extensions", "collections.abc"}

STANDARD = set(getattr(sys, "stdlib_module_names", ())) or {
    "__future__", "_abc", "_ast", "_collections_abc", "_thread", "_weakref", "abc", "aifc", "argparse", "array", "ast", "asyncio",
    "atexit", "base64", "bdb", "binascii", "bisect", "builtins", "bz2", "calendar", "cgi", "cmath", "cmd", "code", "codecs",
    "codeop", "collections", "colorsys", "compileall", "concurrent", "configparser", "contextlib", "contextvars", "copy",
    "copyreg", "csv", "ctypes", "curses", "dataclasses", "datetime", "dbm", "decimal", "difflib", "dis", "distutils", "doctest",
    "email", "encodings", "enum", "errno", "faulthandler", "fcntl", "filecmp", "fileinput", "fnmatch", "formatter",
    "fractions", "ftplib", "functools", "gc", "getopt", "getpass", "gettext", "glob", "grp", "gzip", "hashlib", "heapq", "hmac",
    "html", "http", "imaplib", "imghdr", "imp", "importlib", "inspect", "io", "ipaddress", "itertools", "json", "keyword",
    "linecache", "locale", "logging", "lzma", "mailbox", "mailcap", "marshal", "math", "mimetypes", "mmap", "modulefinder",
    "msvcrt", "multiprocessing", "netrc", "nntplib", "ntpath", "numbers", "opcode", "operator", "optparse", "os", "parser", "pathlib",
    "pdb", "pickle", "pickletools", "pkgutil", "platform", "plistlib", "poplib", "posix", "posixpath", "pprint", "profile",
    "pstats", "pty", "pwd", "py_compile", "pyclbr", "pydoc", "queue", "quopri", "random", "re", "readline", "reprlib", "resource",
    "runpy", "sched", "secrets", "select", "selectors", "shelve", "shlex", "shutil", "signal", "site", "smtpd", "smtplib", "sndhdr",
    "socket", "socketserver", "spwd", "sqlite3", "sre_compile", "sre_constants", "sre_parse", "ssl", "stat", "statistics", "string",
    "stringprep", "struct", "subprocess", "sunau", "symtable", "sys", "sysconfig", "syslog", "tabnanny", "tarfile", "telnetlib",
    "tempfile", "termios", "test", "textwrap", "threading", "time", "timeit", "tkinter", "token", "tokenize", "trace", "traceback",
    "tracemalloc", "tty", "turtle", "types", "typing", "unicodedata", "unittest", "urllib", "uu", "uuid", "venv", "warnings", "wave",
    "weakref", "webbrowser", "winreg", "winsound", "wsgiref", "xdrlib", "xml", "xmlrpc", "zipapp", "zipfile", "zipimport", "zlib",
    "zoneinfo",
}

STANDARD |= {"typing_extensions"}

# The same all through a process, and of builtin types.
VALUES = {
    "sys." + name
    for name in (
        "version_info", "version", "platform", "maxsize", "maxunicode", "byteorder", "hexversion", "implementation", "executable",
        "prefix", "base_prefix", "exec_prefix", "builtin_module_names", "stdlib_module_names", "float_info", "int_info", "hash_info",
        "float_repr_style", "api_version", "copyright", "implementation.name", "implementation.version", "flags",
    )
} | {
    "os." + name
    for name in ("name", "sep", "altsep", "extsep", "pathsep", "linesep", "devnull", "curdir", "pardir", "defpath", "path.sep")
} | {
    "string." + name
    for name in ("ascii_letters", "ascii_lowercase", "ascii_uppercase", "digits", "hexdigits", "octdigits", "punctuation", "printable", "whitespace")
} | {"math.pi", "math.e", "math.inf", "math.nan", "math.tau", "keyword.kwlist", "io.DEFAULT_BUFFER_SIZE", "sqlite3.sqlite_version_info",
     "ssl.OPENSSL_VERSION_INFO", "codecs.BOM_UTF8", "time.timezone", "errno.errorcode", "html.entities.name2codepoint",
     "html.entities.html5", "html.entities.codepoint2name", "http.client.responses", "token.tok_name", "calendar.month_name"}

# How a builtin's arguments must be: "any"; "plain", since its work is their classes' code; "iterates".
PURE_BUILTINS = {
    name: "any"
    for name in (
        "property", "classmethod", "staticmethod", "object", "slice", "super", "callable", "id", "isinstance", "issubclass",
    )
}
PURE_BUILTINS.update((name, "plain") for name in (
    "str", "int", "float", "bool", "complex", "bytes", "bytearray", "len", "abs", "round", "divmod", "pow", "ord", "chr", "hex", "oct",
    "bin", "repr", "ascii", "format", "hash", "range", "memoryview",
))
PURE_BUILTINS.update((name, "iterates") for name in (
    "frozenset", "set", "tuple", "list", "dict", "reversed", "enumerate", "zip", "iter", "any", "all", "sum",
))
PURE_BUILTINS.update((name, "any") for name in ("map", "filter", "sorted", "min", "max", "next"))

# Methods of strings, bytes, numbers, lists, dictionaries, patterns and the like that only compute.
PURE_METHODS = {
    "format", "join", "split", "rsplit", "splitlines", "strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize",
    "casefold", "replace", "encode", "decode", "startswith", "endswith", "partition", "rpartition", "find", "rfind", "index",
    "count", "isdigit", "isidentifier", "isupper", "islower", "isalpha", "zfill", "ljust", "rjust", "center", "expandtabs",
    "translate", "maketrans", "swapcase", "removeprefix", "removesuffix", "isspace", "isalnum", "isnumeric", "format_map",
    "items", "keys", "values", "get", "copy", "fromkeys", "union", "intersection", "difference", "symmetric_difference", "issubset",
    "issuperset", "isdisjoint", "match", "fullmatch", "search", "findall", "finditer", "sub", "group", "groups", "groupdict", "hex",
    "to_bytes", "from_bytes", "bit_length", "as_posix", "joinpath", "with_suffix", "with_name", "relative_to", "is_absolute",
    "total_seconds", "isoformat", "strftime", "is_integer", "hexdigest", "digest", "pattern", "substitute", "safe_substitute",
}
MUTATING = {
    "append", "extend", "insert", "add", "update", "setdefault", "discard", "remove", "pop", "clear", "sort", "reverse", "popitem",
    "appendleft", "extendleft", "move_to_end", "difference_update", "intersection_update", "symmetric_difference_update",
}

# Callable: what its result is. "plain" also asks for plain arguments.
PURE_CALLS = {}


def _pure(module, result, names):
    for name in names.split():
        PURE_CALLS[module + "." + name] = result


_pure("functools", "object", "partial partialmethod cmp_to_key update_wrapper singledispatchmethod cached_property")
_pure("functools", "decorator", "wraps lru_cache cache total_ordering singledispatch")
_pure("collections", "class", "namedtuple")
_pure("typing", "class", "NamedTuple")
_pure("collections", "value", "OrderedDict defaultdict deque Counter ChainMap UserDict UserList")
_pure("re", "plain", "compile escape match search fullmatch sub split findall")
_pure("enum", "value", "auto Enum IntEnum Flag IntFlag StrEnum nonmember member property")
_pure("enum", "decorator", "unique global_enum verify")
_pure("dataclasses", "value", "field KW_ONLY")
_pure("dataclasses", "decorator", "dataclass")
_pure("enum", "decorator", "_simple_enum")
_pure("reprlib", "decorator", "recursive_repr")
_pure("abc", "decorator", "abstractmethod abstractproperty abstractclassmethod abstractstaticmethod")
_pure("contextlib", "decorator", "contextmanager asynccontextmanager")
_pure("contextlib", "object", "suppress nullcontext")
_pure("contextvars", "object", "ContextVar")
_pure("threading", "object", "local Lock RLock Condition Event Semaphore BoundedSemaphore")
_pure("_thread", "object", "allocate_lock RLock")
_pure("operator", "object", "itemgetter attrgetter methodcaller")
_pure("itertools", "plain", "chain count repeat cycle product permutations combinations islice zip_longest accumulate")
PURE_CALLS["itertools.chain.from_iterable"] = "plain"
_pure("types", "value", "MappingProxyType SimpleNamespace ModuleType GenericAlias")
_pure("types", "decorator", "coroutine DynamicClassAttribute")
_pure("weakref", "object", "WeakKeyDictionary WeakValueDictionary WeakSet")
_pure("struct", "value", "Struct")
_pure("struct", "plain", "calcsize pack unpack")
_pure("decimal", "plain", "Decimal")
_pure("fractions", "plain", "Fraction")
_pure("datetime", "plain", "timedelta date datetime time timezone")
_pure("uuid", "plain", "UUID")
_pure("ipaddress", "plain", "ip_network ip_address IPv4Network IPv4Address IPv6Network IPv6Address")
_pure("pathlib", "path", "Path PurePath PurePosixPath PureWindowsPath PosixPath")
_pure("os.path", "path", "join dirname basename splitext split normpath normcase splitdrive commonprefix isabs")
_pure("os", "path", "fspath fsencode fsdecode")
_pure("os.path", "absolute", "abspath realpath")
_pure("os.path", "exists", "exists isfile isdir islink")
_pure("string", "plain", "Template Formatter capwords")
_pure("textwrap", "plain", "dedent indent fill")
_pure("inspect", "plain", "cleandoc")
_pure("json", "plain", "loads dumps")
_pure("json", "object", "JSONEncoder JSONDecoder")
_pure("base64", "plain", "b64decode b64encode urlsafe_b64decode urlsafe_b64encode b32decode b16decode")
_pure("binascii", "plain", "hexlify unhexlify")
_pure("keyword", "plain", "iskeyword")
_pure("math", "plain", "sqrt log log2 log10 pow ceil floor exp sin cos tan pi radians degrees factorial")
_pure("urllib.parse", "plain", "urlparse urlsplit urljoin quote unquote quote_plus urlencode urlunparse urlunsplit")
_pure("html", "plain", "escape unescape")
_pure("fnmatch", "plain", "translate")
_pure("shlex", "plain", "split quote")
_pure("copy", "plain", "copy deepcopy")
_pure("array", "plain", "array")
_pure("queue", "object", "Queue LifoQueue PriorityQueue SimpleQueue")
_pure("logging", "logger", "getLogger")
_pure("logging", "object", "NullHandler Formatter")
_pure("sys", "plain", "intern getsizeof getdefaultencoding getfilesystemencoding getrecursionlimit is_finalizing")
_pure("platform", "plain", "system machine python_implementation python_version python_version_tuple release architecture node")
_pure("struct", "plain", "unpack_from")
_pure("warnings", "decorator", "deprecated")
_pure("codecs", "value", "lookup getincrementaldecoder getincrementalencoder getreader getwriter")
_pure("io", "object", "StringIO BytesIO")
_pure("string.templatelib", "value", "Template")
_pure("unittest", "decorator", "skip skipIf skipUnless")
_pure("numbers", "value", "Number")

# Modules whose functions only make classes and types.
PURE_MODULES = {"typing", "typing_extensions"}

CLASS_DECORATORS = {
    "dataclasses.dataclass", "enum._simple_enum", "functools.total_ordering", "enum.unique", "enum.verify", "enum.global_enum", "typing.final", "typing.runtime_checkable",
    "typing_extensions.final", "typing_extensions.runtime_checkable", "typing.runtime", "warnings.deprecated",
    "typing_extensions.deprecated",
}
UNHOOKED_METACLASSES = {
    "abc.ABCMeta", "enum.EnumMeta", "enum.EnumType", "builtins.type", "typing.GenericMeta",
}
# An instance of a class with these bases is made without code of theirs that does anything.
SIMPLE_BASES = {"abc.ABC", "typing.Generic", "typing.Protocol", "typing.NamedTuple", "collections.UserDict", "collections.OrderedDict"}

EFFECTS = {
    "os.getenv": "reads-environment", "os.environ.get": "reads-environment", "os.getenvb": "reads-environment",
    "os.path.expanduser": "reads-environment", "os.path.expandvars": "reads-environment", "pathlib.Path.home": "reads-environment",
    "os.putenv": "changes-environment", "os.unsetenv": "changes-environment", "os.environ.setdefault": "changes-environment",
    "os.getcwd": "reads-directory", "os.getcwdb": "reads-directory", "pathlib.Path.cwd": "reads-directory",
    "os.path.relpath": "reads-directory", "os.chdir": "changes-directory", "os.umask": "changes-process",
    "time.time": "reads-clock", "time.monotonic": "reads-clock", "time.perf_counter": "reads-clock", "time.time_ns": "reads-clock",
    "time.localtime": "reads-clock", "time.gmtime": "reads-clock", "time.strftime": "reads-clock",
    "datetime.datetime.now": "reads-clock", "datetime.datetime.utcnow": "reads-clock", "datetime.date.today": "reads-clock",
    "datetime.datetime.today": "reads-clock", "time.sleep": "waits",
    "os.urandom": "reads-random", "uuid.uuid4": "reads-random", "uuid.uuid1": "reads-random", "os.getpid": "reads-process",
    "os.getppid": "reads-process", "os.getuid": "reads-process", "os.geteuid": "reads-process", "os.isatty": "reads-terminal",
    "os.get_terminal_size": "reads-terminal", "shutil.get_terminal_size": "reads-terminal", "getpass.getuser": "reads-environment",
    "os.listdir": "reads-file", "os.scandir": "reads-file", "os.stat": "reads-file", "os.walk": "reads-file", "os.access": "reads-file",
    "os.path.getmtime": "reads-file", "os.path.getsize": "reads-file", "io.open": "reads-file", "codecs.open": "reads-file",
    "json.load": "reads-file", "pickle.load": "reads-file", "configparser.ConfigParser": "calls-at-load",
    "shutil.which": "reads-environment", "tempfile.gettempdir": "reads-environment", "tempfile.mkdtemp": "writes-file",
    "os.makedirs": "writes-file", "os.mkdir": "writes-file", "os.remove": "writes-file", "os.unlink": "writes-file", "os.open": "reads-file",
    "pkgutil.get_data": "reads-file", "pkgutil.extend_path": "reads-path", "importlib.util.find_spec": "reads-path",
    "importlib.metadata.version": "reads-file", "importlib.metadata.entry_points": "reads-file",
    "importlib.metadata.distribution": "reads-file", "importlib_metadata.version": "reads-file",
    "pkg_resources.get_distribution": "reads-file", "pkg_resources.require": "reads-file",
    "importlib.import_module": "imports-by-name", "importlib.reload": "imports-by-name", "builtins.__import__": "imports-by-name",
    "warnings.warn": "writes-output", "warnings.filterwarnings": "registers", "warnings.simplefilter": "registers",
    "warnings.resetwarnings": "registers", "atexit.register": "registers", "codecs.register": "registers",
    "codecs.register_error": "registers", "signal.signal": "registers", "copyreg.pickle": "registers",
    "copyreg.constructor": "registers", "logging.basicConfig": "registers", "logging.addLevelName": "registers",
    "logging.setLoggerClass": "registers", "logging.captureWarnings": "registers", "logging.disable": "registers",
    "logging.config.dictConfig": "registers", "logging.config.fileConfig": "registers", "mimetypes.add_type": "registers",
    "mimetypes.init": "registers", "locale.setlocale": "changes-process", "sys.setrecursionlimit": "changes-process",
    "socket.setdefaulttimeout": "changes-process", "faulthandler.enable": "changes-process", "gc.disable": "changes-process",
    "gc.freeze": "changes-process", "gc.set_threshold": "changes-process", "gc.collect": "calls-at-load",
    "sys.setswitchinterval": "changes-process", "sys.settrace": "changes-process", "sys.setprofile": "changes-process",
    "sys.addaudithook": "registers", "os.register_at_fork": "registers",
    "decimal.getcontext": "thread-bound", "decimal.setcontext": "thread-bound", "threading.current_thread": "thread-bound",
    "threading.Thread": "starts-thread", "threading.Timer": "starts-thread", "_thread.start_new_thread": "starts-thread",
    "asyncio.get_event_loop": "thread-bound", "asyncio.set_event_loop_policy": "changes-process", "os.system": "starts-process",
    "socket.gethostname": "reads-network", "socket.getfqdn": "reads-network", "socket.gethostbyname": "reads-network",
    "locale.getpreferredencoding": "reads-locale", "locale.getdefaultlocale": "reads-locale", "locale.getlocale": "reads-locale",
    "gettext.gettext": "reads-locale", "gettext.translation": "reads-file", "gettext.install": "changes-other-module",
    "argparse.ArgumentParser": "reads-arguments", "optparse.OptionParser": "reads-arguments", "sys.exit": "raises-at-load",
    "sys.exc_info": "calls-at-load", "sys._getframe": "reads-frames", "inspect.stack": "reads-frames", "inspect.currentframe": "reads-frames",
    "sys.stdout.write": "writes-output", "sys.stderr.write": "writes-output", "sys.stdout.isatty": "reads-terminal",
    "sys.stderr.isatty": "reads-terminal", "sys.stdin.isatty": "reads-terminal", "sys.stdin.read": "reads-input",
}
EFFECT_PREFIXES = [
    ("random.", "reads-random"), ("secrets.", "reads-random"), ("subprocess.", "starts-process"), ("multiprocessing.", "starts-process"),
    ("os.environ.", "reads-environment"), ("sys.path.", "changes-path"), ("sys.meta_path.", "registers"), ("sys.path_hooks.", "registers"),
    ("sys.modules.", "changes-other-module"), ("socket.", "reads-network"), ("urllib.request.", "reads-network"), ("tempfile.", "writes-file"),
    ("shutil.", "writes-file"), ("signal.", "registers"), ("concurrent.futures.", "starts-thread"), ("logging.", "registers"),
    ("sys.stdout.", "writes-output"), ("sys.stderr.", "writes-output"), ("importlib.resources.", "reads-file"), ("os.path.", "reads-file"),
]
# Methods and functions of other distributions that say by their name what they do.
METHOD_EFFECTS = {
    "load_kube_config": "reads-file", "load_dotenv": "changes-environment", "monkey_patch": "changes-other-module",
    "patch_all": "changes-other-module", "init_logging": "registers",
}
