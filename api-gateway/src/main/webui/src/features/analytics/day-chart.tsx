import { useComputedColorScheme } from '@mantine/core';
import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { analytics } from '../../texts/en/analytics';
import { formatDay, type TimeSettings } from '../../time';
import s from './analytics.module.css';
import type { Day } from './rules';

use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

const words = analytics;

export interface DayChartProps {
  readonly days: readonly Day[];
  readonly summary: string;
  readonly settings: TimeSettings;
}

/** Stacked bars. The colours are the page's own and follow its scheme; the library has them drawn, not styled. */
export default function DayChart({ days, summary, settings }: DayChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    if (!box.current) return;
    const made = init(box.current, null, { renderer: 'svg' });
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme gives the tokens other values
  useEffect(() => {
    chart.current?.setOption(optionOf(days, settings));
  }, [days, settings, scheme]);
  return <div ref={box} className={s.chart} role="img" aria-label={summary} />;
}

function optionOf(days: readonly Day[], settings: TimeSettings) {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const text = { color: token('--text-3'), fontFamily: token('--font'), fontSize: 11 };
  const series = (name: string, color: string, data: readonly number[]) => ({
    name,
    type: 'bar' as const,
    stack: 'all',
    barMaxWidth: 28,
    color,
    itemStyle: { borderColor: token('--surface'), borderWidth: 1 },
    data: [...data],
  });
  return {
    animation: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDuration: 200,
    grid: { left: 4, right: 4, top: 36, bottom: 4, containLabel: true },
    legend: {
      right: 0,
      top: 0,
      icon: 'rect',
      itemWidth: 9,
      itemHeight: 9,
      textStyle: { ...text, color: token('--text-2') },
    },
    tooltip: {
      trigger: 'axis' as const,
      renderMode: 'richText' as const,
      axisPointer: { type: 'shadow' as const },
      confine: true,
      backgroundColor: token('--surface'),
      borderColor: token('--line-strong'),
      textStyle: { ...text, color: token('--text'), fontSize: 12 },
    },
    xAxis: {
      type: 'category' as const,
      data: days.map(one => formatDay(one.day, settings)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: token('--line-strong') } },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: 'value' as const,
      minInterval: 1,
      axisLabel: text,
      splitLine: { lineStyle: { color: token('--line') } },
    },
    series: [
      series(
        words.series.successful,
        token('--ok'),
        days.map(one => one.successful),
      ),
      series(
        words.series.reached,
        token('--action'),
        days.map(one => one.reached),
      ),
      series(
        words.series.rest,
        token('--edge'),
        days.map(one => one.rest),
      ),
    ],
  };
}
