import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { PageQuery, pageOf } from './paging.ts'

/** グループID as typed; `checkGroup` says what is wrong with it. */
const TypedCode = z.string().max(2000)
const TypedGroupName = z.string().max(2000)

export const GroupRow = z.object({
  groupId: z.uuid(),
  code: z.string(),
  name: z.string(),
  /** Whether the reader manages this group: everything but its name is theirs alone to know. */
  managed: z.boolean(),
  /** People and administrators of the group; null for a group that the reader does not manage. */
  members: z.number().int().nullable(),
  administrators: z.number().int().nullable(),
  version: z.number().int(),
})
export type GroupRow = z.output<typeof GroupRow>

export const groupSortKeys = ['code', 'name', 'members'] as const

/** The groups that the reader may choose from; グループID by its beginning, without case [NFM-GRP-001]. */
export const listGroups = endpoint({
  method: 'GET',
  path: '/api/groups',
  needs: 'groups.read',
  summary: 'Search groups',
  query: PageQuery.extend({
    search: z.string().max(300).default(''),
    sort: z.enum(groupSortKeys).default('code'),
    /** `all`: the choice for a slot that stands at 異動中, which may lead into any group [NFM-GRP-033]. */
    scope: z.enum(['managed', 'all']).default('managed'),
  }),
  answer: pageOf(GroupRow),
  audit: { none: 'reads the names of groups that the role may see' },
})

const GroupId = z.object({ groupId: z.uuid() })

export const readGroup = endpoint({
  method: 'GET',
  path: '/api/groups/:groupId',
  needs: 'groups.read',
  summary: 'One group that the reader manages',
  params: GroupId,
  answer: GroupRow,
  audit: { none: 'reads a group that the role may see' },
})

const groupEntries = { code: TypedCode, name: TypedGroupName }

/** グループを追加する outside a person's form. */
export const createGroup = endpoint({
  method: 'POST',
  path: '/api/groups',
  needs: 'groups.manage',
  summary: 'Add a group',
  body: z.object(groupEntries),
  answer: GroupRow,
  status: 201,
  audit: 'group.created',
})

/** Renames a group for all its members [NFM-GRP-009]; the ID stays. */
export const changeGroup = endpoint({
  method: 'PUT',
  path: '/api/groups/:groupId',
  needs: 'groups.manage',
  summary: 'Rename a group',
  params: GroupId,
  body: z.object({ version: z.number().int().min(1), name: TypedGroupName }).strict(),
  answer: GroupRow,
  audit: 'group.renamed',
})

/** Refused while somebody belongs to it, people in the recycle bin included [NFM-GRP-009, MFA-ORG-003]. */
export const deleteGroup = endpoint({
  method: 'DELETE',
  path: '/api/groups/:groupId',
  needs: 'groups.manage',
  summary: 'Delete a group without members',
  params: GroupId,
  answer: z.undefined(),
  status: 204,
  audit: 'group.deleted',
})

/** What one of the five places グループ#1..#5 of a person holds [NFM-USR-007]. */
export const GroupSlot = z.discriminatedUnion('kind', [
  /** 未設定 */
  z.object({ kind: z.literal('none') }),
  /** 異動中: waits for the administrator of another group [NFM-GRP-032]. */
  z.object({ kind: z.literal('moving') }),
  z.object({
    kind: z.literal('group'),
    groupId: z.uuid(),
    code: z.string(),
    name: z.string(),
    administrator: z.boolean(),
  }),
])
export type GroupSlot = z.output<typeof GroupSlot>

/** What a form wants a place to hold; a new group is made together with the person [NFM-GRP-004]. */
export const GroupChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('moving') }),
  z.object({ kind: z.literal('group'), groupId: z.uuid(), administrator: z.boolean().default(false) }),
  z.object({ kind: z.literal('new'), ...groupEntries, administrator: z.boolean().default(false) }),
])
export type GroupChoice = z.output<typeof GroupChoice>
