import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type RecipientCertificate, trpc } from '../../api/client.ts';
import { failureOf } from '../../api/failure.ts';

/** The certificate behind the signed link; its answer holds the code, so it is asked for by POST and kept in memory only. */
export function useRecipientCertificate(
  workspace: string,
  token: string,
): UseQueryResult<RecipientCertificate> {
  const { client } = trpc.useUtils();
  return useQuery({
    queryKey: ['recipient-certificate', workspace, token],
    queryFn: () => client.portal.certificate.mutate({ workspace, token }),
    retry: (attempts, error) => failureOf(error).kind === 'unreachable' && attempts < 2,
  });
}
