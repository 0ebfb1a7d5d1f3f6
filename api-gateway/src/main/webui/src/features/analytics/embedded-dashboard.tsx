import { embedDashboard } from '@superset-ui/embedded-sdk';
import { useEffect, useRef, useState } from 'react';
import { type EmbeddedDashboard as Access, embedAnalytics, useEmbeddedDashboard } from '../../api/queries/analytics';
import { analytics } from '../../texts/en/analytics';
import { ErrorState, SkeletonRows } from '../../ui/states';
import s from './analytics.module.css';

const words = analytics.dashboard;

/** Superset's dashboard of a campaign, in a frame of Superset's own origin. */
export default function EmbeddedDashboard({ campaign }: { readonly campaign: string }) {
  const access = useEmbeddedDashboard(campaign);
  if (access.isPending) return <SkeletonRows rows={9} />;
  if (!access.data) return <ErrorState what={words.what} error={access.error} onRetry={() => access.refetch()} />;
  return <Frame campaign={campaign} access={access.data} />;
}

interface FrameProps {
  readonly campaign: string;
  readonly access: Access;
}

function Frame({ campaign, access }: FrameProps) {
  const box = useRef<HTMLDivElement>(null);
  const [renewed, setRenewed] = useState(true);
  useEffect(() => {
    const place = box.current;
    if (!place) return;
    let first: string | null = access.token;
    async function fetchGuestToken(): Promise<string> {
      if (first !== null) {
        const token = first;
        first = null;
        return token;
      }
      try {
        const { token } = await embedAnalytics(campaign);
        setRenewed(true);
        return token;
      } catch (error) {
        setRenewed(false);
        throw error;
      }
    }
    const embedded = embedDashboard({
      id: access.dashboard_id,
      supersetDomain: access.url,
      mountPoint: place,
      fetchGuestToken,
      iframeTitle: words.frame,
      // Superset admits pages by their origin, which the console otherwise keeps to itself.
      referrerPolicy: 'strict-origin',
      dashboardUiConfig: { hideTitle: true, filters: { expanded: false } },
    });
    return () => {
      place.replaceChildren();
      // Ends the renewal of the token; what was not embedded yet has nothing to end.
      embedded.then(
        dashboard => dashboard.unmount(),
        () => {},
      );
    };
  }, [campaign, access]);
  return (
    <>
      <div ref={box} className={s.dashboard} />
      {!renewed && (
        <p className={s.note} role="status">
          {words.notRenewed}
        </p>
      )}
    </>
  );
}
