import type { Command } from 'commander';
import type { IdentityNewFlags } from './identity/new.ts';
import type { IdentityReplaceFlags } from './identity/replace.ts';
import type { IdentityRevokeFlags } from './identity/revoke.ts';
import type { IdentityRotateFlags } from './identity/rotate.ts';
import { repeated, type WorkspaceFlags, workspaceOptions } from './workspace-options.ts';

/** Commands on people and service accounts. */
export function addIdentityCommands(program: Command): void {
  const identity = program
    .command('identity')
    .description('People and service accounts: who may act, and with which key.')
    .copyInheritedSettings(program);
  identity
    .command('key')
    .description('Make a key of your own on this machine, and print its public half.')
    .option('--json', 'write one JSON document to standard output')
    .action(async (flags: WorkspaceFlags) => {
      const { runIdentityKey } = await import('./identity/key.ts');
      runIdentityKey(flags);
    });
  workspaceOptions(identity.command('new'))
    .description('Make a person or a service account known here.')
    .argument('<name>', 'the name under which it acts')
    .option('--public-key <file>', 'its public key, as credence identity key printed it')
    .option('--service', 'a service account and no person')
    .option('--owner <name>', 'of a service account: the person who answers for it')
    .option(
      '--role <role>',
      'curator, reviewer, owner or a role of your policy (repeatable)',
      repeated,
    )
    .option('--group <group>', 'a group that it belongs to (repeatable)', repeated)
    .option('--scope <pattern>', 'what it may touch, as dataset:NAME (repeatable)', repeated)
    .option('--expires <time>', 'when the key ends, RFC 3339')
    .action(async (name: string, flags: IdentityNewFlags) => {
      const { runIdentityNew } = await import('./identity/new.ts');
      await runIdentityNew(name, flags);
    });
  workspaceOptions(identity.command('list'))
    .description('Show everybody, with all keys.')
    .action(async (flags: WorkspaceFlags) => {
      const { runIdentityList } = await import('./identity/list.ts');
      await runIdentityList(flags);
    });
  workspaceOptions(identity.command('rotate'))
    .description('Take a new key; the old one signs it.')
    .requiredOption('--reason <text>', 'why')
    .option('--expires <time>', 'when the new key ends, RFC 3339')
    .action(async (flags: IdentityRotateFlags) => {
      const { runIdentityRotate } = await import('./identity/rotate.ts');
      await runIdentityRotate(flags);
    });
  workspaceOptions(identity.command('revoke'))
    .description('End a key for good, as when it was stolen; what it approved counts no more.')
    .argument('<who>', 'name, or the first eight digits of the key')
    .requiredOption('--reason <text>', 'why')
    .action(async (who: string, flags: IdentityRevokeFlags) => {
      const { runIdentityRevoke } = await import('./identity/revoke.ts');
      await runIdentityRevoke(who, flags);
    });
  addReplacement(identity);
}

function addReplacement(identity: Command): void {
  workspaceOptions(identity.command('replace'))
    .description('Ask for a lost key to be replaced; a second person has to agree.')
    .argument('<who>', 'whose key was lost')
    .requiredOption('--public-key <file>', 'the new key, as credence identity key printed it')
    .requiredOption('--reason <text>', 'why')
    .action(async (who: string, flags: IdentityReplaceFlags) => {
      const { runIdentityReplace } = await import('./identity/replace.ts');
      await runIdentityReplace(who, flags);
    });
  workspaceOptions(identity.command('agree'))
    .description('Agree to the replacement of a lost key.')
    .argument('<request>', 'digest of the request')
    .action(async (request: string, flags: WorkspaceFlags) => {
      const { runIdentityAgree } = await import('./identity/replace.ts');
      await runIdentityAgree(request, flags);
    });
}
