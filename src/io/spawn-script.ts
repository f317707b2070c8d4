/**
 * Run by `python -I -S -c`: starts the command that follows, waits for it, and writes to descriptor 3 when it began and
 * ended, its exit code, and what the system counted for it and the children that it waited for; or "error" and a number of
 * errno where it can't be started. No API of Node reads another process's own counts. Signals that end the command's
 * group leave it alone: it reports what the command made of them.
 *
 * Arguments: "spawn" or "fork", the locale that the command shall have (Python may have changed LC_CTYPE), the file to
 * execute, and the command's words. `posix_spawn` adds 0.4 ms less to the command's times than `fork` does, but the
 * system then never counts less memory than this interpreter's own peak; the copy that `fork` makes is smaller by a third.
 */
export const SPAWN_SCRIPT = `
import errno, os, sys, time, _signal
how, locale, file, words = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
os.environ.pop("LC_CTYPE", None)
if locale:
    os.environ["LC_CTYPE"] = locale
defaults = [getattr(_signal, name) for name in ("SIGPIPE", "SIGXFSZ", "SIGINT") if hasattr(_signal, name)]
isFork = how == "fork" or not hasattr(os, "posix_spawn")
floors = []
def resident():
    try:
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
def start(file, words):
    if not isFork:
        return os.posix_spawn(file, words, os.environ, setsigdef=defaults, file_actions=[(os.POSIX_SPAWN_CLOSE, 3)])
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(3)
            for signal in defaults:
                _signal.signal(signal, _signal.SIG_DFL)
            os.write(tell, b"%d " % resident())
            os.execv(file, words)
        except OSError as error:
            os.write(tell, b"%d" % error.errno)
        finally:
            os._exit(127)
    os.close(tell)
    with os.fdopen(told) as read:
        text = read.read().split(" ")
    if len(text) == 2 and text[1]:
        os.waitpid(child, 0)
        raise OSError(int(text[1]), "")
    floors.append(int(text[0] or 0))
    return child
try:
    if not isFork:
        # The first spawn and wait of a process take the half of a millisecond longer than the second.
        try:
            os.wait4(start("/bin/sh", ["sh", "-c", ":"]), 0)
        except OSError:
            pass
    began = time.perf_counter_ns()
    try:
        child = start(file, words)
    except OSError as error:
        if error.errno != errno.ENOEXEC:
            raise
        # As execvp does it with a text that does not say what runs it.
        child = start("/bin/sh", ["sh", file, *words[1:]])
except OSError as error:
    os.write(3, b"error %d" % error.errno)
    os._exit(127)
for name in ("SIGTERM", "SIGINT", "SIGHUP"):
    _signal.signal(getattr(_signal, name), _signal.SIG_IGN)
_, status, used = os.wait4(child, 0)
ended = time.perf_counter_ns()
code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
unit = 1 if sys.platform == "darwin" else 1024
if isFork:
    # Saying it and going on to the program took the copy some pages more.
    floor = floors[-1] * 1.15
else:
    try:
        from resource import RUSAGE_SELF, getrusage
        floor = getrusage(RUSAGE_SELF).ru_maxrss * unit
    except ImportError:
        floor = 0
peak = used.ru_maxrss * unit if used.ru_maxrss * unit > floor else -1
user, system = round(used.ru_utime * 1e6), round(used.ru_stime * 1e6)
os.write(3, b"%d %d %d %d %d %d %d" % (began, ended, code, user, system, used.ru_minflt, peak))
`;
