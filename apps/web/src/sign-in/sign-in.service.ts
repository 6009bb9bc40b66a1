/** What other features use of this one. */
export { SignInPage } from './SignInPage.tsx'
