/** What other features use of this one. */

export { useGroupImports } from './GroupImports.tsx'
export { ImportPage } from './ImportPage.tsx'
