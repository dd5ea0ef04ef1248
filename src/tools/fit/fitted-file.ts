/** A file of the catalogue that is worked out and not written by hand; its path is relative to `catalog/`. */
export interface FittedFile {
  readonly path: string;
  readonly text: string;
}
