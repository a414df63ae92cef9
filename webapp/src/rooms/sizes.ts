/** What a table or a stage is good for. */
const atATable = { sizes: [4, 8, 12, 24], usual: 12 };
const onAStage = { sizes: [50, 100, 250, 1_000], usual: 100 };

export interface Sizes {
  sizes: number[];
  usual: number;
  /** Whether larger rooms would be offered on another server. */
  limited: boolean;
}

/** The sizes to choose from, when a room holds at most so many people here. */
export function sizesOf(stage: boolean, largest: number): Sizes {
  const wanted = stage ? onAStage : atATable;
  if (wanted.sizes.every((one) => one <= largest)) return { ...wanted, limited: false };
  const fitting = [...atATable.sizes, ...(stage ? onAStage.sizes : [])].filter((one) => one < largest);
  return { sizes: [...fitting, largest].slice(-4), usual: Math.min(wanted.usual, largest), limited: true };
}
