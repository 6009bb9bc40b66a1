/** What other features use of this one. */
export { NoticesPage } from './NoticesPage.tsx'
