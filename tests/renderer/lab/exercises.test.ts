// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Component } from 'vue';
import GradientsExercise from '../../../src/renderer/src/lab/gradients/GradientsExercise.vue';
import VerifyExercise from '../../../src/renderer/src/lab/verify/VerifyExercise.vue';
import type { WorkbenchApi } from '../../../src/shared/contract.ts';
import { UserError } from '../../../src/shared/errors.ts';
import { sampleGradientCheck, sampleVerification } from '../../support/sampleLab.ts';
import { sampleWorkbench } from '../../support/sampleWorkbench.ts';
import { mountScreen, type Mounted } from '../mountScreen.ts';

let mounted: Mounted | undefined;
afterEach(() => {
  mounted?.stop();
  mounted = undefined;
});

async function open(exercise: Component, answers: Partial<WorkbenchApi>) {
  const base = sampleWorkbench();
  const cancelCheck = vi.fn(async () => undefined);
  const workbench = Object.assign(base, { api: { ...base.api, cancelCheck, ...answers } });
  mounted = await mountScreen(exercise, workbench, '/lab');
  await flushPromises();
  const { wrapper } = mounted;
  const button = (name: string) => wrapper.findAll('button').find((each) => each.text() === name)!;
  return { wrapper, workbench, cancelCheck, button, text: () => wrapper.text() };
}

describe('the gradient check', () => {
  it('asks for what the form says and shows every tensor, with what did not pass by more than colour', async () => {
    const checkGradients = vi.fn<WorkbenchApi['checkGradients']>(async () => sampleGradientCheck(['W1', 'b1']));
    const { wrapper, text } = await open(GradientsExercise, { checkGradients });
    await wrapper.find('input[aria-label="Units of hidden layer 1"]').setValue('12');
    await wrapper.find('form').trigger('submit');
    await flushPromises();
    expect(checkGradients.mock.lastCall![0]).toMatchObject({ samples: 20, epsilon: 1e-5, entries: 1000, source: { experiment: { network: { hidden: [{ units: 12, activation: 'relu' }] } } } }); // prettier-ignore
    expect(text()).toContain('Not passed: a relative error is 1e−5 or more in W1 and b1.');
    const verdicts = wrapper.findAll('td .sr-only').map((mark) => mark.text());
    expect(verdicts).toEqual(['does not pass', 'does not pass', 'passes', 'passes']);
    expect(text()).toContain('worst at W1[0, 7]: backpropagation 0.04, finite difference 0.02');
  });

  it('shows its progress, is cancelled, and ends with the page', async () => {
    let reject: (error: Error) => void = () => undefined;
    const checkGradients = vi.fn<WorkbenchApi['checkGradients']>(() => new Promise((_, no) => (reject = no)));
    const { wrapper, workbench, cancelCheck, button } = await open(GradientsExercise, { checkGradients });
    await wrapper.find('form').trigger('submit');
    const { lane } = checkGradients.mock.lastCall![0];
    workbench.emit('lab', { lane: 'another', fraction: 0.9 });
    workbench.emit('lab', { lane, fraction: 0.25 });
    await flushPromises();
    expect(wrapper.find('[role=progressbar]').attributes('aria-valuenow')).toBe('25');
    await button('Cancel').trigger('click');
    expect(cancelCheck).toHaveBeenCalledExactlyOnceWith({ lane });
    reject(new UserError('cancelled', 'The request was cancelled.'));
    await flushPromises();
    expect(wrapper.find('[role=progressbar]').exists()).toBe(false);
    expect(wrapper.find('[role=alert]').exists()).toBe(false);

    await wrapper.find('form').trigger('submit');
    mounted!.stop();
    mounted = undefined;
    expect(cancelCheck).toHaveBeenCalledTimes(2);
    expect(workbench.listeners()).toBe(0);
  });

  it('says what is wrong, beside the field or as the service says it', async () => {
    const checkGradients = vi.fn<WorkbenchApi['checkGradients']>(async () => {
      throw new UserError('invalid-input', 'samples: given 20, there are 10 training images.');
    });
    const { wrapper, text } = await open(GradientsExercise, { checkGradients });
    await wrapper.find('input[aria-label="Units of hidden layer 1"]').setValue('many');
    expect(wrapper.find('[role=alert]').text()).toContain('whole number of units');
    await wrapper.find('form').trigger('submit');
    expect(checkGradients).not.toHaveBeenCalled();
    await wrapper.find('input[aria-label="Units of hidden layer 1"]').setValue('5');
    await wrapper.find('form').trigger('submit');
    await flushPromises();
    expect(text()).toContain('samples: given 20, there are 10 training images.');
  });
});

/** Chooses a file as the dialog would. */
async function give(input: Element, file: File): Promise<void> {
  Object.defineProperty(input, 'files', { value: [file], configurable: true });
  input.dispatchEvent(new Event('change'));
  await vi.waitFor(() => expect(document.body.textContent).toContain(file.name));
  await flushPromises();
}

describe('check your own implementation', () => {
  it('checks a file as soon as it is there, and marks the first tensor that is wrong', async () => {
    const verifyArrays = vi.fn<WorkbenchApi['verifyArrays']>(async () => sampleVerification({ missingMask: true }));
    const { wrapper, text } = await open(VerifyExercise, { verifyArrays });
    const [student, batch] = wrapper.findAll('input[type=file]');
    await give(student!.element, new File([Uint8Array.of(80, 75)], 'mine.npz'));
    expect(verifyArrays.mock.lastCall![0]).toMatchObject({
      student: { name: 'mine.npz', bytes: Uint8Array.of(80, 75) },
    });
    expect(verifyArrays.mock.lastCall![0].batch).toBeUndefined();
    expect(text()).toContain('dW1 is the first that is wrong');
    expect(text()).toContain('Probably: The derivative of the activation is missing');
    const marks = wrapper.findAll('td .sr-only').map((mark) => mark.text());
    expect(marks.filter((mark) => mark === 'wrong, the first')).toHaveLength(1);
    await give(batch!.element, new File([Uint8Array.of(80)], 'batch.npz'));
    expect(verifyArrays.mock.lastCall![0].batch).toMatchObject({ name: 'batch.npz' });
    await wrapper.find('button[aria-label="Take mine.npz away"]').trigger('click');
    expect(text()).not.toContain('is the first that is wrong');
  });

  it('says what is wrong with a file, and that one is too large', async () => {
    const verifyArrays = vi.fn<WorkbenchApi['verifyArrays']>(async () => {
      throw new UserError('invalid-input', 'mine.npz: holds no batch, expected X, y, W1, b1, ….');
    });
    const { wrapper, text } = await open(VerifyExercise, { verifyArrays });
    const [student] = wrapper.findAll('input[type=file]');
    await give(student!.element, new File(['x'], 'mine.npz'));
    expect(text()).toContain('mine.npz: holds no batch');
    const huge = new File(['x'], 'huge.npz');
    Object.defineProperty(huge, 'size', { value: 2 ** 30 });
    await give(student!.element, huge);
    expect(text()).toMatch(/huge.npz: has .* expected at most .*fewer images/);
    expect(verifyArrays).toHaveBeenCalledOnce();
  });

  it('downloads a batch', async () => {
    const makeBatch = vi.fn<WorkbenchApi['makeBatch']>(async () => ({ name: '30-softmax-batch.npz', bytes: Uint8Array.of(1) })); // prettier-ignore
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }));
    const { wrapper, text } = await open(VerifyExercise, { makeBatch });
    await wrapper.find('form').trigger('submit');
    await flushPromises();
    expect(makeBatch.mock.lastCall![0]).toMatchObject({ samples: 20, expected: false });
    expect(text()).toContain("np.load('30-softmax-batch.npz')");
    vi.unstubAllGlobals();
  });
});
