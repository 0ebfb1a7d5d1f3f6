import { Button, Group, Menu } from '@mantine/core';
import { ChevronRight, Download, Eraser, UserX } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { asProblem } from '../../api/problem';
import { useCustomerCommunications } from '../../api/queries/communications';
import { useCustomerFields } from '../../api/queries/customer-fields';
import {
  type CustomerDetails,
  customerExportUrl,
  useCustomer,
  useCustomerCampaigns,
  useErasure,
} from '../../api/queries/customers';
import { usePermissions } from '../../api/queries/session';
import { customers as customersTexts } from '../../texts/en/customers';
import { CommunicationList } from '../../ui/communication-list';
import { Page } from '../../ui/page';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { CustomerCampaigns } from './customer-campaigns';
import s from './customers.module.css';
import { EraseCustomer } from './erase-customer';
import { OptOuts } from './opt-outs';
import { Profile } from './profile';
import { calledBy } from './rules';

const words = customersTexts;

/** One person with all that is known of it: profile, campaigns, communications, and what it does not want. */
export function Component() {
  const { customerId = '' } = useParams();
  const customer = useCustomer(customerId);
  const { administer } = usePermissions();
  const [erasing, setErasing] = useState(false);
  const gone = customer.isError && asProblem(customer.error).status === 404;
  const erasure = useErasure(customerId, gone);
  const title = customer.data ? calledBy(customer.data) : words.one.what;
  const actions = administer && customer.data && !gone && (
    <Group gap={8} wrap="nowrap">
      <ExportMenu id={customerId} />
      <Button variant="default" color="red" leftSection={<Eraser size={14} />} onClick={() => setErasing(true)}>
        {words.one.erase}
      </Button>
    </Group>
  );
  return (
    <Page title={title}>
      <nav className={s.crumbs} aria-label={words.one.crumb}>
        <Link to="/customers">{words.one.crumb}</Link>
        <ChevronRight size={13} aria-hidden />
        <span className={s.crumb}>{title}</span>
        {actions}
      </nav>
      {gone ? (
        <Gone erasure={erasure} />
      ) : customer.data ? (
        <Person customer={customer.data} />
      ) : customer.isError ? (
        <ErrorState what={words.one.what} error={customer.error} onRetry={() => void customer.refetch()} />
      ) : (
        <SkeletonRows rows={8} />
      )}
      {erasing && customer.data && (
        <EraseCustomer
          customer={customer.data}
          onClose={() => setErasing(false)}
          onErased={() => {
            setErasing(false);
            void customer.refetch();
          }}
        />
      )}
    </Page>
  );
}

function ExportMenu({ id }: { readonly id: string }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<Download size={14} />}>
          {words.one.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.one.exportWhat}</Menu.Label>
        <Menu.Item component="a" href={customerExportUrl(id, 'csv')} download>
          {words.one.exportCsv}
        </Menu.Item>
        <Menu.Item component="a" href={customerExportUrl(id, 'json')} download>
          {words.one.exportJson}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Gone({ erasure }: { readonly erasure: ReturnType<typeof useErasure> }) {
  if (erasure.isPending) return <SkeletonRows rows={3} />;
  if (erasure.isError && asProblem(erasure.error).status !== 404) {
    return <ErrorState what={words.one.what} error={erasure.error} onRetry={() => void erasure.refetch()} />;
  }
  const back = (
    <Button component={Link} to="/customers" variant="default">
      {words.erased.back}
    </Button>
  );
  if (!erasure.data) {
    return (
      <EmptyState icon={UserX} title={words.notFound.title} text={words.notFound.text}>
        {back}
      </EmptyState>
    );
  }
  const running = erasure.data.status === 'in_progress';
  return (
    <div role="status">
      <EmptyState
        icon={UserX}
        title={running ? words.erased.running : words.erased.finished}
        text={running ? words.erased.runningText : words.erased.finishedText}
      >
        {back}
      </EmptyState>
    </div>
  );
}

function Person({ customer }: { readonly customer: CustomerDetails }) {
  const fields = useCustomerFields();
  const campaigns = useCustomerCampaigns(customer.id);
  const communications = useCustomerCommunications(customer.id);
  // The profile has its height when it is known what its values are called.
  if (fields.isPending) return <SkeletonRows rows={8} />;
  return (
    <div className={s.person}>
      <div className={s.columns}>
        <Profile customer={customer} asked={fields} />
        <OptOuts customer={customer} />
      </div>
      <section className={s.section} aria-labelledby="campaigns">
        <h2 id="campaigns">{words.one.campaigns}</h2>
        <CustomerCampaigns campaigns={campaigns} />
      </section>
      {/* Not before what is above it has its height. */}
      {!campaigns.isPending && (
        <section className={s.section} aria-labelledby="communications">
          <h2 id="communications">{words.one.communications}</h2>
          <CommunicationList communications={communications} />
        </section>
      )}
    </div>
  );
}
