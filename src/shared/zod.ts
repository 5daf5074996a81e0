/**
 * Zod as the whole program uses it. It must be configured before the first schema is built: by default zod probes
 * `new Function`, which the page's content security policy reports as a violation.
 */

import { z } from 'zod';

z.config({ jitless: true });

export { z };
