import { ActionIcon, Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Check, Download, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useAnalytics } from '../../../api/queries/analytics';
import { useRunCampaign } from '../../../api/queries/campaigns';
import { useFields } from '../../../api/queries/fields';
import { useFlowList } from '../../../api/queries/flows';
import { uploadKeys } from '../../../api/queries/uploads';
import { send, useSending } from '../../../api/transfers';
import type { Campaign } from '../../../api/types';
import { texts } from '../../../texts/en';
import { campaigns as campaignsTexts } from '../../../texts/en/campaigns';
import { firstRun } from '../../../texts/en/first-run';
import { wallClock } from '../../../time';
import { useRetryOffered } from '../../../ui/shown-errors';
import { useTimeSettings } from '../../../ui/time';
import { say, sayFailed } from '../../../ui/toast';
import { checklistOf, rememberChecklist } from './checklist-choice';
import { ChecklistPlaceholder } from './checklist-placeholder';
import { sampleCsv, takesSample } from './example';
import s from './first-run.module.css';
import { type StepName, stepsOf } from './steps';

const words = firstRun.checklist;

/** The guide's steps 2 to 6 for one campaign. What is done is read from the campaign itself, never noted down. */
export default function Checklist({ campaign }: { readonly campaign: Campaign }) {
  const [choice, setChoice] = useState(() => checklistOf(campaign.id));
  const { pathname } = useLocation();
  const fields = useFields(campaign.id);
  const flows = useFlowList(campaign.id);
  const figures = useAnalytics(campaign.id, { from: null }, { running: campaign.status === 'active' });
  const participants = figures.data?.participants ?? 0;
  const reviewing = pathname.endsWith('/participants') && participants > 0;
  useEffect(() => {
    // A campaign that is guided stays so after its start.
    if (checklistOf(campaign.id) === undefined) rememberChecklist(campaign.id, 'on');
  }, [campaign.id]);
  useEffect(() => {
    if (!reviewing || choice === 'reviewed' || choice === 'off') return;
    rememberChecklist(campaign.id, 'reviewed');
    setChoice('reviewed');
  }, [reviewing, choice, campaign.id]);
  const retryOffered = useRetryOffered();
  const building = flows.data !== undefined && !flows.data.some(flow => flow.active);
  const refetch = flows.refetch;
  useEffect(() => {
    if (!building) return;
    // What the canvas saves by itself is not told to this list.
    const timer = setInterval(refetch, 4000);
    return () => clearInterval(timer);
  }, [building, refetch]);
  if (choice === 'off') return null;
  if (!fields.data || !flows.data || !figures.data) {
    const failed = [fields, flows, figures].filter(query => query.isError && !query.data);
    if (failed.length === 0) return <ChecklistPlaceholder />;
    // It keeps its place: the page below would jump. Where that could not be loaded either, it tries both again.
    return (
      <section className={s.checklist} aria-label={words.label}>
        <Line text={words.unknown}>
          {!retryOffered && (
            <Button
              variant="default"
              loading={failed.some(query => query.isFetching)}
              onClick={() => failed.forEach(query => void query.refetch())}
            >
              {texts.retry}
            </Button>
          )}
        </Line>
      </section>
    );
  }

  const steps = stepsOf({
    campaign,
    fields: fields.data,
    flows: flows.data,
    participants,
    reviewed: choice === 'reviewed',
  });
  const current = steps.find(step => !step.done)?.name ?? null;
  const hide = () => {
    rememberChecklist(campaign.id, 'off');
    setChoice('off');
  };
  return (
    <section className={s.checklist} aria-label={words.label}>
      <ol className={s.steps}>
        {steps.map(({ name, number, done }) => (
          <li
            key={name}
            data-state={done ? 'done' : name === current ? 'current' : 'waiting'}
            aria-label={`${words.step(number)}, ${words.steps[name]}${done ? `: ${words.done}` : ''}`}
            {...(name === current ? { 'aria-current': 'step' as const } : {})}
          >
            <span className={s.badge} aria-hidden>
              {done ? <Check size={12} strokeWidth={2.6} /> : number}
            </span>
            <span>{words.steps[name]}</span>
          </li>
        ))}
      </ol>
      <Todo
        campaign={campaign}
        step={current}
        active={flows.data.some(flow => flow.active)}
        sample={takesSample(fields.data)}
      />
      <ActionIcon variant="subtle" color="gray" size={26} aria-label={words.hide} onClick={hide}>
        <X size={15} />
      </ActionIcon>
    </section>
  );
}

interface TodoProps {
  readonly campaign: Campaign;
  readonly step: StepName | null;
  /** Whether a flow is active, without which nothing starts. */
  readonly active: boolean;
  readonly sample: boolean;
}

function Todo({ campaign, step, active, sample }: TodoProps) {
  const navigate = useNavigate();
  const run = useRunCampaign(campaign.id);
  const go = (tab: string) => navigate(`/campaigns/${campaign.id}/${tab}`);
  const { pathname } = useLocation();
  // Whoever is there already is not sent there.
  const opens = (label: string, tab: string) =>
    pathname.endsWith(`/${tab}`) ? null : <Button onClick={() => go(tab)}>{label}</Button>;
  const start = () => run.mutate('start', { onSuccess: () => say(campaignsTexts.header.started), onError: sayFailed });
  if (step === null) return <Line text={words.allDone}>{opens(words.actions.figures, 'analytics')}</Line>;
  if (step === 'data') return <Line text={words.todo.data}>{opens(words.actions.data, 'data')}</Line>;
  if (step === 'workflow') return <Line text={words.todo.workflow}>{opens(words.actions.workflow, 'workflow')}</Line>;
  if (step === 'start') {
    return active ? (
      <Line text={words.todo.start}>
        <Button loading={run.isPending} onClick={start}>
          {words.actions.start}
        </Button>
      </Line>
    ) : (
      <Line text={words.todo.activate}>{opens(words.actions.workflow, 'workflow')}</Line>
    );
  }
  if (step === 'review') {
    return <Line text={words.todo.review}>{opens(words.actions.review, 'participants')}</Line>;
  }
  if (!sample) return <Line text={words.todo.people}>{opens(words.actions.people, 'uploads')}</Line>;
  return <Sample campaign={campaign} onSent={() => go('uploads')} />;
}

function Line({ text, children }: { readonly text: string; readonly children: React.ReactNode }) {
  return (
    <>
      <p className={s.todo} role="status">
        {text}
      </p>
      <div className={s.actions}>{children}</div>
    </>
  );
}

/** The same file to look at and to upload; its dates are counted from today, so that every branch occurs. */
function Sample({ campaign, onSent }: { readonly campaign: Campaign; readonly onSent: () => void }) {
  const settings = useTimeSettings();
  const client = useQueryClient();
  const sending = useSending(campaign.id);
  const csv = sampleCsv(wallClock(new Date(), settings.timezone).slice(0, 10));
  const upload = () => {
    const refresh = () => client.invalidateQueries({ queryKey: uploadKeys.all(campaign.id) });
    void send(campaign.id, new File([csv], words.sampleName, { type: 'text/csv' }), refresh);
    onSent();
  };
  const underWay = sending !== undefined && sending.problem === null;
  return (
    <Line text={underWay ? words.todo.sending : words.todo.sample}>
      <Button
        component="a"
        variant="default"
        leftSection={<Download size={14} aria-hidden />}
        href={`data:text/csv;charset=utf-8,${encodeURIComponent(csv)}`}
        download={words.sampleName}
      >
        {words.actions.download}
      </Button>
      <Button loading={underWay} onClick={upload}>
        {words.actions.upload}
      </Button>
    </Line>
  );
}
