/** Stands in the bundle for optional parts of libraries that nothing here uses; electron.vite.config.ts lists them. */
export default function absent(): never {
  throw new Error('This part of the library is not in the program.');
}
