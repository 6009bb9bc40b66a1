/** What other features use of this one. */
export { ContinuousPage } from './ContinuousPage.tsx'
export { LogonMethodPage } from './LogonMethodPage.tsx'
export { LogonPolicyPage } from './LogonPolicyPage.tsx'
