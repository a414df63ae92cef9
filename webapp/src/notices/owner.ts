/** Where a browser keeps whose device it is. Somebody else who signs in there is not woken by what the first one wanted. */
export const owner = "parley.push";
