import { Select, TextInput } from '@mantine/core';
import type { Problem } from '../../api/problem';
import type { Role } from '../../api/types';
import { users } from '../../texts/en/users';

const words = users.form;
const roles = Object.entries(users.roles).map(([value, label]) => ({ value, label }));

export interface UserTerms {
  readonly name: string;
  readonly role: Role;
}

export interface UserFieldsProps {
  readonly value: UserTerms;
  readonly nameFault: string | null;
  readonly problem: Problem | null;
  readonly onChange: (terms: UserTerms) => void;
}

/** What an administrator decides about a user. */
export function UserFields({ value, nameFault, problem, onChange }: UserFieldsProps) {
  return (
    <>
      <TextInput
        label={words.name}
        withAsterisk
        autoComplete="off"
        value={value.name}
        error={nameFault || problem?.messageFor('name')}
        onChange={event => onChange({ ...value, name: event.currentTarget.value })}
      />
      <Select
        label={words.role}
        description={users.roleHints[value.role]}
        allowDeselect={false}
        data={roles}
        value={value.role}
        error={problem?.messageFor('role')}
        onChange={role => role && onChange({ ...value, role: role as Role })}
      />
    </>
  );
}
