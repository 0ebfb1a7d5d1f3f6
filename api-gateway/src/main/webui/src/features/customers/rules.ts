import type { AttributeValue } from '../../api/queries/participants';
import { texts } from '../../texts/en';
import { customers as customersTexts } from '../../texts/en/customers';
import type { Shown } from '../../ui/attribute';

interface Called {
  readonly name: string | null;
  readonly external_id: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** What a person is called: by name, else by what is known. */
export function calledBy(customer: Called): string {
  return customer.name || customer.external_id || customer.email || customer.phone || customersTexts.unnamed;
}

/** What is typed before a person is erased: something that only this person has, or the word for what is done. */
export function typedToErase(customer: Called): string {
  return customer.external_id || customer.email || customer.phone || customer.name || texts.delete;
}

/** A profile's values come by name; what the fields are says the tenant. */
export function profileField(
  name: string,
  value: AttributeValue,
  fields: ReadonlyMap<string, Shown> | undefined,
): Shown {
  return fields?.get(name) ?? guessed(name, value);
}

/**
 * While nobody has said what a field is: the title of a system field, else the name in words; a value that is true or false
 * belongs to a boolean, all others are the text that they are.
 */
function guessed(name: string, value: AttributeValue): Shown {
  const words = name.replaceAll('_', ' ');
  return {
    name,
    title: customersTexts.systemTitles[name] ?? words.charAt(0).toUpperCase() + words.slice(1),
    type: typeof value === 'boolean' ? 'boolean' : 'string',
  };
}
