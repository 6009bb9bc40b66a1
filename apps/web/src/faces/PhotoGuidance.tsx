import { List } from '@mantine/core'
import { useWord } from '../platform/language.tsx'

/** How a photograph should be [NFM-FAC-013]. */
export function PhotoGuidance() {
  const say = useWord()
  return (
    <section>
      <h2>{say('faces.guidance.title')}</h2>
      <List size="sm" spacing={4}>
        {(['straight', 'light', 'behind', 'bare'] as const).map((point) => (
          <List.Item key={point}>{say(`faces.guidance.${point}`)}</List.Item>
        ))}
      </List>
    </section>
  )
}
