import { Button } from '@mantine/core'
import { useState } from 'react'
import { LeaverDialog } from '../leavers/leavers.service.ts'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'

/** The dialog of a departure, as the list of users opens it. */
export function LeaverPage() {
  const say = useWord()
  const [opened, setOpened] = useState(true)
  return (
    <>
      <PageHeader title={say('LBL-USR-list')}>
        <Button onClick={() => setOpened(true)}>{say('leavers.record')}</Button>
      </PageHeader>
      {opened && (
        <LeaverDialog userId="0190a000-0000-7000-8000-0000000000aa" name="佐藤 陽菜" onClose={() => setOpened(false)} />
      )}
    </>
  )
}
