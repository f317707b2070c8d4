export interface HereOptions {
  readonly tool: string;
  readonly commands: readonly { readonly words: readonly string[]; readonly name?: string | undefined }[];
  /** Undefined for the usual one, null for none. */
  readonly yardstick: readonly string[] | null | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly pairs: number | null;
  readonly seconds: number;
  readonly timeoutS: number;
  readonly ignoreFailure: boolean;
  readonly cold: boolean;
  readonly prepare: readonly string[] | null;
  /** The only command is run in checkouts of the working tree and of the commit at which it and this revision part. */
  readonly against: { readonly reference: string; readonly setup: readonly (readonly string[])[] } | null;
  /** Where the user is, absolute. */
  readonly folder: string;
  readonly say: (text: string) => void;
  readonly stop: AbortSignal;
  /** A run has ended, of how many. */
  readonly onRun: (run: number, of: string) => void;
}
