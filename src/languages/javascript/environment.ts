/** What the package.json files around a program's modules say; `io/packages.ts` reads them. Paths have `/`. */
export interface JavaScriptEnvironment {
  /** For instance "Node.js 24.21.0"; null where it wasn't asked. */
  readonly runtime: string | null;
  /** By the folder of the package.json: installed packages, the project itself and its workspaces. */
  readonly packages: ReadonlyMap<string, PackageInfo>;
}

export interface PackageInfo {
  /** As the package names itself, which may differ from its folder ("npm:" aliases); null for a package.json without. */
  readonly name: string | null;
  readonly version: string | null;
}
