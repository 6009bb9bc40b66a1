import type { CallOf, CsvEncoding, EndpointShape } from '@kaoban/contract'
import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconFileSpreadsheet } from '@tabler/icons-react'
import { useState } from 'react'
import { call } from './api.ts'
import { useWord } from './language.tsx'
import { showDone, showProblem } from './notices.tsx'

interface Props<E extends EndpointShape> {
  /** A GET endpoint that answers CSV and takes `encoding`. */
  endpoint: E
  input: Omit<CallOf<E>, 'encoding'>
  disabled?: boolean
}

/** CSV出力 with the choice of its encoding. */
export function CsvButton<const E extends EndpointShape>({ endpoint, input, disabled = false }: Props<E>) {
  const say = useWord()
  const [busy, setBusy] = useState(false)
  const save = async (encoding: CsvEncoding) => {
    setBusy(true)
    try {
      await downloadCsv(endpoint, { ...input, encoding } as unknown as CallOf<E>)
      showDone('forms.csvDone')
    } catch (error) {
      showProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          loading={busy}
          disabled={disabled}
          leftSection={<IconFileSpreadsheet size={18} />}
          rightSection={<IconChevronDown size={16} />}
        >
          {say('LBL-GEN-csv')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void save('shift_jis')}>Shift_JIS</Menu.Item>
        <Menu.Item onClick={() => void save('utf-8')}>{say('forms.utf8')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Fetches a file and hands it to the browser's downloads, by the name of its list and the time; throws KaobanError. */
export async function downloadCsv<const E extends EndpointShape>(
  endpoint: E,
  input: CallOf<E>,
  fileName = `${endpoint.path.split('/').at(-2)}_${new Date().toLocaleString('sv-SE').replace(/\D/g, '')}.csv`,
): Promise<void> {
  const bytes = (await (call as (shape: E, input: CallOf<E>) => Promise<unknown>)(
    endpoint,
    input,
  )) as Uint8Array<ArrayBuffer>
  const url = URL.createObjectURL(new Blob([bytes], fileName.endsWith('.csv') ? { type: 'text/csv' } : {}))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
