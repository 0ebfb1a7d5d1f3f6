import { ChevronRight } from 'lucide-react';
import { Suspense, useCallback, useState } from 'react';
import { Link, NavLink, Outlet, useLocation, useNavigate, useParams } from 'react-router';
import { Problem } from '../../api/problem';
import { useCampaign } from '../../api/queries/campaigns';
import { usePermissions } from '../../api/queries/session';
import { NotFoundPage } from '../../app/error-page';
import { texts } from '../../texts/en';
import { campaigns as campaignsTexts } from '../../texts/en/campaigns';
import { lazyPart } from '../../ui/lazy-part';
import { pageStyles, useTitle } from '../../ui/page';
import { ErrorState, SkeletonRows } from '../../ui/states';
import s from './campaign-layout.module.css';
import { CampaignMenu } from './campaign-menu';
import { CampaignName } from './campaign-name';
import { CampaignStatusTag } from './campaign-status';
import { checklistOf } from './first-run/checklist-choice';
import { ChecklistPlaceholder } from './first-run/checklist-placeholder';
import { isGuided } from './first-run/steps';
import { StartStop } from './start-stop';
import { tabs } from './tabs';

const words = campaignsTexts.header;
const UploadBar = lazyPart(() => import('../../ui/upload-bar'));
const DeleteCampaign = lazyPart(() => import('./delete-campaign'));
const CampaignSettings = lazyPart(() => import('./campaign-settings'));
const Checklist = lazyPart(() => import('./first-run/checklist'));

/** What all pages of a campaign have above them. The page below gets the campaign from the outlet. */
export function Component() {
  const { campaignId = '' } = useParams();
  const campaign = useCampaign(campaignId);
  const { editCampaigns } = usePermissions();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const [renaming, setRenaming] = useState(false);
  const [setting, setSetting] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const onEditing = useCallback((editing: boolean) => setRenaming(editing), []);
  const tab = tabs.find(one => pathname.endsWith(`/${one.to}`));
  useTitle(tab?.label, campaign.data?.name);
  const [guided, setGuided] = useState<string | null>(null);
  const begins = editCampaigns && campaign.data !== undefined && isGuided(campaign.data, checklistOf(campaignId));
  // Once shown it stays while the page is open, also when the last step is done.
  if (begins && guided !== campaignId) setGuided(campaignId);

  // Also one that was shown until somebody else deleted it.
  if (campaign.error instanceof Problem && campaign.error.status === 404) return <NotFoundPage />;
  const crumb = (
    <>
      <Link to="/campaigns" className={s.crumb}>
        {texts.nav.flows}
      </Link>
      {campaign.data && <ChevronRight size={14} className={s.chevron} aria-hidden />}
    </>
  );
  if (!campaign.data) {
    return (
      <>
        <header className={s.head}>
          {crumb}
          <h1 className="hidden">{words.tabs}</h1>
        </header>
        <Tabs />
        <div className={pageStyles.body}>
          {campaign.isError ? (
            <ErrorState what={words.tabs} error={campaign.error} onRetry={() => campaign.refetch()} />
          ) : (
            <SkeletonRows rows={8} />
          )}
        </div>
      </>
    );
  }
  return (
    <>
      <header className={s.head}>
        {crumb}
        <CampaignName campaign={campaign.data} editable={editCampaigns} editing={renaming} onEditing={onEditing} />
        <CampaignStatusTag campaign={campaign.data} />
        <div className={s.grow}>
          <Suspense>{tab?.to !== 'uploads' && <UploadBar campaign={campaign.data.id} />}</Suspense>
        </div>
        <CampaignMenu
          campaign={campaign.data}
          label={words.actions}
          bordered
          onRename={() => setRenaming(true)}
          onSettings={() => setSetting(true)}
          onDelete={() => setDeleting(true)}
        />
        {editCampaigns && <StartStop campaign={campaign.data} />}
      </header>
      <Tabs />
      <Suspense fallback={<ChecklistPlaceholder />}>
        {guided === campaignId && <Checklist key={campaignId} campaign={campaign.data} />}
      </Suspense>
      <div className={s.body}>
        <Outlet context={campaign.data} />
      </div>
      <Suspense>
        {setting && <CampaignSettings campaign={campaign.data} onClose={() => setSetting(false)} />}
        {deleting && (
          <DeleteCampaign
            campaign={campaign.data}
            onClose={() => setDeleting(false)}
            onDeleted={() => navigate('/campaigns')}
          />
        )}
      </Suspense>
    </>
  );
}

function Tabs() {
  return (
    <nav className={s.tabs} aria-label={words.tabs}>
      {tabs.map(one => (
        <NavLink key={one.to} to={one.to} className={s.tab ?? ''}>
          {one.label}
        </NavLink>
      ))}
    </nav>
  );
}
