// Counts the instructions that a WebAssembly function executes, by writing a counter into the module:
// every stretch of instructions without a branch adds its length to a global. It counts as Wasmtime's
// fuel does, which Shopify's runner measures: structure (block, loop, else, end) and drop are free, and
// everything else is one. What the host does in its own functions isn't counted.

/** Name of the exported global, an i64 that starts at 0. */
export const instructionCounter = "instructions";

interface Section {
  id: number;
  body: Uint8Array;
}

/** The module with the counter. Understands what AssemblyScript compiles to; throws at other opcodes. */
export function withInstructionCounter(wasm: Uint8Array): Uint8Array {
  const sections = readSections(wasm);
  const globals = vectorOf(sections, 6);
  const exports = vectorOf(sections, 7);
  const codes = sections.find(({ id }) => id === 10);
  if (!codes) throw new Error("The module has no code.");
  const counter = globals.count;
  const name = [...new TextEncoder().encode(instructionCounter)];
  const body = (section: Section) => {
    if (section.id === 6) {
      return [...unsigned(counter + 1), ...globals.items, i64, mutable, i64Const, 0, end];
    }
    if (section.id === 7) {
      return [
        ...unsigned(exports.count + 1),
        ...exports.items,
        name.length,
        ...name,
        exportedGlobal,
        ...unsigned(counter),
      ];
    }
    return section === codes ? countedCode(section.body, counter) : section.body;
  };
  const written = sections.flatMap((section) => {
    const bytes = [...body(section)];
    return [section.id, ...unsigned(bytes.length), ...bytes];
  });
  return Uint8Array.from([...wasm.subarray(0, headerLength), ...written]);
}

const headerLength = 8;
const i64 = 0x7e;
const mutable = 1;
const exportedGlobal = 3;
const end = 0x0b;
const i64Const = 0x42;
const i64Add = 0x7c;
const globalGet = 0x23;
const globalSet = 0x24;
const otherOpcode = 0x0e;
const moreOpcodes = 0xfc;

const free = new Set([0x01, 0x02, 0x03, 0x05, 0x0b, 0x0f, 0x1a]);
/** Unreachable, block, loop, if, else, end, br, br_if, br_table, return: the next stretch starts. */
const branches = new Set([0x00, 0x02, 0x03, 0x04, 0x05, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f]);

/** How many LEB128 numbers follow an opcode. */
function immediates(opcode: number): number {
  if (opcode >= 0x28 && opcode <= 0x3e) return 2;
  if (opcode === 0x11) return 2;
  const one = [0x02, 0x03, 0x04, 0x0c, 0x0d, 0x10, 0x3f, 0x40, 0x41, 0x42];
  return one.includes(opcode) || (opcode >= 0x20 && opcode <= 0x24) ? 1 : 0;
}

class Reader {
  at = 0;
  constructor(readonly bytes: Uint8Array) {}

  byte(): number {
    return this.bytes[this.at++] as number;
  }

  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  take(length: number): Uint8Array {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

function countedCode(section: Uint8Array, counter: number): number[] {
  const reader = new Reader(section);
  const count = reader.number();
  const bodies: number[] = [...unsigned(count)];
  for (let index = 0; index < count; index += 1) {
    const body = countedBody(reader.take(reader.number()), counter);
    bodies.push(...unsigned(body.length), ...body);
  }
  return bodies;
}

function countedBody(body: Uint8Array, counter: number): number[] {
  const reader = new Reader(body);
  for (let groups = reader.number(); groups > 0; groups -= 1) {
    reader.number();
    reader.byte();
  }
  const counted = [...body.subarray(0, reader.at)];
  while (reader.at < body.length) {
    const from = reader.at;
    let length = 0;
    let last: number;
    do {
      last = skipInstruction(reader);
      if (!free.has(last)) length += 1;
    } while (!branches.has(last) && reader.at < body.length);
    if (length > 0) {
      counted.push(globalGet, ...unsigned(counter), i64Const, ...signed(length), i64Add);
      counted.push(globalSet, ...unsigned(counter));
    }
    for (const byte of body.subarray(from, reader.at)) counted.push(byte);
  }
  return counted;
}

/** Reads one instruction and returns its opcode. */
function skipInstruction(reader: Reader): number {
  const opcode = reader.byte();
  if (opcode === moreOpcodes) {
    const more = reader.number();
    // memory.copy and memory.fill name memories; the conversions without traps name nothing.
    if (more === 10) reader.take(2);
    else if (more === 11) reader.take(1);
    else if (more > 7) throw new Error(`Opcode 0xfc ${more} isn’t known.`);
    return opcode;
  }
  if (opcode === otherOpcode) {
    for (let targets = reader.number(); targets >= 0; targets -= 1) reader.number();
  } else if (opcode === 0x44) {
    reader.take(8);
  } else if (opcode === 0x43) {
    reader.take(4);
  } else if (opcode > 0xc4) {
    throw new Error(`Opcode ${opcode} isn’t known.`);
  } else {
    for (let left = immediates(opcode); left > 0; left -= 1) {
      while (reader.byte() >= 0x80);
    }
  }
  return opcode;
}

function readSections(wasm: Uint8Array): Section[] {
  const reader = new Reader(wasm);
  reader.take(headerLength);
  const sections: Section[] = [];
  while (reader.at < wasm.length) {
    sections.push({ id: reader.byte(), body: reader.take(reader.number()) });
  }
  return sections;
}

function vectorOf(sections: Section[], id: number): { count: number; items: Uint8Array } {
  const section = sections.find((candidate) => candidate.id === id);
  if (!section) throw new Error(`The module has no section ${id}.`);
  const reader = new Reader(section.body);
  const count = reader.number();
  return { count, items: section.body.subarray(reader.at) };
}

function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** Of a number that isn't negative: bit 6 of the last byte is its sign. */
function signed(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >>> 7)];
}
