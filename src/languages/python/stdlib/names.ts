// Made by make.py from CPython 3.7.16, 3.8.18, 3.9.18, 3.10.13, 3.11.7, 3.12.1, 3.13.0, 3.14.10, 3.15.2; do not edit.

/** The first and last minor version that the tables know: 3.7 to 3.15. */
export const FIRST_MINOR = 7;
export const LAST_MINOR = 15;

/**
 * Top-level modules of the standard library. `name:8-12` was there from 3.8 to 3.12, an open end means that the
 * tables' first or last version has it too; `*` stands before modules that are built into every interpreter.
 */
export const STDLIB_NAMES =
  "__future__ *_abc _aix_support:9- _android_support:13- _apple_support:14- *_ast _ast_unparse:14- _asyncio " +
  "_bisect _blake2 _bootlocale:-9 _bootsubprocess:9-11 _bz2 *_codecs _codecs_cn _codecs_hk _codecs_iso2022 " +
  "_codecs_jp _codecs_kr _codecs_tw *_collections _collections_abc _colorize:13- _compat_pickle " +
  "_compression:-13 _contextvars _crypt:-12 _csv _ctypes _curses _curses_panel _datetime _dbm _decimal " +
  "_dummy_thread:-8 _elementtree *_frozen_importlib *_frozen_importlib_external *_functools _gdbm _hashlib " +
  "_heapq _hmac:14- *_imp _interpchannels:13- _interpqueues:13- _interpreters:13- *_io _ios_support:13- _json " +
  "*_locale _lsprof _lzma _markupbase _math_integer:15- _md5 _missing_stdlib_info:15- _msi:-12 _multibytecodec " +
  "_multiprocessing _opcode _opcode_metadata:13- *_operator _osx_support _overlapped _peg_parser:9-9 _pickle " +
  "_posixshmem:8- _posixsubprocess _py_abc _py_warnings:14- _pydatetime:12- _pydecimal _pyio _pylong:12- " +
  "_pyrepl:13- _queue _random _remote_debugging:14- _scproxy _sha1 _sha2:12- _sha256:-11 _sha3 _sha512:-11 " +
  "*_signal _sitebuiltins _socket _sqlite3 *_sre _ssl *_stat _statistics:8- *_string _strptime _struct " +
  "*_suggestions:13- *_symtable *_sysconfig:13- *_thread _threading_local _tkinter *_tokenize:11- *_tracemalloc " +
  "*_types:14- _typing:11- _uuid *_warnings *_weakref _weakrefset *_winapi _wmi:12- _zoneinfo:9- _zstd:14- abc " +
  "aifc:-12 annotationlib:14- antigravity argparse array ast asynchat:-11 asyncio asyncore:-11 *atexit " +
  "audioop:-12 base64 bdb binascii binhex:-10 bisect *builtins bz2 cProfile calendar cgi:-12 cgitb:-12 " +
  "chunk:-12 cmath cmd code codecs codeop collections colorsys compileall compression:14- concurrent " +
  "configparser contextlib contextvars copy copyreg crypt:-12 csv ctypes curses dataclasses datetime dbm " +
  "decimal difflib dis distutils:-11 doctest dummy_threading:-8 email encodings ensurepip enum *errno " +
  "*faulthandler fcntl filecmp fileinput fnmatch formatter:-9 fractions ftplib functools *gc genericpath getopt " +
  "getpass gettext glob graphlib:9- grp gzip hashlib heapq hmac html http idlelib imaplib imghdr:-12 imp:-11 " +
  "importlib inspect io ipaddress *itertools json keyword lib2to3:-12 linecache locale logging lzma macpath:-7 " +
  "mailbox mailcap:-12 *marshal math mimetypes mmap modulefinder msilib:-12 *msvcrt multiprocessing netrc " +
  "nis:-12 nntplib:-12 *nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev:-12 parser:-9 " +
  "pathlib pdb pickle pickletools pipes:-12 pkgutil platform plistlib poplib *posix posixpath pprint profile " +
  "profiling:15- pstats pty *pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline " +
  "reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd:-11 " +
  "smtplib sndhdr:-12 socket socketserver spwd:-12 sqlite3 sre_compile:-14 sre_constants:-14 sre_parse:-14 ssl " +
  "stat statistics string stringprep struct subprocess sunau:-12 symbol:-9 symtable *sys sysconfig syslog " +
  "tabnanny tarfile telnetlib:-12 tempfile termios textwrap this threading *time timeit tkinter token tokenize " +
  "tomllib:11- trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib " +
  "uu:-12 uuid venv warnings wave weakref webbrowser *winreg winsound wsgiref xdrlib:-12 xml xmlrpc zipapp " +
  "zipfile *zipimport zlib zoneinfo:9-";

/** Modules inside the packages of the standard library that not all versions have, written in the same way. */
export const STDLIB_INNER =
  "_pyrepl._minimal_curses:13-13 _pyrepl._module_completer:14- _pyrepl.base_eventqueue:14- _pyrepl.content:15- " +
  "_pyrepl.curses:13-13 _pyrepl.fancycompleter:15- _pyrepl.layout:15- _pyrepl.render:15- _pyrepl.terminfo:14- " +
  "_pyrepl.windows_eventqueue:14- asyncio.__main__:8- asyncio.exceptions:8- asyncio.graph:14- " +
  "asyncio.mixins:10- asyncio.staggered:8- asyncio.taskgroups:11- asyncio.threads:9- asyncio.timeouts:11- " +
  "asyncio.tools:14- asyncio.trsock:8- compression._common:14- compression.bz2:14- compression.gzip:14- " +
  "compression.lzma:14- compression.zlib:14- compression.zstd:14- concurrent.futures.interpreter:14- " +
  "concurrent.interpreters:14- ctypes._layout:14- dbm.sqlite3:13- encodings._win_cp_codecs:14- " +
  "encodings.cp65001:-7 encodings.mac_centeuro:-8 encodings.unicode_internal:-7 importlib._abc:10- " +
  "importlib._adapters:10-10 importlib._common:9-10 importlib.metadata:8- importlib.metadata._adapters:10- " +
  "importlib.metadata._collections:10- importlib.metadata._context:15- importlib.metadata._functools:10- " +
  "importlib.metadata._itertools:10- importlib.metadata._meta:10- importlib.metadata._text:10- " +
  "importlib.metadata._typing:15- importlib.metadata.diagnose:13- importlib.readers:10- " +
  "importlib.resources._adapters:11- importlib.resources._common:11- importlib.resources._functional:13- " +
  "importlib.resources._itertools:11- importlib.resources._legacy:11-12 importlib.resources.abc:11- " +
  "importlib.resources.readers:11- importlib.resources.simple:11- importlib.simple:11- json.__main__:14- " +
  "multiprocessing.resource_tracker:8- multiprocessing.semaphore_tracker:-7 multiprocessing.shared_memory:8- " +
  "pathlib._abc:13-13 pathlib._local:13- pathlib._os:14- pathlib.types:14- re._casefix:11- re._compiler:11- " +
  "re._constants:11- re._parser:11- sqlite3.__main__:12- sqlite3._completer:15- string.templatelib:14- " +
  "sysconfig.__main__:13- tomllib._parser:11- tomllib._re:11- tomllib._types:11- unittest._log:9- " +
  "unittest.async_case:8- wsgiref.types:11- xml.utils:15- zipfile.__main__:12- zipfile._path:12- " +
  "zipfile._path._functools:15- zoneinfo._common:9- zoneinfo._tzpath:9- zoneinfo._zoneinfo:9-";
