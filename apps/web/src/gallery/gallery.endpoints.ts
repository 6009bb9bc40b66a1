import { endpoint, PageQuery, pageOf } from '@kaoban/contract'
import { z } from 'zod'

/** Endpoints of the test bed only; gallery.testing.ts answers them. */
const Person = z.object({
  id: z.string(),
  loginId: z.string(),
  name: z.string(),
  mail: z.string(),
  state: z.enum(['registered', 'provisional', 'locked']),
  at: z.string(),
})

export const listPeople = endpoint({
  method: 'GET',
  path: '/api/gallery/people',
  needs: 'users.read',
  summary: 'People of the gallery',
  query: PageQuery.extend({
    search: z.string().optional(),
    sort: z.enum(['loginId', 'name', 'at']).optional(),
    state: z.enum(['registered', 'provisional', 'locked']).optional(),
  }),
  answer: pageOf(Person),
  audit: { none: 'test bed' },
})

export const savePerson = endpoint({
  method: 'POST',
  path: '/api/gallery/people',
  needs: 'users.write',
  summary: 'Save a person of the gallery',
  body: z.object({ loginId: z.string(), mail: z.string(), admin: z.boolean() }),
  answer: z.object({ saved: z.number() }),
  audit: { none: 'test bed' },
})

export const signInHere = endpoint({
  method: 'POST',
  path: '/api/gallery/sign-in',
  needs: 'anyone',
  summary: 'Sign in to the gallery',
  body: z.object({ loginId: z.string(), password: z.string() }),
  answer: z.object({}),
  audit: { none: 'test bed' },
})
