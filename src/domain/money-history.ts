/** Consumer prices of a country or area by year. */
export interface Inflation {
  readonly id: string;
  readonly name: string;
  /** Regions (or currencies, for an area) it speaks for. */
  readonly regions: readonly string[];
  readonly currency: string;
  /** 2015 = 100, by year. */
  readonly levels: Readonly<Record<string, number>>;
  readonly source: string;
}

/** Average exchange rates of past years: units of a currency that one euro bought, as decimal text. */
export interface YearlyRates {
  readonly id: string;
  readonly currency: string;
  readonly perEuro: Readonly<Record<string, string>>;
  readonly source: string;
}
