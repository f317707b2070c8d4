"""Which modules that came with others nothing in a program names: code that a start of it does not load, nor any code that it has.

A distribution is installed whole: who needs `pkg_resources` gets `setuptools`; and who needs one gets all that it says it needs, be it
for its tests. Top-level modules that no start loads stand apart where no import statement, no text that may be a name and no entry point
that somebody asks for leads to them. What the program itself says that it needs, and no start loads anything of, is there for a reason that
may stand in no text, and never stands apart. Reads files, runs nothing of them.
"""

import ast
import os
import re

from installed import ENDINGS, Distribution, entries, normal, text


def apart(folder, entry, loaded, asked, needs):
    """Top-level names in a folder of gathered modules.

    `entry` is the one that the program begins in, `loaded` are those that starts load, `asked` distributions that the user named, `needs`
    those that the project where the user is says it needs; None where that is not known.
    """
    made = [Distribution(folder, each) for each in entries(folder) if each.endswith((".dist-info", ".egg-info"))]
    owned = [(each, tops_of(each)) for each in made]
    asked = {normal(name) for name in asked}
    needed = needed_itself(owned, entry, needs)
    left = set()
    for each, tops in owned:
        others = {top for other, theirs in owned if other is not each for top in theirs}
        if normal(each.name) not in (asked if tops & loaded else asked | needed):
            left |= tops - loaded - others
    if not left:
        return []
    tops = {entry.partition(".")[0] for entry in entries(folder) if is_module(folder, entry)}
    texts, held = [], {}
    extensions = entry_files(made, folder)
    todo = sorted(tops - left)
    while todo:
        for file in (file for top in todo for file in sources(folder, top)):
            if file in extensions:
                held[file] = text(file)
            else:
                texts.append(text(file))
        for file in [file for file in held if is_wanted(file, extensions[file], texts, left)]:
            texts.append(held.pop(file))
        reached = {name for source in texts for name in named(source, left)} | entered(made, texts, tops, left)
        left -= reached
        # What is reached is asked what it names in turn.
        todo = sorted(reached)
    return sorted(left)


def needed_itself(owned, entry, needs):
    """
    Names of the distributions that a program is, whatever needs them, and of those that these say they need.

    A program that is none, only sources, may say by its project what it needs; what nobody needs then is there for it too.
    """
    wants = {normal(each.name): {normal(name) for name in each.all_required()} for each, _ in owned}
    program = {normal(each.name) for each, tops in owned if entry in tops}
    first = {name for name in wants if not any(name in theirs for other, theirs in wants.items() if other != name)}
    if entry is not None and not program and needs is not None:
        return first | {normal(name) for name in needs}
    program |= first
    return program.union(*(wants[name] for name in program))


def entry_files(made, folder):
    """{file: groups} of modules that are entry points."""
    found = {}
    for each in made:
        for group, target in entry_points(each):
            file = os.path.join(folder, *target.split(".")) + ".py"
            found.setdefault(file, set()).add(group)
    return found


def is_wanted(file, groups, texts, left):
    """Whether others than what stands apart may load a module: no extension of that (`setuptools.…`, `distutils.…`) alone, or named elsewhere."""
    name = os.path.basename(file)[: -len(".py")]
    askers = {re.split(r"\W", group)[0] for group in groups}
    return not askers <= left | {"distutils"} or any(group in source or words(source, {name}) for group in groups for source in texts)


def is_asked(group, texts, tops):
    return re.split(r"\W", group)[0] in tops or any(group in source for source in texts)


def entry_points(made):
    """(group, module) of each."""
    group = ""
    for line in text(os.path.join(made.folder, made.entry, "entry_points.txt")).splitlines():
        section = re.match(r"\s*\[\s*(.+?)\s*\]", line)
        if section:
            group = section.group(1)
        elif "=" in line:
            yield group, re.split(r"[:\s\[]", line.partition("=")[2].strip())[0]


def tops_of(made):
    paths = [path for path in made.files() if path.endswith(ENDINGS)]
    tops = {path.split("/")[0].partition(".")[0] for path in paths}
    return {top for top in tops if top not in ("", "__pycache__")}


def is_module(folder, entry):
    return entry.endswith(ENDINGS) or os.path.isdir(os.path.join(folder, entry)) and not entry.endswith((".dist-info", ".egg-info"))


def sources(folder, top):
    path = os.path.join(folder, top)
    if os.path.isfile(path + ".py"):
        yield path + ".py"
    for base, folders, files in os.walk(path):
        folders.sort()
        for name in sorted(files):
            if name.endswith(".py"):
                yield os.path.join(base, name)


def words(source, names):
    return {name for name in names if re.search(r"(?<!\w)%s(?!\w)" % re.escape(name), source)}


def named(source, names):
    """Those of some modules that a source imports, or has in a text that is more than compared or said."""
    mentioned = words(source, names)
    if not mentioned:
        return set()
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return mentioned
    harmless = set()
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            harmless.add(id(node.value))
        elif isinstance(node, ast.Compare):
            for side in [node.left] + node.comparators:
                parts = side.elts if isinstance(side, (ast.Tuple, ast.List, ast.Set)) else [side]
                harmless.update(id(part) for part in parts)
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(node.module.split(".")[0])
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in harmless:
            value = node.value.decode("latin-1") if isinstance(node.value, bytes) else node.value
            found.update(words(value, mentioned) if isinstance(value, str) else ())
    return found & mentioned


def entered(made, texts, tops, names):
    """Those of some modules that are entry points of a group that a source names, or that is called by another module."""
    found = set()
    for each in made:
        for group, module in entry_points(each):
            top = module.split(".")[0]
            if top in names and is_asked(group, texts, tops - names):
                found.add(top)
    return found
