import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { CopyField } from '../platform/CopyField.tsx'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'

/** The only time that anybody sees the secret of a key: no press beside the dialog takes it away. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const say = useWord()
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('apiKeys.made.title')}
      size="lg"
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack>
        <Notice tone="warning">{say('apiKeys.made.once')}</Notice>
        <CopyField value={secret} label={say('apiKeys.secret')} />
        <Text>{say('apiKeys.made.use')}</Text>
        <Group justify="flex-end">
          <Button onClick={onClose}>{say('LBL-GEN-close')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
