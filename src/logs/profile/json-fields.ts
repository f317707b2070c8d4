import { UserError } from "../../errors.js";

export type Fields = Readonly<Record<string, unknown>>;

/**
 * Checks the fields of a parsed JSON document. Each check returns the field in its type or throws a
 * `UserError` that names the field's place, for instance `loads[12].importer`. Texts that name places are made
 * only on failure: a profile has millions of fields.
 */
export class FieldChecks {
  private table = "";
  private row: number | string = 0;

  /**
   * @param kind what the document is, for messages: "profile"
   * @param foreign of another tool's document: the code and the next step of a failure
   */
  constructor(
    private readonly file: string,
    private readonly kind: string,
    private readonly foreign?: { readonly code: string; readonly hint: string },
  ) {}

  /** The fields checked next belong to this row, of an object to this key; an empty name for those of the document itself. */
  enter(table: string, row: number | string = 0): void {
    this.table = table;
    this.row = row;
  }

  /** @param field its place in the row that was entered */
  fail(field: string, expected: string, found: unknown): never {
    const row = typeof this.row === "string" ? shown(this.row) : this.row;
    const place = this.table === "" ? field : `${this.table}[${row}]${field === "" ? "" : "."}${field}`;
    const own = `Make the ${this.kind} again, or check what changed it against schemas/${this.kind}.schema.json.`;
    const { code, hint } = this.foreign ?? { code: `invalid-${this.kind}`, hint: own };
    throw new UserError(code, `this ${this.kind} has ${place} ${shown(found)} where ${expected} is expected`, hint, {
      file: this.file,
    });
  }

  fields(value: unknown, field: string): Fields {
    if (typeof value !== "object" || value === null || Array.isArray(value)) this.fail(field, "an object", value);
    return value as Fields;
  }

  list(value: unknown, field: string): readonly unknown[] {
    return Array.isArray(value) ? value : this.fail(field, "a list", value);
  }

  text(value: unknown, field: string): string {
    return typeof value === "string" ? value : this.fail(field, "a text", value);
  }

  textOrNull(value: unknown, field: string): string | null {
    return value === null || value === undefined ? null : this.text(value, field);
  }

  texts(value: unknown, field: string): string[] {
    return this.list(value, field).map((entry, at) => this.text(entry, `${field}[${at}]`));
  }

  flag(value: unknown, field: string): boolean {
    return typeof value === "boolean" ? value : this.fail(field, "true or false", value);
  }

  word<Word extends string>(value: unknown, words: readonly Word[], field: string): Word {
    return words.find((word) => word === value) ?? this.fail(field, `one of ${words.join(", ")}`, value);
  }

  /** An integer that a number holds exactly. */
  integer(value: unknown, least: number, field: string): number {
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
    return this.fail(field, least === 0 ? "an integer from 0" : `an integer from ${least}`, value);
  }

  /** A row of a table of `count` rows. */
  index(value: unknown, count: number, field: string): number {
    if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value < count) return value;
    return this.fail(field, count === 0 ? "no row, as there is none" : `a row from 0 to ${count - 1}`, value);
  }

  /** An integer that fits a column of 32 bits. */
  int32(value: unknown, least: number, field: string): number {
    const number = this.integer(value, least, field);
    return number <= 0x7fffffff ? number : this.fail(field, "an integer below 2^31", value);
  }
}

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
