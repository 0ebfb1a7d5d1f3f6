import { counted, number } from '../common';

/** Of the canvas: its bar, its nodes and lines, what is said of what was done, menus and keys. */
export const canvas = {
  toolbar: {
    label: 'Canvas',
    undo: 'Undo',
    redo: 'Redo',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    recenter: 'Re-center',
    tidy: 'Tidy up',
    map: 'Map',
    outline: 'Outline',
    keys: 'Keys',
  },
  node: {
    badge: (count: number) => counted(count, 'finding', 'findings'),
    addAfter: (name: string, port: string) => `Add a node after ${name}${port}`,
    insertHere: 'Insert a node here',
    description: (type: string, name: string, errors: number, warnings: number, branches: string) =>
      `${type}: ${name}${errors ? `, ${counted(errors, 'error', 'errors')}` : ''}${
        warnings ? `, ${counted(warnings, 'warning', 'warnings')}` : ''
      }${branches ? `, ${branches}` : ''}`,
    leadsTo: (port: string, name: string) => `${port} to ${name}`,
    open: (port: string) => `${port} open`,
    canvas: 'Flow canvas. Arrow keys follow the connections, Enter opens the settings, ? lists the keys.',
    edge: (from: string, port: string, to: string) => `Connection from ${from}${port} to ${to}`,
  },
  refusals: {
    itself: 'A node cannot lead to itself',
    trigger: 'Nothing can lead into a trigger',
    cycle: 'This would lead in a circle',
    missing: 'The node is gone',
  },
  tooMany: (most: number, there: number, more: number) =>
    `A flow holds at most ${number(most)} nodes: it has ${number(there)}, and ${number(more)} would be added`,
  picker: { label: 'Choose a node', find: 'Find a node' },
  connect: {
    title: (name: string) => `Connect ${name}`,
    port: 'From',
    target: 'To',
    find: 'Find a node',
    none: 'No node can follow here',
    submit: 'Connect',
  },
  said: {
    added: (name: string) => `${name} was added`,
    removed: (count: number) => `${counted(count, 'node', 'nodes')} removed`,
    edgeRemoved: 'Connection removed',
    joined: 'The nodes before and after were joined',
    connected: (from: string, to: string) => `${from} leads to ${to}`,
    undone: 'Undone',
    redone: 'Done again',
    nothingToUndo: 'Nothing to undo',
    copied: (count: number) => `${counted(count, 'node', 'nodes')} copied`,
    pasted: (count: number) => `${counted(count, 'node', 'nodes')} pasted`,
    tidied: 'The flow is tidy',
    selected: (count: number) => `${counted(count, 'node', 'nodes')} selected`,
  },
  menu: {
    edit: 'Open settings',
    rename: 'Rename',
    connect: 'Connect to …',
    copy: 'Copy',
    cut: 'Cut',
    paste: 'Paste',
    duplicate: 'Duplicate',
    delete: 'Delete',
    selectAll: 'Select all',
    tidy: 'Tidy up',
  },
  clipboardRefused: 'The browser does not let this page write to the clipboard: use Ctrl+C or Ctrl+X',
  search: { title: 'Find in this flow', placeholder: 'Name, field or agent', none: 'Nothing found' },
};
