import { Button, Group, Loader, Modal, Stack } from '@mantine/core';
import { Check, Circle, CircleAlert } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useAgents, useChannels } from '../../../api/queries/agents';
import { usePermissions } from '../../../api/queries/session';
import { texts } from '../../../texts/en';
import { firstRun } from '../../../texts/en/first-run';
import { ProblemList } from '../../../ui/problem-list';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { say } from '../../../ui/toast';
import { senderOf, stoppedAgent } from './example';
import s from './first-run.module.css';
import { type ExampleState, type ExampleStep, exampleSteps, useStartExample } from './use-start-example';

const words = firstRun.example;

export default function StartExample({ onClose }: { readonly onClose: () => void }) {
  const agents = useAgents();
  const channels = useChannels();
  const { administer } = usePermissions();
  const navigate = useNavigate();
  const { state, start } = useStartExample(id => {
    say(words.done);
    navigate(`/campaigns/${id}/workflow`);
  });
  const known = { agents: agents.data ?? [], channels: channels.data ?? [] };
  const sender = senderOf(known.agents, known.channels);
  const stopped = stoppedAgent(known.agents);
  const busy = state.step !== null && state.error === null;
  const failed = agents.error ?? channels.error;
  const begun = state.step !== null;
  return (
    <Modal
      opened
      onClose={busy ? () => {} : onClose}
      title={words.title}
      size={480}
      closeOnEscape={!busy}
      closeOnClickOutside={!busy}
      withCloseButton={!busy}
    >
      <Stack gap={14}>
        <p className={s.text}>{words.text}</p>
        {agents.isPending || channels.isPending ? (
          <SkeletonRows rows={2} />
        ) : failed && known.agents.length === 0 ? (
          <ErrorState
            what={words.what}
            error={failed}
            onRetry={() => {
              void agents.refetch();
              void channels.refetch();
            }}
          />
        ) : (
          <>
            {sender || begun ? (
              sender && <p className={s.text}>{words.usesAgent(sender.agent.name, sender.channel.name)}</p>
            ) : (
              <div className={s.lack} role="note">
                <p className={s.lackTitle}>{words.noAgent.title}</p>
                <p className={s.text}>{stopped ? words.noAgent.stopped(stopped.name) : words.noAgent.none}</p>
                {!administer && <p className={s.text}>{words.noAgent.ask}</p>}
              </div>
            )}
            {begun && <Progress state={state} />}
            <ProblemList error={state.error} />
            <Group justify="flex-end" gap={8}>
              <Button variant="default" onClick={onClose} disabled={busy}>
                {texts.cancel}
              </Button>
              {!sender && !begun && (
                <Button variant="default" onClick={() => navigate('/settings/agents')}>
                  {words.noAgent.open}
                </Button>
              )}
              {(sender || administer) && (
                <Button data-autofocus loading={busy} onClick={() => start(sender, known)}>
                  {state.error ? words.again : sender || begun ? words.submit : words.noAgent.make}
                </Button>
              )}
            </Group>
          </>
        )}
      </Stack>
    </Modal>
  );
}

function stateOf(step: ExampleStep, state: ExampleState): keyof typeof words.states {
  if (state.done.includes(step)) return 'done';
  if (state.step !== step) return 'waiting';
  return state.error ? 'failed' : 'running';
}

function Progress({ state }: { readonly state: ExampleState }) {
  return (
    <ol className={s.progress} aria-live="polite">
      {exampleSteps.map(step => {
        const now = stateOf(step, state);
        return (
          <li key={step} data-state={now}>
            {now === 'done' && <Check size={15} aria-hidden />}
            {now === 'running' && <Loader size={14} aria-hidden />}
            {now === 'failed' && <CircleAlert size={15} aria-hidden />}
            {now === 'waiting' && <Circle size={15} aria-hidden />}
            <span>{words.steps[step]}</span>
            <span className={s.state}>{words.states[now]}</span>
          </li>
        );
      })}
    </ol>
  );
}
