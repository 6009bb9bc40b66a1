import { mayUse, type Permission, type Role } from '@kaoban/contract'

/** What there is to install, and who may have it [NFM-DLD-001]. */
const boxes = {
  client: 'installer.download',
  directory: 'directory-agent.download',
} as const satisfies Record<string, Permission>

export type Box = keyof typeof boxes

export function boxesFor(role: Role): Box[] {
  return (Object.keys(boxes) as Box[]).filter((box) => mayUse(role, boxes[box]))
}
