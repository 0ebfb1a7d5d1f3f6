import { type CustomerDetails, useEraseCustomer } from '../../api/queries/customers';
import { customers as customersTexts } from '../../texts/en/customers';
import { Confirm } from '../../ui/confirm';
import { calledBy, typedToErase } from './rules';

export interface EraseCustomerProps {
  readonly customer: CustomerDetails;
  readonly onClose: () => void;
  readonly onErased: () => void;
}

/** Cannot be undone, so it is typed which person is meant. */
export function EraseCustomer({ customer, onClose, onErased }: EraseCustomerProps) {
  const erase = useEraseCustomer(customer.id);
  const words = customersTexts.erase;
  return (
    <Confirm
      title={words.title(calledBy(customer))}
      submit={words.submit}
      danger
      typed={typedToErase(customer)}
      busy={erase.isPending}
      error={erase.error}
      onClose={onClose}
      onConfirm={() => erase.mutate(undefined, { onSuccess: onErased })}
    >
      {words.text}
    </Confirm>
  );
}
