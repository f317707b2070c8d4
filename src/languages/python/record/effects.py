"""What each load changes outside itself. Executed by observe.py, with a copy of its names.

State is compared between stretches of loads' own code; what happens at a moment is heard (moments.py), what may be
read is told from names in code (reads.py), what is asked for by name is compared object by object (heap.py). Nothing
of the program's own is asked or called.

What is cheap to count is compared after each stretch: its doer is known. All else (every attribute, container and
probe) is compared once in a while, so that it takes a part only of the time that passes: what is new then is the doing
of those of the loads that ran meanwhile whose code names it, else of all of them.

An effect is confined when only the load's own top-level package can see it. Its line is where the load's own body was
when it was seen: for what is counted that line, for the rest that line or one before, back to the last import.
One that more than one load may have done is noted of each, as shared. Within loads that are asked for by name all is
compared after each stretch, as long as that does not take too long: what happens there has one doer.
"""

# A kind that a module makes for itself when it loads.
MAKERS = {"logging": "logging", "random": "random"}
READERS = INTERNAL | {"zipimport", "linecache", "tokenize"}
# How many times longer than a comparison takes the next one waits, by the thread's processor time.
PATIENCE = 12
used = cpu if cpu() >= 0 else clock
# Nanoseconds of that time for comparisons after each stretch of what was asked for by name, so that each change has one doer.
EXACT = 20_000_000_000


part = globals()


def use(name):
    """The names of another part, as ours."""
    made = add_part(name, part)
    for each in made:
        if each not in part:
            part[each] = made[each]


for name in ("probes", "reads", "watched"):
    use(name)


# --- Whose they are


def own(load, module):
    return load.partition(".")[0] == module.partition(".")[0]


def owner_of(kind, what):
    """The module whose state a probe's finding is; None for what belongs to the whole process."""
    if kind == "logging":
        first, _, name = what.partition(" ")
        return name if first in ("logger", "made", "disabled") and name not in ("", "root") else "logging"
    if kind == "reducer":
        return what.rpartition(" ")[2].rpartition(".")[0] or None
    if kind == "warnings":
        module = what.rpartition(" for ")[2].partition(" in ")[0].rpartition(".")[0]
        return None if module in ("", "builtins") else module
    return None


def is_confined(kind, of, load):
    if of is None:
        return False
    return own(load, of) or (kind == "cache" and is_stdlib(of))


def is_stdlib(name):
    if name in STDLIB_NAMES:
        return STDLIB_NAMES[name]
    file = file_of(name)
    found = STDLIB_NAMES[name] = file is None or is_stdlib_file(file)
    return found


STDLIB_NAMES = {}


def note(load, kind, what, of, place=None, confined=None, is_shared=False):
    if (kind, what) in load.noted or load is PROGRAM:
        return
    load.noted.add((kind, what))
    file, line = place or (load.file or file_of(load.name) or "<%s>" % load.name, max(1, load.line))
    confined = is_confined(kind, of, load.name) if confined is None else confined
    load.effects.append((kind, what, of, confined, file, line) + ((True,) if is_shared else ()))


# Imports, constants, functions and names for them: with such instructions alone nothing happens to what is elsewhere.
MANY_NAMES = "".join("a%d = 1\n" % number for number in range(300))
CALM = """"a"
import a
import a.b
import a.b as c
from a import b, c as d
from . import a
x = 1
y = (x, b)
z = [x, b]
v = {"a": 1, "b": 2}
def f(): pass
def g(a, b=1, *c, d=2, **e): return a
x = y = z
a, b = x, y
"""
HARMLESS = frozenset(compile(CALM + MANY_NAMES, "", "exec").co_code[::2])


def begin_body(load, code, names):
    """The body of a load begins: what it may read, by line, and the lines where nothing can happen to what is elsewhere."""
    load.ops = ops = code.co_code
    bad = set()
    for start, end, line in lines_of(code):
        if not HARMLESS.issuperset(ops[start:end:2]):
            bad.add(line)
    load.busy = bad
    if not WANTED.isdisjoint(code.co_names):
        # What the names stand for is known once the line runs.
        load.bound = names
        for line, *named in dotted_names(code):
            if not WANTED.isdisjoint([named[0]] + named[2]):
                load.reads.setdefault(line, []).append(named)


def between(load, frame):
    """
    A stretch of a load's own code has run (None: of no load's): what is new since the last look is its doing.

    frame: who asks for the load that begins; None where one ends
    """
    try:
        if load is not None and load.code is not None and (frame is None or frame.f_code is load.code):
            ops, at = load.ops, load.at
            load.at = end = frame.f_lasti if frame is not None else len(ops)
            if at < end and HARMLESS.issuperset(ops[at:end:2]):
                return
        look(load)
    except Exception:
        pass


def begun(load):
    try:
        asked.begin(load)
    except Exception:
        pass


def ended(load):
    """A load is over: whoever changes its module from now on is another."""
    try:
        passed(load)
        asked.end(load)
        if load.name in observed.loaded:
            watch(load.name)
            tell_in(load.name)
            effects.quick = quick()
    except Exception:
        pass


def look(load):
    found, effects.touched = effects.touched, set()
    load = PROGRAM if load is None else load
    load.touched.update(found)
    now = quick()
    if now != effects.quick:
        look_at_counted(load, now)
    if effects.ran[-1:] != [load]:
        effects.ran.append(load)
    now = stamp()
    if now != effects.stamp:
        effects.stamp = now
        for kind in STAMPED:
            probed(kind, PROBE_OF[kind](), [load])
    if asked.heap is not None and effects.exact_cost < EXACT:
        compare()
        effects.exact_cost += effects.cost
    elif used() - effects.compared > PATIENCE * effects.cost:
        compare()


# Code that is no load's: what it does is noted of nothing.
PROGRAM = Load("")
PROBED_BY = {"environment": "os", "logging": "logging", "warnings": "warnings", "limit": "resource", "random": "random", "reducer": "copyreg"}


def probed(kind, now, loads):
    known = effects.last.get(kind)
    if now == known:
        return
    effects.last[kind] = now
    # Without any before it the module that has such a state was not there.
    if not known:
        return
    for what in set(now) | set(known):
        if now.get(what) != known.get(what):
            of = owner_of(kind, what)
            key = what.rpartition(" ")[2]
            able = [load for load in loads if load.name == key or key in words_of(load)] if kind == "logging" else ()
            if kind == "random" and what in now and what in known and is_drawn(known[what], now[what]):
                what = "draws"
            able = able or doers(loads, PROBED_BY.get(kind), key, None)
            for load in able:
                if MAKERS.get(kind) != load.name:
                    note(load, kind, what, of, is_shared=len(able) > 1)


def look_at_counted(load, now):
    """What has another number than before: what came or went is the load's doing."""
    before = effects.quick or ()
    effects.quick = now
    for kind in {kind for kind, was, at in zip(COUNTED, before, now) if was != at}:
        known, found = effects.last.get(kind), PROBE_OF[kind]()
        for what in set(found) ^ set(known or ()) if known else ():
            if MAKERS.get(kind) != load.name:
                note(load, kind, what, owner_of(kind, what))
            if what in found:
                known[what] = found[what]
            else:
                del known[what]
        # How many of the same: counts are the load's, the rest waits for the next comparison.
        if known:
            for what in found:
                if type(found[what]) is int and type(known[what]) is int and found[what] != known[what]:
                    more = found[what] - known[what]
                    known[what] = found[what]
                    if kind == "sys.meta_path":
                        pass_by(load, what, more)
                    else:
                        note(load, kind, what, owner_of(kind, what))
        else:
            effects.last[kind] = found


def pass_by(load, finder, more):
    """A finder that is there all along stands there once more for a while: noted where that outlasts the load."""
    known = load.passing.get(finder)
    place = known[1] if known else (load.file or file_of(load.name) or "<%s>" % load.name, max(1, load.line))
    load.passing[finder] = (known[0] if known else 0) + more, place


def passed(load):
    for finder, (more, place) in load.passing.items():
        if more:
            note(load, "sys.meta_path", finder, owner_of("sys.meta_path", finder), place)


def compare():
    """Everything that is watched: what is new is the doing of the loads that ran since the last time."""
    began = used()
    ran = effects.ran
    loads = unique(ran)
    for kind, probe in PROBES:
        probed(kind, probe(), loads)
    for found in (changed_attributes(), changed_containers()):
        for kind, what, module, key, value, (comparison, at) in found:
            able = unique(ran[max(0, at - 1):]) if comparison == effects.comparisons else loads
            able = doers(able, module, key, value)
            for load in able:
                note(load, kind, what, module, place_naming(load, key), is_shared=len(able) > 1)
    effects.ran = []
    effects.comparisons += 1
    for load in loads:
        load.touched.clear()
    lists.find()
    effects.quick = quick()
    effects.compared = used()
    effects.cost = effects.compared - began


def place_naming(load, key):
    """Where the load's own body names what changed, so far."""
    if load.code is not None and key in load.code.co_names:
        line = line_naming(load.code, key)
        if line is not None:
            return load.file, line
    return None


def unique(loads):
    return list({id(each): each for each in loads}.values())


def doers(loads, module, key, value):
    """
    Those of the loads during which code of the module ran that may write, or whose own code or code that ran names what
    changed; else the load that made the new value; else those whose code names the module; else all of them.
    """
    if len(loads) < 2:
        return loads
    found = [load for load in loads if key in words_of(load) or has_touched(load, module, key)]
    if found:
        return found
    maker = module_of_value(value)
    found = [load for load in loads if load.name == maker]
    if found or module is None:
        return found or loads
    names = {module, module.rpartition(".")[2], module.rpartition(".")[2].lstrip("_")}
    return [load for load in loads if not names.isdisjoint(words_of(load))] or loads


def has_touched(load, module, key):
    for code in load.touched:
        written, of = WRITERS[code]
        if of == module or key in written.co_names or key in written.co_consts:
            return True
    return False


# --- Code that may write


WRITING = frozenset(map(OPS, ("STORE_GLOBAL", "DELETE_GLOBAL", "STORE_SUBSCR", "DELETE_SUBSCR", "DELETE_ATTR")))
STORE_ATTR = OPS("STORE_ATTR")
MUTATORS = frozenset(
    "append add update setdefault pop popitem extend insert remove clear discard appendleft setattr delattr register"
    " __setitem__ __setattr__ __dict__ globals vars exec eval sort reverse modules".split()
)
# By the code's identity: the code, and for one that may write whose it is. Kept, so that none is taken for another.
WRITERS, OTHER_CODE = {}, {}


def may_write(code, names):
    """Whether code may change what is not its own; it is kept then, with the module whose it is."""
    if id(code) in WRITERS:
        return True
    if id(code) in OTHER_CODE:
        return False
    ops = code.co_code[::2]
    if (
        WRITING.isdisjoint(ops)
        and MUTATORS.isdisjoint(code.co_names)
        and (STORE_ATTR not in ops or code.co_varnames[:1] == ("self",))
    ):
        OTHER_CODE[id(code)] = code
        return False
    WRITERS[id(code)] = code, get(names, "__name__")
    return True


def module_of_value(value):
    if type(value) is type(use):
        found = get(value.__globals__, "__name__")
        return found if type(found) is str else None
    return module_of_class(value) if is_class(value) else None


def words_of(load):
    """Names and texts in the code of a load's body and its functions."""
    if load.words is None:
        load.words = found = set()
        codes = [load.code] if load.code is not None else []
        while codes:
            code = codes.pop()
            found.update(code.co_names[2:] if is_plain_class(code) else code.co_names)
            for each in code.co_consts:
                if type(each) is type(code):
                    codes.append(each)
                elif type(each) is str:
                    found.add(each)
    return load.words


def is_plain_class(code):
    """The body of a class, which begins with its own `__module__` and writes no attribute of another."""
    return code.co_names[:2] == ("__name__", "__module__") and STORE_ATTR not in code.co_code[::2]


def settled():
    """Whatever ran is known: before it is written, and where the outermost load ends."""
    try:
        if effects.ran:
            compare()
    except Exception:
        pass


def at_line(load, number):
    """The next line of a load's own module begins: the one before it is over."""
    try:
        if load.line in load.busy and quick() != effects.quick:
            before = objects()
            look_at_counted(load, quick())
            observed.ours += objects() - before
        if number in load.reads:
            for kind, what in reads_by_names(load.reads[number], load.bound, load.file):
                note(load, kind, what, None, (load.file, number))
    except Exception:
        pass
    load.line = number


PROBE_OF = dict(PROBES)
use("moments")
start_hearing()
use("heap")
frame, unfinished = getframe(0), {"__main__"}
while frame is not None:
    if not frame.f_code.co_flags & FUNCTION:
        unfinished.add(get(frame.f_globals, "__name__"))
    frame = frame.f_back
for module in list(sys.modules):
    if type(module) is str and module not in unfinished:
        watch(module)
lists.find()
for kind, probe in PROBES:
    effects.last[kind] = probe()
compare()
