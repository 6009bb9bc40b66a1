import { Button } from '@mantine/core'
import { useState } from 'react'
import { useWord } from '../platform/language.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { EditUser } from '../users/users.service.ts'

/** The form of a person with everything that it opens. */
export function PersonFormPage() {
  const say = useWord()
  const [opened, setOpened] = useState(true)
  return (
    <>
      <PageHeader title={say('users.edit')}>
        <Button onClick={() => setOpened(true)}>{say('LBL-GEN-edit')}</Button>
      </PageHeader>
      {opened && <EditUser userId="0190a000-0000-7000-8000-0000000000aa" onClose={() => setOpened(false)} />}
    </>
  )
}
