/** What other features use of this one. */
export { AzureAdPage } from './AzureAdPage.tsx'
export { ClientSettingsPage } from './ClientSettingsPage.tsx'
export { ContinuousPage } from './ContinuousPage.tsx'
export { FaceLogSettingsPage } from './FaceLogSettingsPage.tsx'
export { LogonMethodPage } from './LogonMethodPage.tsx'
export { LogonPolicyPage } from './LogonPolicyPage.tsx'
