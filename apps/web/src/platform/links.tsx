import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { parseSearch } from './search.ts'

interface Target {
  /** Path with its parameters filled in, with `?…` and `#…` where wanted: `/users/0190…?tab=faces`. */
  to: string
  children: ReactNode
  'aria-label'?: string
  title?: string
  onClick?: () => void
}

/** Splits an address into what the router takes. */
export function targetOf(address: string): { to: string } {
  const [rest = '', hash] = address.split('#')
  const [to = '', query] = rest.split('?')
  const search = query === undefined ? {} : parseSearch(query)
  return { to, search, ...(hash === undefined ? {} : { hash }) } as { to: string }
}

/** A link inside the portal: no reload, prefetches on hover. */
export function LinkAnchor({ to, children, ...rest }: AnchorProps & Target) {
  return (
    <Anchor {...rest} renderRoot={(props) => <Link {...targetOf(to)} {...props} />}>
      {children}
    </Anchor>
  )
}

/** A link that looks like a button. */
export function LinkButton({ to, children, ...rest }: ButtonProps & Target) {
  return (
    <Button {...rest} renderRoot={(props) => <Link {...targetOf(to)} {...props} />}>
      {children}
    </Button>
  )
}
