"""Fingerprints of what modules hold once they are loaded, to tell which values depend on when a module is loaded.

    python values.py SPECIFICATION OUT

SPECIFICATION is a file of pairs, all texts ended by NUL: key, value, key, value…

    mode      early: load the modules in a fresh process; late: after the program has run to its end in this one
    module    one to load, by its full name; in this order
    path      what sys.path begins with (the script's folder, or the working folder for -m)
    argv      the program's own sys.argv, one by one
    script    late: the program is this file
    run       late: the program is this module, as for -m

OUT becomes JSON: {"modules": {module: {name: fingerprint}}, "failed": {module: class of the error},
"kept": [modules that the program had loaded and that can't be loaded again], "ended": how the program ended}.

Modules of the list that the program has loaded itself are taken out, with all that is in them where they are packages, and loaded again,
in the state that it left.
Only what CPython itself made is asked: types, plain values, containers, attributes by their compiled-in accessors. No
method of the program's own is called. Run it with PYTHONHASHSEED fixed: fingerprints are hashes of texts. Python 3.7
and later, standard library only, and nothing of it before the program needs it.
"""

import sys

DEEP = 6
MANY = 2000
NODES = 20000
ModuleType = type(sys)
FunctionType = type(lambda: None)
CodeType = type((lambda: None).__code__)
CellType = type((lambda value: lambda: value)(0).__closure__[0])
GetSet = type(FunctionType.__dict__["__code__"])
Member = type(FunctionType.__dict__["__closure__"])
Builtin = type(len)
CLASS_DICT = type.__dict__["__dict__"].__get__
CLASS_NAME = type.__dict__["__qualname__"].__get__
CLASS_MODULE = type.__dict__["__module__"].__get__
CLASS_BASES = type.__dict__["__bases__"].__get__
NAMESPACE = ModuleType.__dict__["__dict__"].__get__
# Names that every module has, and those whose values are made when they are first asked for.
OWN = {"__builtins__", "__cached__", "__file__", "__loader__", "__spec__", "__path__", "__warningregistry__", "__annotate__"}
IN_CLASSES = {"__dict__", "__weakref__", "__abstractmethods__", "_abc_impl", "__annotations__", "__annotate__", "__doc__"}
IN_CLASSES.update(("__annotate_func__", "__annotations_cache__", "__static_attributes__", "__firstlineno__", "__module__"))
# What tells of itself by its compiled-in __reduce__ what it was made of.
BY_PARTS = ("operator.itemgetter", "operator.attrgetter", "operator.methodcaller")
BY_REPR = ("decimal.Decimal", "datetime.date", "datetime.timedelta", "datetime.timezone", "itertools.count", "builtins.range")


def is_one_of(kind, kinds):
    for each in kinds:
        if kind is each:
            return True
    return False


def class_name(kind):
    module, name = CLASS_MODULE(kind), CLASS_NAME(kind)
    return "%s.%s" % (module if type(module) is str else "?", name)


def is_logger(kind):
    for base in type.__dict__["__mro__"].__get__(kind):
        if CLASS_NAME(base) == "Logger" and CLASS_MODULE(base) == "logging":
            return True
    return False


class Fingerprint:
    """Of the values of one module."""

    def __init__(self, module):
        self.module = module
        self.left = NODES

    def of(self, value):
        return "%x" % (hash(self.text(value, DEEP, ())) & 0xFFFFFFFFFFFFFFFF)

    def text(self, value, deep, above):
        kind = type(value)
        if value is None or value is Ellipsis or value is NotImplemented or is_one_of(kind, (bool, int, float, complex)):
            return repr(value)
        if kind is str or kind is bytes:
            return repr(value)
        if id(value) in above:
            return "<above %d>" % above.index(id(value))
        self.left -= 1
        if deep == 0 or self.left <= 0:
            return "<%s>" % class_name(kind)
        return self.made(value, kind, deep - 1, above + (id(value),))

    def made(self, value, kind, deep, above):
        if issubclass(kind, ModuleType):
            name = NAMESPACE(value).get("__name__")
            return "module %s" % (name if type(name) is str else "?")
        if kind is FunctionType:
            return self.function(value, deep, above)
        if kind is CodeType:
            return self.code(value, deep, above)
        if issubclass(kind, type):
            return self.class_(value, deep, above)
        if kind is Builtin:
            return "builtin %s" % value.__qualname__
        if kind is CellType:
            try:
                return "cell " + self.text(value.cell_contents, deep, above)
            except ValueError:
                return "cell"
        name = class_name(kind)
        if name in BY_REPR and type(kind) is type:
            return "%s %s" % (name, kind.__repr__(value))
        if name in BY_PARTS and type(kind) is type:
            return "%s %s" % (name, self.items(kind.__reduce__(value), deep, above))
        if name in ("datetime.datetime", "datetime.time"):
            return "%s %s" % (name, self.items(kind.__reduce__(value)[1], deep, above))
        if kind is bytearray or name == "array.array":
            return "%s %r" % (name, bytes(value))
        if name in ("re.Pattern", "_sre.SRE_Pattern"):
            return "pattern %r %d" % (value.pattern, value.flags)
        if name in ("functools.partial",):
            return "partial " + self.items((value.func, value.args, value.keywords), deep, above)
        if is_logger(kind):
            # Its level and handlers are whoever sets up logging's; a module's own settings of it are seen as effects.
            return "logger %r" % object.__getattribute__(value, "__dict__").get("name")
        if kind is property:
            return "property " + self.items((value.fget, value.fset, value.fdel), deep, above)
        if kind is classmethod or kind is staticmethod:
            return "%s %s" % (name, self.text(value.__func__, deep, above))
        return "%s%s%s" % (name, self.contents(value, kind, deep, above), self.attributes(value, kind, deep, above))

    def contents(self, value, kind, deep, above):
        """What it holds as a container, or as a number or text, whatever its class makes of that."""
        for base in (list, tuple):
            if issubclass(kind, base):
                return self.items(base.__getitem__(value, slice(MANY)), deep, above) + str(base.__len__(value))
        if issubclass(kind, dict):
            pairs = list(dict.items(value))
            return self.items([part for pair in pairs[:MANY] for part in pair], deep, above) + str(len(pairs))
        for base in (set, frozenset):
            if issubclass(kind, base):
                return "{%s}" % ",".join(sorted(self.text(each, deep, above) for each in base.__iter__(value)))
        for base in (str, bytes, int, float):
            if issubclass(kind, base):
                return base.__repr__(value)
        if class_name(kind) == "collections.deque":
            return self.items(list(value), deep, above)
        return ""

    def items(self, values, deep, above):
        return "(%s)" % ",".join([self.text(each, deep, above) for each in values])

    def attributes(self, value, kind, deep, above):
        found = []
        for base in kind.__mro__ if type(kind) is type else type.__dict__["__mro__"].__get__(kind):
            for name, each in list(CLASS_DICT(base).items()) if CLASS_DICT(base) is not None else ():
                if type(name) is not str:
                    continue
                if type(each) is GetSet and name == "__dict__":
                    names = GetSet.__get__(each, value)
                    if type(names) is dict:
                        found += [(key, names[key]) for key in list(names)[:MANY] if type(key) is str]
                elif type(each) is Member and is_made_by_statement(base):
                    try:
                        found.append((name, Member.__get__(each, value)))
                    except AttributeError:
                        pass
        return "".join(";%s=%s" % (name, self.text(each, deep, above)) for name, each in sorted(found, key=first))

    def function(self, value, deep, above):
        parts = (value.__code__, value.__defaults__, value.__kwdefaults__, value.__closure__, value.__dict__)
        return "function %s %s" % (value.__qualname__, self.items(parts, deep, above))

    def code(self, value, deep, above):
        plain = (value.co_name, value.co_argcount, value.co_flags, value.co_names, value.co_varnames, value.co_freevars)
        return "code %s %r %s" % (plain, value.co_code, self.items(value.co_consts, deep, above))

    def class_(self, value, deep, above):
        name = class_name(value)
        if CLASS_MODULE(value) != self.module:
            return "class " + name
        names = CLASS_DICT(value)
        parts = [
            "%s=%s" % (key, self.text(names[key], deep, above))
            for key in list(names)
            if type(key) is str and key not in IN_CLASSES
        ]
        bases = ",".join(class_name(each) for each in CLASS_BASES(value))
        return "class %s(%s) %s" % (name, bases, ";".join(parts))


def first(pair):
    return pair[0]


def is_made_by_statement(kind):
    """A class with `__slots__`, and no compiled one, whose members may be anything (addresses of C functions)."""
    names = CLASS_DICT(kind)
    return bool(type.__dict__["__flags__"].__get__(kind) & 512) and names is not None and "__slots__" in names


def fingerprints(module):
    names = NAMESPACE(module)
    name = names.get("__name__")
    made = Fingerprint(name if type(name) is str else "?")
    found = {}
    for key in list(names):
        if type(key) is str and key not in OWN:
            try:
                found[key] = made.of(names[key])
            except Exception as error:
                found[key] = "? " + type(error).__name__
    return found


def load(names):
    """Loads modules by their names. Gives {module: its error's class} of those that fail."""
    failed = {}
    for name in names:
        try:
            __import__(name)
        except BaseException as error:
            failed[name] = class_name(type(error))
    return failed


def take_out(names):
    """
    So that they are loaded again, and what is in packages with them: else a package that is made anew lacks its modules that were
    loaded before. Gives those that can't be: compiled ones.
    """
    kept, tops = [], tuple(name + "." for name in names)
    for name in names + [name for name in list(sys.modules) if type(name) is str and name.startswith(tops) and name not in names]:
        module = sys.modules.get(name)
        if module is None:
            continue
        file = NAMESPACE(module).get("__file__") if issubclass(type(module), ModuleType) else None
        if type(file) is str and file.endswith((".py", ".pyc")):
            del sys.modules[name]
        else:
            kept.append(name)
    return kept


def early(names):
    return taken(names, {}, [])


def late(program, names):
    """
    What the modules hold when they are loaded after a program has ended.

    program: runs it; called without arguments
    """
    ended = "returned"
    try:
        program()
    except SystemExit:
        ended = "exited"
    except BaseException as error:
        ended = class_name(type(error))
    return taken(names, {"ended": ended}, take_out(names))


def taken(names, more, kept):
    before = set(sys.modules)
    failed = load(names)
    modules = {}
    for name in list(sys.modules):
        module = sys.modules.get(name)
        if type(name) is str and name not in before and module is not None and issubclass(type(module), ModuleType):
            modules[name] = fingerprints(module)
    return dict(more, modules=modules, failed=failed, kept=kept)


def specification(file):
    with open(file, "rb") as opened:
        words = opened.read().decode("utf-8", "surrogateescape").split("\0")
    found = {}
    for at in range(0, len(words) - 1, 2):
        found.setdefault(words[at], []).append(words[at + 1])
    return found


def program_of(wanted):
    """The program, as the interpreter itself would run it."""

    def run_script():
        import builtins

        file = wanted["script"][0]
        main = ModuleType("__main__")
        main.__dict__.update(__file__=file, __builtins__=builtins)
        sys.modules["__main__"] = main
        with open(file, "rb") as opened:
            source = opened.read()
        exec(compile(source, file, "exec", 0, True), main.__dict__)

    def run_module():
        import runpy

        runpy._run_module_as_main(wanted["run"][0])

    return run_script if "script" in wanted else run_module


def main():
    wanted, out = specification(sys.argv[1]), sys.argv[2]
    sys.path[:1] = wanted.get("path", [])
    sys.argv[:] = wanted.get("argv", [""])
    names = wanted.get("module", [])
    found = early(names) if wanted["mode"] == ["early"] else late(program_of(wanted), names)
    import json

    with open(out, "w") as opened:
        opened.write(json.dumps(found))


if __name__ == "__main__":
    main()
