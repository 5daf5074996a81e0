/** A recipe as a file, such as a teacher hands out: its text to a complete experiment, or to all that is wrong with it. */

import { UserError } from '../../../shared/errors.ts';
import type { Experiment } from '../../../shared/experiment.ts';
import { issuesError, parseExperimentText } from '../../../shared/parse.ts';

/** Far more than any experiment needs: what is larger is another kind of file. */
const mostBytes = 2 ** 20;

/** @throws UserError that names the file and everything that is wrong in it */
export async function readRecipeFile(file: Pick<File, 'name' | 'size' | 'text'>): Promise<Experiment> {
  if (file.size > mostBytes)
    throw new UserError(
      'invalid-input',
      `${file.name}: has ${file.size} bytes, expected an experiment file of at most ${mostBytes}. Images are added on the Data screen.`, // prettier-ignore
    );
  const parsed = parseExperimentText(await file.text(), { name: file.name.replace(/\.json$/i, '') });
  if (!parsed.ok) throw issuesError(file.name, parsed.issues);
  return parsed.experiment;
}
