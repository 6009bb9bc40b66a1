/** What other features use of this one. */
export { AnnouncementsPage } from './AnnouncementsPage.tsx'
export { OperatorAnnouncementsPage } from './OperatorAnnouncementsPage.tsx'
