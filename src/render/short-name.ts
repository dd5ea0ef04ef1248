/** A card's name without its maker: `RTX 3090`, `A100 PCIe 80GB`. */
export const shortName = (name: string): string => name.replace(/^(?:NVIDIA|AMD|Intel) (?:GeForce |Radeon |Tesla )?/, "").replace(/^Tesla /, "");
