/** What other features use of this one. */
export { OneTimePasswordsPage } from './OneTimePasswordsPage.tsx'
