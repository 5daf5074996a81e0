/** `download <id>`: fetches a dataset into the workspace, verified; what arrived before a Ctrl-C is kept for the next time. */

import type { Command } from 'commander';
import { formatBytes, formatCount, formatPercent } from '../../shared/format.ts';
import type { DownloadProgress } from '../datasets/download/download.ts';
import { exit, type ExitStatus } from './exit.ts';
import type { CliHost } from './host.ts';
import { addWorkspaceOption, workspaceOf, type WorkspaceOption } from './options.ts';
import { withService } from './with-service.ts';

interface DownloadCommandOptions extends WorkspaceOption {
  readonly quiet?: true;
}

export function addDownload(program: Command, host: CliHost, done: (status: ExitStatus) => void): void {
  addWorkspaceOption(program.command('download'))
    .argument('<id>', 'the dataset: mnist')
    .description('fetch a dataset from its public sources and verify it')
    .option('--quiet', 'no progress')
    .action(async (id: string, options: DownloadCommandOptions) => {
      const { stderr, interrupted: signal } = host;
      const show = options.quiet ? { update: () => undefined, end: () => undefined } : showDownload(host);
      const entry = await withService({ workspace: workspaceOf(options, host), threads: 1 }, host, async (service) => {
        try {
          return await service.downloadDataset(id, { signal, onProgress: show.update });
        } catch (error) {
          if (!signal.aborted) throw error;
          return null;
        } finally {
          show.end();
        }
      });
      if (entry === null) {
        stderr.write('interrupted; what arrived is kept for the next time\n');
        return done(exit.interrupted);
      }
      const images = entry.facts ? `${formatCount(entry.facts.train)} + ${formatCount(entry.facts.test)} images` : '';
      host.stdout.write(`${entry.name}  ${images}  ${entry.path}\n`);
      done(exit.done);
    });
}

/** A line rewritten on a terminal; elsewhere a line for each tenth, and for each thing that went wrong. */
function showDownload({ stderr }: Pick<CliHost, 'stderr'>) {
  let said = '';
  let tenth = -1;
  return {
    update({ received, total, source, message }: DownloadProgress): void {
      if (message !== null && message !== said) stderr.write(`${stderr.isTTY ? '\r\x1b[2K' : ''}${message}\n`);
      said = message ?? said;
      const share = total ? received / total : 0;
      const line = `${formatPercent(share, 0)} of ${total ? formatBytes(total) : '?'} from ${source}`;
      if (stderr.isTTY) stderr.write(`\r\x1b[2K${line}`);
      else if (Math.floor(10 * share) > tenth) stderr.write(`${line}\n`);
      tenth = Math.max(tenth, Math.floor(10 * share));
    },
    end: () => void (stderr.isTTY && stderr.write('\r\x1b[2K')),
  };
}
