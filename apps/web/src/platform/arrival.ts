/**
 * The address as the browser came with it: signatures cover its letters, and the router writes it anew. Nowhere, where
 * pages are only listed.
 */
const at: Partial<Location> = globalThis.location ?? {}
export const arrival = { path: at.pathname ?? '', search: at.search ?? '', hash: at.hash ?? '' }
