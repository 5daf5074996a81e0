import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/shared/errors.ts';
import { parseSeriesCsv } from '../../src/shared/series-csv.ts';

const parsed = (text: string) => {
  const { step, loss, error, epoch } = parseSeriesCsv(text);
  return { step: [...step], loss: [...loss], error: error && [...error], epoch: epoch && [...epoch] };
};

describe('parseSeriesCsv', () => {
  it('reads steps and losses', () =>
    expect(parsed('step,loss\n1,2.5\n3,1e-3\n')).toEqual({
      step: [1, 3],
      loss: [2.5, 0.001],
      error: null,
      epoch: null,
    }));

  it.each([
    ['other names', 'Iteration,Training Loss,Batch-Error\n0,2,0.5\n'],
    ['an accuracy', 'iter,cost,acc\n0,2,0.5'],
    ['semicolons, quotes and carriage returns', '"step";"loss";"error"\r\n"0";"2";"0.5"\r\n'],
    ['tabs, a byte order mark, comments and empty lines', '\uFEFFstep\tloss\terr\n# mine\n\n0\t2\t0.5\n'],
    ['no head', '0,2,0.5\n'],
    ['columns of the workbench', 'run,seed,step,batch_loss,batch_error,train_loss\na,1,0,2,0.5,9\n'],
  ])('takes %s', (_, text) => expect(parsed(text)).toMatchObject({ step: [0], loss: [2], error: [0.5] }));

  it('numbers the steps of a single column, from 1', () =>
    expect(parsed('2\n1\n')).toEqual({ step: [1, 2], loss: [2, 1], error: null, epoch: null }));

  it('keeps what is not finite, epochs, and rows without an error; leaves out rows without a loss', () =>
    expect(parsed('step,epoch,loss,error\n0,0,,0.9\n1,0.5,nan,\n2,1,inf,1\n')).toEqual({
      step: [1, 2],
      loss: [NaN, Infinity],
      error: [NaN, 1],
      epoch: [0.5, 1],
    }));

  it.each([
    ['', 'c.csv: is empty, expected the columns step and loss.'],
    ['step,lr\n1,2\n', 'c.csv: has the columns step, lr, expected one called loss.'],
    ['step,loss\n', 'c.csv: holds no losses, expected a row for each step.'],
    ['step,loss\n1,2\n2,two\n', 'c.csv: line 3 holds "two" where a number is expected.'],
    ['step,loss\n2,1\n2,1\n', 'c.csv: line 3 has the step 2, expected whole numbers that grow from row to row.'],
    ['step,loss\n0.5,1\n', 'c.csv: line 2 has the step 0.5, expected whole numbers that grow from row to row.'],
    ['step,loss,acc\n1,1,97\n', 'c.csv: line 2 has an error or accuracy outside 0 to 1; give fractions, not per cent.'],
    ['run,step,loss\na,1,1\nb,1,1\n', 'c.csv: holds 2 runs, expected the curve of one.'],
  ])('refuses %j', (text, message) =>
    expect(() => parseSeriesCsv(text, 'c.csv')).toThrow(new UserError('invalid-input', message)),
  );
});
