import {
  ActionIcon,
  Button,
  Checkbox,
  createTheme,
  Drawer,
  Input,
  Menu,
  Modal,
  Popover,
  Portal,
  rem,
  SegmentedControl,
  Switch,
  Tooltip,
  type MantineColorsTuple,
} from '@mantine/core'
import classes from './components.module.css'
import { tuples } from './tokens.ts'

function tuple(text: string): MantineColorsTuple {
  const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '', i = '', j = ''] = text
    .split(' ')
    .map((hex) => `#${hex}`)
  return [a, b, c, d, e, f, g, h, i, j]
}

/** The element menus, hints and dialogs are drawn in: a landmark of its own, in the shell. */
export const layersId = 'layers'

const easing = 'cubic-bezier(0.2, 0, 0, 1)'
const heights: Record<string, number> = { xs: 28, sm: 34, md: 38 }
const heightOf = (size: unknown): string => rem(heights[String(size)] ?? 28)

const components = {
  Button: Button.extend({
    defaultProps: { size: 'xs', variant: 'default' },
    classNames: { root: classes.button ?? '', section: classes.buttonSection ?? '' },
    vars: (_theme, props) => ({
      root: {
        '--button-height': heightOf(props.size),
        '--button-fz': props.size === 'md' ? rem(14) : rem(12),
        '--button-padding-x': props.size === 'md' ? rem(18) : rem(11),
      },
    }),
  }),
  ActionIcon: ActionIcon.extend({
    defaultProps: { size: 28, variant: 'subtle' },
    classNames: { root: classes.actionIcon ?? '' },
  }),
  Input: Input.extend({
    classNames: { input: classes.input ?? '' },
    vars: (_theme, props) => ({
      wrapper: {
        '--input-height': heightOf(props.size),
        '--input-fz': rem(12),
        '--input-size': heightOf(props.size),
      },
    }),
  }),
  InputWrapper: Input.Wrapper.extend({
    classNames: {
      label: classes.label ?? '',
      description: classes.description ?? '',
      error: classes.error ?? '',
    },
  }),
  Tooltip: Tooltip.extend({
    defaultProps: {
      openDelay: 400,
      events: { hover: true, focus: true, touch: false },
      transitionProps: { duration: 80 },
    },
    classNames: { tooltip: classes.tooltip ?? '' },
  }),
  Menu: Menu.extend({
    defaultProps: {
      transitionProps: { duration: 140 },
      position: 'bottom-end',
      shadow: 'md',
      // A menu may hold nothing but its items; the trap then focuses the menu, and an arrow its first item.
      withInitialFocusPlaceholder: false,
    },
    classNames: {
      dropdown: classes.layer ?? '',
      item: classes.menuItem ?? '',
      itemSection: classes.menuSection ?? '',
      label: classes.menuLabel ?? '',
    },
  }),
  Portal: Portal.extend({ defaultProps: { target: `#${layersId}` } }),
  Popover: Popover.extend({ classNames: { dropdown: classes.layer ?? '' } }),
  Modal: Modal.extend({
    defaultProps: {
      radius: 'lg',
      centered: true,
      padding: 22,
      transitionProps: { duration: 200, timingFunction: easing, transition: 'fade' },
      attributes: { header: { role: 'presentation' } },
      overlayProps: { backgroundOpacity: 0.35, color: 'var(--bd-veil)' },
    },
    classNames: {
      content: classes.modal ?? '',
      title: classes.modalTitle ?? '',
      header: classes.modalHeader ?? '',
    },
  }),
  Drawer: Drawer.extend({
    defaultProps: {
      attributes: { header: { role: 'presentation' } },
      transitionProps: { duration: 200, timingFunction: easing },
      overlayProps: { backgroundOpacity: 0.35, color: 'var(--bd-veil)' },
    },
    classNames: {
      content: classes.drawer ?? '',
      header: classes.drawerHeader ?? '',
      body: classes.drawerBody ?? '',
    },
  }),
  SegmentedControl: SegmentedControl.extend({
    defaultProps: { size: 'xs', transitionDuration: 140 },
    classNames: {
      root: classes.segments ?? '',
      indicator: classes.segmentIndicator ?? '',
      label: classes.segmentLabel ?? '',
    },
  }),
  Switch: Switch.extend({ classNames: { track: classes.switchTrack ?? '' } }),
  Checkbox: Checkbox.extend({ classNames: { input: classes.checkbox ?? '' } }),
}

/** Mantine set to the tokens of interface.md 4.2; colours come from `cssVariablesResolver`. */
export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: { light: 7, dark: 6 },
  colors: {
    iris: tuple(tuples.iris),
    gray: tuple(tuples.gray),
    dark: tuple(tuples.dark),
    green: tuple(tuples.green),
    amber: tuple(tuples.amber),
    red: tuple(tuples.red),
    sky: tuple(tuples.sky),
  },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: rem(11), sm: rem(12), md: rem(13), lg: rem(15), xl: rem(18) },
  lineHeights: { xs: '1.4545', sm: '1.5', md: '1.5385', lg: '1.4667', xl: '1.4444' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: rem(28), lineHeight: '1.2857' },
      h2: { fontSize: rem(18), lineHeight: '1.4444' },
      h3: { fontSize: rem(15), lineHeight: '1.4667' },
    },
  },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  radius: { xs: rem(3), sm: rem(5), md: rem(7), lg: rem(10), xl: rem(14) },
  defaultRadius: 'sm',
  shadows: { xs: 'var(--bd-shadow-card)', md: 'var(--bd-shadow-pop)' },
  respectReducedMotion: true,
  activeClassName: '',
  cursorType: 'pointer',
  components,
})
