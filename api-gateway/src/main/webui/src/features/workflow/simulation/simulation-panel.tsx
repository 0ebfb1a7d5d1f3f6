import { ActionIcon, SegmentedControl } from '@mantine/core';
import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Forecast, Simulation } from '../../../api/queries/flows';
import { texts } from '../../../texts/en';
import { simulation as simulationTexts } from '../../../texts/en/workflow/simulation';
import { useEditor } from '../editor-context';
import { ForecastForm, ForecastView } from './forecast';
import s from './simulation.module.css';
import { SimulationForm } from './simulation-form';
import { SimulationView } from './simulation-view';

export type SimulationResult =
  | { readonly kind: 'simulation'; readonly simulation: Simulation }
  | { readonly kind: 'forecast'; readonly forecast: Forecast };

const words = simulationTexts;
type Who = 'participant' | 'hypothetical' | 'many';

export interface SimulationPanelProps {
  readonly result: SimulationResult | null;
  readonly onResult: (result: SimulationResult | null) => void;
}

/** Walks the flow for one person or for many, and shows on the canvas where they go. Sends nothing. */
export default function SimulationPanel({ result, onResult }: SimulationPanelProps) {
  const { store } = useEditor();
  const [who, setWho] = useState<Who>('hypothetical');
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Below a long form it would not be seen that there is something.
    if (result) shown.current?.scrollIntoView({ block: 'start' });
  }, [result]);
  return (
    <aside className={s.panel} aria-label={words.title}>
      <header className={s.head}>
        <div>
          <h2>{words.title}</h2>
          <p>{words.nothingSent}</p>
        </div>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          aria-label={texts.close}
          onClick={() => store.getState().closePanel()}
        >
          <X size={17} />
        </ActionIcon>
      </header>
      <div className={s.body}>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={words.who}
          data={[
            { value: 'hypothetical', label: words.hypothetical },
            { value: 'participant', label: words.participant },
            { value: 'many', label: words.many },
          ]}
          value={who}
          onChange={value => {
            setWho(value as Who);
            onResult(null);
          }}
        />
        {who === 'many' ? (
          <ForecastForm onResult={forecast => onResult({ kind: 'forecast', forecast })} />
        ) : (
          <SimulationForm
            key={who}
            hypothetical={who === 'hypothetical'}
            onResult={simulation => onResult(simulation && { kind: 'simulation', simulation })}
          />
        )}
        <div ref={shown} className={s.shown}>
          {result?.kind === 'simulation' && <SimulationView simulation={result.simulation} />}
          {result?.kind === 'forecast' && <ForecastView forecast={result.forecast} />}
        </div>
      </div>
    </aside>
  );
}
