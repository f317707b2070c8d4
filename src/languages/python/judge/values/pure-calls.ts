import type { MadeByCall } from "../facts.js";

/** How a callable may be called. */
type Manner = "any" | "by-keyword" | "empty" | "literals" | "one" | "text" | "pattern";

/**
 * Callables of the standard library that only make an object of what they are given, the same whenever and wherever they run: they
 * read no clock, context, environment, folder or frame, change nothing that is theirs, and call nothing of what they are given. Not
 * here: `Decimal(1.5)` (asks the context), `namedtuple` (reads its caller's name), `Path.home` and `Path.resolve`, locks of
 * asyncio before 3.10 (take the loop).
 */
const CALLS: ReadonlyMap<string, Manner> = new Map<string, Manner>([
  ["collections.OrderedDict", "empty"],
  ["collections.defaultdict", "one"],
  ["collections.deque", "empty"],
  ["datetime.date", "literals"],
  ["datetime.datetime", "literals"],
  ["datetime.time", "literals"],
  ["datetime.timedelta", "literals"],
  ["decimal.Decimal", "text"],
  ["fractions.Fraction", "literals"],
  ["functools.partial", "any"],
  ["ipaddress.IPv4Address", "text"],
  ["ipaddress.IPv4Network", "text"],
  ["ipaddress.IPv6Address", "text"],
  ["ipaddress.IPv6Network", "text"],
  ["ipaddress.ip_address", "text"],
  ["ipaddress.ip_network", "text"],
  ["operator.attrgetter", "literals"],
  ["operator.itemgetter", "literals"],
  ["operator.methodcaller", "literals"],
  ["pathlib.Path", "literals"],
  ["pathlib.PurePath", "literals"],
  ["pathlib.PurePosixPath", "literals"],
  ["re.compile", "pattern"],
  ["string.Template", "text"],
  ["struct.Struct", "text"],
  ["types.MappingProxyType", "one"],
  ["types.SimpleNamespace", "by-keyword"],
  ["typing.cast", "any"],
  ["uuid.UUID", "text"],
]);

/** Constants of the standard library's `re` that `|` joins. */
const FLAGS = new Set(
  "A ASCII I IGNORECASE L LOCALE M MULTILINE S DOTALL X VERBOSE U UNICODE".split(" ").map((name) => `re.${name}`),
);

/** Patterns that some Python warns of, or compiles as something else one day: sets in sets, flags behind the start. */
const DOUBTFUL = /\[\[|--|&&|~~|\|\||(?!^)\(\?[aiLmsux]+\)/;

export function isFlag(path: string): boolean {
  return FLAGS.has(path);
}

/** @param path full name of what is called */
export function isPureCall(path: string, { parts, arguments: byPlace, text }: MadeByCall): boolean {
  const isLiteral = parts.every(({ kind }) => kind === "constant");
  switch (CALLS.get(path)) {
    case "any":
      return true;
    case "by-keyword":
      return byPlace === 0;
    case "empty":
      return parts.length === 0;
    case "literals":
      return isLiteral;
    case "one":
      return parts.length === 1;
    case "text":
      return isLiteral && text !== null && parts.length === 1;
    case "pattern":
      // Its flags are a literal, or names of `re`'s.
      return text !== null && !DOUBTFUL.test(text) && parts.length <= 2;
    default:
      return false;
  }
}
