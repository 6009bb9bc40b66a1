import type { Filter, Selection } from '../platform/DataTable.tsx'
import type { useWord } from '../platform/language.tsx'

type Say = ReturnType<typeof useWord>

/** Fields of the search conditions, as they stand in the address and in the API. */
export const conditionFields = [
  'loginId',
  'name',
  'mail',
  'administrator',
  'face',
  'locked',
  'passwordInitial',
] as const
export type ConditionField = (typeof conditionFields)[number]

/** 指定しない comes first and is the empty value [NFM-USR-033]. */
export function radioConditions(say: Say) {
  return [
    {
      id: 'administrator',
      label: say('LBL-USR-admin'),
      options: [{ value: 'system', label: say('LBL-USR-sysadmin') }],
    },
    {
      id: 'face',
      label: say('LBL-USR-s.face'),
      options: [
        { value: 'registered', label: say('LBL-GEN-yes') },
        { value: 'none', label: say('LBL-GEN-no') },
        { value: 'provisional', label: say('LBL-USR-provisional') },
        { value: 'provisional-week', label: say('users.provisionalWeek') },
      ],
    },
    { id: 'locked', label: say('users.anyLock'), options: [{ value: 'true', label: say('users.locked') }] },
    {
      id: 'passwordInitial',
      label: say('users.password'),
      options: [{ value: 'true', label: say('users.passwordInitial') }],
    },
  ] as const
}

export function textConditions(say: Say) {
  return [
    { id: 'loginId', label: say('LBL-USR-id') },
    { id: 'name', label: say('LBL-USR-name') },
    { id: 'mail', label: say('LBL-USR-mail') },
  ] as const
}

export function userFilters(say: Say): Filter[] {
  return [
    ...textConditions(say).map((condition) => ({ ...condition, kind: 'contains' as const })),
    ...radioConditions(say).map((condition) => ({ ...condition, kind: 'choice' as const })),
  ]
}

/** Whom ticked rows mean, for the API: the people themselves, or what was searched for but those unticked. */
export function selectionOf(selection: Pick<Selection<unknown>, 'all' | 'ids' | 'except' | 'query'>) {
  if (!selection.all) return { userIds: selection.ids }
  const found = Object.fromEntries(
    ['search', ...conditionFields].flatMap((field) =>
      selection.query[field] === undefined ? [] : [[field, selection.query[field]]],
    ),
  )
  return { found, except: selection.except }
}
