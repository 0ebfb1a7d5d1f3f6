interface Pressed {
  readonly key: string;
  readonly code: string;
}

/**
 * The Latin letter or digit of a key, for shortcuts: on a Cyrillic or Greek keyboard the key of Z gives another letter, and
 * people press it where it lies all the same.
 */
export function latinKey({ key, code }: Pressed): string {
  if (key.length !== 1 || key <= '~') return key;
  const lies = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1];
  return lies ? lies.toLowerCase() : key;
}
