/** JSON texts by name: what is asked for a few at a time stays text until then. */
export interface Texts {
  readonly has: (name: string) => boolean;
  readonly get: (name: string) => string | undefined;
  readonly names: () => readonly string[];
}

export type TextRecord = Readonly<Record<string, string>>;

export const textsOf = (record: TextRecord): Texts => ({
  has: (name) => Object.hasOwn(record, name),
  get: (name) => (Object.hasOwn(record, name) ? record[name] : undefined),
  names: () => Object.keys(record),
});

/** JSON in plain ASCII, which is read without decoding. */
export const asciiJson = (value: unknown): string => ascii(JSON.stringify(value));

const ascii = (json: string): string => json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

type Place = readonly [start: number, end: number];

/** A file of texts: its first line says where each stands in the rest. */
export const filedTexts = (texts: TextRecord): string => {
  const places: Record<string, Place> = {};
  let rest = "";
  for (const [name, json] of Object.entries(texts)) {
    const text = ascii(json);
    places[name] = [rest.length, rest.length + text.length];
    rest += text;
  }
  return `${asciiJson(places)}\n${rest}`;
};

/** Texts in a file that {@link filedTexts} wrote. */
export const textsIn = (file: string): Texts => {
  const from = file.indexOf("\n") + 1;
  // Few names of many are asked for, so they are looked up in the line as it stands. A name in quotes and a colon occur nowhere else in it.
  const keyOf = (name: string): string => `${asciiJson(name)}:`;
  const placeOf = (name: string): Place | undefined => {
    const key = keyOf(name);
    const at = file.indexOf(key);
    return at < 0 || at >= from ? undefined : (JSON.parse(file.slice(at + key.length, file.indexOf("]", at) + 1)) as Place);
  };
  return {
    has: (name) => placeOf(name) !== undefined,
    get: (name) => {
      const place = placeOf(name);
      return place === undefined ? undefined : file.slice(from + place[0], from + place[1]);
    },
    names: () => Object.keys(JSON.parse(file.slice(0, from)) as Readonly<Record<string, Place>>),
  };
};
