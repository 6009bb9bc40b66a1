import { userHeaders } from '@kaoban/codecs'
import type { UploadedFile } from '@kaoban/contract'
import { testPassword } from '../apps/server/src/platform/testing.ts'

interface ProbeInput {
  /** Fields that the shape alone does not tell; merged over the generated ones. */
  input?: (known: ReadonlyMap<string, string>) => Record<string, unknown>
  files?: UploadedFile[]
  /** Why a stranger's call may be answered with success: it neither told nor changed anything. */
  harmless?: string
  /** Why the rightful owner gets the same answer as a stranger here. */
  sameForOwner?: string
}

const coordinate = 'A'.repeat(43)

/** Inputs that cannot be made from the schema alone, by method and path. */
export const overrides: Record<string, ProbeInput> = {
  'POST /api/terminals': {
    input: () => ({ publicKey: { kty: 'EC', crv: 'P-256', x: coordinate, y: coordinate } }),
    harmless: 'registers a terminal of the caller',
    sameForOwner: 'takes no id of the tenant',
  },
  'DELETE /api/me/face/drafts/:draftId': {
    harmless: 'discarding what is not there is no error',
    sameForOwner: 'the draft is another person’s even in the own tenant',
  },
  'GET /api/me/face/drafts/:draftId/preview.jpg': {
    sameForOwner: 'drafts live five minutes and are their maker’s alone',
  },
  'POST /api/me/face/drafts/:draftId/confirm': { sameForOwner: 'drafts live five minutes and are their maker’s alone' },
  'POST /api/users/:userId/face': { sameForOwner: 'the person has not agreed yet, whoever asks' },
  'GET /api/users/:userId/face/learned.jpg': { sameForOwner: 'the person has no learned face, whoever asks' },
  'DELETE /api/users/:userId/face/learned': { sameForOwner: 'the person has no learned face, whoever asks' },
  'GET /api/imports/:importId/rows/:row/picture.jpg': {
    sameForOwner: 'no row of the import that is there has a picture, whoever asks',
  },
  'POST /api/announcements/read': {
    harmless: 'marks, for the caller, what is shown to everybody; other ids are nothing',
    sameForOwner: 'announcements are the operator’s',
  },
  'POST /api/tasks/:taskId/dismiss': {
    sameForOwner: 'tasks are tidied by who started them, which administrators did not',
  },
  'POST /api/tasks/:taskId/secret': {
    sameForOwner: 'secrets are for who started the task, which administrators did not',
  },
  'PUT /api/imports/:importId': {
    input: () => ({
      layout: 'users',
      files: [{ name: 'a.csv', encoding: 'utf-8', header: userHeaders('neutral').join(','), sha256: 'a'.repeat(64) }],
    }),
    harmless: 'opens an import of the caller, whose id the caller makes',
    sameForOwner: 'only whoever opened an import goes on with it',
  },
  'POST /api/imports/:importId/rows': { sameForOwner: 'only whoever opened an import adds to it' },
  'POST /api/imports/:importId/close': { sameForOwner: 'only whoever opened an import closes it' },
  'PUT /api/directory/domains': {
    harmless: 'says which tool keeps a domain of the caller’s own tenant in step; the caller makes the tool’s id',
    sameForOwner: 'takes no id of the tenant',
  },
  'PUT /api/directory/runs/:importId': { sameForOwner: 'only whoever began a run goes on with it' },
  'GET /api/directory/runs/:importId': { sameForOwner: 'only whoever began a run goes on with it' },
  'POST /api/directory/runs/:importId/accounts': { sameForOwner: 'only whoever began a run goes on with it' },
  'POST /api/directory/runs/:importId/close': { sameForOwner: 'only whoever began a run goes on with it' },
  'POST /api/users/:userId/totp-seed': {
    input: () => ({ password: testPassword }),
    sameForOwner: 'the person has no seed, whoever asks',
  },
  'GET /api/users': {
    harmless: 'a search by the id of a foreign group finds nobody',
    sameForOwner: 'the group that it names has no members, whoever asks',
  },
  'DELETE /api/users/:userId/face/display': { sameForOwner: 'the departure before it has taken the face' },
  'GET /api/recycle-bin': { harmless: 'a search by the id of a foreign deletion finds nobody' },
  'POST /api/recycle-bin/erase': { sameForOwner: 'the restoration before it has emptied the bin' },
  'POST /api/saml/keys/:keyId/activation': { sameForOwner: 'the key that is there signs already' },
  'POST /api/me/face/enrolment/:challengeId': { sameForOwner: 'challenges are their maker’s alone' },
}
