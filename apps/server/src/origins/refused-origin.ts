import { DomainError, refuse } from '@boon/core';

/** The widget was called from a page of another site than the workspace allows. */
export function originRefused(): DomainError {
  return new DomainError(
    refuse(
      'forbidden',
      'Gift certificates cannot be used on this site yet: the business has to allow it first.',
      {
        reason: 'origin',
      },
    ),
  );
}

export function isOriginRefused(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'forbidden' && error.details.reason === 'origin';
}
