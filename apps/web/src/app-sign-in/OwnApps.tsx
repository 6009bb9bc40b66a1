import { listOwnApps } from '@kaoban/contract'
import { Button, Group } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useApi } from '../platform/api.ts'
import { useWord } from '../platform/language.tsx'
import { Notice } from '../platform/Notice.tsx'
import { ProblemText } from '../platform/notices.tsx'

/** Applications that can be opened from the portal, without a password where the session is enough. */
export function OwnApps({ className }: { className?: string | undefined }) {
  const say = useWord()
  const { data, error } = useApi(listOwnApps)
  if (!error && !data?.rows.length) return null
  return (
    <section className={className} aria-labelledby="own-apps">
      <h2 id="own-apps">{say('appSignIn.own')}</h2>
      {error && (
        <Notice tone="danger">
          <ProblemText error={error} />
        </Notice>
      )}
      <Group gap="sm">
        {data?.rows.map(({ appId, name, path }) => (
          // A document of its own: what it may send where is another matter than on the pages of the portal.
          <Button
            key={appId}
            component="a"
            href={path}
            variant="default"
            rightSection={<IconExternalLink size={16} aria-hidden="true" />}
          >
            {name}
          </Button>
        ))}
      </Group>
    </section>
  )
}
