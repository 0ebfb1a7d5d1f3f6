import {
  Ban,
  CalendarClock,
  CheckCheck,
  CircleCheck,
  CircleSlash,
  CircleX,
  Eye,
  type LucideIcon,
  MessageCircleReply,
  Send,
  TimerOff,
} from 'lucide-react';
import type { CommunicationStatus } from '../api/queries/communications';
import { communications as communicationsTexts } from '../texts/en/communications';
import { StatusTag, type Tone } from './status-tag';

const looks: Readonly<Record<CommunicationStatus, readonly [Tone, LucideIcon]>> = {
  planned: ['busy', CalendarClock],
  started: ['busy', Send],
  delivered: ['busy', CheckCheck],
  read: ['busy', Eye],
  replied: ['ok', MessageCircleReply],
  completed: ['ok', CircleCheck],
  no_response: ['neutral', TimerOff],
  canceled: ['neutral', Ban],
  skipped: ['neutral', CircleSlash],
  failed: ['bad', CircleX],
};

const words = communicationsTexts;

export function CommunicationStatusTag({ status }: { readonly status: CommunicationStatus }) {
  const [tone, icon] = looks[status];
  const meaning = tone === 'busy' ? words.inProgress : tone === 'ok' ? words.successful : words.notCompleted;
  return <StatusTag tone={tone} icon={icon} label={words.status[status]} meaning={meaning} />;
}
