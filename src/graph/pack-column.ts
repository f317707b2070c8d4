/** A column of numbers as JSON; one number stands for a column that holds nothing else. */
export type PackedColumn = number | number[];

export function packColumn(column: ArrayLike<number>): PackedColumn {
  const numbers = Array.from(column);
  const first = numbers[0];
  return first !== undefined && numbers.every((value) => value === first) ? first : numbers;
}

/** @param column takes the numbers, and is returned */
export function unpackColumn<Column extends Int32Array | Float64Array | Uint8Array>(
  packed: PackedColumn,
  column: Column,
): Column {
  if (typeof packed === "number") column.fill(packed);
  else column.set(packed);
  return column;
}
