import { DomainError, refuse } from '@boon/core';

/** The widget was called from a page of another site than the workspace allows. */
export function originRefused(): DomainError {
  return new DomainError(
    refuse(
      'forbidden',
      "This page's origin is not one of the workspace's allowed origins. Add it in the console, under Developers.",
      {
        reason: 'origin',
      },
    ),
  );
}

export function isOriginRefused(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'forbidden' && error.details.reason === 'origin';
}
