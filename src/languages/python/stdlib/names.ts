// Made by make.py from CPython 3.7.16, 3.8.18, 3.9.18, 3.10.13, 3.11.7, 3.12.1, 3.13.0, 3.14.10, 3.15.2; do not edit.

/** The first and last minor version that the tables know: 3.7 to 3.15. */
export const FIRST_MINOR = 7;
export const LAST_MINOR = 15;

/** Versions ("8-12": from 3.8 to 3.12, an open end: as far as the tables go), and names with blanks between. */
export type NamesOfVersions = readonly [versions: string, names: string];

/** Top-level modules of the standard library; `*` stands for those that are built into every interpreter. */
export const STDLIB_NAMES: readonly NamesOfVersions[] = [
  [
    "",
    "__future__ _asyncio _bisect _blake2 _bz2 _codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr " +
      "_codecs_tw _collections_abc _compat_pickle _contextvars _csv _ctypes _curses _curses_panel _datetime _dbm " +
      "_decimal _elementtree _gdbm _hashlib _heapq _json _lsprof _lzma _markupbase _md5 _multibytecodec " +
      "_multiprocessing _opcode _osx_support _overlapped _pickle _posixsubprocess _py_abc _pydecimal _pyio " +
      "_queue _random _scproxy _sha1 _sha3 _sitebuiltins _socket _sqlite3 _ssl _strptime _struct " +
      "_threading_local _tkinter _uuid _weakrefset abc antigravity argparse array ast asyncio base64 bdb " +
      "binascii bisect bz2 cProfile calendar cmath cmd code codecs codeop collections colorsys compileall " +
      "concurrent configparser contextlib contextvars copy copyreg csv ctypes curses dataclasses datetime dbm " +
      "decimal difflib dis doctest email encodings ensurepip enum fcntl filecmp fileinput fnmatch fractions " +
      "ftplib functools genericpath getopt getpass gettext glob grp gzip hashlib heapq hmac html http idlelib " +
      "imaplib importlib inspect io ipaddress json keyword linecache locale logging lzma mailbox math mimetypes " +
      "mmap modulefinder multiprocessing netrc ntpath nturl2path numbers opcode operator optparse os pathlib pdb " +
      "pickle pickletools pkgutil platform plistlib poplib posixpath pprint profile pstats pty py_compile pyclbr " +
      "pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets " +
      "select selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 ssl stat statistics " +
      "string stringprep struct subprocess symtable sysconfig syslog tabnanny tarfile tempfile termios textwrap " +
      "this threading timeit tkinter token tokenize trace traceback tracemalloc tty turtle turtledemo types " +
      "typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser winsound wsgiref xml xmlrpc " +
      "zipapp zipfile zlib",
  ],
  [
    "*",
    "_abc _ast _codecs _collections _frozen_importlib _frozen_importlib_external _functools _imp _io _locale " +
      "_operator _signal _sre _stat _string _symtable _thread _tracemalloc _warnings _weakref _winapi atexit " +
      "builtins errno faulthandler gc itertools marshal msvcrt nt posix pwd sys time winreg zipimport",
  ],
  ["*11-", "_tokenize"],
  ["*13-", "_suggestions _sysconfig"],
  ["*14-", "_types"],
  ["-10", "binhex"],
  ["-11", "_sha256 _sha512 asynchat asyncore distutils imp smtpd"],
  [
    "-12",
    "_crypt _msi aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev " +
      "pipes sndhdr spwd sunau telnetlib uu xdrlib",
  ],
  ["-13", "_compression"],
  ["-14", "sre_compile sre_constants sre_parse"],
  ["-7", "macpath"],
  ["-8", "_dummy_thread dummy_threading"],
  ["-9", "_bootlocale formatter parser symbol"],
  ["11-", "_typing tomllib"],
  ["12-", "_pydatetime _pylong _sha2 _wmi"],
  [
    "13-",
    "_android_support _colorize _interpchannels _interpqueues _interpreters _ios_support _opcode_metadata " + "_pyrepl",
  ],
  ["14-", "_apple_support _ast_unparse _hmac _py_warnings _remote_debugging _zstd annotationlib compression"],
  ["15-", "_math_integer _missing_stdlib_info profiling"],
  ["8-", "_posixshmem _statistics"],
  ["9-", "_aix_support _zoneinfo graphlib zoneinfo"],
  ["9-11", "_bootsubprocess"],
  ["9-9", "_peg_parser"],
];

/** Modules inside the packages of the standard library that not all versions have. */
export const STDLIB_INNER: readonly NamesOfVersions[] = [
  ["-7", "encodings.cp65001 encodings.unicode_internal multiprocessing.semaphore_tracker"],
  ["-8", "encodings.mac_centeuro"],
  [
    "10-",
    "asyncio.mixins importlib._abc importlib.metadata._adapters importlib.metadata._collections " +
      "importlib.metadata._functools importlib.metadata._itertools importlib.metadata._meta " +
      "importlib.metadata._text importlib.readers",
  ],
  ["10-10", "importlib._adapters"],
  [
    "11-",
    "asyncio.taskgroups asyncio.timeouts importlib.resources._adapters importlib.resources._common " +
      "importlib.resources._itertools importlib.resources.abc importlib.resources.readers " +
      "importlib.resources.simple importlib.simple re._casefix re._compiler re._constants re._parser " +
      "tomllib._parser tomllib._re tomllib._types wsgiref.types",
  ],
  ["11-12", "importlib.resources._legacy"],
  ["12-", "sqlite3.__main__ zipfile.__main__ zipfile._path"],
  ["13-", "dbm.sqlite3 importlib.metadata.diagnose importlib.resources._functional pathlib._local sysconfig.__main__"],
  ["13-13", "_pyrepl._minimal_curses _pyrepl.curses pathlib._abc"],
  [
    "14-",
    "_pyrepl._module_completer _pyrepl.base_eventqueue _pyrepl.terminfo _pyrepl.windows_eventqueue " +
      "asyncio.graph asyncio.tools compression._common compression.bz2 compression.gzip compression.lzma " +
      "compression.zlib compression.zstd concurrent.futures.interpreter concurrent.interpreters ctypes._layout " +
      "encodings._win_cp_codecs json.__main__ pathlib._os pathlib.types string.templatelib",
  ],
  [
    "15-",
    "_pyrepl.content _pyrepl.fancycompleter _pyrepl.layout _pyrepl.render importlib.metadata._context " +
      "importlib.metadata._typing sqlite3._completer xml.utils zipfile._path._functools",
  ],
  [
    "8-",
    "asyncio.__main__ asyncio.exceptions asyncio.staggered asyncio.trsock importlib.metadata " +
      "multiprocessing.resource_tracker multiprocessing.shared_memory unittest.async_case",
  ],
  ["9-", "asyncio.threads unittest._log zoneinfo._common zoneinfo._tzpath zoneinfo._zoneinfo"],
  ["9-10", "importlib._common"],
];
