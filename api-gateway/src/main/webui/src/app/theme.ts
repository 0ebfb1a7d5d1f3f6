import { createTheme, type MantineColorsTuple } from '@mantine/core';

const iris: MantineColorsTuple = [
  '#f0f0fe',
  '#dedcfc',
  '#bbb8f8',
  '#9692f3',
  '#7a75ee',
  '#6763e8',
  '#5a55e0',
  '#4a46d6',
  '#3f3bc4',
  '#3531a8',
];
const dark: MantineColorsTuple = [
  '#e9ecf1',
  '#b1b9c6',
  '#8d96a6',
  '#6f7888',
  '#3a4250',
  '#2a303b',
  '#1e232c',
  '#161a21',
  '#0e1116',
  '#0a0c10',
];

/**
 * The components' defaults. Colours, sizes and fonts themselves stand as variables in tokens.css, because the content
 * security policy refuses the style element that the provider would write (MantineProvider withCssVariables={false}).
 */
export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: { light: 7, dark: 5 },
  colors: { iris, dark },
  fontFamily: 'Inter Variable, system-ui, sans-serif',
  defaultRadius: 8,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Modal: { defaultProps: { lockScroll: false, centered: true, closeButtonProps: { 'aria-label': 'Close' } } },
    Drawer: { defaultProps: { lockScroll: false, closeButtonProps: { 'aria-label': 'Close' } } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    // The first item takes the focus: Mantine's placeholder would take it where nobody sees it.
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 100 }, withInitialFocusPlaceholder: false } },
    // Choices that open by themselves would hide what stands below the field that a finding leads to.
    Select: { defaultProps: { comboboxProps: { shadow: 'md' }, checkIconPosition: 'right', openOnFocus: false } },
  },
});
