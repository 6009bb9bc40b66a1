import '@mantine/core/styles.layer.css'
import '@mantine/dates/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import './platform/frame.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { App } from './platform/App.tsx'
import { createRouter, features as product } from './router.tsx'

// The content security policy forbids making code from text, which zod otherwise tries.
z.config({ jitless: true })

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
window.__webpack_nonce__ = nonce

const features = __GALLERY__ ? [(await import('./gallery/gallery.pages.ts')).gallery] : product

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App router={createRouter(features)} features={features} nonce={nonce} />
  </StrictMode>,
)
