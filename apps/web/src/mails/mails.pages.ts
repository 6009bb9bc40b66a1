import type { Feature } from '../platform/feature.ts'

const load = () => import('./MailboxPage.tsx').then((file) => file.MailboxPage)

export const mails: Feature = {
  pages: [
    { path: '/mailbox', frame: 'public', title: 'mails.mailbox', load },
    { path: '/operator/mailbox', frame: 'operator', title: 'mails.mailbox', load },
  ],
}
