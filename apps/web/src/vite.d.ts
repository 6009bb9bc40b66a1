/// <reference types="vite/client" />

/** Whether the gallery of components is part of this build. */
declare const __GALLERY__: boolean

interface Window {
  /** Read by react-remove-scroll (below Mantine's dialogs) for the style element it adds. */
  __webpack_nonce__?: string
}
