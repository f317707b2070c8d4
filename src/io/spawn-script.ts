/**
 * Run by `python -I -S -c`: starts the command that follows, waits for it, and writes to descriptor 3 when it began and
 * ended, its processor time and exit code. No API of Node reads a child's own processor time. Signals that end the
 * command's group leave it alone: it reports what the command made of them.
 */
export const SPAWN_SCRIPT = `
import os, sys, time, _signal
locale, words = sys.argv[1], sys.argv[2:]
if not locale:
    os.environ.pop("LC_CTYPE", None)
began = time.perf_counter_ns()
child = os.fork()
if child == 0:
    try:
        os.close(3)
        for name in ("SIGPIPE", "SIGXFSZ", "SIGINT"):
            if hasattr(_signal, name):
                _signal.signal(getattr(_signal, name), _signal.SIG_DFL)
        os.execvp(words[0], words)
    finally:
        os._exit(127)
for name in ("SIGTERM", "SIGINT", "SIGHUP"):
    _signal.signal(getattr(_signal, name), _signal.SIG_IGN)
_, status, used = os.wait4(child, 0)
ended = time.perf_counter_ns()
code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)
os.write(3, b"%d %d %d %d" % (began, ended, round((used.ru_utime + used.ru_stime) * 1e6), code))
`;
