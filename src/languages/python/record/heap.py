"""What the loads that are asked for by name change in any object that was there before. Executed by effects.py.

Before such a load begins, the identities of what every object refers to are kept, and none of the objects; when it has
ended, all that is reached from the modules that were there is compared: `gc.get_referents` shows what an object holds
without asking it. Classes are also asked, by the compiled-in functions, for their subclasses and what is registered.

What is changed and changed back, and what compiled code keeps where the collector does not look, is not seen.
"""

REFERENTS = gc.get_referents
NOT_ENTERED = {"functools._lru_cache_wrapper", "_abc._abc_data", "_abc_data", "_frozen_importlib.ModuleSpec"}
NOT_ENTERED.update(("importlib._bootstrap.ModuleSpec", "frame", "generator", "coroutine", "async_generator", "traceback"))
NOT_ENTERED.update(("builtins." + name for name in ("frame", "generator", "coroutine", "async_generator", "traceback")))
OF_LOGGING_TREE = {"logging.Logger", "logging.PlaceHolder", "logging.Manager"}
FunctionType = type(use)
FUNCTION_DICT = FunctionType.__dict__["__dict__"].__get__
CellType = type((lambda value: lambda: value)(0).__closure__[0])
LocalType = _thread._local
LOCAL_GET = LocalType.__dict__["__getattribute__"]
CountType = type(sys.modules["itertools"].count()) if "itertools" in sys.modules else type(hidden["itertools"].count())
SUBCLASSES = type.__subclasses__
ATOMS = (str, int, float, bool, bytes, complex, type(None), type(Ellipsis), type(len), type(may_read.__code__), ModuleType)
GetSet = type(FunctionType.__dict__["__dict__"])
SHOWN = 3


def is_atom(kind):
    for each in ATOMS:
        if kind is each:
            return True
    return False


def referents(value):
    found = REFERENTS(value)
    if type(value) is LocalType:
        found.append(LOCAL_GET(value, "__dict__"))
    return found


def contents(value):
    """Of what the collector does not follow: anything that differs when it does; None for all else."""
    kind = type(value)
    if kind is bytearray:
        return hash(bytes(value))
    if kind is CountType and all(type(each) is int or each is CountType for each in REFERENTS(value)):
        return hash(repr(value))
    return None


class Heap:
    """What there was when a load began."""

    def __init__(self, load):
        self.load = load
        self.loads = []
        self.held = held = {}
        self.contents = {}
        # Namespaces of modules that are still loading, which nobody else watches.
        self.open = [
            (name, namespace_of(module), ids(namespace_of(module)))
            for name, module in list(sys.modules.items())
            if type(name) is str and name != load.name and name not in observed.loaded and is_module(module)
        ]
        self.modules = {name: id(module) for name, module in list(sys.modules.items()) if type(name) is str}
        self.subclasses, self.registered = {}, {}
        for value in gc.get_objects():
            found = referents(value)
            held[id(value)] = tuple(map(id, found))
            if issubclass(type(value), type):
                self.subclasses[id(value)] = set(map(id, SUBCLASSES(value)))
                if "_abc_impl" in (ATTRIBUTES(value) or INSTANCE):
                    self.registered[id(value)] = registry(value)
            for each in found:
                kind = type(each)
                if kind is dict:
                    if id(each) not in held and not gc.is_tracked(each):
                        held[id(each)] = tuple(map(id, REFERENTS(each)))
                elif kind is bytearray or kind is CountType:
                    self.contents[id(each)] = contents(each)

    def compare(self):
        """Walks from the modules that were there, the nearest first, along what was held before and is still."""
        self.compare_modules()
        held = self.held
        queue, above, owners, roots, seen = [], {}, {}, {}, set(OURS)
        seen.update((id(sys.modules), id(sys.path_importer_cache), id(getattr(sys, "lazy_modules", None))))
        for module, names, before in self.open:
            self.compare_open(module, names, before)
            roots[id(names)] = module
            queue.append(names)
            owners[id(names)] = module
        for (module, label, since), names in zip(effects.spaces, effects.dicts):
            if id(names) not in roots and module not in INTERNAL:
                roots[id(names)] = label
                if id(names) in held:
                    queue.append(names)
                    owners[id(names)] = module
        seen.update(roots)
        for module in INTERNAL:
            seen.add(id(space(module)))
        at = 0
        while at < len(queue):
            value = queue[at]
            at += 1
            before, now = held.get(id(value)), referents(value)
            if before is None and id(value) in roots:
                before = tuple(map(id, now))
            is_changed = before != tuple(map(id, now))
            owner = owners[id(value)]
            if is_changed and id(value) not in roots and is_real(value, before, now):
                self.report(value, set(before), now, above, owner, roots)
            old = set(before) if is_changed else None
            for each in now:
                key = id(each)
                if key in seen or (old is not None and key not in old):
                    continue
                kind = type(each)
                if key in self.contents and contents(each) != self.contents[key]:
                    seen.add(key)
                    above[key] = value
                    self.tell("object", path(each, above, roots), owner)
                if key not in held or is_atom(kind):
                    continue
                seen.add(key)
                if is_entered(each, kind):
                    above[key] = value
                    owners[key] = owner
                    queue.append(each)
                if issubclass(kind, type):
                    self.compare_class(each)

    def compare_modules(self):
        """Modules that came without a load, went, or are others."""
        loaded = {load.name for load in self.loads}
        now = {name: id(module) for name, module in list(sys.modules.items()) if type(name) is str}
        for name in set(now) | set(self.modules):
            if now.get(name) != self.modules.get(name) and name not in loaded:
                # What a package that was loaded meanwhile puts there beside itself is its own.
                is_own = name not in self.modules and name.partition(".")[0] in loaded
                note(self.load, "sys.modules", name, name, None, is_own or own(self.load.name, name))

    def compare_open(self, module, names, before):
        after = ids(names)
        for key in set(before) | set(after):
            if type(key) is str and before.get(key) != after.get(key) and key not in QUIET:
                if not is_submodule(module, key, names):
                    self.tell("attribute", module + "." + key, module)

    def compare_class(self, value):
        module = module_of_class(value)
        if module is None or module == "builtins":
            return
        known = self.subclasses.get(id(value))
        if known is not None and not known.issuperset(map(id, SUBCLASSES(value))):
            self.tell("subclass", type_name(value), module)
        if id(value) in self.registered and registry(value) != self.registered[id(value)]:
            self.tell("abc", type_name(value), module)

    def report(self, value, before, now, above, owner, roots):
        label = path(value, above, roots)
        holder = above.get(id(value))
        kind = "object"
        if type(value) is dict:
            if type(holder) is dict or type(holder) is list or is_class(holder):
                kind = "registry"
            keys = [key for key, each in list(value.items()) if id(each) not in before]
            names = [key for key in keys if type(key) is str][:SHOWN]
            if is_instance_dict(value, holder):
                for key in names:
                    self.tell(kind_named(kind, label + key), label + "." + key, owner)
                if names:
                    return
        elif type(value) is list or type(value) is set:
            kind = "registry"
        else:
            names = [name for name, each in list(attributes_of(value).items()) if id(each) not in before]
            for name in [name for name in names if type(name) is str][:SHOWN]:
                self.tell(kind_named(kind, label + name), label + "." + name, owner)
            if names:
                return
        self.tell(kind_named(kind, label), label, owner)

    def tell(self, kind, what, of):
        """Of the load that was asked for; the place is in the one of its loads whose code names it."""
        if what in self.told():
            return
        if kind != "cache" and is_served(what):
            kind = "served"
        key = what.rpartition(".")[2].partition("[")[0].partition("(")[0]
        naming = [load for load in self.loads if load.code is not None and key in words_of(load)]
        place = None
        for load in [self.load] if self.load in naming or len(self.loads) == 1 else naming[:1]:
            place = load.file, (load.code is not None and line_naming(load.code, key)) or 1
        note(self.load, kind, what, of, place or (self.load.file or file_of(self.load.name) or "<%s>" % self.load.name, 1))

    def told(self):
        found = set(what for _, what in self.load.noted)
        for load in self.loads:
            found.update(what for _, what in load.noted)
        return found


def registry(value):
    try:
        return frozenset(map(id, [each() for each in abstract._get_dump(value)[0]]))
    except Exception:
        return None


def is_entered(value, kind):
    if kind is FunctionType:
        return not is_ours(value.__globals__)
    if kind is dict:
        return not is_ours(value)
    return type_name(value) not in NOT_ENTERED


def is_instance_dict(value, holder):
    kind = type(holder)
    return holder is not None and kind is not dict and kind is not list and kind is not tuple and kind is not CellType


def is_real(value, before, now):
    """Whether what is held otherwise is a change that a program can see."""
    kind = type(value)
    name = type_name(value)
    if kind is set or kind is frozenset:
        return set(before) != set(map(id, now))
    for each in kind.__mro__ if type(kind) is type else ():
        if type_name(each) in OF_LOGGING_TREE:
            return False
    old = set(before)
    new = [each for each in now if id(each) not in old]
    gone = old.difference(map(id, now))
    if kind is FunctionType:
        return bool(gone) or any(type(each) is dict and each and FUNCTION_DICT(value) is each for each in new)
    if issubclass(kind, type):
        return id(type.__dict__["__bases__"].__get__(value)) not in old
    if len(new) == 1 and type(new[0]) is dict and gone:
        # Attributes that were held without a dictionary are now in one.
        return not gone.issubset(set(map(id, REFERENTS(new[0]))))
    if kind is dict and known_loggers() is value:
        return False
    return id(value) not in probed_objects()


def probed_objects():
    """What the probes say more of."""
    root = get(space("logging"), "root")
    found = [warning_filters(), sys.path, sys.meta_path, sys.path_hooks, get(instance(os.environ), "_data"), gc.callbacks]
    found += [get(space("logging"), "_handlers"), get(space("logging"), "_handlerList"), instance(root), logger_manager()]
    found += [get(instance(get(space("logging"), "_handlers")), "data")]
    return set(map(id, found))


def path(value, above, roots):
    """How a value is reached from the nearest module."""
    parts = []
    while id(value) not in roots:
        holder = above.get(id(value))
        if holder is None:
            break
        parts.append(place_in(holder, value))
        value = holder
    return roots.get(id(value), "?") + "".join(reversed(parts))


def place_in(holder, value):
    kind = type(holder)
    if kind is dict:
        for key, each in list(holder.items()):
            if each is value:
                return "." + key if type(key) is str and key.isidentifier() else "[…]"
        return "[key]"
    if kind is list or kind is tuple or kind is set:
        return "" if kind is tuple and type(value) is CellType else "[…]"
    if kind is CellType:
        return ""
    if kind is FunctionType:
        cells, names = holder.__closure__ or (), holder.__code__.co_freevars
        if value is cells:
            return "()"
        return "" if type(value) is dict else "(…)"
    if issubclass(kind, type):
        return ""
    names = attributes_of(holder)
    if names is value:
        return ""
    for name, each in list(names.items()):
        if each is value and type(name) is str:
            return "." + name
    return ""


def attributes_of(value):
    """The attributes of any object, by the compiled-in accessor of its class."""
    for each in type(value).__mro__:
        found = (ATTRIBUTES(each) or INSTANCE).get("__dict__")
        if found is not None:
            if type(found) is GetSet:
                names = GetSet.__get__(found, value)
                return names if type(names) is dict else {}
            return {}
    return {}


def line_naming(code, word):
    """The first line of code, or of what is in it, that has this name or text."""
    codes = [code]
    for each in codes:
        codes.extend(inner for inner in each.co_consts if type(inner) is type(code))
        if word in each.co_names:
            at, high = each.co_names.index(word), 0
            ops = each.co_code
            for start, end, line in lines_of(each):
                for place in range(start, end, 2):
                    if ops[place] in NAMING and ops[place + 1] >> SHIFTS.get(ops[place], 0) == at:
                        return line
            return each.co_firstlineno
    for each in codes:
        if word in [text for text in each.co_consts if type(text) is str]:
            return each.co_firstlineno
    return None


NAMING = frozenset(
    number for name, number in opcode.opmap.items() if number < 256 and name.endswith(("_ATTR", "_NAME", "_GLOBAL", "_METHOD"))
)
SHIFTS = {OPS("LOAD_GLOBAL"): GLOBAL_SHIFT, OPS("LOAD_ATTR"): ATTRIBUTE_SHIFT}
if sys.version_info >= (3, 12):
    SHIFTS[OPS("LOAD_SUPER_ATTR")] = 2
OURS = (id(observed), id(effects), id(state), id(hidden))


class Asked:
    """The loads that are asked for by name: a module, or whatever is in its package where that is loaded already."""

    def __init__(self):
        self.names = set()
        self.heap = None

    def read(self):
        try:
            with open("%s/probed" % state.folder, "rb") as file:
                self.names = set(file.read().decode("utf-8").split())
        except OSError:
            pass

    def begin(self, load):
        if self.heap is None and load.name in self.names:
            settled()
            self.heap = Heap(load)

    def end(self, load):
        if self.heap is None:
            return
        self.heap.loads.append(load)
        if self.heap.load is load:
            heap, self.heap = self.heap, None
            settled()
            heap.compare()


asked = Asked()
asked.read()
