/** The browser's own lists of zones and countries: they are there already and follow its updates. */
export function timezones(current: string): string[] {
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];
  return [...new Set([current, 'UTC', ...known])].sort();
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** What has a name in Unicode's data but is no country of ISO 3166: unions, former states, places of their own code. */
const NO_COUNTRIES = new Set(
  'AC AN BU CP CQ CS CT DD DG DY EA EU EZ FQ FX HV IC JT MI NH NQ NT PC PU PZ QO QU RH SU TA TP UK UN VD WK XA XB XK YD YU ZR ZZ'.split(
    ' ',
  ),
);

export function regions(current: string | null): { value: string; label: string }[] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const found: { value: string; label: string }[] = [];
  for (const first of LETTERS) {
    for (const second of LETTERS) {
      const code = first + second;
      const name = NO_COUNTRIES.has(code) ? undefined : names.of(code);
      if (name) found.push({ value: code, label: `${name} (${code})` });
    }
  }
  if (current && !found.some(one => one.value === current)) found.push({ value: current, label: current });
  return found.sort((a, b) => a.label.localeCompare(b.label, 'en'));
}
