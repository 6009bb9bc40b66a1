/** What other features use of this one. */
export { LogonPolicyPage } from './LogonPolicyPage.tsx'
