import type { CodeRotation } from '@boon/db';
import { createCodeVault } from './code-vault.ts';

/** Opens a code under the key it has and seals it under another one of the same secret. */
export function resealWith(appSecret: string): CodeRotation['reseal'] {
  const vaults = new Map<number, ReturnType<typeof createCodeVault>>();
  return ({ sealed, workspaceId, certificateId }, version) => {
    const vault = vaults.get(version) ?? createCodeVault(appSecret, () => [version]);
    vaults.set(version, vault);
    return vault.seal(vault.open(sealed, workspaceId, certificateId), workspaceId, certificateId);
  };
}
