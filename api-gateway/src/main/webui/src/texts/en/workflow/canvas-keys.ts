/** The list of keys; fetched with the dialog that shows it. */
export const canvasKeys = {
  title: 'Keys of the canvas',
  rows: [
    ['↓ ↑', 'Follow a connection down or up'],
    ['← →', 'Change the branch'],
    ['Home', 'First trigger'],
    ['Enter', 'Open the settings'],
    ['Escape', 'Back to the node, then nothing selected'],
    ['Delete, Backspace', 'Delete what is selected'],
    ['C', 'Connect the node to another'],
    ['F2', 'Rename'],
    ['Alt + arrows', 'Move by 8 pixels, with Shift by 40'],
    ['Ctrl + Z, Ctrl + Shift + Z', 'Undo, redo'],
    ['Ctrl + C, X, V, D', 'Copy, cut, paste, duplicate'],
    ['Ctrl + A', 'Select all'],
    ['Ctrl + F', 'Find a node'],
    ['Ctrl + S', 'Save now'],
    ['1, 0, Shift + 1', 'Whole flow, 100 %, the selection'],
    ['Space or middle button', 'Drag the view'],
    ['Shift + F10', 'Menu'],
  ] as readonly (readonly [string, string])[],
  /** Beside what the menu offers. */
  menu: {
    edit: 'Enter',
    rename: 'F2',
    connect: 'C',
    copy: 'Ctrl C',
    cut: 'Ctrl X',
    duplicate: 'Ctrl D',
    selectAll: 'Ctrl A',
    delete: 'Del',
  },
};
