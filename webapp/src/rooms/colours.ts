/** What a room's colour may be, by its name in the texts. Marigold is not among them: it means that somebody is speaking. */
export const colours = {
  pine: "#2f6f4f",
  sea: "#1f6f8b",
  midnight: "#3b4a9c",
  plum: "#7d3f86",
  berry: "#a8325e",
  brick: "#b1472b",
  moss: "#66761f",
  slate: "#56646d",
} as const;

export const colourNames = Object.keys(colours) as (keyof typeof colours)[];
