-- AlterTable
ALTER TABLE "session" ADD COLUMN "published" BOOLEAN NOT NULL DEFAULT false;
