/** What other features use of this one. */
export { RecycleBinPage } from './RecycleBinPage.tsx'
