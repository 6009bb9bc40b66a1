import { hasMessage } from '@kaoban/messages'
import { Tooltip } from '@mantine/core'
import { useWord } from '../platform/language.tsx'
import { LinkAnchor } from '../platform/links.tsx'

/** A code with its guidance on hover and focus; a code nobody knows is shown as it is [NFM-ERR-016]. */
export function ErrorCodeText({ code }: { code: string | null }) {
  const say = useWord()
  if (code === null) return null
  const key = `EC-${code}`
  if (!hasMessage(key)) return <code>{code}</code>
  return (
    <Tooltip label={say(key)} multiline w={320} events={{ hover: true, focus: true, touch: true }}>
      <span>
        <LinkAnchor to={`/errors/${code}`}>
          <code>{code}</code>
        </LinkAnchor>
      </span>
    </Tooltip>
  )
}
