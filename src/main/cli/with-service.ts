/** Opens the workbench for one command and closes it whatever happens. */

import type { CliHost } from './host.ts';
import type { CliService, ServiceOptions } from './service.ts';

export async function withService<Result>(
  options: ServiceOptions,
  host: CliHost,
  use: (service: CliService) => Promise<Result>,
): Promise<Result> {
  const service = await host.openService(options);
  try {
    return await use(service);
  } finally {
    await service.close();
  }
}
