import { type FieldFault, type GroupChoice, type GroupSlot, limits } from '@kaoban/contract'

/** Who sets the places of a person: everything, or only what a group administrator may. */
export interface PlaceSetter {
  /** Groups administered; undefined for a system administrator, who may set every group [NFM-GRP-021]. */
  administered: ReadonlySet<string> | undefined
  /** The person is the setter: own administrator flags stay as they are [NFM-ROL-006]. */
  self: boolean
}

/** Exactly five places, those not sent being 未設定. */
export function allPlaces(choices: readonly GroupChoice[]): GroupChoice[] {
  return Array.from({ length: limits.groupSlots }, (_, place) => choices[place] ?? { kind: 'none' })
}

function isSame(before: GroupSlot, wanted: GroupChoice): boolean {
  if (before.kind !== 'group' || wanted.kind !== 'group') return before.kind === wanted.kind
  return before.groupId === wanted.groupId && before.administrator === wanted.administrator
}

/** May a group administrator put this into a place that holds `before`? [NFM-GRP-022, NFM-GRP-033, NFM-GRP-035] */
function mayPut(before: GroupSlot, wanted: GroupChoice, administered: ReadonlySet<string>): boolean {
  if (isSame(before, wanted)) return true
  if (before.kind === 'group' && !administered.has(before.groupId)) return false
  if (wanted.kind === 'none' || wanted.kind === 'moving') return true
  if (wanted.kind === 'new' || wanted.administrator) return false
  return administered.has(wanted.groupId) || before.kind === 'moving'
}

/** Groups that a set of places makes a person administrator of. */
function administeredBy(places: readonly (GroupSlot | GroupChoice)[]): string[] {
  return places
    .flatMap((place) =>
      place.kind === 'group' && place.administrator
        ? [place.groupId]
        : place.kind === 'new' && place.administrator
          ? ['new']
          : [],
    )
    .sort()
}

/** Everything that keeps the setter from filling a person's places like this; `before` is undefined for a new person. */
export function judgePlaces(
  setter: PlaceSetter,
  before: readonly GroupSlot[] | undefined,
  wanted: readonly GroupChoice[],
): FieldFault[] {
  const held = before ?? Array.from({ length: limits.groupSlots }, () => ({ kind: 'none' as const }))
  if (setter.self && String(administeredBy(held)) !== String(administeredBy(wanted)))
    return [{ field: 'groups', message: 'MSG-USR-020' }]
  const { administered } = setter
  if (administered === undefined) return []
  const faults = wanted.flatMap((choice, place) =>
    mayPut(held[place]!, choice, administered) ? [] : [{ field: `groups.${place}`, message: 'MSG-GRP-007' }],
  )
  const stays = wanted.some(
    (choice) => choice.kind === 'moving' || (choice.kind === 'group' && administered.has(choice.groupId)),
  )
  return faults.length === 0 && before === undefined && !stays ? [{ field: 'groups', message: 'MSG-USR-023' }] : faults
}
