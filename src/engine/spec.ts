/**
 * What the engine is asked to do, in plain data: the network, the training and the images.
 *
 * These types know nothing of files, forms or the command line; `src/shared/experiment.ts` validates user input
 * and its output is assignable to them (checked by the compiler there).
 *
 * Shape legend, used throughout the engine:
 *   N samples · D inputs · U units of a layer · K classes (logits) · B samples of a minibatch
 */

export type ActivationName = 'sigmoid' | 'relu' | 'tanh' | 'identity';

export interface LayerSpec {
  /** Number of units, at least 1. */
  readonly units: number;
  readonly activation: ActivationName;
}

/** `softmax`: K logits with cross-entropy. `sigmoid`: one logit with binary cross-entropy, exactly two classes. */
export type OutputName = 'softmax' | 'sigmoid';

/**
 * Initial weights, by the variance of the zero-mean normal they are drawn from; biases are 0 unless said.
 * - `xavier` 2/(in+out) · `he` 2/in · `normal` std²
 * - `ece285` hidden W and b: 2/(in+1); output W and b: 1/(in+1) (biases are random too)
 * - `ece421` hidden W: 2/(in+classes); output W: 2/(in+1)
 */
export type InitSpec =
  | { readonly scheme: 'xavier' }
  | { readonly scheme: 'he' }
  | { readonly scheme: 'normal'; readonly std: number }
  | { readonly scheme: 'ece285' }
  | { readonly scheme: 'ece421' };

export interface NetworkSpec {
  readonly inputs: number;
  readonly classes: number;
  readonly hidden: readonly LayerSpec[];
  readonly output: OutputName;
  readonly init: InitSpec;
}

/** The update rules as PyTorch defines them; weight decay is added to the gradient of every parameter. */
export type OptimizerSpec =
  | { readonly type: 'sgd'; readonly learningRate: number; readonly weightDecay: number }
  | {
      readonly type: 'momentum' | 'nesterov';
      readonly learningRate: number;
      readonly weightDecay: number;
      readonly momentum: number;
      /** Value of every entry of the velocity before the first step. */
      readonly initialVelocity: number;
    }
  | {
      readonly type: 'adam';
      readonly learningRate: number;
      readonly weightDecay: number;
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    };

/** Learning-rate schedules, evaluated once per epoch (epoch counts from 0). */
export type ScheduleSpec =
  | { readonly type: 'constant' }
  | { readonly type: 'step'; readonly every: number; readonly factor: number }
  | { readonly type: 'exponential'; readonly factor: number }
  | { readonly type: 'cosine' };

export type SplitName = 'train' | 'validation' | 'test';
export type SplitMetric = `${SplitName}.${'loss' | 'error'}`;

export interface TrainingSpec {
  readonly optimizer: OptimizerSpec;
  readonly schedule: ScheduleSpec;
  /** Samples per step; `full` takes the whole training split. The last batch of an epoch may be smaller. */
  readonly batchSize: number | 'full';
  /** Length of the training: whole epochs, or an exact number of steps. */
  readonly length: { readonly epochs: number } | { readonly steps: number };
  readonly until?: { readonly metric: SplitMetric; readonly atMost: number } | undefined;
  readonly earlyStopping?: { readonly metric: SplitMetric; readonly patience: number } | undefined;
  readonly shuffle: 'each-epoch' | 'never';
  readonly evaluateEvery: {
    readonly every: { readonly epochs: number } | { readonly steps: number };
    readonly on: readonly SplitName[];
  };
}

/**
 * Images of a dataset, every split together, row by row.
 * `sparse-u8` is CSR over 8-bit pixels (MNIST is 81 % zeros); `dense-f32` holds real-valued data.
 */
export type ImageStore =
  | {
      readonly kind: 'sparse-u8';
      readonly count: number;
      readonly inputs: number;
      readonly rowStarts: Uint32Array; // (count + 1)
      readonly columns: Uint16Array; // (non-zeros) pixel index
      readonly values: Uint8Array; // (non-zeros) 1..255
    }
  | {
      readonly kind: 'dense-f32';
      readonly count: number;
      readonly inputs: number;
      readonly values: Float32Array; // (count, inputs)
    };

/** Affine scaling applied on use: `x = factor · pixel + offset`. */
export interface Scaling {
  readonly factor: number;
  readonly offset: number;
}

/** The data of one run: images, labels after the class filter, and which images belong to which split. */
export interface TrainingData {
  readonly images: ImageStore;
  readonly labels: Uint16Array; // (count) 0..classes-1; undefined meaning for images in no split
  readonly scaling: Scaling;
  readonly train: Uint32Array; // image indices, in the order of the data pipeline
  readonly validation: Uint32Array | null;
  readonly test: Uint32Array | null;
}

/** Loss in nats per sample and fraction misclassified (0..1). */
export interface Score {
  readonly loss: number;
  readonly error: number;
}

export interface Evaluation {
  readonly step: number;
  /** Epochs done, fractional inside an epoch. */
  readonly epoch: number;
  /** Seconds of training up to here, pauses left out, evaluations included. Absent where nobody measured them. */
  readonly seconds?: number;
  readonly train: Score | null;
  readonly validation: Score | null;
  readonly test: Score | null;
}
