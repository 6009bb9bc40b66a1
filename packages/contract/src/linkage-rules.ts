import { lengthOf, limits } from './limits.ts'
import { userCharacters } from './users-rules.ts'

/** A: 顔認証対象者, with pictures; B: members, with one picture and a mail address [NFM-LNK-002]. */
export const linkageKinds = ['persons', 'members'] as const
export type LinkageKind = (typeof linkageKinds)[number]

/** What is passed on: a person as they are now, that the face is gone, or that the person is gone. */
export const linkageActs = ['put', 'unface', 'remove'] as const
export type LinkageAct = (typeof linkageActs)[number]

/** @returns the message for an ID that the filter does not take, or undefined [NFM-LNK-016]. */
export function checkLinkageId(loginId: string): string | undefined {
  if (loginId === '') return 'MSG-LNK-001'
  if (lengthOf(loginId) > limits.loginId.max) return 'MSG-LNK-002'
  return userCharacters.loginId.test(loginId) ? undefined : 'MSG-LNK-003'
}

const loopback = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/

/**
 * The base address of an external system as it is stored, or what is wrong with it: tokens and faces travel encrypted,
 * but on this very computer.
 */
export function linkageAddress(text: string): { ok: true; url: string } | { ok: false; message: string } {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return { ok: false, message: text === '' ? 'linkage.url.missing' : 'linkage.url.wrong' }
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return { ok: false, message: 'linkage.url.wrong' }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback.test(url.hostname)))
    return { ok: false, message: 'linkage.url.unsafe' }
  return { ok: true, url: `${url.origin}${url.pathname.replace(/\/+$/, '')}` }
}
