/** A digest of everything that the web pages are built from, in the folder of the project. */
export function digestOfSources(): string
/** Whether the pages were built from the sources with this digest. */
export function isBuiltFrom(digest: string): boolean
export function rememberBuilt(digest: string): void
