import type { Task } from '@kaoban/contract'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { BulkTaskResult } from '../users/users.service.ts'

/** What is left to do after a deletion of three people. */
export function BulkPage() {
  const say = useWord()
  const result = {
    action: 'delete',
    users: 3,
    batchId: '0190a000-0000-7000-8000-0000000000bb',
    failed: 0,
    failures: [],
  }
  return (
    <>
      <PageHeader title={say('LBL-USR-list')} />
      <BulkTaskResult task={{ result } as unknown as Task} />
    </>
  )
}
