/** The address as the browser came with it: signatures cover its letters, and the router writes it anew. */
export const arrival = {
  path: window.location.pathname,
  search: window.location.search,
  hash: window.location.hash,
}
