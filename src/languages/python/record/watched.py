"""Attributes of modules and classes, and the containers that they hold. Executed by effects.py, with a copy of its names."""

QUIET = {"__warningregistry__", "__annotations__", "__annotate__", "__abstractmethods__", "_abc_impl", "__doc__"}
QUIET.update(("__annotate_func__", "__annotations_cache__", "__static_attributes__", "__path__", "__conditional_annotations__", "__slotnames__"))
OF_SYS = {"last_type", "last_value", "last_traceback", "last_exc", "modules", "path", "meta_path", "path_hooks"}
OF_SYS.update(("path_importer_cache", "lazy_modules", "argv"))
IS_LAZY = sys.version_info >= (3, 15)
# Modules whose own containers are looked at by kind.
PROBED = {"sys", "warnings", "_warnings", "_py_warnings", "atexit", "gc", "zipimport", "posix", "nt", "os"}
BY_KIND = {"logging._handlers", "logging._handlerList", "copyreg.dispatch_table"}
CACHES = {"_value2member_map_", "_nt_itemgetters"}
# Containers with more than this are compared by their lengths alone.
MANY = 1000
chain = lent("itertools").chain.from_iterable


class Sums:
    """Sums of identities of what collections hold, in groups, so that a changed one is found in few steps."""

    GROUP = 64

    def __init__(self):
        self.collections = []
        self.sums = []
        self.groups = []
        self.totals = []

    def add(self, collection):
        total = sum(map(id, collection))
        if len(self.collections) % self.GROUP == 0:
            self.groups.append([])
            self.totals.append(0)
        self.groups[-1].append(collection)
        self.totals[-1] += total
        self.collections.append(collection)
        self.sums.append(total)

    def changed(self):
        """The numbers of those that hold other objects than when this was last asked."""
        now = [sum(map(id, chain(group))) for group in self.groups]
        if now == self.totals:
            return []
        found = []
        for group, total in enumerate(now):
            if total == self.totals[group]:
                continue
            self.totals[group] = total
            first = group * self.GROUP
            for at, collection in enumerate(self.groups[group], first):
                total = sum(map(id, collection))
                if total != self.sums[at]:
                    self.sums[at] = total
                    found.append(at)
        return found


class Lengths:
    def __init__(self):
        self.collections = []
        self.lengths = []

    def add(self, collection):
        self.collections.append(collection)
        self.lengths.append(len(collection))

    def changed(self):
        now = list(map(len, self.collections))
        before, self.lengths = self.lengths, now
        if now == before:
            return []
        return [at for at, length in enumerate(now) if length != before[at]]


class Effects:
    def __init__(self):
        self.last = {}
        # Namespaces: (module, label, since), {name: identity}, themselves.
        # Since: how many comparisons there had been, and how many loads had run since the last.
        self.spaces = []
        self.names = []
        self.dicts = []
        self.sizes, self.values = Lengths(), Sums()
        # Containers that they hold: (module, label, since); of those that are short, their places among all.
        self.holders = []
        self.short_at = []
        self.lengths, self.items = Lengths(), Sums()
        self.quick = self.stamp = None
        # Loads whose own code ran since the last comparison, and code that may write which ran since the last look.
        self.ran = []
        self.touched = set()
        self.comparisons = 0
        self.cost = self.exact_cost = 0
        self.compared = 0


effects = Effects()


def watch(name):
    """A module is whole: from now on others change it."""
    names = space(name)
    for value in hold(name, name, names):
        fields = ATTRIBUTES(value) or INSTANCE
        module = fields.get("__module__")
        if type(module) is str and module == name:
            hold(name, name + "." + NAME(value), fields)
    learn_readers(name)


NAME = type.__dict__["__name__"].__get__
LAZY = {"lazy_import"}


def hold(module, label, names):
    """Keeps what a namespace is like now. Gives the classes in it."""
    if type(names) is not dict:
        # The dictionary behind the view of a class.
        names = gc.get_referents(names)[0]
    since = effects.comparisons, len(effects.ran)
    effects.spaces.append((module, label, since))
    effects.names.append(ids(names))
    effects.dicts.append(names)
    effects.sizes.add(names)
    effects.values.add(names.values())
    classes = []
    is_by_kind = module in PROBED or module in INTERNAL
    for key, value in list(names.items()):
        kind = type(value)
        if kind is dict or kind is list or kind is set:
            if not is_by_kind:
                hold_container(module, label, key, value, since)
        elif issubclass(kind, type):
            classes.append(value)
    return classes


def hold_container(module, label, key, value, since):
    if type(key) is not str or key.startswith("__") or label + "." + key in BY_KIND:
        return
    if len(value) <= MANY:
        effects.short_at.append(len(effects.holders))
        effects.items.add(value.values() if type(value) is dict else value)
    effects.holders.append((module, label + "." + key, since))
    effects.lengths.add(value)


def ids(names):
    if not IS_LAZY:
        return dict(zip(names, map(id, names.values())))
    return {key: 0 if NAME(type(value)) in LAZY else id(value) for key, value in list(names.items())}


def changed_attributes():
    """By lengths and by sums of identities: both are taken without a step of Python for each."""
    for at in sorted(set(effects.sizes.changed()) | set(effects.values.changed())):
        (module, label, since), names, before = effects.spaces[at], effects.dicts[at], effects.names[at]
        if module in INTERNAL or module == "_posixsubprocess":
            continue
        effects.names[at] = after = ids(names)
        for key in set(before) | set(after):
            if type(key) is not str or before.get(key) == after.get(key) or before.get(key) == 0:
                continue
            if key in QUIET or (label == "sys" and key in OF_SYS) or is_submodule(module, key, names):
                continue
            value = names.get(key)
            if (type(value) is dict or type(value) is list or type(value) is set) and module not in PROBED:
                hold_container(module, label, key, value, (effects.comparisons, len(effects.ran)))
            kind = "served" if key not in before and is_served(label + "." + key) else kind_named("attribute", key)
            yield kind, label + "." + key, module, key, value, since


def is_served(what):
    """
    Whether a module keeps what its own `__getattr__` found in its package, for who asked or, named by a table of the module's, along with
    that: a look at the name finds the same without it.
    """
    module, _, key = what.rpartition(".")
    if what not in observed.served and not (module in observed.asked and is_named_in(space(module), key)):
        return False
    value, top = get(space(module), key), module.partition(".")[0] + "."
    if value is None:
        return False
    for name in list(sys.modules):
        if type(name) is str and name.startswith(top) and name != module and get(space(name), key) is value:
            return True
    return False


def is_named_in(names, key):
    """Whether a table of a module has a text."""
    for value in list(names.values()):
        if type(value) is dict and key in value:
            return True
        if (type(value) is tuple or type(value) is list) and any(type(each) is str and each == key for each in value):
            return True
    return False


def is_submodule(module, key, names):
    value = names.get(key)
    return value is not None and sys.modules.get(module + "." + key) is value


def changed_containers():
    for at in sorted(set(effects.lengths.changed()) | {effects.short_at[at] for at in effects.items.changed()}):
        module, label, since = effects.holders[at]
        key = label.rpartition(".")[2]
        yield kind_named("registry", key), label, module, key, None, since


def kind_named(kind, name):
    return "cache" if "cache" in name.lower() or name in CACHES else kind
