import type { Analytics } from '../../api/queries/analytics';
import type { CommunicationStatus } from '../../api/queries/communications';

export const periods = ['7', '14', '30', '90', 'all'] as const;
export type PeriodName = (typeof periods)[number];

export function periodOf(text: string | null): PeriodName {
  return periods.find(one => one === text) ?? '30';
}

export const views = ['figures', 'dashboard'] as const;
export type View = (typeof views)[number];

/** The dashboard only where there is one to embed. */
export function viewOf(text: string | null, figures: Analytics | undefined): View {
  return text === 'dashboard' && figures?.embeddable ? 'dashboard' : 'figures';
}

/** Another calendar day; no clock and no zone have a say in it. */
export function plusDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The first day of a period that ends today. */
export function firstDay(period: PeriodName, today: string): string | null {
  return period === 'all' ? null : plusDays(today, 1 - Number(period));
}

export interface Day {
  readonly day: string;
  readonly communications: number;
  readonly successful: number;
  /** Reached, but no reply. */
  readonly reached: number;
  readonly rest: number;
}

const LONGEST = 400;

/** Every day of the period, also those without any, so that distances in the chart are true. */
export function daysOf(figures: Analytics, today: string): readonly Day[] {
  const known = new Map(figures.by_day.map(one => [one.day, one]));
  const first = figures.from ?? figures.by_day[0]?.day;
  const last = figures.by_day.at(-1)?.day;
  if (!first || !last) return [];
  const end = last > today ? last : today;
  const all: string[] = [];
  for (let day = first; day <= end && all.length <= LONGEST; day = plusDays(day, 1)) all.push(day);
  const days = all.length > LONGEST ? [...known.keys()] : all;
  return days.map(day => {
    const { communications = 0, reached = 0, successful = 0 } = known.get(day) ?? {};
    return {
      day,
      communications,
      successful,
      reached: Math.max(0, reached - successful),
      rest: Math.max(0, communications - reached),
    };
  });
}

export type StatusTone = 'busy' | 'ok' | 'neutral' | 'bad';

const tones: Readonly<Record<CommunicationStatus, StatusTone>> = {
  planned: 'busy',
  started: 'busy',
  delivered: 'busy',
  read: 'busy',
  replied: 'ok',
  completed: 'ok',
  no_response: 'neutral',
  canceled: 'neutral',
  skipped: 'neutral',
  failed: 'bad',
};

export function toneOf(status: CommunicationStatus): StatusTone {
  return tones[status] ?? 'neutral';
}

/** `41.3 %`; what is not nothing is not shown as nothing. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) return '< 0.1 %';
  return `${value.toLocaleString('en', { maximumFractionDigits: 1 })} %`;
}

export function isEmpty(figures: Analytics): boolean {
  return (
    figures.participants === 0 &&
    figures.communications === 0 &&
    figures.funnels.every(funnel => funnel.nodes.every(node => node.entered === 0))
  );
}
