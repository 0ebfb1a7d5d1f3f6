/** One property of what changed, by its path. */
export interface Difference {
  readonly path: string;
  /** Undefined where there was nothing. */
  readonly before: Told | undefined;
  readonly after: Told | undefined;
}

/** A value, or that there is one which is not told. */
export type Told = { readonly text: string } | { readonly concealed: true; readonly characters: number | null };

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function leaves(value: unknown, path: string, found: Map<string, Told>) {
  if (isObject(value) && value.concealed === true) {
    const characters = typeof value.characters === 'number' ? value.characters : null;
    found.set(path, { concealed: true, characters });
  } else if (isObject(value) && Object.keys(value).length > 0) {
    for (const [name, inner] of Object.entries(value)) leaves(inner, path ? `${path}.${name}` : name, found);
  } else if (Array.isArray(value) && value.some(entry => typeof entry === 'object' && entry !== null)) {
    value.forEach((entry, index) => {
      leaves(entry, `${path}[${index}]`, found);
    });
  } else if (Array.isArray(value)) {
    found.set(path, { text: value.join(', ') });
  } else if (!isObject(value) && value !== null && value !== undefined) {
    found.set(path, { text: String(value) });
  }
}

/** What changed, property by property, in the order of before and then of what is new. */
export function differences(before: Json | null, after: Json | null): readonly Difference[] {
  const from = new Map<string, Told>();
  const to = new Map<string, Told>();
  leaves(before ?? {}, '', from);
  leaves(after ?? {}, '', to);
  const paths = [...new Set([...from.keys(), ...to.keys()])];
  return paths.map(path => ({ path, before: from.get(path), after: to.get(path) }));
}
