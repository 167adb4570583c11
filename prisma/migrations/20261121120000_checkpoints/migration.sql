-- AlterTable
ALTER TABLE "entry" ADD COLUMN     "heals" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "checkpoint" (
    "session_id" TEXT NOT NULL,
    "no" INTEGER NOT NULL,
    "state" BYTEA NOT NULL,
    "seqs" JSONB NOT NULL,
    "owners" JSONB NOT NULL,
    "at" BIGINT NOT NULL,
    "updates" INTEGER NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "checkpoint_pkey" PRIMARY KEY ("session_id","no")
);

-- AddForeignKey
ALTER TABLE "checkpoint" ADD CONSTRAINT "checkpoint_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
