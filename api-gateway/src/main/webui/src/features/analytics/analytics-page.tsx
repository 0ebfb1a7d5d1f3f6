import { SegmentedControl } from '@mantine/core';
import { ChartColumn } from 'lucide-react';
import { Suspense, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Analytics, useAnalytics } from '../../api/queries/analytics';
import { texts } from '../../texts/en';
import { analytics } from '../../texts/en/analytics';
import { number } from '../../texts/en/common';
import { formatDay, formatMoment, wallClock } from '../../time';
import { useThisCampaign } from '../../ui/campaign-context';
import { lazyPart } from '../../ui/lazy-part';
import { useNodeNames } from '../../ui/node-names';
import { pageStyles } from '../../ui/page';
import { EmptyState, ErrorState, LackNotice, SkeletonRows, StaleBar, StaleNotice } from '../../ui/states';
import { useTimeSettings } from '../../ui/time';
import s from './analytics.module.css';
import { Bars } from './bars';
import { ChartCard } from './chart-card';
import { daysOf, firstDay, isEmpty, percent, periodOf, periods, toneOf, type View, viewOf, views } from './rules';

const words = analytics;
const DayChart = lazyPart(() => import('./day-chart'));
const EmbeddedDashboard = lazyPart(() => import('./embedded-dashboard'));

export function Component() {
  const campaign = useThisCampaign();
  const settings = useTimeSettings();
  const [parameters, setParameters] = useSearchParams();
  const period = periodOf(parameters.get('days'));
  const today = wallClock(new Date(), settings.timezone).slice(0, 10);
  const from = firstDay(period, today);
  const wanted = parameters.get('view');
  const running = campaign.status === 'active' && wanted !== 'dashboard';
  const analytics = useAnalytics(campaign.id, { from }, { running });
  const figures = analytics.data;
  const updated = new Date(analytics.dataUpdatedAt).toISOString();
  const view = viewOf(wanted, figures);
  if (view === 'dashboard') {
    return (
      <div className={pageStyles.body}>
        <h2 className="hidden">{words.title}</h2>
        <div className={s.bar}>
          <Views view={view} />
        </div>
        <Suspense fallback={<SkeletonRows rows={9} />}>
          <EmbeddedDashboard campaign={campaign.id} />
        </Suspense>
      </div>
    );
  }
  return (
    <div className={pageStyles.body}>
      <h2 className="hidden">{words.title}</h2>
      <div className={s.bar}>
        <SegmentedControl
          size="xs"
          aria-label={words.period}
          data={periods.map(value => ({ value, label: words.periods[value] }))}
          value={period}
          onChange={value => setParameters(value === '30' ? {} : { days: value }, { replace: true })}
        />
        <span className={s.note}>{from ? words.since(formatDay(from, settings)) : words.sinceBeginning}</span>
        {figures?.embeddable && <Views view={view} />}
        {figures && (
          <span className={`${s.updated} tnum`}>
            {words.updated(formatMoment(updated, settings).slice(-5), figures.timezone)}
          </span>
        )}
      </div>
      {analytics.isPending ? (
        <SkeletonRows rows={9} />
      ) : !figures ? (
        <ErrorState what={words.title} error={analytics.error} onRetry={() => analytics.refetch()} />
      ) : isEmpty(figures) ? (
        <EmptyState icon={ChartColumn} title={words.empty.title} text={words.empty.text} />
      ) : (
        <div className={s.content}>
          <StaleBar active={analytics.isPlaceholderData} />
          <Figures figures={figures} />
          <Charts campaign={campaign.id} figures={figures} today={today} />
        </div>
      )}
      {figures && <StaleNotice of={analytics} />}
    </div>
  );
}

/** The figures, or Superset's dashboard where there is one; which stands in the address. */
function Views({ view }: { readonly view: View }) {
  const [, setParameters] = useSearchParams();
  return (
    <SegmentedControl
      size="xs"
      aria-label={words.view}
      data={views.map(value => ({ value, label: words.views[value] }))}
      value={view}
      onChange={value => setParameters(value === 'figures' ? {} : { view: value }, { replace: true })}
    />
  );
}

function Figures({ figures }: { readonly figures: Analytics }) {
  const { participants, reached, successful, communications } = figures;
  const rate = figures.success_rate;
  const all = [
    [words.figures.participants, number(participants), words.figures.participantsNote],
    [
      words.figures.reached,
      number(reached),
      participants > 0 ? words.figures.reachedNote(percent(reached / participants)) : words.figures.nobody,
    ],
    [words.figures.success, rate == null ? texts.none : percent(rate), words.figures.successNote(successful)],
    [words.figures.communications, number(communications), words.figures.communicationsNote],
  ] as const;
  return (
    <dl className={s.figures} aria-label={words.figures.label}>
      {all.map(([label, value, note]) => (
        <div key={label} className={`${s.card} ${s.figure}`}>
          <dt>{label}</dt>
          <dd>
            <div className={`${s.value} tnum`}>{value}</div>
            <div className={s.note}>{note}</div>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface ChartsProps {
  readonly campaign: string;
  readonly figures: Analytics;
  readonly today: string;
}

function Charts({ campaign, figures, today }: ChartsProps) {
  const { nameOf, asked } = useNodeNames(campaign);
  const settings = useTimeSettings();
  const days = useMemo(() => daysOf(figures, today), [figures, today]);
  const most = days.reduce((one, other) => (other.communications > one.communications ? other : one), {
    day: '',
    communications: 0,
  });
  const counted = [words.columns.communications, words.columns.reached, words.columns.successful];
  const nothing = <p className={s.note}>{words.nothingPlanned}</p>;
  return (
    <>
      <ChartCard
        title={words.byDay}
        hint={words.byDayHint}
        columns={[words.columns.day, ...counted]}
        rows={figures.by_day.map(one => ({
          key: one.day,
          name: formatDay(one.day, settings),
          values: [one.communications, one.reached, one.successful],
        }))}
      >
        {figures.communications === 0 ? (
          nothing
        ) : (
          <Suspense fallback={<div className={s.chart} />}>
            <DayChart
              days={days}
              settings={settings}
              summary={words.chartSummary(
                days.length,
                figures.communications,
                formatDay(most.day, settings),
                most.communications,
              )}
            />
          </Suspense>
        )}
      </ChartCard>
      <div className={s.charts}>
        <ChartCard
          title={words.byStatus}
          columns={[words.columns.status, words.columns.communications]}
          rows={figures.by_status.map(one => ({
            key: one.status,
            name: words.statuses[one.status],
            values: [one.communications],
          }))}
        >
          {figures.by_status.length === 0 ? (
            nothing
          ) : (
            <Bars
              bars={figures.by_status.map(one => ({
                key: one.status,
                name: words.statuses[one.status],
                count: one.communications,
                tone: toneOf(one.status),
              }))}
            />
          )}
        </ChartCard>
        <ChartCard
          title={words.byChannel}
          columns={[words.columns.channel, ...counted]}
          rows={figures.by_channel.map(one => ({
            key: one.channel,
            name: words.channels[one.channel],
            values: [one.communications, one.reached, one.successful],
          }))}
        >
          {figures.by_channel.length === 0 ? (
            nothing
          ) : (
            <Bars
              bars={figures.by_channel.map(one => ({
                key: one.channel,
                name: words.channels[one.channel],
                count: one.communications,
              }))}
            />
          )}
        </ChartCard>
        <ChartCard
          title={words.byName}
          columns={[words.columns.name, ...counted]}
          rows={figures.by_name.map(one => ({
            key: one.name,
            name: one.name,
            values: [one.communications, one.reached, one.successful],
          }))}
        >
          {figures.by_name.length === 0 ? (
            nothing
          ) : (
            <Bars bars={figures.by_name.map(one => ({ key: one.name, name: one.name, count: one.communications }))} />
          )}
        </ChartCard>
      </div>
      <div className={s.funnels}>
        {figures.funnels.map(({ nodes, ...funnel }) => {
          const named = nodes.map(node => ({
            key: node.node_id,
            name: nameOf(funnel.flow_id, node.node_id) ?? (node.name || node.node_id),
            count: node.entered,
          }));
          return (
            <ChartCard
              key={funnel.flow_id}
              title={words.funnel(funnel.name)}
              hint={words.funnelHint}
              columns={[words.columns.node, words.columns.entered]}
              rows={named.map(({ key, name, count }) => ({ key, name, values: [count] }))}
            >
              {named.every(node => node.count === 0) ? (
                <p className={s.note}>{words.nothingWalked}</p>
              ) : (
                <Bars bars={named} />
              )}
            </ChartCard>
          );
        })}
      </div>
      {figures.funnels.length > 0 && <LackNotice of={asked} what={words.nodeNames} />}
    </>
  );
}
