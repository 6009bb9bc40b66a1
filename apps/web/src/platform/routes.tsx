import { createRootRoute, createRoute, lazyRouteComponent, Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { useCurrentPage } from './address.ts'
import { BrokenPage, NotFoundPage } from './ErrorPage.tsx'
import type { Feature, FrameKind, PageComponent } from './feature.ts'
import { HomePage } from './HomePage.tsx'
import { KioskFrame } from './KioskFrame.tsx'
import { useWord } from './language.tsx'
import { OperatorFrame } from './OperatorFrame.tsx'
import { PageLoading } from './PageLoading.tsx'
import { PortalFrame } from './PortalFrame.tsx'
import { PublicFrame } from './PublicFrame.tsx'

const frames: Record<FrameKind, PageComponent> = {
  portal: PortalFrame,
  public: PublicFrame,
  operator: OperatorFrame,
  kiosk: KioskFrame,
}

export function buildRoutes(features: readonly Feature[]) {
  const root = createRootRoute({
    component: Root,
    notFoundComponent: NotFoundPage,
    errorComponent: BrokenPage,
  })
  const pages = features.flatMap((feature) => feature.pages)
  const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage })
  const layouts = (Object.keys(frames) as FrameKind[]).map((kind) => {
    const layout = createRoute({ getParentRoute: () => root, id: kind, component: frames[kind] })
    const own = pages.filter((page) => page.frame === kind)
    return layout.addChildren(
      own.map((page) =>
        createRoute({
          getParentRoute: () => layout,
          path: page.path,
          staticData: { page },
          component: lazyRouteComponent(() => page.load().then((component) => ({ default: component }))),
          pendingComponent: PageLoading,
          errorComponent: BrokenPage,
        }),
      ),
    )
  })
  return root.addChildren([home, ...layouts])
}

function Root() {
  const say = useWord()
  const page = useCurrentPage()
  const path = useRouterState({ select: (state) => (state.resolvedLocation ?? state.location).pathname })
  const first = useRef(true)
  // In the layout phase, so that the title a page sets in its own effect wins.
  useLayoutEffect(() => {
    document.title = page ? `${say(page.title)} - ${say('frame.product')}` : say('frame.product')
  }, [page, say])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when the path does, whatever else changed
  useEffect(() => {
    if (first.current) first.current = false
    else focusContent()
  }, [path])
  return <Outlet />
}

/** After navigation the reading starts at the heading, unless the page put the focus somewhere itself. */
function focusContent() {
  const content = document.getElementById('content')
  const holder = document.activeElement
  if (!content || (holder instanceof HTMLInputElement && content.contains(holder))) return
  const target = content.querySelector<HTMLElement>('h1') ?? content
  target.tabIndex = -1
  target.focus({ preventScroll: true })
}
