/**
 * Functions of the scripts that we give an interpreter to run: what `site` would put on the path, found by reading alone.
 * They need os, re, site and sys.
 */
export const PYTHON_SITE = String.raw`
# All that was read or looked for: the answer holds while it is as it was.
looked_at = []

def text(path):
    looked_at.append(path)
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""

def entries(folder):
    looked_at.append(folder or ".")
    try:
        return sorted(os.listdir(folder or "."))
    except OSError:
        return []

def posix(path):
    return path.replace(os.sep, "/")

def virtual_environment():
    here = os.path.dirname(os.path.abspath(sys.executable))
    for folder in (here, os.path.dirname(here)):
        settings = text(os.path.join(folder, "pyvenv.cfg"))
        if settings:
            shared = re.search(r"(?im)^\s*include-system-site-packages\s*=\s*true\s*$", settings)
            return folder, shared is not None
    return None, True

def site_folders(base_prefixes):
    """Where distributions are installed, in the order in which site puts them on the path."""
    venv, shared = virtual_environment()
    found = []
    if venv:
        sys.prefix = sys.exec_prefix = venv
        found += site.getsitepackages([venv])
    if shared:
        try:
            if not sys.flags.no_user_site or sys.flags.isolated:
                found.append(site.getusersitepackages())
        except Exception:
            pass
        prefix, exec_prefix = sys.prefix, sys.exec_prefix
        sys.prefix, sys.exec_prefix = base_prefixes
        found += site.getsitepackages(list(dict.fromkeys(base_prefixes)))
        sys.prefix, sys.exec_prefix = prefix, exec_prefix
    looked_at.extend(found)
    return [f for f in dict.fromkeys(found) if os.path.isdir(f)]

def path_lines(folder, name):
    """Folders that a .pth file adds; its lines of code are not run."""
    for line in text(os.path.join(folder, name)).splitlines():
        line = line.strip()
        if line and not line.startswith("#") and not re.match(r"import\s", line):
            path = os.path.normpath(os.path.join(folder, line))
            looked_at.append(path)
            if os.path.isdir(path):
                yield path

def mapping(source):
    """MAPPING and NAMESPACES of the finder that setuptools makes for an editable install: name to path."""
    import ast
    found = {}
    try:
        for node in ast.parse(source).body:
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0] if isinstance(node, ast.Assign) else None
            if getattr(target, "id", None) == "MAPPING" and node.value is not None:
                found.update(ast.literal_eval(node.value))
    except Exception:
        pass
    return {k: v for k, v in found.items() if isinstance(k, str) and isinstance(v, str)}
`;
