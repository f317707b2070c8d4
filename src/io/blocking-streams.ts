/**
 * Node makes a socket that it writes to non-blocking at its first use, and with it those of every program that has inherited it by
 * then: such a program may lose output, or refuse to start, as Ansible does. Here they are used, and made to block again, before a
 * program is started.
 */
export function blockStandardStreams(): void {
  for (const stream of [process.stdout, process.stderr]) {
    const { _handle: handle } = stream as { _handle?: { setBlocking?(isBlocking: boolean): unknown } | null };
    handle?.setBlocking?.(true);
  }
}
