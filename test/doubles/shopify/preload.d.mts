// The preload is plain JavaScript, for `node --import`; it exports nothing.
export {};
