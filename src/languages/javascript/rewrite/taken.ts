import type { Spot } from "../judge/scopes/scope.js";
import { list, type Node } from "../scan/full/node.js";
import type { Changes } from "./changes.js";
import { isDirective, type Layout } from "./layout.js";

/** What a statement that goes had beside it, for the places that it goes to. */
export interface TakenStatement {
  /** Comments for tools on the lines above, each with what is between it and what follows. */
  readonly above: readonly string[];
  /** A comment behind it on its line. */
  readonly behind: string | null;
  readonly hasSemicolon: boolean;
}

/** Takes whole statements away, with their lines, and what of comments belongs to them alone. */
export class Taken {
  private readonly gone = new Map<Spot, Set<Node>>();
  /** Whole lines that go: where they begin and end. */
  private readonly lines = new Map<number, number>();

  constructor(
    private readonly changes: Changes,
    private readonly layout: Layout,
  ) {}

  /** @param replacement what stands in its place; "" for nothing */
  remove(statement: Spot, replacement = ""): TakenStatement {
    const { layout, changes } = this;
    const { start, end } = statement.node;
    const indent = layout.indentOf(start);
    const behind = layout.commentAt(layout.skipBlanks(end));
    const after = layout.skipBlanks(behind?.end ?? end);
    const isLastOnLine = after === layout.lineEnd(end);
    const hasSemicolon = layout.text[end - 1] === ";";
    const kept = replacement || this.keptSemicolon(statement);
    const comment = behind !== null && isLastOnLine ? layout.text.slice(behind.start, behind.end) : null;
    if (kept !== "") {
      changes.replace(start, end, kept);
      if (replacement === "" || indent === null || !isLastOnLine) return { above: [], behind: null, hasSemicolon };
      // What is said to tools of a require goes with it; all else is about the name.
      const { above, from } = this.saidAbove(start);
      if (from < layout.lineStart(start)) changes.remove(from, layout.lineStart(start));
      const isSaid = behind !== null && isDirective(behind);
      if (isSaid) changes.remove(layout.blanksBefore(behind.start), behind.end);
      return { above, behind: isSaid ? comment : null, hasSemicolon };
    }
    if (indent === null || !isLastOnLine) {
      if (!isLastOnLine) changes.remove(start, layout.skipBlanks(end));
      else changes.remove(layout.blanksBefore(start), end);
      return { above: [], behind: null, hasSemicolon };
    }
    const { above, from } = this.saidAbove(start);
    const lineEnd = layout.lineEnd(after);
    this.lines.set(from, lineEnd + layout.breakAt(lineEnd).length);
    return { above, behind: comment, hasSemicolon };
  }

  /** Comments for tools on the lines above a statement, and where the first of these lines begins. */
  private saidAbove(start: number): { above: string[]; from: number } {
    const { layout } = this;
    const above: string[] = [];
    let from = layout.lineStart(start);
    for (let one = layout.commentAbove(from); one !== null && isNextLine(one); one = layout.commentAbove(from)) {
      above.unshift(layout.text.slice(one.start, one.end));
      from = layout.lineStart(one.start);
    }
    return { above, from };
  }

  /** Takes whole lines away, in the order of the text; where they stood between blank lines the larger gap stays. */
  finish(): void {
    const { layout, lines } = this;
    for (const [from, end] of [...lines].sort(([a], [b]) => a - b)) {
      let to = end;
      if (!lines.delete(from)) continue;
      for (let next = lines.get(to); next !== undefined; next = lines.get(to)) {
        lines.delete(to);
        to = next;
      }
      let above = 0;
      let at = from;
      for (; at > layout.first && layout.isBlankLine(layout.lineAbove(at)); above++) at = layout.lineAbove(at);
      if (at === layout.first) above = Number.POSITIVE_INFINITY;
      for (; above > 0 && layout.isBlankLine(to); above--) {
        const lineEnd = layout.lineEnd(to);
        to = lineEnd + layout.breakAt(lineEnd).length;
      }
      this.changes.remove(from, to);
    }
  }

  /** Says of all that goes before anything is removed: what stays decides whether a semicolon must. */
  announce(statement: Spot): void {
    const { up } = statement;
    if (up === null) return;
    const gone = this.gone.get(up);
    if (gone === undefined) this.gone.set(up, new Set([statement.node]));
    else gone.add(statement.node);
  }

  /**
   * A semicolon where what stays before would run into what stays behind, or where a string would become a directive.
   */
  private keptSemicolon({ node, up }: Spot): string {
    if (up === null) return "";
    const gone = this.gone.get(up) ?? new Set([node]);
    const all = [...list(up.node, "directives"), ...list(up.node, "body")];
    const at = all.indexOf(node);
    const stays = (one: Node) => one !== node && !gone.has(one);
    const before = all.slice(0, at).findLast(stays);
    const behind = all.slice(at + 1).find(stays);
    // One of several that go keeps it.
    if (behind === undefined || all.slice(0, at).findLast((one) => one === before || gone.has(one)) !== before)
      return "";
    const { text } = this.layout;
    const isString = behind.type === "ExpressionStatement" && /^["']/.test(text.slice(behind.start, behind.start + 1));
    if (isString && (before === undefined || /^Directive/.test(before.type))) return ";";
    if (before === undefined || /[;]$/.test(text.slice(before.start, before.end))) return "";
    const isClosed = /^(Function|Class)Declaration$|^BlockStatement$/.test(before.type);
    return !isClosed && /^[([`/+\-*,.]/.test(text.slice(behind.start, behind.start + 1)) ? ";" : "";
  }
}

function isNextLine(comment: Node): boolean {
  const value = String(comment.value ?? "");
  return isDirective(comment) && /next-line|@ts-|ignore|\$Flow|noinspection/i.test(value);
}

/** Takes some of the items of a list away, with a comma each; comments between them stay. */
export function removeItems(changes: Changes, layout: Layout, items: readonly Node[], gone: ReadonlySet<Node>): void {
  const last = items.findLast((one) => !gone.has(one));
  items.forEach((item, i) => {
    if (!gone.has(item)) return;
    const isBehind = last === undefined || item.start > last.start;
    if (!isBehind) {
      const comma = layout.find(",", item.end, items[i + 1]?.start ?? item.end);
      const space = layout.text.slice(comma + 1).search(/[^\s]/);
      changes.remove(item.start, item.end);
      changes.remove(comma, comma + 1 + Math.max(space, 0));
      return;
    }
    const comma = layout.find(",", items[i - 1]?.end ?? item.start, item.start);
    const space = /^\s*/.exec(layout.text.slice(comma + 1, item.start))?.[0].length ?? 0;
    if (comma + 1 + space === item.start) changes.remove(comma, item.end);
    else {
      changes.remove(comma, comma + 1);
      changes.remove(item.start, item.end);
    }
  });
}
