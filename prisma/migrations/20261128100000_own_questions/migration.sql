-- CreateTable
CREATE TABLE "own_question" (
    "id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "pack_id" TEXT NOT NULL,
    "pack" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "own_question_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "own_question_owner_id_pack_id_key" ON "own_question"("owner_id", "pack_id");

-- AddForeignKey
ALTER TABLE "own_question" ADD CONSTRAINT "own_question_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "auth_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
