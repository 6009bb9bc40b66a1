import { Button, Group, Stack } from '@mantine/core'
import { useMemo } from 'react'
import { CopyField } from '../platform/CopyField.tsx'
import { DateTimeText } from '../platform/DateTimeText.tsx'
import { useJobs } from '../platform/jobs.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice, type Tone } from '../platform/Notice.tsx'
import { showDone } from '../platform/notices.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { ProgressPanel } from '../platform/ProgressPanel.tsx'
import { StatusBadge } from '../platform/StatusBadge.tsx'

const tones: Tone[] = ['info', 'success', 'warning', 'danger', 'neutral']

export function PartsPage() {
  const say = useWord()
  const { report } = useJobs()
  const startedAt = useMemo(() => Date.now() - 12_000, [])
  return (
    <>
      <PageHeader title={say('frame.dashboard')} lead={say('frame.welcome.text')} />
      <Stack>
        {tones.map((tone) => (
          <Notice key={tone} tone={tone} title={tone}>
            {say('MSG-GEN-001')}
          </Notice>
        ))}
        <Group>
          {tones.map((tone) => (
            <StatusBadge key={tone} tone={tone}>
              {say('LBL-USR-real')}
            </StatusBadge>
          ))}
        </Group>
        <Group>
          {['indigo', 'red', 'green', 'gray'].map((color) =>
            (['filled', 'light', 'default', 'subtle', 'outline'] as const).map((variant) => (
              <Button key={color + variant} color={color} variant={variant}>
                {variant}
              </Button>
            )),
          )}
        </Group>
        <CopyField label={say('LBL-DLD-code')} value="K7M2-XR91-QQ4A" />
        <DateTimeText at="2025-04-08T02:04:09Z" style="second" />
        <ProgressPanel
          title={say('LBL-NAV-io.userImport')}
          done={412}
          total={1000}
          startedAt={startedAt}
          onCancel={() => {}}
        />
        <Group>
          <Button onClick={() => showDone('MSG-GEN-007')}>{say('LBL-GEN-save')}</Button>
          <Button
            onClick={() =>
              report({
                id: '1',
                label: say('LBL-NAV-io.userImport'),
                state: 'running',
                done: 412,
                total: 1000,
                startedAt,
              })
            }
          >
            {say('frame.jobs.title')}
          </Button>
        </Group>
      </Stack>
    </>
  )
}
