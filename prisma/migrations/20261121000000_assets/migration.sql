-- CreateTable
CREATE TABLE "asset" (
    "session_id" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "size" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "asset_pkey" PRIMARY KEY ("session_id","sha256")
);

-- AddForeignKey
ALTER TABLE "asset" ADD CONSTRAINT "asset_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say.
ALTER TABLE "asset" ADD CONSTRAINT "asset_sha256_check" CHECK ("sha256" ~ '^[0-9a-f]{64}$');
ALTER TABLE "asset" ADD CONSTRAINT "asset_type_check" CHECK ("type" IN ('image/png', 'image/jpeg', 'image/webp', 'image/gif'));
ALTER TABLE "asset" ADD CONSTRAINT "asset_size_check" CHECK ("size" = octet_length("bytes"));
-- pictures are compressed already
ALTER TABLE "asset" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
