/** What other features use of this one. */
export { LogonMethodPage } from './LogonMethodPage.tsx'
export { LogonPolicyPage } from './LogonPolicyPage.tsx'
