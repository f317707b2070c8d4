"""Whether the finaliser of an object does nothing as things are. For at_exit.py and the boot code of bundles.

Nothing of the program's runs: what only its code could say is taken for busy.
"""

Function = type(lambda: None)
bases_of = type.__dict__["__mro__"].__get__
names_of = type.__dict__["__dict__"].__get__


def finaliser_of(kind):
    for base in bases_of(kind) or ():
        if "__del__" in names_of(base):
            return names_of(base)["__del__"]
    return None


def is_idle(each, rule):
    """rule: (attribute, state), as idle_finalisers.py says."""
    attribute, state = rule
    if state == "always":
        return True
    plain = object.__getattribute__
    for base in bases_of(type(each)):
        names = names_of(base)
        # A class's own attribute may be a property; its own way to find attributes may be anything.
        if attribute in names or (base is not object and "__getattribute__" in names):
            return False
    try:
        own = plain(each, "__dict__")
    except Exception:
        return False
    if type(own) is not dict or attribute not in own:
        return False
    value = own[attribute]
    if state == "other":
        return value is not None
    if state == "true":
        return value is True
    return value is None or (state == "false" and value is False)
