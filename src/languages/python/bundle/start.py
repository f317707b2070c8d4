import sys

if sys.implementation.cache_tag != "@TAG@":
    sys.exit("@NAME@ needs @NEEDS@, and %s is %s" % (sys.executable, sys.version.split()[0]))
from marshal import loads as _loads

_here = sys.executable[: -len("/bin/python")]
with open(_here + "/start.bin", "rb", 0) as _file:
    _read = memoryview(_file.readall())
_size = int.from_bytes(_read[:4], "little")
_boot, _program = _loads(_read[4:_size])
_given = {"here": _here, "is_main": __name__ == "__main__", "program": _program, "codes": _read[_size:]}
_given["__name__"] = "_importperf_bundle"
exec(_loads(_boot), _given)
