/** Trying this job again is pointless; it is put aside for staff to see. */
export class JobRefused extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = 'JobRefused';
  }
}
