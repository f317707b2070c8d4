import type { LoadedModule } from "./load-facts.js";

/** What is known of a module without reading it: that its load does nothing, or why it can't move. */
export type KnownLoad =
  | { readonly isFree: true }
  | { readonly isFree: false; readonly code: string; readonly what: string };

/** null where its file must be read */
export function knownLoad({ name, kind, isStandard }: LoadedModule): KnownLoad | null {
  if (kind === "namespace") return FREE;
  const effect = isStandard ? EFFECTS.get(name) : undefined;
  if (effect !== undefined) return { isFree: false, code: effect[0], what: effect[1] };
  if (kind === "builtin" || (isStandard && (STANDARD.has(name) || /^encodings\./.test(name)))) return FREE;
  if (kind !== "extension") return null;
  if (isStandard && EXTENSIONS.has(name)) return FREE;
  return { isFree: false, code: "extension-module", what: "is compiled: what its load does only a run shows" };
}

const FREE: KnownLoad = { isFree: true };

/** Loads of the standard library that others can notice, or that depend on when they happen. */
const EFFECTS: ReadonlyMap<string, readonly [code: string, what: string]> = new Map([
  ["threading", ["thread-bound", "takes the thread that loads it for the main thread"]],
  ["logging", ["registers", "registers an atexit function"]],
  [
    "concurrent.futures.thread",
    ["registers", "registers a function that threading calls at exit, and raises once that has begun"],
  ],
  [
    "concurrent.futures.process",
    ["registers", "registers a function that threading calls at exit, and raises once that has begun"],
  ],
  ["multiprocessing.util", ["registers", "registers an atexit function"]],
  ["multiprocessing.resource_tracker", ["registers", "starts from signals that are blocked while it loads"]],
  ["asyncio.events", ["registers", "registers a function that runs after a fork"]],
  ["_strptime", ["reads-locale", "reads the locale"]],
  ["site", ["changes-path", "changes sys.path"]],
  ["sitecustomize", ["calls-at-load", "runs whatever its author wants"]],
  ["usercustomize", ["calls-at-load", "runs whatever its author wants"]],
  ["readline", ["changes-process", "changes the terminal and what input() does"]],
  ["rlcompleter", ["registers", "registers a completer and an atexit function"]],
  ["this", ["writes-output", "prints"]],
  ["antigravity", ["starts-process", "opens a browser"]],
  ["pydoc", ["reads-environment", "reads PYTHONDOCS"]],
  ["turtle", ["reads-file", "reads turtle.cfg"]],
  ["webbrowser", ["reads-environment", "reads BROWSER"]],
  ["getpass", ["reads-terminal", "looks which terminal there is"]],
  ["ctypes.util", ["reads-path", "looks for libraries"]],
  ["curses", ["changes-process", "belongs to the terminal"]],
  ["_curses", ["changes-process", "belongs to the terminal"]],
  ["_tkinter", ["changes-process", "starts Tcl"]],
  ["tkinter", ["changes-process", "starts Tcl"]],
  ["faulthandler", ["changes-process", "belongs to the process"]],
  ["locale", ["reads-locale", "belongs to the process"]],
  ["gettext", ["reads-locale", "belongs to the process"]],
]);

/**
 * Modules of the standard library, 3.8 to 3.15, whose loads make their own objects alone although the rules for sources do not
 * show it: they call helpers of their own, register their own classes with their own ABCs, or wrap a compiled module.
 */
const STANDARD: ReadonlySet<string> = new Set(
  `__future__ _ast _bootlocale _collections_abc _colorize _compat_pickle _py_abc _pydatetime _pydecimal _pyio _pylong
  _sitebuiltins _threading_local _weakrefset abc ast base64 bdb bisect bz2 calendar cmd code codecs codeop collections collections.abc
  configparser contextlib contextvars copy copyreg csv dataclasses datetime decimal difflib dis email email._encoded_words
  email._header_value_parser email._parseaddr email._policybase email.base64mime email.charset email.contentmanager
  email.encoders email.errors email.feedparser email.generator email.header email.headerregistry email.iterators
  email.message email.parser email.policy email.quoprimime email.utils enum filecmp fnmatch fractions functools genericpath glob
  graphlib gzip hashlib heapq hmac html html.entities html.parser http http.client http.cookiejar http.cookies http.server
  importlib importlib._abc importlib.abc importlib.machinery importlib.util importlib.metadata importlib.resources inspect io
  ipaddress json json.decoder json.encoder json.scanner keyword linecache lzma ntpath nturl2path numbers opcode
  operator os os.path pathlib pickle pickletools pkgutil platform plistlib posixpath pprint pstats queue quopri random re re._casefix
  re._compiler re._constants re._parser reprlib sched secrets selectors shlex shutil signal socket socketserver sqlite3
  sqlite3.dbapi2 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess symtable tarfile
  tempfile textwrap token tokenize traceback types typing urllib urllib.error urllib.parse urllib.request
  urllib.response uuid warnings weakref xml xml.dom xml.dom.domreg xml.dom.minidom xml.etree xml.etree.ElementPath
  xml.etree.ElementTree xml.etree.cElementTree xml.parsers xml.parsers.expat zipfile zoneinfo _pyrepl argparse`.split(
    /\s+/,
  ),
);

const EXTENSIONS: ReadonlySet<string> = new Set(
  `_asyncio _bisect _blake2 _bz2 _codecs _collections _contextvars _crypt _csv _ctypes _datetime _decimal _elementtree _functools _hashlib
  _heapq _hmac _interpchannels _interpqueues _interpreters _io _json _locale _lsprof _lzma _md5 _multiprocessing _opcode _operator
  _pickle _posixshmem _posixsubprocess _queue _random _sha1 _sha2 _sha256 _sha3 _sha512 _socket _sqlite3 _sre _ssl _stat
  _statistics _string _struct _symtable _thread _tracemalloc _typing _uuid _weakref _winapi _zoneinfo _zstd array atexit audioop
  binascii cmath errno fcntl grp itertools marshal math mmap msvcrt posix pwd pyexpat resource select spwd termios time
  unicodedata winreg zlib`.split(/\s+/),
);
