import { Lock } from 'lucide-react';
import { useAuditRetention, useRetention } from '../../api/queries/retention';
import { usePermissions } from '../../api/queries/session';
import { retention as words } from '../../texts/en/retention';
import { Page } from '../../ui/page';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { KeptAuditForm } from './kept-audit-form';
import { KeptDataForm } from './kept-data-form';
import s from './settings.module.css';

export function Component() {
  const { administer } = usePermissions();
  return (
    <Page title={words.title}>
      {administer ? <Kept /> : <EmptyState icon={Lock} title={words.adminsOnly.title} text={words.adminsOnly.text} />}
    </Page>
  );
}

function Kept() {
  const data = useRetention();
  const audit = useAuditRetention();
  const failed = data.error ?? audit.error;
  if (data.data && audit.data) {
    return (
      <>
        <p className={s.lead}>{words.lead}</p>
        <h2 className={s.heading}>{words.data.title}</h2>
        <KeptDataForm kept={data.data} />
        <h2 className={s.heading}>{words.audit.title}</h2>
        <KeptAuditForm kept={audit.data} />
      </>
    );
  }
  return failed ? (
    <ErrorState
      what={words.title}
      error={failed}
      onRetry={() => Promise.all([data, audit].filter(one => one.isError).map(one => one.refetch()))}
    />
  ) : (
    <SkeletonRows rows={4} />
  );
}
