import { Button, NumberInput, Stack, Table } from '@mantine/core';
import { Fragment, useState } from 'react';
import { type Forecast, useForecast } from '../../../api/queries/flows';
import { nodeOf } from '../../../flow-model/graph';
import { nodeName } from '../../../flow-model/name';
import type { Port } from '../../../flow-model/types';
import { campaigns as campaignsTexts } from '../../../texts/en/campaigns';
import { number } from '../../../texts/en/common';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import { simulation as simulationTexts } from '../../../texts/en/workflow/simulation';
import { ProblemList } from '../../../ui/problem-list';
import { useEditor, useFlowState } from '../editor-context';
import s from './simulation.module.css';

const words = simulationTexts.forecast;

export function ForecastForm({ onResult }: { readonly onResult: (forecast: Forecast) => void }) {
  const { campaignId, flowId, autosave, readOnly } = useEditor();
  const forecast = useForecast(campaignId);
  const [count, setCount] = useState<number>(1000);
  const [unsaved, setUnsaved] = useState(false);
  return (
    <form
      onSubmit={async event => {
        event.preventDefault();
        const saved = readOnly || (await autosave.flush());
        setUnsaved(!saved);
        if (!saved) return;
        forecast.mutate({ participants: count, flow_id: flowId }, { onSuccess: onResult });
      }}
    >
      <Stack gap={12}>
        <NumberInput
          size="sm"
          label={words.count}
          description={words.hint}
          min={1}
          allowDecimal={false}
          thousandSeparator=","
          value={count}
          onChange={value => setCount(Math.max(1, Number(value) || 1))}
        />
        {unsaved && (
          <p className={s.unsaved} role="alert">
            {simulationTexts.unsaved}
          </p>
        )}
        <ProblemList error={forecast.error} />
        <Button type="submit" size="sm" loading={forecast.isPending}>
          {words.run}
        </Button>
      </Stack>
    </form>
  );
}

/** Numbers stand on the canvas; here is what does not fit there. */
export function ForecastView({ forecast }: { readonly forecast: Forecast }) {
  const { catalogue, flowId, store } = useEditor();
  const flow = useFlowState(state => state.flow);
  const mine = forecast.flows.find(one => one.flow_id === flowId);
  const nameOf = (id: string) => {
    const node = nodeOf(flow, id);
    return node ? nodeName(node, catalogue) : id;
  };
  return (
    <section className={s.result} aria-live="polite">
      {mine && (
        <p className={s.outcome}>
          {words.walks(mine.walks)} · {words.completed(mine.completed)}
          {mine.failed > 0 ? ` · ${words.failed(mine.failed)}` : ''}
        </p>
      )}
      <h3>{words.openPorts}</h3>
      {!mine?.open_ports.length && <p className={s.none}>{words.none}</p>}
      <ul className={s.stops}>
        {mine?.open_ports.map(open => (
          <li key={open.node_id + open.port}>
            <button type="button" onClick={() => store.getState().goTo(open.node_id)}>
              <span>
                {nameOf(open.node_id)}, {workflowTexts.ports[open.port as Port]}
              </span>
              <b className="tnum">{number(open.count)}</b>
            </button>
          </li>
        ))}
      </ul>
      {forecast.communications.length > 0 && (
        <>
          <h3>{words.communications}</h3>
          <Table fz={12} layout="fixed" verticalSpacing={5} horizontalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{campaignsTexts.columns.name}</Table.Th>
                <Table.Th ta="right" w={66}>
                  {words.messages}
                </Table.Th>
                <Table.Th ta="right" w={58}>
                  {words.skipped}
                </Table.Th>
                <Table.Th ta="right" w={84}>
                  {words.unreachable}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody className="tnum">
              {forecast.communications.map(one => (
                <Table.Tr key={one.node_id + one.name}>
                  <Table.Td className={s.whole}>{breakable(one.name)}</Table.Td>
                  <Table.Td ta="right">{number(one.messages)}</Table.Td>
                  <Table.Td ta="right">{number(one.skipped)}</Table.Td>
                  <Table.Td ta="right">{number(one.unreachable)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
      {forecast.errors.length > 0 && (
        <>
          <h3>{words.errors}</h3>
          <ul className={s.stops}>
            {forecast.errors.map(error => (
              <li key={`${error.node_id}${error.message}`}>
                <button type="button" onClick={() => error.node_id && store.getState().goTo(error.node_id)}>
                  <span>{error.message}</span>
                  <b className="tnum">{number(error.count)}</b>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** A communication's name is one word, and the panel narrow: it is broken where its parts end. */
function breakable(name: string) {
  return name.split('_').map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one name, in its order
    <Fragment key={at}>
      {at > 0 && (
        <>
          _<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));
}
