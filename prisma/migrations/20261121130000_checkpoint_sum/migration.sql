-- AlterTable
ALTER TABLE "checkpoint" ADD COLUMN     "sha256" BYTEA NOT NULL;
