-- Parts of a file are written once and read once or twice: packing them costs more time than it
-- saves room, and a small piece of a part can be read only when it is not packed.
ALTER TABLE "upload_chunk" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
