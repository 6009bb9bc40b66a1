import type { Feature } from '../platform/feature.ts'
import { useOperator } from './useOperator.ts'

export const operators: Feature = {
  useOperator,
  pages: [
    {
      path: '/setup/$token',
      frame: 'public',
      title: 'operators.setupTitle',
      load: () => import('./SetupPage.tsx').then((file) => file.SetupPage),
    },
    {
      path: '/operator/sign-in',
      frame: 'public',
      title: 'operators.signInTitle',
      load: () => import('./OperatorSignInPage.tsx').then((file) => file.OperatorSignInPage),
    },
    {
      path: '/operator/two-factor',
      frame: 'public',
      title: 'operators.twoFactorTitle',
      load: () => import('./TwoFactorPage.tsx').then((file) => file.TwoFactorPage),
    },
    {
      path: '/operator/operators',
      frame: 'operator',
      title: 'operators.list',
      load: () => import('./OperatorsPage.tsx').then((file) => file.OperatorsPage),
    },
    {
      path: '/operator/log',
      frame: 'operator',
      title: 'operators.log',
      load: () => import('./OperatorLogPage.tsx').then((file) => file.OperatorLogPage),
    },
  ],
}
