import { CirclePause, CirclePlay, TriangleAlert } from 'lucide-react';
import { settings } from '../../texts/en/settings';
import { StatusTag } from '../../ui/status-tag';

const words = settings;

export interface RunningTagProps {
  readonly status: 'running' | 'stopped';
  /** What keeps it from sending although it runs. */
  readonly trouble?: string | null | undefined;
}

export function RunningTag({ status, trouble }: RunningTagProps) {
  if (status === 'stopped') return <StatusTag tone="neutral" icon={CirclePause} label={words.status.stopped} />;
  if (trouble) return <StatusTag tone="warn" icon={TriangleAlert} label={words.trouble} hint={trouble} />;
  return <StatusTag tone="ok" icon={CirclePlay} label={words.status.running} />;
}
