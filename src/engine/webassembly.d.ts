/**
 * The part of the WebAssembly interface that the engine uses. The engine sees neither the DOM's types nor Node's, and
 * every host it runs in has this. Where the DOM's types are present too, they agree with these.
 */

declare namespace WebAssembly {
  interface Module {}
  var Module: {
    prototype: Module;
    new (bytes: Uint8Array<ArrayBuffer>): Module;
    exports(module: Module): { name: string; kind: string }[];
    imports(module: Module): { module: string; name: string; kind: string }[];
  };

  interface Instance {
    readonly exports: Exports;
  }
  var Instance: {
    prototype: Instance;
    new (module: Module, imports?: Imports): Instance;
  };

  interface MemoryDescriptor {
    /** Pages of 64 KiB. */
    initial: number;
    maximum?: number;
    shared?: boolean;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
    /** Adds pages; returns the number there were before. Throws a RangeError beyond the maximum. */
    grow(pages: number): number;
  }
  var Memory: {
    prototype: Memory;
    new (descriptor: MemoryDescriptor): Memory;
  };

  type ExportValue = Function | Memory;
  type Exports = Record<string, ExportValue>;
  type Imports = Record<string, Record<string, ExportValue>>;

  function validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}
