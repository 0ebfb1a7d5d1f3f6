import { Select, Switch } from '@mantine/core';
import { baseAsExpression } from '../../../flow-model/expression';
import type { When } from '../../../flow-model/types';
import { asWhen } from '../../../flow-model/values';
import { panelTexts } from '../../../texts/en/workflow/panel';
import { DateTimeField } from '../../../ui/date-field';
import { TimeField } from '../../../ui/time-field';
import { useEditor } from '../editor-context';
import { ExpressionInput } from './expression-input';
import { useSettingFault } from './field-error';
import s from './panel-parts.module.css';
import { PropertySelect } from './property-select';
import { OffsetInput } from './value-input';

const words = panelTexts.panel;
const bases = ['now', 'today', 'literal', 'field', 'expression'] as const;
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export interface WhenInputProps {
  readonly nodeId: string;
  readonly value: unknown;
  readonly onChange: (when: When, part: string) => void;
}

/** When a communication is due (rule M2): base, offset, time of day, and the window that it must be inside. */
export function WhenInput({ nodeId, value, onChange }: WhenInputProps) {
  const { readOnly } = useEditor();
  const when = asWhen(value) ?? {};
  const base = when.base?.kind ?? 'now';
  const fault = useSettingFault(nodeId, 'when');
  const set = (part: Partial<When>, key: string) => onChange({ ...when, ...part }, `when.${key}`);
  const without = (key: keyof When) => {
    const { [key]: _, ...rest } = when;
    onChange(rest, `when.${key}`);
  };
  return (
    <div className={s.list}>
      <Select
        size="sm"
        label={words.when}
        description={words.zoneHint}
        withAsterisk
        allowDeselect={false}
        disabled={readOnly}
        error={fault}
        data-setting="when"
        data={bases.map(one => ({ value: one, label: words.whenKinds[one] }))}
        value={base}
        onChange={kind => {
          if (kind === 'expression') set({ base: { kind, code: baseAsExpression(when.base) } }, 'base');
          else if (kind) set({ base: { kind: kind as (typeof bases)[number] } }, 'base');
        }}
      />
      {base === 'literal' && (
        <DateTimeField
          size="sm"
          aria-label={words.whenKinds.literal}
          description=""
          disabled={readOnly}
          value={typeof when.base?.value === 'string' ? when.base.value : ''}
          onChange={value => set({ base: { kind: 'literal', value } }, 'base')}
        />
      )}
      {base === 'field' && (
        <PropertySelect
          label={words.baseField}
          setting="when.base.field"
          only={property => property.type === 'date' || property.type === 'datetime'}
          value={when.base?.field ?? ''}
          onChange={field => set({ base: { kind: 'field', field } }, 'base')}
        />
      )}
      {base === 'expression' && (
        <ExpressionInput
          label={panelTexts.expression.label}
          code={when.base?.code ?? ''}
          readOnly={readOnly}
          setting="when.base.code"
          onChange={code => set({ base: { kind: 'expression', code } }, 'base')}
        />
      )}
      <div>
        <p className={s.title}>{words.offset}</p>
        <div className={s.row}>
          <OffsetInput label={words.days} value={when.offset_days} onChange={n => set({ offset_days: n }, 'days')} />
          <OffsetInput
            label={words.hours}
            value={when.offset_hours}
            onChange={n => set({ offset_hours: n }, 'hours')}
          />
        </div>
        <div className={s.row} style={{ marginTop: 8 }}>
          <OffsetInput
            label={words.minutes}
            value={when.offset_minutes}
            onChange={n => set({ offset_minutes: n }, 'minutes')}
          />
          <TimeField
            size="sm"
            aria-label={words.timeOfDay}
            title={words.timeOfDay}
            disabled={readOnly}
            value={when.time_of_day ?? ''}
            onChange={time => {
              if (time) set({ time_of_day: time }, 'time');
              else without('time_of_day');
            }}
          />
        </div>
      </div>
      <Switch
        size="sm"
        label={words.window}
        disabled={readOnly}
        checked={when.window !== undefined}
        onChange={event =>
          event.currentTarget.checked
            ? set({ window: { from: '09:00', to: '20:00', weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] } }, 'window')
            : without('window')
        }
      />
      {when.window && <WindowInput when={when} readOnly={readOnly} set={set} />}
    </div>
  );
}

interface WindowInputProps {
  readonly when: When;
  readonly readOnly: boolean;
  readonly set: (part: Partial<When>, key: string) => void;
}

function WindowInput({ when, readOnly, set }: WindowInputProps) {
  const window = when.window ?? {};
  const chosen = window.weekdays ?? days;
  return (
    <>
      <div className={s.row}>
        <TimeField
          size="sm"
          label={words.windowFrom}
          disabled={readOnly}
          value={window.from ?? ''}
          onChange={from => set({ window: { ...window, from } }, 'window.from')}
        />
        <TimeField
          size="sm"
          label={words.windowTo}
          disabled={readOnly}
          value={window.to ?? ''}
          onChange={to => set({ window: { ...window, to } }, 'window.to')}
        />
      </div>
      <fieldset className={s.weekdays} style={{ border: 0, margin: 0, padding: 0 }}>
        <legend className={s.title}>{words.weekdays}</legend>
        {days.map(day => (
          <button
            key={day}
            type="button"
            disabled={readOnly}
            aria-pressed={chosen.includes(day)}
            onClick={() =>
              set(
                {
                  window: {
                    ...window,
                    weekdays: days.filter(one => (one === day ? !chosen.includes(day) : chosen.includes(one))),
                  },
                },
                'window.weekdays',
              )
            }
          >
            {words.weekdayNames[day]}
          </button>
        ))}
      </fieldset>
    </>
  );
}
