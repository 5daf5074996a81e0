/**
 * How threads share the phases of a run. A phase is a number of independent tasks; whoever is there claims the next one
 * from a counter, so results cannot depend on how many take part. The leader opens a phase and waits for those it took
 * in; followers come and go between phases.
 *
 * The first tasks of a phase may belong to threads, in equal ranges: each thread begins with its own, so that what they
 * write stays in its cache from step to step, and whoever has nothing else to do takes what is left of the others'.
 *
 * Nobody spins for long: followers of an idle or paused run sleep, and a member that is marked dead releases the leader
 * with an error instead of leaving it waiting.
 */

import { phaseField, slotState, type Control } from './control.ts';

/** Looks at a word before sleeping: some tens of microseconds, about what waking a thread costs. */
const SPINS = 20_000;
/** Milliseconds of one sleep; only a fallback, since every change of state is notified. */
const NAP = 1000;

const CLAIM = 0;
const OVER = 1;
const STATE = 0;
const LEAVE = 1;

const { free, idle, called, active, leaving, dead } = slotState;

/** Waits until a word differs from `value`; may return early, so that callers look at everything again. */
function pauseWhile(words: Int32Array, index: number, value: number): void {
  for (let spin = 0; spin < SPINS; spin++) if (Atomics.load(words, index) !== value) return;
  Atomics.wait(words, index, value, NAP);
}

function change(slot: Int32Array, from: number, to: number): boolean {
  if (Atomics.compareExchange(slot, STATE, from, to) !== from) return false;
  Atomics.notify(slot, STATE);
  return true;
}

/** Runs those of the tasks `from` to `to` − 1 that nobody has taken; returns how many. */
function takeOwned({ taken }: Control, from: number, to: number, run: (task: number) => void): number {
  let done = 0;
  for (let task = from; task < to; task++) {
    if (Atomics.load(taken, task) || Atomics.exchange(taken, task, 1)) continue;
    run(task);
    done++;
  }
  return done;
}

/**
 * Claims and runs tasks until none is left: own ones, then the common ones, then others'. Returns how many. It makes no
 * objects and no functions: phases take microseconds, and what they leave behind has to be collected.
 */
function takeTasks(
  control: Control,
  tasks: number,
  owned: number,
  thread: number,
  run: (task: number) => void,
): number {
  const { words, slots } = control;
  const threads = slots.length + 1;
  const from = Math.floor((owned * thread) / threads);
  const to = Math.floor((owned * (thread + 1)) / threads);
  let done = takeOwned(control, from, to, run);
  for (let task = owned + Atomics.add(words, CLAIM, 1); task < tasks; task = owned + Atomics.add(words, CLAIM, 1)) {
    run(task);
    done++;
  }
  done += takeOwned(control, to, owned, run);
  return done + takeOwned(control, 0, from, run);
}

export interface Leader {
  /** True when a follower waits for work. */
  hasFollowers(): boolean;
  /**
   * Runs tasks 0..tasks-1, with the followers that are there when `shared`.
   * @param owned so many of the first tasks belong to threads, at most `mostOwned`
   * @throws Error when a follower died during this phase or an earlier one: what it had claimed was not done
   */
  phase(tasks: number, owned: number, shared: boolean, run: (task: number) => void): void;
  /** Sends all followers away and lets no more in. */
  close(): void;
}

export function createLeader(control: Control): Leader {
  const { slots, taken, words } = control;
  const isIdle = (slot: Int32Array) => Atomics.load(slot, STATE) === idle;
  let lost = false;
  const failIfLost = () => {
    if (lost) throw new Error('team: a thread died during a step, the state of the network is lost');
  };
  return {
    hasFollowers: () => slots.some(isIdle),
    phase(tasks, owned, shared, run) {
      failIfLost();
      if (!shared) {
        for (let task = 0; task < tasks; task++) run(task);
        return;
      }
      Atomics.store(words, CLAIM, 0);
      for (let task = 0; task < owned; task++) Atomics.store(taken, task, 0);
      for (const slot of slots) change(slot, idle, called);
      try {
        takeTasks(control, tasks, owned, 0, run);
      } finally {
        for (const slot of slots) if (!isReleased(slot)) lost = true;
      }
      failIfLost();
    },
    close() {
      Atomics.store(words, OVER, 1);
      for (const slot of slots) dismiss(slot);
    },
  };
}

/**
 * Waits until a follower has no task; one that has not begun is not waited for, so that a sleeping thread delays nobody.
 * @returns false when it died at work
 */
function isReleased(slot: Int32Array): boolean {
  for (;;) {
    const state = Atomics.load(slot, STATE);
    if (state === active) pauseWhile(slot, STATE, active);
    else if (state !== called) return state !== dead;
    else if (change(slot, called, idle)) {
      // A dismissal that came while it was called found it neither idle nor at work.
      if (Atomics.load(slot, LEAVE)) change(slot, idle, leaving);
      return true;
    }
  }
}

/**
 * The follower's loop: takes part in every phase until it is dismissed or the run is over, then returns.
 * @param run does one task of the phase that `control.phase` describes
 * @returns how many tasks this thread did
 * @throws Error when the slot is taken; whatever `run` throws, after marking itself dead
 */
export function follow(control: Control, index: number, run: (task: number) => void): number {
  const { phase } = control;
  const slot = slotOf(control, index);
  if (!change(slot, free, idle)) throw new Error(`team: slot ${index} is not free`);
  let done = 0;
  for (;;) {
    // Asked before it joined, or while it was at work; when it is idle, a dismissal changes the state itself.
    if (Atomics.load(slot, LEAVE) || Atomics.load(control.words, OVER)) change(slot, idle, leaving);
    pauseWhile(slot, STATE, idle);
    if (Atomics.load(slot, STATE) === leaving) {
      Atomics.store(slot, LEAVE, 0);
      change(slot, leaving, free);
      return done;
    }
    if (!change(slot, called, active)) continue;
    try {
      done += takeTasks(control, phase[phaseField.tasks]!, phase[phaseField.owned]!, index + 1, run);
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

/**
 * To be called when a follower's worker has died: the leader's step fails if the follower was at work, and otherwise
 * nothing is lost and its slot is free again.
 */
export function markDead(control: Control, index: number): void {
  const slot = slotOf(control, index);
  for (;;) {
    const state = Atomics.load(slot, STATE);
    if (state === dead || change(slot, state, state === active ? dead : free)) return;
  }
}

function slotOf(control: Control, index: number): Int32Array {
  const slot = control.slots[index];
  if (!slot) throw new RangeError(`team: slot ${index} was asked for, there are ${control.slots.length}`);
  return slot;
}
