import type { Filter, Selection } from '../platform/DataTable.tsx'
import type { useWord } from '../platform/language.tsx'

type Say = ReturnType<typeof useWord>

/** Fields of the search conditions, as they stand in the address and in the API [NFM-USR-032, NFM-USR-033]. */
export const conditionFields = [
  'loginId',
  'name',
  'mail',
  'groupCode',
  'groupName',
  'administrator',
  'grouped',
  'face',
  'accounts',
  'moving',
  'locked',
  'validity',
  'passwordInitial',
  'groupId',
  'administers',
] as const
export type ConditionField = (typeof conditionFields)[number]

/** 指定しない comes first and is the empty value [NFM-USR-033]. */
export function radioConditions(say: Say) {
  const yesNo = [
    { value: 'true', label: say('LBL-GEN-yes') },
    { value: 'false', label: say('LBL-GEN-no') },
  ]
  return [
    {
      id: 'administrator',
      label: say('LBL-USR-admin'),
      options: [
        { value: 'system', label: say('LBL-USR-sysadmin') },
        { value: 'group', label: say('LBL-GRP-admin') },
      ],
    },
    { id: 'grouped', label: say('LBL-USR-s.group'), options: yesNo },
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
    { id: 'accounts', label: say('LBL-USR-s.win'), options: yesNo },
    { id: 'moving', label: say('users.moving'), options: [{ value: 'true', label: say('LBL-GRP-moving') }] },
    {
      id: 'locked',
      label: say('users.anyLock'),
      options: [
        { value: 'true', label: say('users.locked') },
        { value: 'false', label: say('users.disabled.off') },
      ],
    },
    {
      id: 'validity',
      label: say('users.validity'),
      options: (['valid', 'future', 'past'] as const).map((value) => ({
        value,
        label: say(`users.validity.${value}`),
      })),
    },
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
    { id: 'groupCode', label: say('LBL-GRP-id') },
    { id: 'groupName', label: say('LBL-GRP-name') },
  ] as const
}

/** @param group the group that the address names, when its name is known */
export function userFilters(say: Say, group?: { groupId: string; name: string }): Filter[] {
  return [
    ...textConditions(say).map((condition) => ({ ...condition, kind: 'contains' as const })),
    ...radioConditions(say).map((condition) => ({ ...condition, kind: 'choice' as const })),
    {
      kind: 'choice',
      id: 'groupId',
      label: say('users.group'),
      options: group ? [{ value: group.groupId, label: group.name }] : [],
    },
    {
      kind: 'choice',
      id: 'administers',
      label: say('users.administers'),
      options: group ? [{ value: group.groupId, label: group.name }] : [],
    },
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
