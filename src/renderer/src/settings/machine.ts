/** What the Settings screen says about the machine and the installation. Pure. */

import type { About } from '../../../shared/contract.ts';
import { plural } from '../../../shared/format.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
  /** Offers to copy the value. */
  readonly copy?: boolean;
}

const kernelsSaid: Readonly<Record<About['kernels'], Omit<Fact, 'label'>>> = {
  reference: { value: 'reference', note: 'float64 in JavaScript: slow and exact, for checking' },
  simd: { value: 'SIMD', note: 'float32 WebAssembly with 128-bit vectors' },
  'simd-relaxed': { value: 'relaxed SIMD', note: 'float32 WebAssembly with relaxed vector instructions' },
  'simd-relaxed-fma': {
    value: 'relaxed SIMD, fused',
    note: 'float32 WebAssembly; this processor multiplies and adds in one rounding',
  },
};

export function machineFacts(about: About): Fact[] {
  return [
    { label: 'Workspace', value: about.workspace, note: 'Experiments, curves and weights are kept here.', copy: true },
    { label: 'Version', value: about.version },
    { label: 'Kernels', ...kernelsSaid[about.kernels] },
    {
      label: 'Machine',
      value: `${plural(about.cores, 'core')}, ${plural(about.threads, 'thread')} train`,
      note: about.platform,
    },
    { label: 'Shown in', value: about.host === 'electron' ? 'its own window' : 'a browser' },
  ];
}

/** 0 stands for every core, whichever machine the workspace is opened on. */
export function threadChoices(cores: number): { label: string; value: number }[] {
  const counts = Array.from({ length: cores }, (_, i) => ({ label: plural(i + 1, 'thread'), value: i + 1 }));
  return [{ label: `every core (${cores})`, value: 0 }, ...counts];
}
