export type Part = 'pages' | 'server'
/** The apps that each part is built from, in order. */
export const parts: Readonly<Record<Part, { readonly apps: readonly string[] }>>
/** Digests of everything that the parts are built from, in the folder of the project. */
export function digestsOfSources(): Record<Part, string>
/** Those that were built from other sources than those with these digests, or not at all. */
export function partsToBuild(digests: Record<Part, string>): Part[]
export function rememberBuilt(part: Part, digest: string): void
