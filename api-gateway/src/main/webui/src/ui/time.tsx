import { useMe } from '../api/queries/session';
import { texts } from '../texts/en';
import { formatDay, formatMoment, fromNow, type TimeSettings } from '../time';

const fallback: TimeSettings = { timezone: 'UTC', dateFormat: 'yyyy-MM-dd' };

export function useTimeSettings(): TimeSettings {
  const tenant = useMe().data?.tenant;
  return tenant ? { timezone: tenant.timezone, dateFormat: tenant.date_format } : fallback;
}

/** A moment on the tenant's clocks; hovering says how long ago. */
export function Time({ at }: { readonly at: string | null | undefined }) {
  const settings = useTimeSettings();
  if (!at) return <span>{texts.none}</span>;
  return (
    <time dateTime={at} className="tnum" title={`${fromNow(at)} · ${settings.timezone}`}>
      {formatMoment(at, settings)}
    </time>
  );
}

export function Day({ day }: { readonly day: string | null | undefined }) {
  const settings = useTimeSettings();
  if (!day) return <span>{texts.none}</span>;
  return (
    <time dateTime={day} className="tnum">
      {formatDay(day, settings)}
    </time>
  );
}
