/** Codes that fit one value of `code_position_seq`. */
export const positionsPerChunk = 1_048_576;
