import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { type AnyRouter, RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { createQueryClient } from './api.ts'
import type { Feature } from './feature.ts'
import { JobsProvider } from './jobs.tsx'
import { LanguageProvider } from './language.tsx'
import { RegistryProvider } from './registry.tsx'
import { SessionProvider } from './session.tsx'
import { cssVariables, theme } from './theme.ts'

const schemeManager = localStorageColorSchemeManager({ key: 'kaoban.scheme' })

interface Props {
  router: AnyRouter
  features: readonly Feature[]
  /** Nonce of the content security policy for the style elements that Mantine adds. */
  nonce: string
}

export function App({ router, features, nonce }: Props) {
  const [queries] = useState(createQueryClient)
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <LanguageProvider>
          <SessionProvider>
            <RegistryProvider features={features}>
              <JobsProvider>
                <ModalsProvider>
                  <Notifications position="bottom-right" containerWidth={380} />
                  <RouterProvider router={router} />
                </ModalsProvider>
              </JobsProvider>
            </RegistryProvider>
          </SessionProvider>
        </LanguageProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
