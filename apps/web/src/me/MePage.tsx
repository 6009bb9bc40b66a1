import type { SelfServiceMenu } from '@kaoban/contract'
import { Group } from '@mantine/core'
import { IconDevices, IconKey } from '@tabler/icons-react'
import { OwnApps } from '../app-sign-in/app-sign-in.service.ts'
import { OwnFactors } from '../factors/factors.service.ts'
import { useWord } from '../platform/language.tsx'
import { LinkButton } from '../platform/links.tsx'
import { PageHeader } from '../platform/PageHeader.tsx'
import { useAccount } from '../platform/session.tsx'
import classes from './me.module.css'
import { OwnAttempts } from './OwnAttempts.tsx'
import { OwnDataFacts } from './OwnDataFacts.tsx'
import { OwnFaceCard } from './OwnFaceCard.tsx'

/** The page of an employee: who I am, my face, my password, my browsers; without what the organisation hides. */
export function MePage() {
  const say = useWord()
  const { hiddenMenus } = useAccount()
  const shows = (menu: SelfServiceMenu) => !hiddenMenus.includes(menu)
  return (
    <>
      <PageHeader title={say('faces.me.title')} />
      <div className={classes.cards}>
        {shows('face') && <OwnFaceCard />}
        <section className={classes.card} aria-label={say('faces.me.account')}>
          <h2>{say('faces.me.account')}</h2>
          <OwnDataFacts />
          <Group gap="sm">
            {shows('password') && (
              <LinkButton to="/password" variant="default" leftSection={<IconKey size={18} />}>
                {say('faces.me.password')}
              </LinkButton>
            )}
            <LinkButton to="/sessions" variant="default" leftSection={<IconDevices size={18} />}>
              {say('faces.me.sessions')}
            </LinkButton>
          </Group>
        </section>
      </div>
      {shows('saml') && <OwnApps className={classes.apps} />}
      <OwnFactors />
      <OwnAttempts />
    </>
  )
}
