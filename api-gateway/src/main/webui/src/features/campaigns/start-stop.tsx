import { Button } from '@mantine/core';
import { Play, Square } from 'lucide-react';
import { Suspense, useState } from 'react';
import { asProblem } from '../../api/problem';
import { useRunCampaign } from '../../api/queries/campaigns';
import type { Campaign, Finding } from '../../api/types';
import { campaigns as campaignsTexts } from '../../texts/en/campaigns';
import { Confirm } from '../../ui/confirm';
import { lazyPart } from '../../ui/lazy-part';
import { say, sayFailed } from '../../ui/toast';

const words = campaignsTexts;
/** Not before it is used. */
const StartRefusal = lazyPart(() => import('./start-refusal'));

/** Start, or Stop once it runs. What refuses a start is shown with the way to each place. */
export function StartStop({ campaign }: { readonly campaign: Campaign }) {
  const run = useRunCampaign(campaign.id);
  const [stopping, setStopping] = useState(false);
  const [refused, setRefused] = useState<{ findings: readonly Finding[]; detail: string } | null>(null);
  const start = () =>
    run.mutate('start', {
      onSuccess: () => say(words.header.started),
      onError: error => {
        const problem = asProblem(error);
        if (problem.status === 422) setRefused({ findings: problem.findings, detail: problem.detail });
        else sayFailed(error);
      },
    });
  const stop = () =>
    run.mutate('stop', {
      onSuccess: () => {
        setStopping(false);
        say(words.header.stopped);
      },
    });
  const startable = campaign.status !== 'active';
  return (
    <>
      {campaign.status !== 'inactive' && (
        <Button
          variant="default"
          leftSection={<Square size={12} fill="currentColor" aria-hidden />}
          onClick={() => {
            run.reset();
            setStopping(true);
          }}
        >
          {words.header.stop}
        </Button>
      )}
      {startable && (
        <Button
          leftSection={<Play size={14} fill="currentColor" aria-hidden />}
          loading={run.isPending && run.variables === 'start'}
          onClick={start}
        >
          {words.header.start}
        </Button>
      )}
      {stopping && (
        <Confirm
          title={words.stopDialog.title}
          submit={words.stopDialog.submit}
          busy={run.isPending}
          error={run.error}
          onConfirm={stop}
          onClose={() => setStopping(false)}
        >
          {words.stopDialog.text}
        </Confirm>
      )}
      <Suspense>
        {refused && (
          <StartRefusal
            campaignId={campaign.id}
            findings={refused.findings}
            detail={refused.detail}
            onClose={() => setRefused(null)}
          />
        )}
      </Suspense>
    </>
  );
}
