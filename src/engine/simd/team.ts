/**
 * How threads share the phases of a run. A phase is a number of independent tasks; whoever is there claims the next one
 * from a counter, so results cannot depend on how many take part. The leader opens a phase and waits for those it took
 * in; followers come and go between phases.
 *
 * Nobody spins for long: followers of an idle or paused run sleep, and a member that is marked dead releases the leader
 * with an error instead of leaving it waiting.
 */

import { slotState, type Control } from './control.ts';

/** Looks at a word before sleeping: some tens of microseconds, about what waking a thread costs. */
const SPINS = 20_000;
/** Milliseconds of one sleep; only a fallback, since every change of state is notified. */
const NAP = 1000;

const CLAIM = 0;
const OVER = 1;
const STATE = 0;
const LEAVE = 1;

const { free, idle, active, leaving, dead } = slotState;

/** Waits until a word differs from `value`. */
function waitWhile(words: Int32Array, index: number, value: number): void {
  for (let spin = 0; spin < SPINS; spin++) if (Atomics.load(words, index) !== value) return;
  while (Atomics.load(words, index) === value) Atomics.wait(words, index, value, NAP);
}

function change(slot: Int32Array, from: number, to: number): boolean {
  if (Atomics.compareExchange(slot, STATE, from, to) !== from) return false;
  Atomics.notify(slot, STATE);
  return true;
}

/** Claims and runs tasks until none is left; returns how many. */
function takeTasks(control: Control, tasks: number, run: (task: number) => void): number {
  const claim = () => Atomics.add(control.words, CLAIM, 1);
  let done = 0;
  for (let task = claim(); task < tasks; task = claim(), done++) run(task);
  return done;
}

export interface Leader {
  /** True when a follower waits for work. */
  hasFollowers(): boolean;
  /**
   * Runs tasks 0..tasks-1, with the followers that are there when `shared`.
   * @throws Error when a follower died during the phase: what it had claimed is not done
   */
  phase(tasks: number, shared: boolean, run: (task: number) => void): void;
  /** Sends all followers away and lets no more in. */
  close(): void;
}

export function createLeader(control: Control): Leader {
  const { slots, words } = control;
  const isIdle = (slot: Int32Array) => Atomics.load(slot, STATE) === idle;
  const members = slots.map(() => false);
  return {
    hasFollowers: () => slots.some(isIdle),
    phase(tasks, shared, run) {
      if (!shared) {
        for (let task = 0; task < tasks; task++) run(task);
        return;
      }
      Atomics.store(words, CLAIM, 0);
      for (let index = 0; index < slots.length; index++) members[index] = change(slots[index]!, idle, active);
      takeTasks(control, tasks, run);
      for (let index = 0; index < slots.length; index++) if (members[index]) waitWhile(slots[index]!, STATE, active);
      if (slots.some((slot, index) => members[index] && Atomics.load(slot, STATE) === dead))
        throw new Error('team: a thread died during a step, the state of the network is lost');
    },
    close() {
      Atomics.store(words, OVER, 1);
      for (const slot of slots) dismiss(slot);
    },
  };
}

/**
 * The follower's loop: takes part in every phase until it is dismissed or the run is over, then returns.
 * @param run does one task of the phase that `control.phase` describes
 * @returns how many tasks this thread did
 * @throws Error when the slot is taken; whatever `run` throws, after marking itself dead
 */
export function follow(control: Control, index: number, run: (task: number) => void, tasks: () => number): number {
  const slot = slotOf(control, index);
  if (!change(slot, free, idle)) throw new Error(`team: slot ${index} is not free`);
  let done = 0;
  for (;;) {
    // Asked before the run was joined, or during a phase; from idle on, a dismissal changes the state itself.
    if (Atomics.load(slot, LEAVE) || Atomics.load(control.words, OVER)) change(slot, idle, leaving);
    waitWhile(slot, STATE, idle);
    const state = Atomics.load(slot, STATE);
    if (state === dead) return done;
    if (state === leaving) {
      Atomics.store(slot, LEAVE, 0);
      change(slot, leaving, free);
      return done;
    }
    try {
      done += takeTasks(control, tasks(), run);
    } catch (error) {
      markDead(control, index);
      throw error;
    }
    change(slot, active, idle);
  }
}

function dismiss(slot: Int32Array): void {
  Atomics.store(slot, LEAVE, 1);
  change(slot, idle, leaving);
}

/**
 * Asks a follower to return as soon as it has no task; does not wait for it. One that has been sent to the slot but has
 * not begun returns when it does.
 */
export function dismissFollower(control: Control, index: number): void {
  dismiss(slotOf(control, index));
}

/** Tells the leader not to wait for a follower whose worker has died. The slot cannot be used again in this run. */
export function markDead(control: Control, index: number): void {
  const slot = slotOf(control, index);
  Atomics.store(slot, STATE, dead);
  Atomics.notify(slot, STATE);
}

function slotOf(control: Control, index: number): Int32Array {
  const slot = control.slots[index];
  if (!slot) throw new RangeError(`team: slot ${index} was asked for, there are ${control.slots.length}`);
  return slot;
}
