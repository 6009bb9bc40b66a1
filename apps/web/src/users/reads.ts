import { listGroups, listRecycledUsers, listUsers, readDashboard, readGroup } from '@kaoban/contract'

/** Everything that shows people, and is read again after some of them changed. */
export const peopleReads = [listUsers, listGroups, readGroup, listRecycledUsers, readDashboard]
