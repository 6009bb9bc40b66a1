import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core'

/**
 * Every colour of the portal stands in this file. Feature code uses the `--kb-*` variables or Mantine colour names.
 * Contrast: text tones reach 4.5:1 and borders of controls 3:1 on their surface in both schemes (WCAG 2.2 AA).
 */
const indigo: MantineColorsTuple = [
  '#eef2ff',
  '#e0e7ff',
  '#c7d2fe',
  '#a5b4fc',
  '#818cf8',
  '#6366f1',
  '#4f46e5',
  '#4338ca',
  '#3730a3',
  '#312e81',
]
const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#f0f2f5',
  '#e4e7ec',
  '#d3d7df',
  '#868d9b',
  '#6b7280',
  '#565d6b',
  '#434956',
  '#2d323c',
  '#1a1d24',
]
const dark: MantineColorsTuple = [
  '#e7e9ee',
  '#c5cad5',
  '#a5acbb',
  '#8f97a8',
  '#444b5a',
  '#313643',
  '#242832',
  '#181b22',
  '#12151b',
  '#0d0f14',
]
const green: MantineColorsTuple = [
  '#f0fdf4',
  '#dcfce7',
  '#bbf7d0',
  '#86efac',
  '#4ade80',
  '#16a34a',
  '#15803d',
  '#166534',
  '#14532d',
  '#052e16',
]
const yellow: MantineColorsTuple = [
  '#fffbeb',
  '#fef3c7',
  '#fde68a',
  '#fcd34d',
  '#fbbf24',
  '#d97706',
  '#b45309',
  '#92400e',
  '#78350f',
  '#451a03',
]
const red: MantineColorsTuple = [
  '#fef2f2',
  '#fee2e2',
  '#fecaca',
  '#fca5a5',
  '#f87171',
  '#ef4444',
  '#dc2626',
  '#b91c1c',
  '#991b1b',
  '#7f1d1d',
]

const tones = { indigo, green, yellow, red }

const sans =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'Noto Sans JP', 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic UI', Meiryo, system-ui, sans-serif"
const mono = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK JP', monospace"

/** Height of a control: 40 px, 44 px on touch; the variable is set in frame.css. */
const control = 'var(--kb-control)'
const inputVars = (_: unknown, props: { size?: unknown }) => ({
  wrapper: props.size === undefined || props.size === 'sm' ? { '--input-height': control } : {},
})

export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 6, dark: 6 },
  colors: { indigo, gray, dark, green, yellow, red },
  white: '#ffffff',
  black: '#1a1d24',
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  fontFamily: sans,
  fontFamilyMonospace: mono,
  headings: {
    fontFamily: sans,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.35' },
      h2: { fontSize: '1.125rem', lineHeight: '1.4' },
      h3: { fontSize: '1rem', lineHeight: '1.45' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: {
      defaultProps: { size: 'sm' },
      vars: (_: unknown, props: { size?: unknown }) => ({
        root: props.size === undefined || props.size === 'sm' ? { '--button-height': control } : {},
      }),
    },
    ActionIcon: { defaultProps: { size: control, variant: 'subtle', color: 'gray' } },
    Input: { defaultProps: { size: 'sm' }, vars: inputVars },
    InputWrapper: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false, checkIconPosition: 'right' } },
    // The second click of a double click on what opened a dialog lands beside it, and so do stray ones.
    Modal: {
      defaultProps: {
        centered: true,
        closeOnClickOutside: false,
        overlayProps: { backgroundOpacity: 0.5 },
        radius: 'lg',
      },
    },
    // A header in a dialog is no banner of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true, withinPortal: false } },
    Anchor: { defaultProps: { underline: 'hover' } },
    Menu: { defaultProps: { shadow: 'md', width: 240, position: 'bottom-end', withInitialFocusPlaceholder: false } },
    Checkbox: { defaultProps: { size: 'sm' } },
    Radio: { defaultProps: { size: 'sm' } },
    Switch: { defaultProps: { size: 'md' } },
  },
})

type Tone = keyof typeof tones
const shades = (scheme: 'light' | 'dark') => {
  const variables: Record<string, string> = {}
  for (const [name, shade] of Object.entries(tones) as [Tone, MantineColorsTuple][]) {
    const light = scheme === 'light'
    variables[`--mantine-color-${name}-text`] = light ? shade[7] : shade[3]
    variables[`--mantine-color-${name}-light`] = light ? shade[1] : `color-mix(in srgb, ${shade[5]} 18%, transparent)`
    variables[`--mantine-color-${name}-light-hover`] = light
      ? shade[2]
      : `color-mix(in srgb, ${shade[5]} 26%, transparent)`
    variables[`--mantine-color-${name}-light-color`] = light ? shade[7] : shade[3]
    variables[`--mantine-color-${name}-outline`] = light ? shade[6] : shade[4]
  }
  return variables
}

/** Names by meaning; `--kb-success-text` on `--kb-success-surface` is legible in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--kb-frame-header': '3.5rem', '--kb-frame-menu': '17.25rem' },
  light: {
    ...shades('light'),
    '--mantine-color-error': red[7],
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-placeholder': gray[5],
    '--mantine-color-anchor': indigo[6],
    '--mantine-color-body': '#ffffff',
    '--mantine-color-default-border': gray[4],
    '--mantine-color-gray-light-color': gray[7],
    '--kb-canvas': gray[0],
    '--kb-surface': '#ffffff',
    '--kb-surface-raised': '#ffffff',
    '--kb-surface-hover': gray[1],
    '--kb-surface-chosen': indigo[0],
    '--kb-border': gray[2],
    '--kb-border-strong': gray[4],
    '--kb-text': gray[9],
    '--kb-text-dimmed': gray[6],
    '--kb-accent': indigo[6],
    '--kb-accent-text': indigo[7],
    '--kb-on-accent': '#ffffff',
    '--kb-success-text': green[7],
    '--kb-success-surface': green[1],
    '--kb-success': green[6],
    '--kb-warning-text': yellow[7],
    '--kb-warning-surface': yellow[1],
    '--kb-warning': yellow[5],
    '--kb-danger-text': red[7],
    '--kb-danger-surface': red[1],
    '--kb-danger': red[6],
    '--kb-info-text': indigo[7],
    '--kb-info-surface': indigo[1],
    '--kb-neutral-text': gray[7],
    '--kb-neutral-surface': gray[1],
    '--kb-shadow': '0 1px 2px rgb(16 24 40 / 6%), 0 1px 3px rgb(16 24 40 / 8%)',
  },
  dark: {
    ...shades('dark'),
    '--mantine-color-error': red[3],
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-placeholder': dark[3],
    '--mantine-color-anchor': indigo[3],
    '--mantine-color-body': dark[7],
    '--mantine-color-default-border': '#6f7788',
    '--mantine-color-gray-light-color': dark[1],
    '--mantine-color-gray-text': dark[1],
    '--kb-canvas': dark[8],
    '--kb-surface': dark[7],
    '--kb-surface-raised': dark[6],
    '--kb-surface-hover': dark[6],
    '--kb-surface-chosen': 'color-mix(in srgb, #6366f1 20%, transparent)',
    '--kb-border': dark[5],
    '--kb-border-strong': '#6f7788',
    '--kb-text': dark[0],
    '--kb-text-dimmed': dark[2],
    '--kb-accent': indigo[4],
    '--kb-accent-text': indigo[3],
    '--kb-on-accent': '#ffffff',
    '--kb-success-text': green[3],
    '--kb-success-surface': 'color-mix(in srgb, #16a34a 18%, transparent)',
    '--kb-success': green[4],
    '--kb-warning-text': yellow[3],
    '--kb-warning-surface': 'color-mix(in srgb, #d97706 20%, transparent)',
    '--kb-warning': yellow[4],
    '--kb-danger-text': red[3],
    '--kb-danger-surface': 'color-mix(in srgb, #ef4444 20%, transparent)',
    '--kb-danger': red[4],
    '--kb-info-text': indigo[3],
    '--kb-info-surface': 'color-mix(in srgb, #6366f1 22%, transparent)',
    '--kb-neutral-text': dark[1],
    '--kb-neutral-surface': dark[5],
    '--kb-shadow': '0 1px 2px rgb(0 0 0 / 40%)',
  },
})
