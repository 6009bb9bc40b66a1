/** What other features use of this one. */
export { ImportPage } from './ImportPage.tsx'
