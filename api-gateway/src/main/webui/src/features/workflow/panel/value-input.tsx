import {
  ActionIcon,
  Input,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Select,
  TagsInput,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { Braces } from 'lucide-react';
import type { FieldType } from '../../../api/types';
import { asExpression } from '../../../flow-model/expression';
import { valueLabel } from '../../../flow-model/name';
import type { Property, Value, ValueKind } from '../../../flow-model/types';
import { asValue } from '../../../flow-model/values';
import { panelTexts } from '../../../texts/en/workflow/panel';
import { DateField, DateTimeField } from '../../../ui/date-field';
import { useEditor } from '../editor-context';
import { ExpressionInput } from './expression-input';
import s from './panel-parts.module.css';
import { PropertySelect } from './property-select';

const words = panelTexts.panel;

export interface ValueInputProps {
  readonly label: string;
  /** What it is compared with or written to; null takes any text. */
  readonly target: Property | null;
  readonly value: unknown;
  readonly onChange: (value: Value) => void;
  readonly list?: boolean;
  /** What may be chosen as a field in addition to the campaign's. */
  readonly more?: readonly Property[];
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly setting: string;
}

function kindsFor(type: FieldType | null, list: boolean): readonly ValueKind[] {
  if (list) return ['literal', 'expression'];
  if (type === 'date' || type === 'datetime') return ['literal', 'relative_date', 'expression'];
  return ['literal', 'field', 'expression'];
}

/** A literal of the field's type, a relative date, another field, or an expression. */
export function ValueInput(props: ValueInputProps) {
  const { catalogue, readOnly } = useEditor();
  const value = asValue(props.value);
  const type = props.target?.type ?? null;
  const kinds = kindsFor(type, props.list ?? false);
  const kind = value && kinds.includes(value.kind) ? value.kind : (value?.kind ?? kinds[0] ?? 'literal');
  const dated = type === 'date' || type === 'datetime';
  const label = (one: ValueKind) => (one === 'literal' && dated ? words.valueKinds.date : words.valueKinds[one]);
  const choices = kinds.includes(kind) ? kinds : [...kinds, kind];
  const become = (next: ValueKind) => {
    if (next === kind) return;
    if (next === 'relative_date') props.onChange({ kind: next, base: 'today', offset_days: 0 });
    else if (next === 'expression') props.onChange({ kind: next, code: asExpression(value, type) });
    else if (next === 'field') props.onChange({ kind: next, field: '' });
    else props.onChange({ kind: next, value: '' });
  };
  return (
    <Input.Wrapper
      label={props.label}
      withAsterisk={props.required ?? false}
      error={kind === 'expression' ? undefined : props.error}
      size="sm"
      labelElement="div"
      className={s.value ?? ''}
    >
      <div className={s.kinds}>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={props.label}
          disabled={readOnly}
          data={choices.map(one => ({ value: one, label: label(one) }))}
          value={kind}
          onChange={next => become(next as ValueKind)}
        />
        {!readOnly && (
          <Tooltip label={words.toExpression}>
            <ActionIcon
              variant="default"
              size={28}
              aria-label={`${props.label}: ${words.toExpression}`}
              aria-pressed={kind === 'expression'}
              onClick={() => become('expression')}
            >
              <Braces size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {kind === 'literal' && <Literal {...props} type={type} value={value?.value} />}
      {kind === 'relative_date' && <RelativeDate {...props} type={type} value={value ?? { kind: 'relative_date' }} />}
      {kind === 'field' && (
        <PropertySelect
          label={words.valueKinds.field}
          labelHidden
          setting={`${props.setting}.field`}
          {...(props.more ? { from: [...catalogue.properties, ...props.more] } : {})}
          value={value?.field ?? ''}
          onChange={field => props.onChange({ kind: 'field', field })}
        />
      )}
      {kind === 'expression' && (
        <ExpressionInput
          label={panelTexts.expression.label}
          code={value?.code ?? ''}
          readOnly={readOnly}
          error={props.error}
          setting={`${props.setting}.code`}
          onChange={code => props.onChange({ kind: 'expression', code })}
        />
      )}
    </Input.Wrapper>
  );
}

type LiteralProps = Omit<ValueInputProps, 'value'> & { readonly type: FieldType | null; readonly value: unknown };

function Literal({ label, type, value, onChange, list, target, setting }: LiteralProps) {
  const { readOnly } = useEditor();
  const put = (next: unknown) => onChange({ kind: 'literal', value: next });
  const common = { 'aria-label': label, disabled: readOnly, size: 'sm' as const, 'data-setting': setting };
  const allowed = (target?.values ?? []).map(one => ({ value: one, label: valueLabel(one, target ?? undefined) }));
  if (list) {
    const chosen = Array.isArray(value) ? value.map(String) : value ? [String(value)] : [];
    return allowed.length > 0 ? (
      <MultiSelect {...common} searchable data={allowed} value={chosen} onChange={put} />
    ) : (
      <TagsInput {...common} value={chosen} onChange={put} />
    );
  }
  if (type === 'boolean') {
    return (
      <Select
        {...common}
        allowDeselect={false}
        data={[
          { value: 'true', label: words.trueLabel },
          { value: 'false', label: words.falseLabel },
        ]}
        value={value === true || value === 'true' ? 'true' : value === false || value === 'false' ? 'false' : null}
        onChange={next => put(next === 'true')}
      />
    );
  }
  if (type === 'enumeration' && allowed.length > 0) {
    return (
      <Select
        {...common}
        searchable
        allowDeselect={false}
        data={allowed}
        value={typeof value === 'string' ? value : null}
        onChange={put}
      />
    );
  }
  const text = value === null || value === undefined ? '' : String(value);
  if (type === 'date') return <DateField {...common} value={text} onChange={put} />;
  if (type === 'datetime') return <DateTimeField {...common} zone={words.zoneHint} value={text} onChange={put} />;
  // Numbers stay the text that was typed: 10.00 stays 10.00.
  return (
    <TextInput
      {...common}
      inputMode={type === 'integer' || type === 'numeric' ? 'decimal' : 'text'}
      value={text}
      onChange={event => put(event.currentTarget.value)}
    />
  );
}

function RelativeDate({
  value,
  onChange,
  type,
  setting,
}: Omit<ValueInputProps, 'value'> & { readonly value: Value; readonly type: FieldType | null }) {
  const { readOnly } = useEditor();
  const base = value.base ?? 'today';
  const change = (part: Partial<Value>) => onChange({ ...value, ...part, kind: 'relative_date' });
  const hours = type === 'datetime' || base === 'now';
  return (
    <>
      <div className={s.row}>
        <Select
          size="sm"
          aria-label={words.base}
          allowDeselect={false}
          disabled={readOnly}
          data-setting={`${setting}.base`}
          data={(['today', 'now', 'field'] as const).map(one => ({ value: one, label: words.bases[one] }))}
          value={base}
          onChange={next => next && change({ base: next as NonNullable<Value['base']> })}
        />
        <OffsetInput label={words.days} value={value.offset_days} onChange={days => change({ offset_days: days })} />
        {hours && (
          <OffsetInput
            label={words.hours}
            value={value.offset_hours}
            onChange={count => change({ offset_hours: count })}
          />
        )}
      </div>
      {base === 'field' && (
        <PropertySelect
          label={words.baseField}
          setting={`${setting}.field`}
          only={property => property.type === 'date' || property.type === 'datetime'}
          value={value.field ?? ''}
          onChange={field => change({ field })}
        />
      )}
    </>
  );
}

export interface OffsetInputProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number) => void;
  readonly min?: number;
}

export function OffsetInput({ label, value, onChange, min }: OffsetInputProps) {
  const { readOnly } = useEditor();
  return (
    <NumberInput
      size="sm"
      aria-label={label}
      disabled={readOnly}
      allowDecimal={false}
      {...(min === undefined ? {} : { min })}
      value={value ?? 0}
      suffix={` ${words.unit(label, value ?? 0)}`}
      onChange={next => onChange(typeof next === 'number' ? next : Number.parseInt(next, 10) || 0)}
    />
  );
}
