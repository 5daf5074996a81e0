/**
 * The receiving end of the contract: checks a call that came over a transport, makes it, and turns whatever happens into
 * a `Reply`. Knows nothing of the transport itself and never throws.
 */

import type { z } from 'zod';
import { callSchemas, type CallName, type Reply, type WorkbenchApi } from './contract.ts';
import { UserError } from './errors.ts';

export interface DispatcherOptions {
  /** Hears of every defect: an error that no user caused, with the call during which it was thrown. */
  readonly onDefect: (call: string, error: unknown) => void;
}

export type Dispatch = (name: unknown, input: unknown) => Promise<Reply>;

export type CallInput<Name extends CallName> = Parameters<WorkbenchApi[Name]>[0];
export type CallOutput<Name extends CallName> = Awaited<ReturnType<WorkbenchApi[Name]>>;

/** The contract as a table, so that a call and its input stay tied together for the compiler. */
export type CallTable = { [Name in CallName]: (input: CallInput<Name>) => Promise<CallOutput<Name>> };
const schemas: { [Name in CallName]: z.ZodType<CallInput<Name>> } = callSchemas;

/** `createDispatcher(api, …)(name, input)` answers one call. The allow-list is `callSchemas`; nothing else is reachable. */
export function createDispatcher(api: WorkbenchApi, { onDefect }: DispatcherOptions): Dispatch {
  const calls: CallTable = api;

  async function answer<Name extends CallName>(name: Name, input: unknown): Promise<Reply> {
    const checked = schemas[name].safeParse(input);
    if (!checked.success) return refuse(`${name}: ${sentence(checked.error)}`);
    return { ok: true, value: await calls[name](checked.data) };
  }

  return async (name, input) => {
    if (!isCallName(name)) return refuse(`There is no call named ${JSON.stringify(name) ?? String(name)}.`);
    try {
      return await answer(name, input);
    } catch (error) {
      if (error instanceof UserError) return { ok: false, code: error.code, message: error.message };
      onDefect(name, error);
      return {
        ok: false,
        code: 'internal',
        message: 'Something went wrong inside the workbench. Your runs are kept; the details are in its log.',
      };
    }
  };
}

export function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(callSchemas, name);
}

const refuse = (message: string): Reply => ({ ok: false, code: 'invalid-input', message });

/** `id: expected string, received number; name: Too small…` */
function sentence(error: z.ZodError): string {
  return error.issues
    .map((issue) => {
      const path = issue.path.map(String).join('.');
      return path === '' ? issue.message : `${path}: ${issue.message}`;
    })
    .join('; ');
}
